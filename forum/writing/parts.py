"""What is kept of a person while and after they write."""

from django.conf import settings

from forum.forum_tracking import visits
from forum.writing.models import Draft, EarlierWords
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_parts() -> None:
    """Count drafts, edits and visits among what is kept."""
    register(
        Part(
            key="forum_drafts",
            label="What you have begun to write on the forum",
            why="So that you can go on, also on another device.",
            kept_for=(
                "Until you post or delete it, and at most "
                f"{settings.KEEP_DRAFTS_DAYS} days."
            ),
            export=_drafts,
            erase=lambda person: _delete(person.forum_drafts),
            covers=("forum_writing.draft.author",),
        )
    )
    register(
        Part(
            key="forum_edits",
            label="What your messages on the forum said before they were edited",
            why="So that moderators can see what people answered to.",
            kept_for=(
                "As long as the message itself. When you leave, it is removed, whatever "
                "becomes of the messages."
            ),
            export=_earlier_words,
            erase=_erase_earlier_words,
            covers=("forum_writing.earlierwords.edited_by",),
        )
    )
    register(
        Part(
            key="forum_visits",
            label="When you last opened the forum",
            why="So that it can show what is new since your last visit.",
            kept_for="Until you come back, and at most 400 days.",
            export=_visits,
            erase=visits.forget,
        )
    )


def _delete(rows: object) -> None:
    rows.all().delete()


def _drafts(person: User) -> Rows:
    columns = {"Draft saved": "saved_at", "Subject": "subject", "Words": "content"}
    return rows_of(Draft.objects.filter(author=person), columns)


def _earlier_words(person: User) -> Rows:
    """Return what their messages said, and their own reasons for editing others'."""
    own = EarlierWords.objects.filter(post__poster=person)
    others = EarlierWords.objects.filter(edited_by=person).exclude(post__poster=person)
    return rows_of(
        own, {"Edited": "edited_at", "Words until then": "content", "Reason": "reason"}
    ) + rows_of(
        others, {"You edited a message of somebody else": "edited_at", "Why": "reason"}
    )


def _erase_earlier_words(person: User) -> None:
    EarlierWords.objects.filter(post__poster=person).delete()
    EarlierWords.objects.filter(edited_by=person).update(edited_by=None, reason="")


def _visits(person: User) -> Rows:
    visit = visits.of(person)
    if visit is None:
        return []
    before = visit.before.isoformat() if visit.before else None
    return [{"Last opened": visit.latest.isoformat(), "Visit before that": before}]
