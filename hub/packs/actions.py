"""What people do with packs."""

import datetime as dt
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from hub.accounts.models import User
from hub.packs.holding import KEPT_FOR, Holder
from hub.packs.models import Pack, PackItem

MOST_PACKS = 20
MOST_ITEMS = 60


class TooManyPacks(Exception):
    """There are as many packs as one person may have."""


class PackIsFull(Exception):
    """There is as much in the pack as fits."""


@transaction.atomic
def make_pack(*, holder: Holder, name: str) -> Pack:
    """Begin a pack; raises TooManyPacks."""
    if holder.person is not None:
        # Their row is the lock: two windows at once do not make one too many.
        User.objects.select_for_update().get(pk=holder.person.pk)
    if Pack.objects.of(holder).count() >= MOST_PACKS:
        raise TooManyPacks
    return Pack.objects.create(owner=holder.person, visitor=holder.visitor, name=name)


@transaction.atomic
def add_to_pack(
    *, pack: Pack, kind: str, thing_id: int, version: str, settled: Mapping[str, str]
) -> bool:
    """Put a thing at the end, with what was put into its placeholders.

    Returns whether it is new there; what is in it already keeps its place and version.
    Raises PackIsFull.
    """
    pack = _locked(pack)
    if settled:
        pack.settled = {**pack.settled, **settled}
    _touch(pack, "settled")
    items = list(pack.items.all())
    if any((one.kind, one.thing_id) == (kind, thing_id) for one in items):
        return False
    if len(items) >= MOST_ITEMS:
        raise PackIsFull
    last = items[-1].position if items else 0
    pack.items.create(kind=kind, thing_id=thing_id, version=version, position=last + 1)
    return True


@transaction.atomic
def move_item(*, item: PackItem, by: int) -> None:
    """Move a thing up (-1) or down (1); at the end it stays where it is."""
    pack = _locked(item.pack)
    items = list(pack.items.all())
    place = items.index(item)
    items.insert(max(place + by, 0), items.pop(place))
    for position, one in enumerate(items, start=1):
        one.position = position
    PackItem.objects.bulk_update(items, ["position"])
    _touch(pack)


@transaction.atomic
def write_note(*, item: PackItem, note: str) -> None:
    """Say something of a thing in a pack."""
    item.note = note
    item.save(update_fields=["note"])
    _touch(item.pack)


@transaction.atomic
def take_version(*, item: PackItem, version: str) -> None:
    """Hold another version of a thing from now on."""
    item.version = version
    item.save(update_fields=["version"])
    _touch(item.pack)


@transaction.atomic
def remove_item(*, item: PackItem) -> None:
    """Take a thing out; what was put into its placeholders stays with the pack."""
    pack = item.pack
    item.delete()
    _touch(pack)


@transaction.atomic
def rename_pack(*, pack: Pack, name: str) -> None:
    """Give a pack another name."""
    pack.name = name
    _touch(pack, "name")


@transaction.atomic
def fill_in(*, pack: Pack, settled: Mapping[str, str]) -> None:
    """Put words into placeholders by their names; empty ones are open again."""
    pack = _locked(pack)
    merged = {**pack.settled, **settled}
    pack.settled = {name: value for name, value in merged.items() if value}
    _touch(pack, "settled")


@transaction.atomic
def share_pack(*, pack: Pack) -> str:
    """Make a secret link, or return the one there is: two windows show the same."""
    pack = _locked(pack)
    if pack.share_token is None:
        pack.share_token = secrets.token_urlsafe(32)
    _touch(pack, "share_token")
    return pack.share_token


@transaction.atomic
def stop_sharing(*, pack: Pack) -> None:
    """Let the secret link lead nowhere, for good."""
    pack.share_token = None
    _touch(pack, "share_token")


@transaction.atomic
def keep_on_sign_in(*, person: User, visitor: str) -> int:
    """Make a visitor's packs a member's; return how many there were."""
    return Pack.objects.of(Holder(visitor=visitor)).update(owner=person, visitor="")


def sweep(*, now: dt.datetime | None = None) -> int:
    """Delete visitors' packs that no session leads to any more; return how many."""
    before = (now or timezone.now()) - KEPT_FOR
    _, deleted = Pack.objects.forgotten(before).delete()
    return deleted.get(Pack._meta.label, 0)


def _locked(pack: Pack) -> Pack:
    """Return the pack as it is now; nobody else changes it before this is done."""
    return Pack.objects.select_for_update().get(pk=pack.pk)


def _touch(pack: Pack, *changed: str) -> None:
    """Save what has changed, and that it was worked on."""
    pack.used_at = timezone.now()
    pack.save(update_fields=[*changed, "used_at"])
