"""The words of a post as a quote to begin a reply with."""

import re
from collections.abc import Iterable
from typing import Any

from forum.adapter.markup import MAX_LENGTH
from forum.adapter.templatetags.forum_adapter_tags import member_name
from forum.forum_conversation.addresses import post_of_number
from forum.forum_conversation.models import Post, Topic

#: The longest a quote becomes, with its marks. Whoever wants less deletes some.
LONGEST_QUOTE = 2_000
_CUT = "> […]"
#: Fewer characters than this are not worth a quote.
_WORTH_IT = 80
_MARKS = re.compile(r"([\\`*_\[\]<>~|#!@&])")


def quoted(post: Post, room: int = MAX_LENGTH) -> str:
    """Return the post's words as a quote with who wrote it, in at most `room` characters.

    Of a long post the beginning. The address leads to the post itself, and has no host:
    it holds wherever the hub is.
    """
    name = _MARKS.sub(r"\\\1", " ".join(member_name(post.poster).split()))
    begin = f"> [{name} wrote]({post.get_absolute_url()}):\n>"
    room = min(room, LONGEST_QUOTE) - len(begin) - len(_CUT) - len("\n\n\n")
    if room < _WORTH_IT:
        return ""
    lines: list[str] = []
    for line in _without_quotes(post.content.raw):
        shown = f"> {line}".rstrip()
        if len(shown) + 1 > room:
            begun = [_cut(shown, room)] if room > _WORTH_IT else []
            lines += [*begun, _CUT]
            break
        lines.append(shown)
        room -= len(shown) + 1
    return "\n".join([begin, *lines]) + "\n\n" if lines else ""


def offer_quotes(posts: Iterable[Post], topic: Topic) -> None:
    """Note on each post of the topic where a reply begins that quotes it."""
    address = topic.address("post_create")
    for post in posts:
        post.quote_url = f"{address}?quote={post.pk}"


def quote_into(initial: dict[str, Any], topic: Topic, number: str) -> None:
    """Let a reply begin with the words of a post, after what was begun already.

    Only a post that stands in the same topic, for everybody who reads it: whoever may
    not read a board can have nothing quoted from it. Any other number quotes nothing.
    """
    post = post_of_number(topic, number)
    if post is None:
        return
    begun = str(initial.get("content", "")).rstrip()
    quote = quoted(post, MAX_LENGTH - len(begun) - len("\n\n"))
    if quote.strip() in begun:
        return
    initial["content"] = f"{begun}\n\n{quote}" if begun else quote


def _without_quotes(text: str) -> list[str]:
    """Return the lines of a text, but those that quote somebody else already."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _cut(line: str, room: int) -> str:
    shortened = line[:room]
    return shortened.rpartition(" ")[0] or shortened
