"""How notifications name the messages of the forum."""

from typing import Any

_ABOUT = "forum.post:"


def about(post: Any) -> str:
    """Return how notifications name a post."""
    return f"{_ABOUT}{post.pk}"


def number_in(name: str) -> int | None:
    """Return the number of the post that is named, or None when none is."""
    number = name.removeprefix(_ABOUT)
    if name == number or not number.isascii() or not number.isdecimal():
        return None
    return int(number) if len(number) <= 15 else None
