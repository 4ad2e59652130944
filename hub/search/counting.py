"""What each thing of a list answers to each question, read in one query.

The database gathers, for each value of each question, the keys of the things that have
it; finding and counting are then a few operations of numpy on a table of yes and no.
Counting each question by itself cost a query each, and most of the time of the page.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce

import numpy as np
from django.db.models import (
    Aggregate,
    F,
    IntegerField,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable

# The values live at a path from the model, or are what an expression says.
Lookup = str | Combinable
Asked = tuple[Lookup, Q]


class Keys(Aggregate):
    """The primary keys of the rows of a group, as one text with commas."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: object, connection: object) -> tuple:
        """Write it as PostgreSQL has it."""
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template)


class Answers:
    """Which of the things have which values: a row for each value, a column for each thing.

    `asked` are the questions, each as where its values live and which rows may be asked.
    """

    def __init__(
        self, model: type[Model], keys: Sequence[int], asked: Sequence[Asked]
    ) -> None:
        self.keys = np.asarray(keys, dtype=np.int64)
        self.model = model
        self.asked = asked

    def having(self, number: int, values: Iterable[str]) -> np.ndarray:
        """Return which things have any of these values of question `number`."""
        rows = (self._row(number, value) for value in values)
        return reduce(np.logical_or, rows, self._nothing)

    def count(self, number: int, value: str, among: np.ndarray) -> int:
        """Return how many of the things `among` have the value."""
        return int(np.count_nonzero(self._row(number, value) & among))

    def has(self, number: int, value: str, key: int) -> bool:
        """Tell whether one thing has the value."""
        return bool(self._row(number, value)[self._columns[key]])

    def _row(self, number: int, value: str) -> np.ndarray:
        return self._table.get((number, value), self._nothing)

    @cached_property
    def _nothing(self) -> np.ndarray:
        return np.zeros(len(self.keys), dtype=bool)

    @cached_property
    def _columns(self) -> dict[int, int]:
        return {key: column for column, key in enumerate(self.keys.tolist())}

    @cached_property
    def _table(self) -> dict[tuple[int, str], np.ndarray]:
        if not len(self.keys):
            return {}
        rows = [row for row in self._rows() if row[1] is not None and row[2]]
        held = _numbers(",".join(keys for *_, keys in rows))
        lengths = [keys.count(",") + 1 for *_, keys in rows]
        row_of = np.repeat(np.arange(len(rows)), lengths)
        columns, is_listed = self._columns_of(held)
        table = np.zeros((len(rows), len(self.keys)), dtype=bool)
        table[row_of[is_listed], columns[is_listed]] = True
        return {
            (number, value): table[at] for at, (number, value, _) in enumerate(rows)
        }

    def _rows(self) -> Iterable[tuple[int, str | None, str | None]]:
        arms = [self._arm(number, *asked) for number, asked in enumerate(self.asked)]
        return arms[0].union(*arms[1:], all=True) if arms else []

    def _arm(self, number: int, lookup: Lookup, among: Q) -> QuerySet:
        rows, value, key = self._pairs(lookup, among)
        return (
            rows.order_by()
            .annotate(question_number=Value(number, IntegerField()), answer=value)
            .values_list("question_number", "answer")
            .annotate(keys=Keys(key))
        )

    def _pairs(self, lookup: Lookup, among: Q) -> tuple[QuerySet, Combinable, str]:
        """Return rows that hold a value and a key, and where in them these are.

        What stands in a table between two is read from there: a third of the time.
        """
        every = self.model._default_manager
        if not isinstance(lookup, str):
            return every.filter(among), lookup, "pk"
        name, _, rest = lookup.partition("__")
        field = self.model._meta.get_field(name)
        if among or not (rest and field.many_to_many and field.concrete):
            return every.filter(among), F(lookup), "pk"
        between = field.remote_field.through._default_manager.all()
        value = F(f"{field.m2m_reverse_field_name()}__{rest}")
        return between, value, field.m2m_field_name()

    def _columns_of(self, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the column of each key that is held, and whether it is listed at all."""
        order = np.argsort(self.keys)
        ordered = self.keys[order]
        places = np.minimum(np.searchsorted(ordered, held), len(ordered) - 1)
        return order[places], ordered[places] == held


def _numbers(text: str) -> np.ndarray:
    if not text:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(text, dtype=np.int64, sep=",")
