"""The placeholders of all clauses of a pack: each name is asked for once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hub.packs.reading import Held
from hub.procurement.filling import Blank, blanks_of
from hub.procurement.wording import Placeholder


@dataclass(frozen=True, slots=True)
class Asked:
    """One placeholder to settle, and the things whose wording has it."""

    blank: Blank
    used_in: tuple[str, ...]


def name_of(blank: Blank | Placeholder) -> str:
    """Return the name under which a pack keeps what was put into a placeholder.

    Capitals and spaces do not tell two placeholders apart.
    """
    return " ".join(blank.name.split()).casefold()


def placeholders_of(thing: object) -> list[Placeholder]:
    """Return what is to be settled in a thing; only wording has any."""
    return getattr(thing, "placeholders", [])


def asked_of(
    held: Iterable[Held],
    settled: Mapping[str, str],
    params: Mapping[str, str] | None = None,
) -> list[Asked]:
    """Return each placeholder once, with what is settled, or was typed in `params`."""
    first: dict[str, Placeholder] = {}
    used_in: dict[str, list[str]] = {}
    for one in held:
        for placeholder in placeholders_of(one.thing):
            name = name_of(placeholder)
            first.setdefault(name, placeholder)
            used_in.setdefault(name, []).append(str(one.thing))
    if params is None:
        params = typed_for(first.values(), settled)
    return [
        Asked(blank, tuple(dict.fromkeys(used_in[name_of(blank)])))
        for blank in blanks_of(first.values(), params)
    ]


def typed_for(
    placeholders: Iterable[Placeholder], settled: Mapping[str, str]
) -> dict[str, str]:
    """Return what is settled as an address would hold it, by the names of its fields."""
    return {
        blank.field: settled[name_of(blank)]
        for blank in blanks_of(placeholders, {})
        if name_of(blank) in settled
    }


def settled_by(blanks: Iterable[Blank]) -> dict[str, str]:
    """Return what was typed as a pack keeps it."""
    return {name_of(blank): blank.value for blank in blanks}
