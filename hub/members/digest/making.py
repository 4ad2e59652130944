"""Digests: one mail a day or a week of what waits for a member and what is new.

A daily one tells of what was before this day began, a weekly one of what was before this
week began, whenever the run happens; so a run that is late, repeated or stopped in the
middle changes nothing. What goes into a letter is noted in the transaction that puts it
in the outbox; the letter is composed when it is sent (`hub.members.digest.mail`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hub.accounts.models import User
from hub.core.visibility import MEMBERS, PUBLIC, keys_for
from hub.members.digest.news import Choice, WhatIsNew, path_of, with_interests
from hub.members.models import DigestedEntry, DigestMark
from hub.notify.choosing import ways_of
from hub.notify.kinds import Kind, Way, register
from hub.notify.models import Letter, Notification, Preference
from hub.notify.outbox import put_many

KIND = "digest"
COMPOSER = "digest"
MOST_LISTED = 20
#: What was mailed is remembered so long, and not mailed again meanwhile.
REMEMBERED = timedelta(days=60)
#: Things older than this are no news, even for somebody whose last digest is longer ago.
LONGEST_BACK = timedelta(days=14)
_PEOPLE_AT_ONCE = 100
_BACK = {Way.DAILY: timedelta(days=1), Way.WEEKLY: timedelta(days=7)}
_FOR_EVERY_MEMBER = frozenset({PUBLIC, MEMBERS})
_BY_MAIL = (Way.AT_ONCE, Way.DAILY, Way.WEEKLY)


@dataclass(slots=True)
class _Run:
    """What all people of a run share."""

    now: datetime
    until: Mapping[Way, datetime]
    new: WhatIsNew


@dataclass(slots=True)
class _Theirs:
    """What one person's next digest would hold."""

    person: User
    mark: DigestMark
    due: Collection[Way]
    way: Way
    told: list[Notification] = field(default_factory=list)
    news: list[Choice] = field(default_factory=list)


def register_kind() -> None:
    """Offer the digest on the page of preferences; nobody gets it unasked."""
    register(
        Kind(
            key=KIND,
            label="What is new for you",
            explanation=(
                "New things in your topics, near you and on your boards, in one mail. "
                "When there is nothing new, no mail is sent."
            ),
            default=Way.NONE,
            ways={
                Way.NONE: "Do not send it to me",
                Way.DAILY: "E-mail once a day",
                Way.WEEKLY: "E-mail once a week, on Mondays",
            },
            consent="Send me by e-mail what is new in my topics and near me.",
        )
    )


def make_digests(now: datetime | None = None) -> int:
    """Put in the outbox what is due and not there yet; return how many letters.

    Members are taken a hundred at a time, each hundred whole or not at all.
    """
    now = now or timezone.now()
    DigestedEntry.objects.filter(at__lt=now - REMEMBERED).delete()
    until = _ends(now)
    run = _Run(now, until, WhatIsNew.since(until[Way.WEEKLY] - LONGEST_BACK))
    made, last = 0, 0
    while people := list(_concerned().filter(pk__gt=last)[:_PEOPLE_AT_ONCE]):
        made += _for_some(people, run)
        last = people[-1].pk
    return made


def _ends(now: datetime) -> dict[Way, datetime]:
    """Return the moments at which this day and this week began, here."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    return {
        way: timezone.make_aware(datetime.combine(day, time.min))
        for way, day in ((Way.DAILY, today), (Way.WEEKLY, monday))
    }


def _concerned() -> QuerySet[User]:
    """Return the members who may have a digest to come."""
    ways = [Way.DAILY, Way.WEEKLY]
    chose = Preference.objects.filter(person=OuterRef("pk"), kind=KIND, way__in=ways)
    waits = Notification.objects.for_digest(ways).filter(person=OuterRef("pk"))
    members = User.objects.filter(
        Exists(chose) | Exists(waits),
        is_active=True,
        approved_at__isnull=False,
        leaves_at=None,
        erased_at=None,
    ).exclude(email="")
    return with_interests(members).order_by("pk")


@transaction.atomic
def _for_some(people: Sequence[User], run: _Run) -> int:
    theirs = [one for one in _marked(people, run) if one.due]
    _add_told(theirs, run)
    _add_news(theirs, run)
    filled = [one for one in theirs if one.told or one.news]
    letters = [_letter(one, run) for one in filled]
    put_many(letters)
    _note(theirs, filled, run)
    return len(letters)


def _marked(people: Sequence[User], run: _Run) -> list[_Theirs]:
    """Return how far each of these people has come, and let no other run go on."""
    DigestMark.objects.bulk_create(
        [DigestMark(person=person) for person in people], ignore_conflicts=True
    )
    marks = DigestMark.objects.select_for_update().in_bulk([one.pk for one in people])
    ways = ways_of(marks, KIND)
    return [
        _Theirs(person, mark, _due(mark, run.until), ways[person.pk])
        for person in people
        if (mark := marks.get(person.pk))
    ]


def _due(mark: DigestMark, until: Mapping[Way, datetime]) -> set[Way]:
    reached = {Way.DAILY: mark.daily_until, Way.WEEKLY: mark.weekly_until}
    return {
        way for way, moment in reached.items() if moment is None or moment < until[way]
    }


def _add_told(theirs: Sequence[_Theirs], run: _Run) -> None:
    by_person = {one.person.pk: one for one in theirs}
    before = Q()
    for way, moment in run.until.items():
        before |= Q(way=way, made_at__lt=moment)
    waiting = Notification.objects.for_digest(run.until).filter(
        before, person__in=by_person
    )
    for told in waiting.order_by("-made_at", "-pk"):
        one = by_person[told.person_id]
        if told.way in one.due:
            one.told.append(told)


def _add_news(theirs: Sequence[_Theirs], run: _Run) -> None:
    wanting = [one for one in theirs if one.way in one.due]
    if not wanting:
        return
    pks = [one.person.pk for one in wanting]
    found = run.new.for_people([one.person for one in wanting])
    keys, paths = _mailed_keys(pks), _mailed_paths(pks, run)
    for one in wanting:
        pk, until = one.person.pk, run.until[one.way]
        since = one.mark.news_until or until - _BACK[one.way]
        fresh = [
            choice
            for choice in found[pk]
            if since <= choice.news.at < until
            and choice.news.key not in keys[pk]
            and path_of(choice.news.url) not in paths[pk]
        ]
        one.news = visible_to(one.person, fresh)


def visible_to(person: User, choices: Sequence[Choice]) -> list[Choice]:
    """Keep what `person`, who is a member, may see."""
    held = _FOR_EVERY_MEMBER
    if any(choice.news.visibility not in held for choice in choices):
        held = keys_for(person)
    return [choice for choice in choices if choice.news.visibility in held]


def _mailed_keys(people: Sequence[int]) -> Mapping[int, set[str]]:
    keys: defaultdict[int, set[str]] = defaultdict(set)
    rows = DigestedEntry.objects.filter(person__in=people)
    for person, key in rows.values_list("person", "entry_key"):
        keys[person].add(key)
    return keys


def _mailed_paths(people: Sequence[int], run: _Run) -> Mapping[int, set[str]]:
    """Return the addresses that notifications by mail led to, or are about to lead to."""
    paths: defaultdict[int, set[str]] = defaultdict(set)
    rows = Notification.objects.filter(
        person__in=people, way__in=_BY_MAIL, made_at__gte=run.now - REMEMBERED
    )
    for person, url in rows.order_by().values_list("person", "url"):
        paths[person].add(path_of(url))
    return paths


def _letter(one: _Theirs, run: _Run) -> Letter:
    told = [told.pk for told in one.told[:MOST_LISTED]]
    listed = listed_news(one)
    day = timezone.localdate(run.until[Way.DAILY])
    return Letter(
        key=f"digest:{one.person.pk}:{day.isoformat()}",
        composer=COMPOSER,
        person=one.person,
        about={
            "told": told,
            "more_told": len(one.told) > len(told),
            "news": [[choice.news.key, choice.section] for choice in listed],
            "more_news": len(one.news) > len(listed),
        },
    )


def listed_news(one: _Theirs) -> list[Choice]:
    """Return the news that fit below what the person is told of anyway."""
    return one.news[: max(0, MOST_LISTED - len(one.told))]


def _note(theirs: Sequence[_Theirs], filled: Sequence[_Theirs], run: _Run) -> None:
    DigestedEntry.objects.bulk_create(
        [
            DigestedEntry(person=one.person, entry_key=choice.news.key, at=run.now)
            for one in filled
            for choice in listed_news(one)
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    mailed = [told.pk for one in filled for told in one.told]
    for start in range(0, len(mailed), 500):
        some = Notification.objects.filter(pk__in=mailed[start : start + 500])
        some.update(mailed_at=run.now)
    for one in theirs:
        _move_on(one, run)
    DigestMark.objects.bulk_create(
        [one.mark for one in theirs],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["daily_until", "weekly_until", "news_until"],
    )


def _move_on(one: _Theirs, run: _Run) -> None:
    mark = one.mark
    mark.daily_until, mark.weekly_until = run.until[Way.DAILY], run.until[Way.WEEKLY]
    if one.way in one.due:
        reached = run.until[one.way]
        mark.news_until = max(reached, mark.news_until or reached)
