"""Who is named in a message: @ and the last part of the address of their page."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from forum.adapter import markup

#: More names than this in one message are read as none of them being meant.
MOST = 10

#: How somebody is named. Every repetition is bounded, and nothing is tried twice: linear
#: on any input.
NAME = re.compile(r"(?<![\w@./+-])@([a-z0-9][a-z0-9_-]{0,79})(?![\w-])", re.IGNORECASE)


def named_in(text: str) -> frozenset[str]:
    """Return the slugs that `text` names; code, quotes and mail addresses name nobody."""
    if NAME.search(text) is None:
        return frozenset()
    found = {
        slug.lower()
        for words in _plain_words(markup.tokens(text))
        for slug in NAME.findall(words)
    }
    return frozenset(found if len(found) <= MOST else ())


def _plain_words(tokens: list[Token]) -> Iterator[str]:
    quoted = 0
    for token in tokens:
        # Whoever was named in words that are quoted has been told of those.
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if quoted or token.type != "inline":
            continue
        inside_link = 0
        for child in token.children or []:
            inside_link += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            if child.type == "text" and not inside_link:
                yield child.content
