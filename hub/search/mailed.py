"""What mail says of an entry: its own words, or what stands for those that stay here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hub.accounts.models import User
from hub.search.models import SearchEntry


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as one person's mail shows it."""

    title: str
    url: str
    where: str = ""
    summary: str = ""


#: Takes a person and entries that they may read; returns, by key, what their mail says of
#: those whose words it may not bring.
Discretion = Callable[[User, Sequence[SearchEntry]], Mapping[str, Said]]

_discretions: list[Discretion] = []


def register_discretion(discretion: Discretion) -> None:
    """Let an app keep words of its own out of mail; repeating it changes nothing."""
    if discretion not in _discretions:
        _discretions.append(discretion)


def said_in_mail(person: User, entries: Sequence[SearchEntry]) -> dict[str, Said]:
    """Return what the mail to `person` says of each entry now, by key."""
    said = {
        one.key: Said(one.title, one.url, one.where, one.summary) for one in entries
    }
    for discretion in _discretions:
        said.update(discretion(person, entries))
    return said
