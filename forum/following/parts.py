"""What is kept of a person because they follow things."""

from forum.following.models import Follow
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register


def register_parts() -> None:
    """Count it among what is kept."""
    register(
        Part(
            key="following",
            label="What you follow",
            why="So that you hear of what is new there, in the way you chose.",
            kept_for="Until you stop following it or leave.",
            export=_rows,
            erase=lambda person: Follow.objects.filter(person=person).delete(),
            covers=("forum_following.follow.person",),
        )
    )


def _rows(person: User) -> Rows:
    return [
        {
            "Follows": one.get_kind_display(),
            "Number": one.key,
            "How": one.way_words,
            "Since": one.made_at.isoformat(),
        }
        for one in Follow.objects.filter(person=person)
    ]
