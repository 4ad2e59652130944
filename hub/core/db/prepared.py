"""Queries whose SQL is put together once.

Django puts the SQL of a query together each time it is asked. For a page with few rows
from many tables that takes longer than the database takes to answer. Here it is done once
in each process, and asked again with other numbers.

This leans on what Django's compilers leave behind after `as_sql` (`select`, `klass_info`
and the like), which is not documented. A query whose SQL is not the same for two sets of
numbers is refused.
"""

import copy
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)

#: Larger numbers are in no column.
_LARGEST = 2**63 - 1
#: So many parts of the rows, which are pages of a list, are remembered.
_MOST_PARTS = 100
#: Any two numbers that are keys could stand in for what is asked.
_STAND_INS = (1_000_003, 2_000_003)


class NotPreparable(Exception):
    """The query cannot be asked by its SQL and its numbers alone."""


class Prepared(Generic[M]):
    """Rows of models, narrowed by numbers alone, in place of a queryset.

    `make` takes the numbers and returns the queryset. It is called with numbers that stand
    in for those that are asked, and its SQL is kept: it must look neither at them, nor at
    the clock, settings or rows.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], numbers: int) -> None:
        self._make = make
        self._numbers = numbers
        self._lock = Lock()
        self._ways: dict[tuple[str, int | None, int | None], _Way[M]] = {}

    def of(self, *numbers: int) -> "Asked[M]":
        """Return the rows for these numbers; nothing is asked before they are needed."""
        if len(numbers) != self._numbers:
            raise TypeError(f"{self._numbers} numbers are needed")
        return Asked(self, numbers)

    def rows(self, numbers: Sequence[int], part: slice) -> list[M]:
        """Return the rows for these numbers, or a part of them: one query."""
        is_empty = part.stop is not None and part.stop <= (part.start or 0)
        if is_empty or any(abs(number) > _LARGEST for number in numbers):
            return []
        key = (connections[DEFAULT_DB_ALIAS].vendor, part.start, part.stop)
        way = self._ways.get(key)
        if way is None:
            way = self._prepare(part)
            with self._lock:
                if len(self._ways) >= _MOST_PARTS:
                    self._ways.clear()
                self._ways[key] = way
        return way.rows(numbers)

    def _prepare(self, part: slice) -> "_Way[M]":
        sides = [
            [base + 2 * one for one in range(self._numbers)] for base in _STAND_INS
        ]
        one, other = (_Compiled(self._make(*numbers)[part]) for numbers in sides)
        return _Way(one, _places(one, other, sides))


class Asked(Generic[M]):
    """Rows that can be taken in parts, as a paginator does."""

    def __init__(self, prepared: Prepared[M], numbers: Sequence[int]) -> None:
        self._prepared = prepared
        self._numbers = numbers

    def __getitem__(self, part: slice) -> list[M]:
        """Return a part of the rows, by one query."""
        return self._prepared.rows(self._numbers, part)

    def first(self) -> M | None:
        """Return the first row, if there is one."""
        return next(iter(self[0:1]), None)


class _Compiled(Generic[M]):
    """A query with its SQL, and with what is needed to read what it returns."""

    def __init__(self, queryset: QuerySet[M]) -> None:
        beside = queryset._prefetch_related_lookups or queryset._known_related_objects
        if beside or queryset._iterable_class is not ModelIterable:
            raise NotPreparable("Models are read, with nothing beside them.")
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = self.compiler.as_sql()
        self.params = list(params)
        # It is the thread's that puts this together, which may end.
        self.compiler.connection = None


def _places(
    one: _Compiled[M], other: _Compiled[M], sides: list[list[int]]
) -> list[int | None]:
    """Return for each parameter which of the numbers it is; None for what is constant."""
    if one.sql != other.sql or len(one.params) != len(other.params):
        raise NotPreparable(one.sql)
    numbers = dict(zip(zip(*sides, strict=True), range(len(sides[0])), strict=True))
    places: list[int | None] = []
    for pair in zip(one.params, other.params, strict=True):
        if pair[0] != pair[1] and pair not in numbers:
            raise NotPreparable(one.sql)
        places.append(None if pair[0] == pair[1] else numbers[pair])
    if set(numbers.values()) - set(places):
        raise NotPreparable(one.sql)
    return places


class _Way(Generic[M]):
    """How rows are asked from one kind of database, and one part of them."""

    def __init__(self, compiled: _Compiled[M], places: list[int | None]) -> None:
        self._compiled = compiled
        self._places = places

    def rows(self, numbers: Sequence[int]) -> list[M]:
        """Ask with these numbers."""
        kept = self._compiled
        params = tuple(
            constant if place is None else numbers[place]
            for constant, place in zip(kept.params, self._places, strict=True)
        )
        # Nothing here is shared: another thread has another connection.
        compiler = copy.copy(kept.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **__: (kept.sql, params)
        query = copy.copy(kept.queryset.query)
        query.get_compiler = lambda *_, **__: compiler
        rows: QuerySet[M] = QuerySet(kept.queryset.model, query, DEFAULT_DB_ALIAS)
        return list(rows)
