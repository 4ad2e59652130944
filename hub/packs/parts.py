"""What packs keep of a person."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, plain, register
from hub.packs.models import Pack


def register_parts() -> None:
    """Count packs among what is kept."""
    register(
        Part(
            key="packs",
            label="Your packs",
            why="To keep what you collected, and what you wrote into it, until you take it away.",
            kept_for="Until you delete them or leave. A link you shared ends then, too.",
            export=_packs,
            erase=lambda person: person.packs.all().delete(),
            covers=("packs.pack.owner",),
        )
    )


def _packs(person: User) -> Rows:
    return [
        _row(pack) for pack in person.packs.latest_first().prefetch_related("items")
    ]


def _row(pack: Pack) -> dict[str, object]:
    notes = [one.note for one in pack.items.all() if one.note]
    return {
        "Name": pack.name,
        "Made": plain(pack.made_at),
        "Last worked on": plain(pack.used_at),
        "Things in it": len(pack.items.all()),
        "Your notes": "\n\n".join(notes),
        "Put into placeholders": "\n".join(
            f"{name}: {value}" for name, value in pack.settled.items()
        ),
        "Shared by a link": pack.is_shared,
    }
