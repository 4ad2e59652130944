"""What the search keeps of a person: the searches they saved."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_parts() -> None:
    """Count saved searches among what is kept."""
    register(
        Part(
            key="saved-searches",
            label="Your saved searches",
            why="To write to you when something new matches.",
            kept_for="Until you delete them or leave, with what you were told about them.",
            export=_searches,
            erase=lambda person: person.saved_searches.all().delete(),
            covers=("search.savedsearch.owner",),
        )
    )


def _searches(person: User) -> Rows:
    return rows_of(
        person.saved_searches.all(),
        {"Search": "title", "Address": "address", "Saved": "saved_at"},
    )
