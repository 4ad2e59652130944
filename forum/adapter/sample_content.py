"""Load the first boards, each opened by the network's own account."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from forum.adapter import actions
from forum.adapter.models import BoardProfile
from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from hub.core.sample import by_keys, read_toml

# Last of all: a topic is linked to the pages it names, whichever app they come from.
AFTER = tuple(
    config.label for config in apps.get_app_configs() if config.label != "forum_adapter"
)

_BOARDS = Path(__file__).parent / "sample" / "boards.toml"
_NETWORK = "network@care-coop-hub.invalid"
_SITE_LINK = re.compile(r"\]\((/[^)\s]*)\)")


def load() -> None:
    """Add each board and topic that is not there yet; what people changed stays."""
    network = _network_account()
    for row in read_toml(_BOARDS)["boards"]:
        board = _board(row)
        for thread in row.get("threads", []):
            _thread(board, network, thread)


def _network_account() -> User:
    """Return the account that speaks for the network. Nobody can sign in to it."""
    return User.objects.filter(email=_NETWORK).first() or User.objects.create_user(
        _NETWORK, display_name=settings.SITE_NAME
    )


def _board(row: dict[str, Any]) -> Forum:
    profile = (
        BoardProfile.objects.filter(key=row["slug"]).select_related("board").first()
    )
    if profile is not None:
        return profile.board
    return actions.make_board(
        name=row["name"],
        description=row["description"],
        public=not row.get("members_only", False),
        tags=by_keys(actions.Tag, row.get("topics", []), field="slug"),
        key=row["slug"],
    )


def _thread(board: Forum, author: User, row: dict[str, Any]) -> None:
    if Topic.objects.filter(poster=author, subject=row["subject"]).exists():
        return
    topic = actions.start_topic(
        board=board, author=author, subject=row["subject"], content=row["body"].strip()
    )
    for address in dict.fromkeys(_SITE_LINK.findall(row["body"])):
        thing = _thing_at(address)
        if thing is not None:
            actions.link_topic(topic=topic, thing=thing)
    actions.describe_topic(
        topic=topic,
        tags=by_keys(actions.Tag, row.get("tags", []), field="slug"),
        is_question=row.get("is_question", False),
    )


def _thing_at(address: str) -> Model | None:
    """Return the page or published record at an address of the site."""
    path = urlsplit(address).path
    return _record_at(path) or _page_at(path)


def _record_at(path: str) -> Model | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    slug = match.kwargs.get("slug")
    if slug is None or not match.app_name:
        return None
    for model in apps.get_app_config(match.app_name).get_models():
        if hasattr(model, "get_absolute_url") and hasattr(model, "live"):
            return model.objects.filter(slug=slug, live=True).first()
    return None


def _page_at(path: str) -> Page | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    url_path = site.root_page.url_path.rstrip("/") + path
    page = Page.objects.live().filter(url_path=url_path).first()
    return page if page is not None and page.pk != site.root_page_id else None
