"""What is new on the hub, and for whom: shared by digests and the page of news."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.db.models import Prefetch, Q, QuerySet

from hub.accounts.models import User
from hub.members.digest.sections import (
    Chooser,
    News,
    Section,
    owners,
    register_owners,
    register_section,
    sections,
)
from hub.members.models import Membership, Profile
from hub.search.models import SearchEntry

#: Newsletters are mailed to whoever chose them; nobody needs telling twice.
_LEFT_OUT = ("newsletter",)
_ORGANISATION = "directory.organisation:"


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that is new and for somebody, with the section that tells of it."""

    news: News
    section: str
    reasons: int


class WhatIsNew:
    """Everything that is new since a moment: read once, asked for many people."""

    def __init__(self, news: Iterable[News]) -> None:
        self._news = {one.key: one for one in news}
        everything = list(self._news.values())
        self._choosers: list[tuple[str, Chooser]] = [
            (section.key, section.prepare(everything)) for section in sections()
        ]
        self._owned: defaultdict[str, set[int]] = defaultdict(set)
        for says in owners():
            for key, people in says(everything).items():
                self._owned[key].update(people)

    @classmethod
    def since(cls, moment: datetime) -> Self:
        """Read what has been found or changed since `moment`."""
        columns = [field for field in News.__slots__ if field not in {"at"}]
        entries = (
            SearchEntry.objects.filter(
                Q(found_since__gte=moment) | Q(changed_at__gte=moment), is_gone=False
            )
            .exclude(kind__in=_LEFT_OUT)
            .order_by("pk")
            .values_list(*columns, "found_since", "changed_at")
        )
        return cls(
            News(*values, at=max(found, changed))
            for *values, found, changed in entries.iterator()
        )

    def for_people(self, people: Sequence[User]) -> dict[int, list[Choice]]:
        """Return what is new for each of these people, likeliest first.

        People come from `with_interests`. Whether they may see it is not asked here.
        """
        found: dict[int, dict[str, tuple[str, int]]] = {one.pk: {} for one in people}
        for section, choose in self._choosers:
            for pk, keys in choose(people).items():
                mine = found[pk]
                for key in keys:
                    if pk not in self._owned.get(key, ()):
                        first, reasons = mine.get(key, (section, 0))
                        mine[key] = first, reasons + 1
        return {pk: self._in_order(mine) for pk, mine in found.items()}

    def _in_order(self, mine: Mapping[str, tuple[str, int]]) -> list[Choice]:
        chosen = (Choice(self._news[key], *why) for key, why in mine.items())
        return sorted(
            chosen,
            key=lambda one: (-one.reasons, -one.news.at.timestamp(), one.news.key),
        )


def with_interests(people: QuerySet[User]) -> QuerySet[User]:
    """Fetch what people are interested in, in a fixed number of queries."""
    profiles = Profile.objects.only("user", "region", "nation")
    return people.prefetch_related(
        Prefetch("profile", profiles.prefetch_related("topics", "can_help_with"))
    )


def path_of(url: str) -> str:
    """Return what two addresses of one thing have in common: a reply is in its topic."""
    return urlsplit(url).path


def register_platform_sections() -> None:
    """Tell of topics and places, and not of the organisations one acts for."""
    register_section(Section("topics", "In your topics", _by_topic))
    register_section(Section("place", "Near you", _by_place))
    register_owners(_organisations_owned)


def _by_topic(news: Sequence[News]) -> Chooser:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for one in news:
        for topic in one.facets.get("topic", ()):
            keys[topic].append(one.key)

    def choose(people: Sequence[User]) -> Mapping[int, Collection[str]]:
        return {
            person.pk: {
                key for topic in _topics_of(person) for key in keys.get(topic, ())
            }
            for person in people
        }

    return choose


def _by_place(news: Sequence[News]) -> Chooser:
    regions: defaultdict[str, list[str]] = defaultdict(list)
    nations: defaultdict[str, list[str]] = defaultdict(list)
    for one in news:
        for region in one.facets.get("region", ()):
            regions[region].append(one.key)
        # What is right for every nation is near nobody in particular.
        if len(of := one.facets.get("nation", ())) == 1:
            nations[of[0]].append(one.key)

    def choose(people: Sequence[User]) -> Mapping[int, Collection[str]]:
        return {person.pk: near(_profile_of(person)) for person in people}

    def near(profile: Profile | None) -> Collection[str]:
        if profile is None:
            return ()
        if profile.region:
            return regions.get(profile.region, ())
        return nations.get(profile.nation, ()) if profile.nation else ()

    return choose


def _organisations_owned(news: Sequence[News]) -> Mapping[str, Collection[int]]:
    new = {one.key for one in news if one.key.startswith(_ORGANISATION)}
    owned: defaultdict[str, set[int]] = defaultdict(set)
    if new:
        rows = Membership.objects.order_by().values_list("organisation", "user")
        for organisation, person in rows.iterator():
            if (key := f"{_ORGANISATION}{organisation}") in new:
                owned[key].add(person)
    return owned


def _topics_of(person: User) -> set[str]:
    profile = _profile_of(person)
    if profile is None:
        return set()
    return {
        topic.slug for topic in (*profile.topics.all(), *profile.can_help_with.all())
    }


def _profile_of(person: User) -> Profile | None:
    return getattr(person, "profile", None)
