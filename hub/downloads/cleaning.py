"""Text and addresses that every format can hold and that read as what they are."""

import re
from collections.abc import Callable, Container
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar
from urllib.parse import quote, urlsplit

from hub.downloads.blocks import Paper

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 forbids, the rest of the control characters, and code points that will
# never be characters.
_FORBIDDEN = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    map(
        chr,
        (plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
    )
)
# They turn the order of letters round, so that a document shows other words than it
# holds. Right-to-left letters need none of them.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_DROPPED = re.compile(f"[{_FORBIDDEN}{_TURNING}]")
_SCHEMES = {"http", "https", "mailto"}
# Word opens no document that holds a longer address.
_LONGEST_LINK = 2000
# What an address may hold as it is (RFC 3986), and the sign of what is encoded already.
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"

Changed = TypeVar("Changed")


def clean(text: str) -> str:
    """Return `text` with one kind of line end and without what may not be written.

    Dropped are control characters, lone surrogates, code points that are no characters,
    and the marks that turn the order of letters round.
    """
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text))


def changed(
    value: Changed, change: Callable[[str], str], *, but: Container[str] = ()
) -> Changed:
    """Return a paper, a block or a tuple of them with all its text changed.

    The fields whose names are in `but` stay as they are.
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(one, change, but=but) for one in value)
    if is_dataclass(value):
        texts = {
            one.name: changed(getattr(value, one.name), change, but=but)
            for one in fields(value)
            if one.name not in but
        }
        return replace(value, **texts)
    return value


def clean_paper(paper: Paper) -> Paper:
    """Return the paper as writers take it; its title is one line and never empty."""
    paper = changed(paper, clean)
    title = " ".join(paper.title.split()) or "Untitled document"
    return replace(paper, title=title, foot=" ".join(paper.foot.split()))


def safe_link(address: str) -> str:
    """Return an address that may be followed from a document, or "".

    Web and mail addresses only, and whole ones: a document has no page to start from.
    """
    address = quote(clean(address).strip(), safe=_IN_ADDRESSES)
    try:
        parts = urlsplit(address)
        is_whole = parts.path if parts.scheme == "mailto" else parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not is_whole or len(address) > _LONGEST_LINK:
        return ""
    return address
