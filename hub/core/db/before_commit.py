"""A moment before the commit, for what must be written with everything else or not at all.

Django calls back after a commit (`transaction.on_commit`), which is too late for that.
"""

from collections.abc import Callable, Hashable, Iterable

from django.db import transaction

Work = Callable[[list], None]


def before_commit(work: Work, things: Iterable[Hashable]) -> None:
    """Call `work` with these things before the open transaction commits; each once.

    Things given to the same `work` during one transaction come in one call, in the
    order in which they were first given. Without a transaction it is called now. After
    a rollback it is not called; after the rollback of a savepoint it may still be
    called, so it has to go by what is in the database.
    """
    connection = transaction.get_connection()
    if connection.commit_follows:
        connection.waiting.setdefault(work, {}).update(dict.fromkeys(things))
    elif things := list(things):
        work(things)


class WorkBeforeCommit:
    """Mixed into a database wrapper: does the work that waits, then commits.

    A test's own transaction never commits, so within it the end of the outermost block
    that the tested code opened counts as the commit.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[Work, dict[Hashable, None]] = {}
        self._is_working = False

    @property
    def commit_follows(self) -> bool:
        """Say whether a block is open whose end will do the work that waits."""
        blocks = self.atomic_blocks
        if not blocks:
            return False
        if not blocks[0]._from_testcase:
            return True
        inner = zip(blocks[1:], self.savepoint_ids, strict=True)
        return any(savepoint and not block._from_testcase for block, savepoint in inner)

    def connect(self) -> None:
        """Begin with nothing to do."""
        super().connect()
        self.waiting.clear()

    def commit(self) -> None:
        """Do the work that waits in the transaction that ends here; then end it."""
        # Inside a block this is a mistake, which Django names.
        if not self.in_atomic_block:
            try:
                self._work()
            except BaseException:
                # Django rolls back for its own errors only, and would go on to commit.
                self.rollback()
                raise
        super().commit()

    def rollback(self) -> None:
        """Undo the transaction; nothing of it is left to do."""
        self.waiting.clear()
        super().rollback()

    def savepoint_commit(self, sid: str) -> None:
        """Do the work that waits when this stands for the commit, in a test."""
        if not self.commit_follows:
            self._work()
        super().savepoint_commit(sid)

    def savepoint_rollback(self, sid: str) -> None:
        """Undo a block; what waits is dropped when this stands for the rollback."""
        super().savepoint_rollback(sid)
        if not self.commit_follows:
            self.waiting.clear()

    def _work(self) -> None:
        # A block that the work opens ends while we are here. Work done at that end
        # would leave the block as Django's outermost, and end the transaction early.
        if self._is_working:
            return
        self._is_working = True
        try:
            while self.waiting:
                work = next(iter(self.waiting))
                work(list(self.waiting.pop(work)))
        finally:
            self._is_working = False
