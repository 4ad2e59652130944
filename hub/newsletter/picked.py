"""The things of the hub that a newsletter tells of, seen through the search's table.

Every findable thing has a row there, with its words, its address and who may see it; so
a newsletter can tell of any of them without knowing what they are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.models import Page

from hub.search.models import SearchEntry
from hub.search.sources import source_of, thing_labels

_THINGS = "things"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a newsletter tells of."""

    key: str
    kind: str
    title: str
    url: str
    where: str
    summary: str

    @property
    def meta(self) -> str:
        """Return what it is and where it stands, in one line."""
        return " · ".join(part for part in (self.kind, self.where) if part)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a newsletter: a block to render, or a heading with things under it."""

    block: StreamValue.StreamChild | None = None
    heading: str = ""
    things: tuple[Told, ...] = ()


def parts_of(body: StreamValue, keys: Collection[str]) -> list[Part]:
    """Return the parts of `body`, with what a holder of `keys` may see.

    A list of things of which none may be seen is left out, heading and all.
    """
    wanted = {
        index: _keys_in(block)
        for index, block in enumerate(body)
        if block.block_type == _THINGS
    }
    told = _told({key for named in wanted.values() for key in named}, keys)
    parts = []
    for index, block in enumerate(body):
        if index not in wanted:
            parts.append(Part(block))
            continue
        things = tuple(told[key] for key in wanted[index] if key in told)
        if things:
            parts.append(Part(None, block.value["heading"], things))
    return parts


def visible_keys(wanted: Collection[str], keys: Collection[str]) -> set[str]:
    """Return which of the entries `wanted` a holder of `keys` may see."""
    visible = SearchEntry.objects.visible_to(keys).filter(key__in=wanted)
    return set(visible.values_list("key", flat=True))


def left_out(body: StreamValue, keys: Collection[str]) -> list[str]:
    """Return the names of the things in `body` that no holder of `keys` may see."""
    things = [
        thing
        for block in body
        if block.block_type == _THINGS
        for thing in _things_in(block)
    ]
    visible = visible_keys({key for thing in things if (key := _key(thing))}, keys)
    return [str(thing) for thing in things if _key(thing) not in visible]


def _told(wanted: Collection[str], keys: Collection[str]) -> Mapping[str, Told]:
    if not wanted:
        return {}
    labels = thing_labels()
    visible = SearchEntry.objects.visible_to(keys).filter(key__in=wanted)
    return {
        entry.key: Told(
            entry.key,
            labels.get(entry.kind, ""),
            entry.title,
            entry.url,
            entry.where,
            entry.summary,
        )
        for entry in visible.defer("body", "parts")
    }


def _keys_in(block: StreamValue.StreamChild) -> list[str]:
    return [key for thing in _things_in(block) if (key := _key(thing))]


def _things_in(block: StreamValue.StreamChild) -> list[Model]:
    # What was deleted since is still named, by nothing.
    return [child.value for child in block.value["things"] if child.value is not None]


def _key(thing: Model) -> str:
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    source = source_of(model) if model is not None else None
    return source.key(thing.pk) if source is not None else ""
