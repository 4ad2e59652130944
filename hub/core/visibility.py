"""The one gate for visibility: which keys a thing carries, which keys a person holds.

A thing that can be found carries one key: `PUBLIC`, `MEMBERS`, or one of a plug-in's own
(`board:7`). A person sees a thing when they hold its key. Plug-ins say which keys a
person holds through `register_provider`, so the platform needs to know no plug-in.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
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

# Takes a key and people; None when the key is not one of its own.
Holders = Callable[[str, Sequence[Asker]], Iterable[Asker] | None]

_providers: list[Provider] = []
_holders: list[Holders] = []


def register_provider(provider: Provider, holders: Holders | None = None) -> None:
    """Let `provider` say which further keys a person holds.

    `holders` says it the other way round, of many people in few queries.
    """
    if provider not in _providers:
        _providers.append(provider)
    if holders is not None and holders not in _holders:
        _holders.append(holders)


def keys_for(user: Asker) -> frozenset[str]:
    """Return every visibility key that `user` holds, a visitor's included.

    A person who is switched off holds what a visitor holds.
    """
    keys = set(levels_for(user))
    if not user.is_active:
        user = AnonymousUser()
    for provider in _providers:
        keys.update(provider(user))
    return frozenset(keys)


def holds(user: Asker, key: str) -> bool:
    """Say whether `user` holds `key`; the empty key stands for what is theirs alone."""
    return bool(holders_of(key, [user]))


def holders_of(key: str, people: Iterable[Asker]) -> list[Asker]:
    """Return those of `people` who hold `key`, in few queries where that can be done."""
    people = list(people)
    if key in ("", PUBLIC):
        return people
    off = [one for one in people if not one.is_active]
    found = _holders_among(key, [one for one in people if one.is_active])
    if off and key in keys_for(AnonymousUser()):
        found.extend(off)
    return found


def _holders_among(key: str, people: Sequence[Asker]) -> list[Asker]:
    if key == MEMBERS:
        return [one for one in people if one.is_authenticated]
    for holders in _holders:
        found = holders(key, people)
        if found is not None:
            return list(found)
    return [one for one in people if key in keys_for(one)]


def levels_for(user: Asker) -> frozenset[str]:
    """Return the keys that need no plug-in: everyone's, and members'. No query."""
    if user.is_authenticated and user.is_active:
        return frozenset({PUBLIC, MEMBERS})
    return frozenset({PUBLIC})


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
    # The page itself or one above it: its path begins with the path that is hidden.
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    return live.exclude(Exists(hidden.filter(page__path=above)))
