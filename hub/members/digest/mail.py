"""Digests as mails: composed when they are sent, of what may be read at that moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from hub.accounts.models import User
from hub.core.visibility import keys_for
from hub.members.digest.making import KIND
from hub.members.digest.news import path_of
from hub.members.digest.sections import sections
from hub.notify.choosing import way_of
from hub.notify.composing import said_in_mail, wanted_by_mail
from hub.notify.kinds import InMail, Way
from hub.notify.mails import render_mail
from hub.notify.models import Letter, Notification
from hub.notify.outbox import Mail
from hub.notify.reading import still_readable
from hub.search.mailed import Said
from hub.search.mailed import said_in_mail as said_of_entries
from hub.search.models import SearchEntry
from hub.search.sources import thing_labels

_INBOX = "/me/notifications/"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as a digest shows it."""

    title: str
    url: str
    meta: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of a digest."""

    heading: str
    lines: Sequence[Line]


def compose_digest(letter: Letter) -> Mail | None:
    """Compose one person's digest; None when nothing of it is left to tell.

    Left out is what they may not read any more, have read here, were told by a mail of
    its own meanwhile, or do not want by mail any more.
    """
    person, about = letter.person, letter.about
    told = _told(person, about["told"])
    entries = _entries(letter, {path_of(one.url) for one in told})
    if not told and not entries:
        return None
    kinds = [*dict.fromkeys(one.kind for one in told)]
    lines = _lines(told, said_in_mail(person, told))
    said = said_of_entries(person, [*entries.values()])
    return render_mail(
        "members/email/digest",
        {
            "told": lines,
            "parts": _parts(about["news"], entries, said),
            "first": lines[0].title if told else said[next(iter(entries))].title,
            "further": len(lines) + len(entries) - 1,
            "more_told_url": _INBOX if about["more_told"] else "",
            "more_news_url": reverse("members:new") if about["more_news"] else "",
        },
        person,
        kind=[KIND, *kinds] if entries else kinds,
    )


def _told(person: User, pks: Sequence[int]) -> list[Notification]:
    if not pks:
        return []
    found = Notification.objects.filter(pk__in=pks, person=person)
    newest_first = found.order_by("-made_at", "-pk")
    return still_readable(person, wanted_by_mail(person, newest_first))


def _lines(told: Sequence[Notification], said: Mapping[int, InMail]) -> Sequence[Line]:
    """Return the newest of each thread with how many more there are, and all others."""
    threads: dict[tuple, list[Notification]] = {}
    for one in told:
        thread = said[one.pk].thread
        threads.setdefault((one.kind, thread) if thread else (one.pk,), []).append(one)
    return [
        Line(
            said[newest.pk].title,
            said[newest.pk].url or newest.url,
            _more(older),
            said[newest.pk].text,
        )
        for newest, *older in threads.values()
    ]


def _more(older: Sequence[Notification]) -> str:
    if not older:
        return ""
    return "and 1 more there" if len(older) == 1 else f"and {len(older)} more there"


def _entries(letter: Letter, paths: Collection[str]) -> dict[str, SearchEntry]:
    """Return what is new and still to be told, by key, in the order of the letter."""
    person, keys = letter.person, [key for key, _ in letter.about["news"]]
    if not keys or way_of(person, KIND) == Way.NONE:
        return {}
    meanwhile = Notification.objects.filter(
        person=person, way=Way.AT_ONCE, made_at__gte=letter.made_at
    )
    paths = {*paths, *map(path_of, meanwhile.values_list("url", flat=True))}
    visible = SearchEntry.objects.visible_to(keys_for(person)).filter(key__in=keys)
    found = {
        entry.key: entry
        for entry in visible.defer("body", "parts")
        if path_of(entry.url) not in paths
    }
    return {key: found[key] for key in keys if key in found}


def _parts(
    news: Sequence[Sequence[str]],
    entries: Mapping[str, SearchEntry],
    said: Mapping[str, Said],
) -> list[Heading]:
    labels = thing_labels()
    parts = []
    for section in sections():
        lines = [
            _line(said[key], labels.get(entries[key].kind, ""))
            for key, chosen_by in news
            if chosen_by == section.key and key in entries
        ]
        if lines:
            parts.append(Heading(section.heading, lines))
    return parts


def _line(said: Said, label: str) -> Line:
    meta = " · ".join(part for part in (label, said.where) if part)
    return Line(said.title, said.url, meta, said.summary)
