"""What people can be told of: each app registers its kinds, the platform knows none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices


class Way(TextChoices):
    """How a person is told; each way but the first also puts it in their inbox here."""

    NONE = "none", "Do not tell me"
    SITE = "site", "On the site only"
    AT_ONCE = "at_once", "On the site, and by e-mail at once"
    DAILY = "daily", "On the site, and by e-mail once a day"
    WEEKLY = "weekly", "On the site, and by e-mail once a week"


ALL_WAYS: Mapping[Way, str] = {
    Way.NONE: "Do not tell me",
    Way.SITE: "On the site only",
    Way.AT_ONCE: "E-mail at once",
    Way.DAILY: "E-mail once a day",
    Way.WEEKLY: "E-mail once a week",
}

#: Takes what notifications are about; returns the key that each carries now.
Asking = Callable[[Iterable[str]], Mapping[str, str | None]]


#: From the least to the most that a person can be told.
_BY_PROMPTNESS = (Way.NONE, Way.SITE, Way.WEEKLY, Way.DAILY, Way.AT_ONCE)


def less_of(one: Way | str, other: Way | str) -> Way:
    """Return which of two ways tells a person less, or later."""
    return min(Way(one), Way(other), key=_BY_PROMPTNESS.index)


def more_of(one: Way | str, other: Way | str) -> Way:
    """Return which of two ways tells a person more, or sooner."""
    return max(Way(one), Way(other), key=_BY_PROMPTNESS.index)


def is_mailed(way: Way | str) -> bool:
    """Say whether this way sends mail, now or later."""
    return way not in (Way.NONE, Way.SITE)


#: A person, by primary key, and the name of a thing that they may be told of.
PersonAndThing = tuple[int, str]


@dataclass(frozen=True, slots=True)
class InMail:
    """What the mail of one notification says, as it is when it is composed.

    `title` and `text` stand for those noted when it was told, an empty text as well; so
    does `url`, where one is given: an address can hold words that stay on the site.
    Mails of one `thread`, any word of the app's own, are shown together by mail programs;
    the one that `opens_thread` is the first. `links` are addresses with the words for
    them, below the text; `headers` go into a mail of its own, not into a digest.
    """

    title: str
    text: str = ""
    url: str = ""
    subject: str = ""
    thread: str = ""
    opens_thread: bool = False
    links: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def _everyone(person: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing to be told of.

    `is_for` says whose preferences page offers it; one that is not `offered` stands on
    no such page and in no mail's way out. `ways` are those to choose from with the words
    for each; without it, all are. `consent` is the sentence that is put to people where
    choosing a way needs their consent. `visibility_of` takes what notifications are
    about and returns the visibility key that each carries now (see
    `hub.core.visibility`), or None for what is gone or hidden; without it, the key noted
    when it was told stands. `ways_about` takes people with what they may be told of and
    returns how each wants to be told of that very thing now; what they chose for the kind
    is the most they get of it. `in_mail` takes a person and what notifications are about,
    and returns what their mail says; without it, what was noted.
    """

    key: str
    label: str
    explanation: str
    default: Way
    is_for: Callable[[Any], bool] = _everyone
    visibility_of: Asking | None = None
    ways_about: (
        Callable[[Sequence[PersonAndThing]], Mapping[PersonAndThing, Way]] | None
    ) = None
    in_mail: Callable[[Any, Sequence[str]], Mapping[str, InMail]] | None = None
    ways: Mapping[Way, str] | None = None
    offered: bool = True
    consent: str = ""

    @property
    def choices(self) -> Mapping[Way, str]:
        """Return the ways to choose from, with the words for each."""
        return ALL_WAYS if self.ways is None else self.ways

    @property
    def way_without_mail(self) -> Way:
        """Return the way that is left when its mail is stopped."""
        return Way.SITE if Way.SITE in self.choices else Way.NONE


class UnknownKind(LookupError):
    """No app has registered this kind."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let people be told of things of this kind; repeating it changes nothing."""
    _kinds[kind.key] = kind


def all_kinds() -> list[Kind]:
    """Return every kind, in the order in which they were registered."""
    return list(_kinds.values())


def kinds_for(person: Any) -> list[Kind]:
    """Return the kinds that a person may choose ways for."""
    return [kind for kind in _kinds.values() if kind.offered and kind.is_for(person)]


def kind_of(key: str) -> Kind:
    """Return the kind of this key; raises UnknownKind."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None
