"""Discussions of things of the hub: any page, any record that is published.

What can be discussed is decided here, and by the hub's own gate: a draft, a hidden page
or an account can neither be linked nor have its title read through a guessed number.
"""

import re
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import DraftStateMixin, Page

from forum.adapter.models import DiscussionLink
from forum.adapter.visibility import visible_topics
from forum.forum_conversation.models import Topic
from hub.core.visibility import pages_visible_to

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


def seen_by(user: Any, kind: type[Model], pk: int) -> Model | None:
    """Return the page or published record, if `user` may see it."""
    if kind is Page:
        page = pages_visible_to(user, Page.objects.filter(pk=pk)).first()
        return page.specific if page and page.depth > 1 else None
    if not (issubclass(kind, DraftStateMixin) and hasattr(kind, "get_absolute_url")):
        return None
    if issubclass(kind, Page):
        return None
    return kind._default_manager.filter(pk=pk, live=True).first()


def title_of(thing: Model) -> str:
    """Return what `thing` is called."""
    return thing.title if isinstance(thing, Page) else str(thing)


def url_of(thing: Model) -> str:
    """Return where `thing` is found."""
    return thing.url if isinstance(thing, Page) else thing.get_absolute_url()


def topics_about(thing: Model, user: Any, request: Any = None) -> QuerySet[Topic]:
    """Return the discussions of `thing` that `user` may read, the liveliest first."""
    about = DiscussionLink.objects.filter(**named(thing)).values("topic")
    return (
        visible_topics(user, request)
        .filter(pk__in=about)
        .select_related("forum", "last_post__poster")
        .order_by("-last_post_on", "-pk")
    )


def things_about(topic: Topic, user: Any) -> list[dict[str, str]]:
    """Return title and address of what the topic is about, as far as `user` may see it."""
    found = []
    for link in topic.discussion_links.select_related("content_type")[:5]:
        kind = link.content_type.model_class()
        thing = seen_by(user, kind, link.object_id) if kind else None
        if thing is not None:
            found.append({"title": title_of(thing), "url": url_of(thing)})
    return found
