"""Packs for tests."""

from hub.packs.actions import add_to_pack, make_pack
from hub.packs.holding import Holder
from hub.packs.models import Pack
from hub.packs.versions import version_of

KINDS = {
    "clausepage": "clause",
    "routepage": "route",
    "guidepage": "guide",
    "casestudypage": "case-study",
    "organisation": "organisation",
}


def make_own_pack(owner, *things, name: str = "Home care in Leeds", **settled) -> Pack:
    """A member's pack with these things in it; `settled` fills placeholders."""
    pack = make_pack(holder=Holder(person=owner), name=name)
    return put_in(pack, *things, **settled)


def put_in(pack: Pack, *things, **settled) -> Pack:
    """Put things into a pack, as from their pages."""
    for thing in things:
        add_to_pack(
            pack=pack,
            kind=KINDS[type(thing)._meta.model_name],
            thing_id=thing.pk,
            version=version_of(thing),
            settled=settled,
        )
    return Pack.objects.get(pk=pack.pk)
