"""The rows that say who may do what, read once for each person.

What was taken from somebody is gone with the next request, whichever process answers it:
nothing is kept beyond a request but under the stamp of the database, which changes with
whatever is committed.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import BooleanField, IntegerField, Q, QuerySet, Subquery, Value
from machina.core.db.models import get_model

from forum.moderating.models import Suspension
from hub.core.page_cache import KeptValues


class Whose(Enum):
    """Whom a row is for."""

    VISITORS = 1
    MEMBERS = 2
    GROUP = 3
    PERSON = 4


class Row(NamedTuple):
    """One permission, granted or denied on one board, or on all where `board` is None."""

    board: int | None
    parent: int | None
    level: int | None
    permission: str
    granted: bool
    whose: Whose


_COLUMNS = (
    "forum_id",
    "forum__parent_id",
    "forum__level",
    "permission__codename",
    "has_perm",
)


class Rows(NamedTuple):
    """The rows of somebody, and the key of the suspension that keeps them from writing."""

    rows: tuple[Row, ...]
    suspension: int | None


_kept: KeptValues[int | None, Rows] = KeptValues(most=500)


class RowsOfPeople:
    """Reads what one request asks for; what visitors may do comes with anybody's rows.

    So does whether a member is suspended.
    """

    def __init__(self) -> None:
        self._visitors: list[Row] | None = None
        self._suspensions: dict[int, int | None] = {}

    def of_visitors(self) -> list[Row]:
        """Return the rows of whoever is not signed in."""
        if self._visitors is None:
            self._visitors = list(_kept.one(None, _of_visitors).rows)
        return self._visitors

    def of_member(self, user: Any) -> list[Row]:
        """Return the rows of a member, of their groups and of all members: one query."""
        rows, suspension = _kept.one(user.pk, lambda: _of_member(user))
        self._suspensions[user.pk] = suspension
        self._visitors = [row for row in rows if row.whose is Whose.VISITORS]
        return [row for row in rows if row.whose is not Whose.VISITORS]

    def suspension_of(self, user: Any) -> int | None:
        """Return the key of what keeps a member, whose rows were read, from writing."""
        return self._suspensions.get(user.pk)


def _of_visitors() -> Rows:
    nobody = Value(None, output_field=IntegerField())
    return _read(_of_people(Q(anonymous_user=True), nobody))


def _of_member(user: Any) -> Rows:
    for_me = Q(authenticated_user=True) | Q(user=user.pk)
    in_force = Suspension.objects.in_force().filter(person=user.pk)
    suspension = Subquery(in_force.values("pk")[:1])
    people = _of_people(for_me | Q(anonymous_user=True), suspension)
    groups = get_model("forum_permission", "GroupForumPermission").objects
    no, yes = _flag(False), _flag(True)
    of_groups = (
        groups.filter(group__user=user.pk)
        .order_by()
        .values_list(*_COLUMNS, no, no, yes, suspension)
    )
    return _read(people.union(of_groups, all=True))


def granted(rows: Iterable[Row], everywhere: Iterable[Row]) -> frozenset[str]:
    """Return what the rows of a board grant, beside those for all boards.

    Machina's order: a row of the board beats one for all boards; one's own beats a
    group's, and a group's beats that of all members. Of two that say the opposite for the
    same people, the one that grants wins.
    """
    own, own_no = _sides(rows, Whose.PERSON, Whose.VISITORS)
    group, group_no = _sides(rows, Whose.GROUP)
    members, members_no = _sides(rows, Whose.MEMBERS)
    group -= own_no
    group_no -= own
    members -= own_no | group_no
    members_no -= own | group
    here = own | group | members
    if not everywhere:
        return frozenset(here)
    all_own, all_own_no = _sides(everywhere, Whose.PERSON, Whose.VISITORS)
    all_group, all_group_no = _sides(everywhere, Whose.GROUP)
    all_members, _ = _sides(everywhere, Whose.MEMBERS)
    all_group_no -= all_own | group | own
    denied = own_no | group_no | all_own_no
    return frozenset(
        here
        | (all_own - own_no - members_no)
        | (all_group - denied)
        | (all_members - denied - members_no - all_group_no)
    )


def by_board(rows: Iterable[Row]) -> dict[int | None, list[Row]]:
    """Return the rows of each board; under None those for all boards."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.board].append(row)
    return found


def _sides(rows: Iterable[Row], *whose: Whose) -> tuple[set[str], set[str]]:
    yes, no = set(), set()
    for row in rows:
        if row.whose in whose:
            (yes if row.granted else no).add(row.permission)
    return yes, no


def _of_people(whose: Q, suspension: Value | Subquery) -> QuerySet:
    people = get_model("forum_permission", "UserForumPermission").objects
    flags = ("anonymous_user", "authenticated_user", _flag(False))
    return people.filter(whose).order_by().values_list(*_COLUMNS, *flags, suspension)


def _flag(value: bool) -> Value:
    return Value(value, output_field=BooleanField())


def _read(rows: QuerySet) -> Rows:
    """Return the rows; each of them carries the key of the suspension."""
    suspension = None
    found = []
    for *columns, visitors, members, group, suspension in rows:  # noqa: B007
        found.append(Row(*columns, _whose(visitors, members, group)))
    return Rows(tuple(found), suspension)


def _whose(visitors: bool, members: bool, group: bool) -> Whose:
    if visitors:
        return Whose.VISITORS
    if members:
        return Whose.MEMBERS
    return Whose.GROUP if group else Whose.PERSON
