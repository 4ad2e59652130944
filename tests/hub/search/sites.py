"""Processes of a site that save things for real; to be killed, or to do it all at once.

Run as `python -m tests.hub.search.sites` with the environment of a site. Each line read
from the standard input, `HOW ARGUMENTS`, is done by a process of its own, forked from
this one, so that a test need not wait for twenty starts. What each reports comes out
line by line, then `end NUMBER` with how it ended.
"""

import os
import resource
import signal
import sys
import threading
from datetime import UTC, datetime

import django

# Who hangs is ended, so that the test fails instead of waiting for ever.
_PATIENCE_SECONDS = 180
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def say(*words: object) -> None:
    """Report at once: what is buffered would die with the process."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def thing(name: str, number: int, **fields: object):
    from hub.search.entries import Entry

    title = f"Rotas {name}{number}"
    return Entry(
        f"tests.{name}:{number}", "page", title, f"/{name}/{number}/", DAY, **fields
    )


def change(number: int) -> None:
    """Add three things, and hide or remove those of the round before; in one commit."""
    from django.db import transaction

    from hub.search import outbox

    with transaction.atomic():
        # Heard before the drain, which follows the commit as well.
        transaction.on_commit(lambda: say("committed", number))
        for name in ("kept", "hidden", "removed"):
            outbox.put(thing(name, number, body="care " * 50))
        if number:
            outbox.put(thing("hidden", number - 1, visibility="members"))
            outbox.remove([thing("removed", number - 1).key])


def change_and_die(number: str, moment: str) -> None:
    """Change things and be killed at the given call of a function; 0 counts the calls."""
    calls, last = 0, int(moment)

    def count(frame, event, argument) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls == last:
                say("died", _where(frame))
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    change(int(number))
    sys.setprofile(None)
    say("calls", calls)


def _where(frame) -> str:
    """Say what was going on: by the functions that were being called."""
    names = set()
    while frame:
        names.add(frame.f_code.co_name)
        frame = frame.f_back
    if "apply" in names and "commit" in names:
        return "commit-of-the-index"
    return next((n for n in ("apply", "_carry_stale", "drain") if n in names), "table")


def write_in_turn(writer: str, rounds: str) -> None:
    """Write things of one's own again and again, and add to one that all share."""
    from hub.search import outbox
    from hub.search.models import SearchEntry

    shared = thing("shared", 0)

    def with_one_more_word(word: str):
        now = SearchEntry.objects.get(key=shared.key)
        yield thing("shared", 0, body=f"{now.body} {word}")

    for turn in range(int(rounds)):
        for number in range(2):
            body = f"own{writer}at{turn}"
            outbox.put(thing(f"own{writer}", number, body=body))
        word = f"word{writer}at{turn}"
        outbox.rewrite([shared.key], lambda word=word: with_one_more_word(word))


def write_on_a_full_disk(limit: str) -> None:
    """Commit a change, then let no file grow beyond so many bytes; wait for room."""
    from hub.search import outbox
    from hub.search.carrying import drain_or_leave

    outbox.put(
        thing("late", 1, body=" ".join(f"word{n}" for n in range(3000))), drain=False
    )
    outbox.remove([thing("early", 1).key], drain=False)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), before[1]))
    drain_or_leave()
    for thread in threading.enumerate():
        if thread.name == "search-mending":
            thread.join()
    say("full")
    os.read(0, 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    drain_or_leave()
    say("room")


def _fork(how: str, arguments: list[str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(_PATIENCE_SECONDS)
    try:
        globals()[how](*arguments)
    except BaseException as error:
        say("error", repr(error))
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Do what each line says, in processes side by side when a line names several."""
    signal.alarm(_PATIENCE_SECONDS)
    django.setup()
    from hub.search.engine import engine_at, get_engine

    # Imports what every process would import anew; its lock cannot be inherited.
    get_engine()
    engine_at.cache_clear()
    say("ready")
    while line := _line():
        jobs = [job.split() for job in line.split(";")]
        for pid in [_fork(job[0], job[1:]) for job in jobs]:
            say("end", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _line() -> str:
    # Unbuffered: what follows a line is for the process that it starts.
    read = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        read += byte
    return read.decode()


if __name__ == "__main__":
    main()
