"""Markdown in, safe HTML out: the only renderer of what members write.

Machina imports this while its models load, so nothing here may import a model.
markdown-it-py turns the text into HTML with raw HTML switched off; nh3 then keeps only
what the lists below allow. Each of the two is enough alone; neither is trusted alone.
"""

from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

#: The longest post, in characters: about eight printed pages.
MAX_LENGTH = 20_000

_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a"),
    *("code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"class", "tabindex", "role", "aria-label"},
}


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt(
        "commonmark",
        {"html": False, "linkify": True, "breaks": True, "maxNesting": 20},
    )
    # An image on somebody else's server tells its owner who reads this page.
    markdown.enable(["table", "strikethrough", "linkify"]).disable("image")
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


def _code_block(
    self: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    code = nh3.clean_text(tokens[index].content)
    return f'<pre tabindex="0"><code>{code}</code></pre>\n'


_md = _markdown()
_clean = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
    strip_comments=True,
)


def render(text: str | None, **options: object) -> str:
    """Return the HTML of `text`, fit to be shown to anybody."""
    return _clean.clean(_md.render(text or ""))


def tokens(text: str) -> list[Token]:
    """Return the parts of `text` as the renderer reads them."""
    return _md.parse(text)
