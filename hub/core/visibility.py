"""The one gate for visibility: which keys a thing carries, which keys a person holds.

A thing that can be found carries one key: `PUBLIC`, `MEMBERS`, or one of a plug-in's own
(`board:7`). A person sees a thing when they hold its key. Plug-ins say which keys a
person holds through `register_provider`, so the platform needs to know no plug-in.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)
from wagtail.query import PageQuerySet

PUBLIC = "public"
MEMBERS = "members"

Asker: TypeAlias = AbstractBaseUser | AnonymousUser
Provider = Callable[[Asker], Iterable[str]]

_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """Let `provider` say which further keys a person holds."""
    if provider not in _providers:
        _providers.append(provider)


def keys_for(user: Asker) -> frozenset[str]:
    """Return every visibility key that `user` holds, a visitor's included.

    A person who is switched off holds what a visitor holds.
    """
    keys = {PUBLIC}
    if not user.is_active:
        user = AnonymousUser()
    if user.is_authenticated:
        keys.add(MEMBERS)
    for provider in _providers:
        keys.update(provider(user))
    return frozenset(keys)


def page_key(page: Page) -> str | None:
    """Return the key that `page` carries, or None when no search may find it.

    None is for pages that are not live and for pages behind a password or a group:
    those are shared on purpose with a few, and have no key that many hold.
    """
    return page_keys([page])[page.pk]


def page_keys(pages: Iterable[Page]) -> dict[int, str | None]:
    """Return what `page_key` says of each page, by primary key, in one query."""
    restrictions = list(
        PageViewRestriction.objects.values_list("page__path", "restriction_type")
    )
    return {page.pk: _page_key(page, restrictions) for page in pages}


def _page_key(page: Page, restrictions: Iterable[tuple[str, str]]) -> str | None:
    if not page.live:
        return None
    return key_behind(kind for path, kind in restrictions if page.path.startswith(path))


def collection_keys(collections: Iterable[Collection]) -> dict[int, str | None]:
    """Return the key that what is in each collection carries, likewise."""
    restrictions = list(
        CollectionViewRestriction.objects.values_list(
            "collection__path", "restriction_type"
        )
    )
    return {
        one.pk: key_behind(
            kind for path, kind in restrictions if one.path.startswith(path)
        )
        for one in collections
    }


def key_behind(kinds: Iterable[str]) -> str | None:
    """Return the key of what stands behind view restrictions of these kinds."""
    kinds = set(kinds)
    if not kinds:
        return PUBLIC
    # LOGIN is the same word for pages and for collections.
    return MEMBERS if kinds == {BaseViewRestriction.LOGIN} else None


def pages_visible_to(user: Asker, pages: PageQuerySet) -> PageQuerySet:
    """Keep the live pages among `pages` that lists may show to `user`."""
    live = pages.live()
    if user.is_authenticated and user.is_active:
        hidden = PageViewRestriction.objects.exclude(
            restriction_type=PageViewRestriction.LOGIN
        )
    else:
        hidden = PageViewRestriction.objects.all()
    for path in hidden.values_list("page__path", flat=True):
        live = live.exclude(path__startswith=path)
    return live
