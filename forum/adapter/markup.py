"""Markdown in, safe HTML out: the only renderer of what members write.

Machina imports this while its models load, so nothing here may import a model.
markdown-it-py turns the text into HTML with raw HTML switched off; nh3 then keeps only
what the lists below allow. Each of the two is enough alone; neither is trusted alone.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

#: The longest post, in characters: about eight printed pages.
MAX_LENGTH = 20_000
#: With more bare addresses than this in a post, none becomes a link by itself.
MOST_LINKS = 200
#: A post that could make a table of more cells than this has no tables.
MOST_CELLS = 8_000
#: With more marks than this that could begin or end emphasis, links, code or the like, a
#: post is shown as it was typed.
MOST_MARKS = 2_000
_MARK = re.compile(r"[\[\]!<&\\]|\*+|_+|~+|`+")
_MAYBE_LINK = re.compile(r"//|www\.|@|mailto:", re.IGNORECASE)

#: Where the text places a file of its own message: `![words](file:1)` becomes this, and
#: whoever shows the message to somebody who may have the file draws it there.
PLACED = re.compile(r'<span data-file="([0-9]{1,2})">([^<]*)</span>')
_PLACING = re.compile(r"!\[([^\[\]\n]{0,300})\]\(file:([1-9][0-9]?)\)")

_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a"),
    *("code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td", "span"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"data-file"},
    "div": {"class", "tabindex", "role", "aria-label"},
}


@cache
def _markdown(*, links: bool = True, tables: bool = True) -> MarkdownIt:
    markdown = MarkdownIt(
        "commonmark",
        {"html": False, "linkify": True, "breaks": True, "maxNesting": 20},
    )
    # An image on somebody else's server tells its owner who reads this page.
    markdown.enable(["table", "strikethrough", "linkify"]).disable("image")
    markdown.inline.ruler.before("link", "placed_file", _place_file)
    markdown.add_render_rule("placed_file", _placed_file)
    markdown.disable([*([] if links else ["linkify"]), *([] if tables else ["table"])])
    # The page has its own outline: a heading in a post is bold text, not a section.
    markdown.add_render_rule("heading_open", _fixed("<p><strong>"))
    markdown.add_render_rule("heading_close", _fixed("</strong></p>\n"))
    # What scrolls sideways must be reachable with the keyboard.
    wide = '<div class="post__table" tabindex="0" role="region" aria-label="Table">'
    markdown.add_render_rule("table_open", _fixed(f"{wide}<table>\n"))
    markdown.add_render_rule("table_close", _fixed("</table></div>\n"))
    markdown.add_render_rule("fence", _code_block)
    markdown.add_render_rule("code_block", _code_block)
    return markdown


@cache
def _as_typed(*, links: bool = True) -> MarkdownIt:
    """Return what reads paragraphs, ends of lines and bare addresses, and nothing else."""
    markdown = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True})
    return markdown.enable(["newline", *(["linkify"] if links else [])])


def _fixed(html: str):  # noqa: ANN202 - the protocol of markdown-it's render rules
    def render_token(
        self: RendererProtocol,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        return html

    return render_token


def _place_file(state: StateInline, silent: bool) -> bool:
    """Read `![words](file:1)`: the only picture that a message can show."""
    if state.src[state.pos] != "!":
        return False
    match = _PLACING.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("placed_file", "", 0)
        token.content, token.info = match[1].strip(), match[2]
    state.pos = match.end()
    return True


def _placed_file(
    self: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    token = tokens[index]
    words = escapeHtml(token.content)
    return f'<span data-file="{token.info}">{words}</span>'


def _code_block(
    self: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    code = nh3.clean_text(tokens[index].content)
    return f'<pre tabindex="0"><code>{code}</code></pre>\n'


def _reader(text: str) -> MarkdownIt:
    """Return what reads `text`, without what would take long on it.

    Bare addresses are looked for from each place that could begin one, through all that
    follows; a table fills up short rows, so that a few thousand strokes become tens of
    thousands of cells; and every bracket is tried as the beginning of a link. Nobody
    writes that many of any of them in earnest.
    """
    links = len(_MAYBE_LINK.findall(text)) <= MOST_LINKS
    if len(_MARK.findall(text)) > MOST_MARKS:
        return _as_typed(links=links)
    lines = text.split("\n")
    columns = 1 + max(line.count("|") for line in lines)
    return _markdown(links=links, tables=columns * len(lines) <= MOST_CELLS)


_clean = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
    strip_comments=True,
)


def render(text: str | None, **options: object) -> str:
    """Return the HTML of `text`, fit to be shown to anybody."""
    return _html(text or "")


# One request asks for the same text again: to judge it, to count its links, to keep it.
@lru_cache(maxsize=16)
def _html(text: str) -> str:
    return _clean.clean(_reader(text).render(text))


def tokens(text: str) -> list[Token]:
    """Return the parts of `text` as the renderer reads them."""
    return _reader(text).parse(text)
