"""What a post said before, edit by edit; for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import OuterRef, QuerySet, Subquery

from forum.forum_conversation.models import Post
from forum.writing.models import EarlierWords
from forum.writing.words import tidy
from hub.core.comparing import BoundedMatcher, Effort, Piece, changes

_MANY_LINES = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what stood there before, what after it, who made it and when."""

    before: EarlierWords
    subject_after: str
    content_after: str

    def compared(self) -> list[tuple[Piece, ...]]:
        """Return the lines of both with what differs in each; a changed subject first."""
        # Whoever wrote this may have meant to keep a moderator waiting.
        lines = _lines(self.before.content, self.content_after, Effort())
        if self.before.subject == self.subject_after:
            return lines
        return [changes(self.before.subject, self.subject_after), *lines]


def edits_of(post: Post) -> list[Edit]:
    """Return every edit of `post`, the newest first; one query."""
    after = (post.subject, post.content.raw)
    edits = []
    for before in post.earlier_words.select_related("edited_by").reverse():
        edits.append(Edit(before, *after))
        after = (before.subject, before.content)
    return edits


def with_last_edit(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Load with each post when its words last changed: no query of its own."""
    edits = EarlierWords.objects.filter(post=OuterRef("pk")).order_by("-edited_at")
    return posts.annotate(edited_at=Subquery(edits.values("edited_at")[:1]))


def _lines(was: str, now: str, effort: Effort) -> list[tuple[Piece, ...]]:
    old, new = tidy(was).splitlines(), tidy(now).splitlines()
    # Lines that stand everywhere (most often empty ones) help to find what belongs
    # together; of many lines, they do not.
    matcher = BoundedMatcher(old, new, effort, autojunk=len(old) > _MANY_LINES)
    found: list[tuple[Piece, ...]] = []
    for _, first, last, start, end in matcher.get_opcodes():
        found += _pairs(old[first:last], new[start:end], effort)
    return found


def _pairs(
    old: Sequence[str], new: Sequence[str], effort: Effort
) -> list[tuple[Piece, ...]]:
    pairs = zip_longest(old, new, fillvalue="")
    return [
        changes(was, now, effort) for was, now in pairs if was.strip() or now.strip()
    ]
