"""How the tone of a notice is told in words, where there is no icon and no colour."""

from hub.design.components.blocks import NOTICE_TONES


def notice_title(tone: str, title: str) -> str:
    """Return what stands over a notice: its tone as pages tell it, then its title."""
    _, word = NOTICE_TONES[tone]
    return f"{word}: {title}" if title else word
