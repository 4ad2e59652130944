"""A message on a page: drawn from what it shows, and from nothing else.

What is drawn again with the same words is not put together again: members read the same
messages, and most of a discussion's time went into that. Whatever differs between those who
ask is in the values, and with them in what names the drawing. What somebody may do with a
message stands apart from its words, which most of them see alike.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from forum.adapter.templatetags.forum_adapter_tags import member_name
from forum.answers.people import NOBODY, Card, Person
from forum.files.templatetags.forum_files_tags import files_below, with_files
from forum.forum_conversation.models import Post
from hub.core.addresses import address_of
from hub.design.components.marks import avatar
from hub.design.components.rendering import plain


class Edited(NamedTuple):
    """When the words last changed, and where those before them are read, by few."""

    on: datetime
    history: str


class Waits(NamedTuple):
    """That a message waits; where whoever decides about it does so."""

    approve: str = ""
    decline: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """All that a message says, to one who asks."""

    name: str
    author: Card | None
    url: str
    created: datetime
    edited: Edited | None
    is_by_moderator: bool
    is_accepted: bool
    waits: Waits | None
    text: str
    files: str

    @classmethod
    def of(cls, post: Post) -> "Words":
        """Return the words of a post, as far as the view has noted them on it."""
        files = getattr(post, "shown_files", ())
        text = getattr(post, "linked_text", None) or post.content.rendered
        person = _person(post)
        return cls(
            name=person.name,
            author=person.card,
            url=post.get_absolute_url(),
            created=post.created,
            edited=_edited(post),
            is_by_moderator=person.moderates,
            is_accepted=getattr(post, "is_accepted", False),
            waits=None if post.approved else _waits(post),
            text=with_files(text, files),
            files=files_below(post) if files else "",
        )


class Useful(NamedTuple):
    """The button that says so: where it leads, and whether it was pressed."""

    url: str
    number: int
    is_marked: bool
    count: int

    @classmethod
    def of(cls, post: Post) -> "Useful":
        """Return the button of a post that knows `is_marked` and `useful_count`."""
        url = address_of("forum_answers:useful", post.pk)
        return cls(url, post.pk, post.is_marked, post.useful_count)


class Deed(NamedTuple):
    """Something that the asker may do with a message, on a page of its own."""

    label: str
    url: str
    rest: str
    is_indexed: bool = False


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a message: whether it helped, and what the asker may do."""

    name: str
    useful: Useful | None
    useful_count: int
    accept: str
    take_back: str
    deeds: tuple[Deed, ...]

    @classmethod
    def of(cls, post: Post) -> "Below":
        """Return what stands below a post, as far as the view has noted it."""
        name = _person(post).name

        def way(may: str, view: str) -> str:
            return address_of(view, post.pk) if getattr(post, may, False) else ""

        return cls(
            name=name,
            useful=Useful.of(post) if getattr(post, "may_mark", False) else None,
            useful_count=getattr(post, "useful_count", 0),
            accept=way("may_accept", "forum_answers:accept"),
            take_back=way("may_take_back", "forum_answers:take_back"),
            deeds=tuple(_deeds(post, name)),
        )

    def __bool__(self) -> bool:
        """Say whether there is anything of it."""
        ways = self.accept or self.take_back
        return bool(self.useful or self.useful_count or ways or self.deeds)


def drawn(post: Post) -> SafeString:
    """Return a message as HTML; with Django's debug pages, from the templates as they are."""
    words, below = Words.of(post), Below.of(post)
    return (_drawn if _is_kept(words) else _draw)(words, below)


def _is_kept(words: Words) -> bool:
    return not settings.DEBUG and len(words.text) + len(words.files) < _LARGEST


def _draw(words: Words, below: Below) -> SafeString:
    parts = {
        "words": (_drawn_words if _is_kept(words) else _draw_words)(words),
        "below": _draw_below(below) if below else "",
        "by": _by(words),
    }
    context = {"post": plain(words), **parts}
    return render_to_string("forum_conversation/post.html", context)


def _draw_words(words: Words) -> SafeString:
    context = {"post": plain(words), "by": _by(words)}
    return render_to_string("forum_conversation/post_words.html", context)


def _by(words: Words) -> dict[str, SafeString]:
    return (_draw_by if settings.DEBUG else _drawn_by)(words.name, words.author)


def _draw_below(below: Below) -> SafeString:
    context = {"below": plain(below)}
    return render_to_string("forum_conversation/post_below.html", context)


def _draw_by(name: str, author: Card | None) -> dict[str, SafeString]:
    """Draw who wrote a message, with what the asker may see: the same on all of theirs."""
    context = {"name": name, "author": plain(author)}
    return {
        "avatar": avatar(name, image=author.small_photo_url if author else ""),
        "name": render_to_string("forum_answers/author.html", context),
        "card": render_to_string("forum_answers/card.html", context),
    }


#: What is longer is drawn each time: so many characters, three times over, is the most
#: that is kept of a message.
_LARGEST = 4_000
_drawn_by = lru_cache(maxsize=2_000)(_draw_by)
_drawn = lru_cache(maxsize=2_000)(_draw)
_drawn_words = lru_cache(maxsize=2_000)(_draw_words)


def _person(post: Post) -> Person:
    """Return who wrote it; their name alone where the view has noted nothing."""
    noted = getattr(post, "person", None)
    return noted or NOBODY._replace(name=member_name(post.poster))


def _edited(post: Post) -> Edited | None:
    if not post.updates_count:
        return None
    on = getattr(post, "edited_at", None) or post.updated
    may_see = getattr(post, "may_see_edits", False)
    return Edited(on, address_of("forum_writing:history", post.pk) if may_see else "")


def _waits(post: Post) -> Waits:
    if not getattr(post, "may_decide", False):
        return Waits()
    return Waits(
        address_of("forum_moderation:approve_queued_post", post.pk),
        address_of("forum_moderation:disapprove_queued_post", post.pk),
    )


def _deeds(post: Post, name: str) -> list[Deed]:
    deeds = []
    of_whom = f"the message by {name}"
    if quote := getattr(post, "quote_url", ""):
        deeds.append(Deed("Quote", quote, of_whom))
    if getattr(post, "may_edit", False):
        opens = post.pk == post.topic.first_post_id
        holder, view = (post.topic, "topic_update") if opens else (post, "post_update")
        deeds.append(Deed("Edit", holder.address(view), of_whom, is_indexed=True))
    if getattr(post, "may_report", False):
        url = address_of("forum_reports:report", post.pk)
        deeds.append(Deed("Report", url, of_whom))
    if getattr(post, "may_delete", False):
        url = post.address("post_delete")
        deeds.append(Deed("Delete", url, of_whom, is_indexed=True))
    if getattr(post, "may_see_member", False):
        url = address_of("forum_moderating:person", post.member_slug)
        deeds.append(Deed("Member", url, f"{name}, as moderators see them"))
    return deeds
