"""Discussions of things of the hub: any page, any record that is published.

What can be discussed is decided here, and by the hub's own gate: a draft, a hidden page
or an account can neither be linked nor have its title read through a guessed number.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from wagtail.models import DraftStateMixin, Page

from forum.adapter.models import DiscussionLink, TopicTag
from forum.adapter.visibility import visible_topics
from forum.forum_conversation.models import Topic
from forum.into_guidance.marking import guidance_marked
from hub.core.models import Topic as Tag
from hub.core.visibility import pages_visible_to

#: So many things at most are named above a topic.
MOST_THINGS = 5
_REFERENCE = re.compile(r"([a-z_]{1,40})\.([a-z]{1,40}):([0-9]{1,15})")


def named(thing: Model) -> dict[str, Any]:
    """Return how a link names `thing`; every page is named as a plain page."""
    kind = Page if isinstance(thing, Page) else type(thing)
    return {
        "content_type": ContentType.objects.get_for_model(kind),
        "object_id": thing.pk,
    }


def reference(thing: Model) -> str:
    """Return how an address names `thing`, such as "directory.organisation:12"."""
    kind = Page if isinstance(thing, Page) else type(thing)
    return f"{kind._meta.label_lower}:{thing.pk}"


def thing_from(text: str, user: Any) -> Model | None:
    """Return the thing that an address names, if `user` may see it."""
    match = _REFERENCE.fullmatch(text or "")
    if match is None:
        return None
    try:
        kind = apps.get_model(match[1], match[2])
    except LookupError:
        return None
    return seen_by(user, kind, int(match[3]))


def things_from(references: Collection[str], user: Any) -> Mapping[str, Model]:
    """Return what addresses name, as far as `user` may see it: a query for each kind."""
    by_kind: dict[type[Model], dict[int, str]] = {}
    for text in references:
        if match := _REFERENCE.fullmatch(text):
            try:
                kind = apps.get_model(match[1], match[2])
            except LookupError:
                continue
            by_kind.setdefault(kind, {})[int(match[3])] = text
    found: dict[str, Model] = {}
    for kind, texts in by_kind.items():
        seen = _seen_by(user, kind, list(texts))
        found.update((texts[thing.pk], thing) for thing in seen)
    return found


def seen_by(user: Any, kind: type[Model], pk: int) -> Model | None:
    """Return the page or published record, if `user` may see it."""
    thing = next(iter(_seen_by(user, kind, [pk])), None)
    return thing.specific if isinstance(thing, Page) else thing


def _seen_by(user: Any, kind: type[Model], pks: list[int]) -> Iterable[Model]:
    """Return those pages or published records that `user` may see, in one query."""
    if kind is Page:
        # The root of the tree is nobody's page.
        return pages_visible_to(user, Page.objects.filter(pk__in=pks, depth__gt=1))
    if not _is_record(kind):
        return []
    return kind._default_manager.filter(pk__in=pks, live=True)


def _is_record(kind: type[Model]) -> bool:
    is_published = issubclass(kind, DraftStateMixin) and not issubclass(kind, Page)
    return is_published and hasattr(kind, "get_absolute_url")


def title_of(thing: Model) -> str:
    """Return what `thing` is called."""
    return thing.title if isinstance(thing, Page) else str(thing)


def url_of(thing: Model) -> str:
    """Return where `thing` is found."""
    return thing.url if isinstance(thing, Page) else thing.get_absolute_url()


def topics_about(thing: Model, user: Any, request: Any = None) -> QuerySet[Topic]:
    """Return the discussions of `thing` that `user` may read, the liveliest first.

    Each knows how many there are (`discussions`), with how many messages (`messages`).
    """
    about = DiscussionLink.objects.filter(**named(thing)).values("topic")
    return (
        visible_topics(user, request)
        .filter(pk__in=about)
        .select_related("forum", "last_post__poster")
        .annotate(discussions=Window(Count("pk")), messages=Window(Sum("posts_count")))
        .order_by("-last_post_on", "-pk")
    )


def with_what_it_has(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Load with each topic whether it has tags, and whether it is about something."""
    return topics.annotate(
        has_tags=Exists(TopicTag.objects.filter(topic=OuterRef("pk")).order_by()),
        has_things=Exists(
            DiscussionLink.objects.filter(topic=OuterRef("pk")).order_by()
        ),
    )


def tags_and_things(
    topic: Topic, user: Any
) -> tuple[list[TopicTag], list[dict[str, Any]]]:
    """Return the topic's tags, and title and address of what it is about.

    Each thing says whether it was made from the discussion (`became`). One query for
    both, and one for each kind of thing; `user` sees what they may. A topic of
    `with_what_it_has` is not asked for what it has not.
    """
    tags, links = (rows.filter(topic=topic.pk) for rows in _named_in_topics())
    if not getattr(topic, "has_things", True):
        links = None
        if not topic.has_tags:
            return [], []
    named_in = tags if links is None else tags.union(links, all=True)
    rows = sorted(named_in, key=lambda row: (row[2], row[3]))
    found = [
        TopicTag(topic=topic, tag=Tag(pk=pk, position=position, name=name, slug=slug))
        for kind, pk, position, name, slug in rows
        if kind is None
    ]
    named = {
        (kind, pk): bool(became) for kind, pk, _, became, _ in rows if kind is not None
    }
    return found, _things(dict(islice(named.items(), MOST_THINGS)), user)


@lru_cache(maxsize=1)
def _named_in_topics() -> tuple[QuerySet, QuerySet]:
    """Return the tags of all topics and all things they are about, in like columns.

    To put this together takes longer than to ask it.
    """
    tags = TopicTag.objects.order_by().values_list(
        _none(), "tag", "tag__position", "tag__name", "tag__slug"
    )
    became = Case(
        When(became=True, then=Value("became")),
        default=Value(""),
        output_field=CharField(),
    )
    links = guidance_marked(DiscussionLink.objects.order_by())
    named = ("content_type", "object_id", "pk", became, Value(""))
    return tags, links.values_list(*named)


def things_about(topic: Topic, user: Any) -> list[dict[str, Any]]:
    """Return title and address of what the topic is about, as far as `user` may see it."""
    return tags_and_things(topic, user)[1]


def _things(named: Mapping[tuple[int, int], bool], user: Any) -> list[dict[str, Any]]:
    """Return title and address of each, in that order: one query for each kind."""
    by_kind: dict[int, list[int]] = {}
    for kind, pk in named:
        by_kind.setdefault(kind, []).append(pk)
    seen = {}
    for kind, pks in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        for thing in _seen_by(user, model, pks) if model else ():
            seen[kind, thing.pk] = {
                "title": title_of(thing),
                "url": url_of(thing),
                "became": named[kind, thing.pk],
            }
    return [seen[one] for one in named if one in seen]


def _none() -> Value:
    return Value(None, output_field=IntegerField())
