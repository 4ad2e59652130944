"""Markdown in, safe HTML out: the only renderer of what members write.

Machina imports this while its models load, so nothing here may import a model.
markdown-it-py turns the text into HTML with raw HTML switched off; nh3 then keeps only
what the lists below allow. Each of the two is enough alone; neither is trusted alone.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

#: The longest post, in characters: about eight printed pages.
MAX_LENGTH = 20_000
#: With more bare addresses than this in a post, none becomes a link by itself.
MOST_LINKS = 200
#: A post that could make more cells of tables than this has no tables.
MOST_CELLS = 4_000
#: With more places than this at which something else could begin or end, a post is shown
#: as it was typed. Eight pages full of lists, tables and links have 2,000 to 3,000.
MOST_STEPS = 4_000
#: With more empty lines than this, a post that is shown as it was typed has none.
MOST_EMPTY_LINES = 1_000
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
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
    _limit_steps(markdown)
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


class _TooManySteps(Exception):
    """The text has more places at which something could begin than are looked at."""


def _limit_steps(markdown: MarkdownIt) -> None:
    """Let `markdown` raise `_TooManySteps` where it would try its rules once too often.

    Short lines that could begin a list, a quotation or a title cost the most, and some of
    them are tried again for each line before them: 4,000 of two kinds took 27 seconds.
    Likewise every bracket is tried as the beginning of a link.
    """
    ends = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("table", "count_step", _count_block_step, ends)
    markdown.inline.ruler.before("text", "count_step", _count_step)


def _count_block_step(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return _count_step(state, silent)


def _count_step(state: StateBlock | StateInline, silent: bool) -> bool:
    state.env["steps"] = state.env.get("steps", 0) + 1
    if state.env["steps"] > MOST_STEPS:
        raise _TooManySteps
    return False


@cache
def _as_typed(*, links: bool) -> MarkdownIt:
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


def _read(text: str) -> tuple[MarkdownIt, list[Token]]:
    """Return what reads `text`, without what would take long on it, and what it read.

    Bare addresses are looked for from each place that could begin one, through all that
    follows; and a table fills up short rows, so that a few thousand strokes become tens
    of thousands of cells. Nobody writes that many of either in earnest. A text of too
    many steps is read as it was typed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    links = len(_MAYBE_LINK.findall(text)) <= MOST_LINKS
    markdown = _markdown(links=links, tables=_most_cells(text) <= MOST_CELLS)
    with suppress(_TooManySteps):
        return markdown, markdown.parse(text)
    if len(_EMPTY_LINES.findall(text)) > MOST_EMPTY_LINES:
        text = _EMPTY_LINES.sub("\n", text)
    typed = _as_typed(links=links)
    return typed, typed.parse(text)


def _most_cells(text: str) -> int:
    """Return how many cells the tables of `text` could have: an empty line ends one."""
    cells = 0
    for part in _EMPTY_LINES.split(text):
        lines = part.split("\n")
        cells += len(lines) * (1 + max(line.count("|") for line in lines))
    return cells


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
    markdown, read = _read(text)
    return _clean.clean(markdown.renderer.render(read, markdown.options, {}))


def tokens(text: str) -> list[Token]:
    """Return the parts of `text` as the renderer reads them."""
    return _read(text)[1]
