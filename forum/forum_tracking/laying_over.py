"""Waiting marks in queries: what they say is laid over what the database says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, Func, Q


class WaitingMark(Func):
    """The waiting mark of the topic in hand, or null.

    Bounded by how many marks are laid over. Django's own `Case` says the same, and takes
    longer to put together than the query takes.
    """

    output_field = DateTimeField()

    def __init__(self, marks: Mapping[int, datetime]) -> None:
        super().__init__(F("pk"))
        self.marks = dict(marks)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple:
        """Choose by the key of the topic."""
        key, params = compiler.compile(self.source_expressions[0])
        if not self.marks:
            return "NULL", []
        adapt = connection.ops.adapt_datetimefield_value
        chosen = [
            part for pk, moment in self.marks.items() for part in (pk, adapt(moment))
        ]
        whens = " ".join(["WHEN %s THEN %s"] * len(self.marks))
        return f"CASE {key} {whens} END", (*params, *chosen)


def not_read_while_waiting(marks: Mapping[int, datetime]) -> Q:
    """Say that no waiting mark covers the last post; see `WaitingMark` for `waiting`."""
    # The first spares looking through the marks for each of all the other topics.
    return ~Q(pk__in=list(marks)) | Q(waiting__lt=F("last_post_on"))
