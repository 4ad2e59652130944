"""Figures made ready to be shown: in words, as bars, and with few people guarded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.members.desk.figures import Figure, Table, tables

FEW = 5
_FEW_WORDS = f"fewer than {FEW}"
_HELD_BACK = "not shown"
_NONE_YET = "none yet"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in words; `length` in percent of the longest bar, None without one."""

    label: str
    text: str
    length: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table, ready to be shown."""

    key: str
    heading: str
    note: str
    rows: Sequence[Row]
    holds_back: bool


def drawn_tables() -> list[Drawn]:
    """Return every table with its figures as they are now."""
    return [_draw(table) for table in tables()]


def _draw(table: Table) -> Drawn:
    figures = list(table.rows())
    guarded = _guarded(figures) if table.guards_few else {}
    longest = _longest(
        figure for index, figure in enumerate(figures) if index not in guarded
    )
    rows = [
        Row(figure.label, guarded[index], None)
        if index in guarded
        else Row(figure.label, _in_words(figure), _length(figure, longest))
        for index, figure in enumerate(figures)
    ]
    holds_back = _HELD_BACK in guarded.values()
    return Drawn(table.key, table.heading, table.note, rows, holds_back)


def _longest(figures: Iterable[Figure]) -> dict[str, float]:
    """Return the greatest figure of each unit.

    Bars are only alike when what they measure is: hours beside people are not.
    """
    longest: dict[str, float] = {}
    for figure in figures:
        longest[figure.unit] = max(longest.get(figure.unit, 0), figure.value or 0)
    return longest


def _guarded(figures: Sequence[Figure]) -> dict[int, str]:
    """Return the words that stand for the figures that are not told, by their place.

    A single figure held back could be reckoned from the others and the total of all
    people: then the next smallest is held back with it.
    """
    few = {
        index: _FEW_WORDS
        for index, figure in enumerate(figures)
        if 0 < (figure.value or 0) < FEW
    }
    others = [
        (figure.value, index)
        for index, figure in enumerate(figures)
        if figure.value is not None and figure.value >= FEW
    ]
    if len(few) == 1 and others:
        few[min(others)[1]] = _HELD_BACK
    return few


def _in_words(figure: Figure) -> str:
    if figure.value is None:
        return _NONE_YET
    number = f"{figure.value:,}"
    return f"{number} {figure.unit}" if figure.unit else number


def _length(figure: Figure, longest: dict[str, float]) -> str | None:
    most = longest[figure.unit]
    if not most or figure.value is None:
        return None
    return f"{100 * figure.value / most:.1f}"
