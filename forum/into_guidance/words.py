"""The words of a message, as a page can quote them."""

from html.parser import HTMLParser

_BREAKS = {"p", "br", "li", "tr", "pre", "div", "hr"}


class _OwnWords(HTMLParser):
    """Keep text, but what the author quotes: those are somebody else's words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside_quotes = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside_quotes += tag == "blockquote"
        if tag in _BREAKS:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside_quotes -= tag == "blockquote"
        if tag in _BREAKS:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if self._inside_quotes <= 0:
            self.found.append(data)


def own_words(html: str) -> str:
    """Return the plain words of a rendered message, without what it quotes."""
    parser = _OwnWords()
    parser.feed(html or "")
    parser.close()
    return " ".join("".join(parser.found).split())
