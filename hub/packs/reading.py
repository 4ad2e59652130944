"""What is in a pack, as far as whoever asks may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hub.core.visibility import Asker
from hub.downloads.sources import DownloadSource, source_of
from hub.packs.models import Pack, PackItem
from hub.packs.versions import Newer, put_in_versions


@dataclass(frozen=True, slots=True)
class Held:
    """One thing of a pack.

    `thing` is None where its reader may not see it, or it is gone; then nothing of it is
    told but its kind. Wording stands in the version the pack holds; `newer` is the one
    in use where that is another.
    """

    item: PackItem
    source: DownloadSource | None
    thing: Any = None
    newer: Newer | None = None

    @property
    def label(self) -> str:
        """What it is called by its kind."""
        return self.source.label if self.source else "Something"

    @property
    def title(self) -> str:
        """Its name, or that it is no longer available."""
        if self.thing is None:
            return f"{self.label}: no longer available"
        return str(self.thing)


def held_in(pack: Pack, user: Asker) -> list[Held]:
    """Return what is in a pack, in order; the same queries for any number of things."""
    items = list(pack.items.all())
    things = _things(items, user)
    newer = put_in_versions(
        [
            (item.version, things[item.kind, item.thing_id])
            for item in items
            if item.version and (item.kind, item.thing_id) in things
        ]
    )
    return [
        Held(
            item,
            source_of(item.kind),
            things.get((item.kind, item.thing_id)),
            newer.get(item.thing_id) if item.version else None,
        )
        for item in items
    ]


def _things(items: Iterable[PackItem], user: Asker) -> dict[tuple[str, int], Any]:
    asked: dict[str, list[int]] = defaultdict(list)
    for item in items:
        asked[item.kind].append(item.thing_id)
    found = {}
    for kind, ids in asked.items():
        # A kind may have left with its plug-in.
        if source := source_of(kind):
            for thing in source.things(user).filter(pk__in=ids):
                found[kind, thing.pk] = thing
    return found
