"""Figures and progress: stat, step list, outcome bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.safestring import SafeString

from hub.design.components.rendering import component, link_or_nothing

register = template.Library()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a step list; `state` is done, current or to_do."""

    label: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of an outcome: what it is called, its value in words, its length."""

    label: str
    text: str
    length: str | None  # percent of the longest bar; None: nothing can be drawn


@register.simple_tag
def stat(
    value: object, label: str, source: str = "", source_url: str = ""
) -> SafeString:
    """Draw a figure, what it counts and who says so; see templates/components/stat.html."""
    return component(
        "stat",
        value=value,
        label=label,
        source=source,
        source_url=link_or_nothing(source_url),
    )


@register.simple_tag
def step_list(
    steps: Sequence[tuple[str, str | None]], current: int | str | None = None
) -> SafeString:
    """Draw steps in order; `current` is a number from 1 or the address of a step."""
    position = _position(steps, current)
    rows = [
        Step(label, link_or_nothing(url), _state(number, position))
        for number, (label, url) in enumerate(steps, start=1)
    ]
    return component("step_list", steps=rows, position=position, total=len(rows))


@register.simple_tag
def outcome_bar(before: object, after: object, unit: str, label: str) -> SafeString:
    """Draw a measure before and after, drawn and in words; either may be None."""
    values = [("Before", before), ("After", after)]
    numbers = [_number(value) for _, value in values]
    longest = max((number for number in numbers if number is not None), default=None)
    bars = [
        Bar(name, _in_words(value, unit), _length(number, longest))
        for (name, value), number in zip(values, numbers, strict=True)
    ]
    return component("outcome_bar", label=label, bars=bars)


def _position(
    steps: Sequence[tuple[str, str | None]], current: int | str | None
) -> int | None:
    if current is None or current == "":
        return None
    if isinstance(current, int):
        return current
    addresses = [url for _, url in steps]
    return addresses.index(current) + 1 if current in addresses else None


def _state(number: int, position: int | None) -> str:
    if position is None or number > position:
        return "to_do"
    return "current" if number == position else "done"


def _number(value: object) -> Decimal | None:
    """Return a value that can be drawn as a length from zero, or None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _length(number: Decimal | None, longest: Decimal | None) -> str | None:
    if number is None or longest is None:
        return None
    if longest == 0:
        return "0"
    return f"{100 * number / longest:.1f}"


def _in_words(value: object, unit: str) -> str:
    if value is None or value == "":
        return "not known"
    if not unit:
        return f"{value}"
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"
