"""What the forum keeps of a person in files."""

from django.db.models import Q, QuerySet

from forum.files.models import PostFile
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register


def register_part() -> None:
    """Count files among what is kept."""
    register(
        Part(
            key="forum_files",
            label="Files you add to messages on the forum",
            why="So that members can hand each other what they have made.",
            kept_for=(
                "Until the file or its message is deleted. When you leave, files stay or "
                "go with your words, as you choose. Files of a message that you never "
                "posted go after a day."
            ),
            export=_export,
            erase=_erase,
            covers=("forum_files.postfile.uploaded_by",),
        )
    )


def _of(person: User) -> QuerySet[PostFile]:
    return PostFile.objects.filter(Q(uploaded_by=person) | Q(post__poster=person))


def _export(person: User) -> Rows:
    return [
        {
            "File": one.name,
            "Kind": one.kind.label,
            "Size in bytes": one.size,
            "What it shows": one.words,
            "Added": one.uploaded_at.isoformat(),
            "Address": one.get_absolute_url(),
        }
        for one in _of(person).order_by("uploaded_at", "pk")
    ]


def _erase(person: User) -> None:
    """Treat files as words are treated; what was never posted goes either way."""
    going = _of(person) if person.erases_posts else _of(person).filter(post=None)
    going.delete()
    PostFile.objects.filter(uploaded_by=person).update(uploaded_by=None)
