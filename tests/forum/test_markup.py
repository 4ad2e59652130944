"""What members write, made into HTML that is safe to show."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from forum.adapter import markup
from forum.adapter.markup import (
    MAX_LENGTH,
    MOST_CELLS,
    MOST_LINKS,
    MOST_STEPS,
    render,
)
from forum.forum_conversation.models import Post
from tests.factories import forum as make
from tests.work import calls

HOSTILE = [
    '`\n<img src onerror="alert(origin)">\n[x]: `',
    "\\<!--<img src onerror=alert(origin)//>-->",
    "<http:|><x| oncontentvisibilityautostatechange=alert(1)>",
    "[a](javascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](javascript&#58alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](<java\nscript:alert(1)>)",
    "[a](vbscript:x)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    "![a](https://example.org/track.gif)",
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<svg/onload=alert(1)>",
    "<iframe src=//example.org></iframe>",
    "<a href=x onclick=alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<form action=//example.org><input name=password></form>",
    '[a](https://example.org "x\\" onmouseover=\\"alert(1)")',
    '[a](https://example.org/"onmouseover="alert(1))',
    '```"><script>alert(1)</script>\nx\n```',
    "```\n</code></pre><script>alert(1)</script>\n```",
    "    </code></pre><script>alert(1)</script>",
    "| a |\n|---|\n| <img src onerror=alert(1)> |",
    "# <img src onerror=alert(1)>",
    "<div class=notice>fake</div>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\0<script>alert(1)</script>",
    "https://example.org/<script>alert(1)</script>",
    'www.example.org/"onmouseover="alert(1)',
    "[a]: javascript:alert(1)\n\n[a]",
    "~~<b onclick=alert(1)>~~",
    "<details open ontoggle=alert(1)>",
    '![" onerror="alert(1)](file:1)',
    "![<img src=x onerror=alert(1)>](file:1)",
    "![x](file:///etc/passwd)",
    "[x](file:1)",
]
ALLOWED_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a"),
    *("code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td", "span"),
    *("html", "head", "body"),
}
ALLOWED_ATTRIBUTES = {
    "href",
    "title",
    "rel",
    "start",
    "tabindex",
    "role",
    "aria-label",
} | {"data-file"}

STRESS = [
    "`" * MAX_LENGTH,
    "![a](" * 4000,
    ">" * MAX_LENGTH,
    "[" * MAX_LENGTH,
    "*a " * 6600,
    "_*" * 10000,
    "- " * 10000,
    "<" * MAX_LENGTH,
    "[a](<" * 4000,
    "~~a" * 6600,
    "http://" * 2850,
    "| a " * 2500 + "\n" + "|---" * 2500,
    "\n| a | b |" * 2000,
    "&#" * 10000,
    "![" * 10000,
    "![a](file:1" * 1800,
    "![a](file:1)" * 1600,
    "[![](" * 4000,
    "[!*[](~~" * 2500,
    "!" + "[" * (MAX_LENGTH - 1),
    # Marks that are all looked at.
    "[" * 3_000 + "a" * (MAX_LENGTH - 3_000),
    "[![]( " * 500,
    "*" * 10_000 + "a" + "*" * 9_999,
    "a**b_c~~d" * 300,
    "\n".join("> " * depth for depth in range(190))[:MAX_LENGTH],
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_yields_allowed_tags_and_addresses_only(text):
    soup = BeautifulSoup(render(text), "html5lib")
    for tag in soup.find_all(True):
        assert tag.name in ALLOWED_TAGS, tag
        assert set(tag.attrs) <= ALLOWED_ATTRIBUTES | {"class"}, tag
        assert tag.get("class", ["post__table"]) == ["post__table"], tag
    for link in soup.find_all("a", href=True):
        scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", link["href"].strip(), re.I)
        assert scheme is None or scheme[0] in ("http", "https", "mailto"), link


#: How many functions may be called for one text: plain words take 200, a plain
#: page of 1,200 lines 180,000.
MOST_CALLS = 1_000_000


def calls_to_render(text: str) -> int:
    """Return how many functions are called for as much of `text` as a post may hold."""
    markup._html.cache_clear()
    return calls(lambda: render(text[:MAX_LENGTH]))


@pytest.mark.parametrize("text", STRESS, ids=lambda text: repr(text[:8]))
def test_b10_stressing_text_is_rendered_with_little_work(text):
    """B10: 20,000 backticks took machina's renderer seven seconds."""
    assert calls_to_render(text) < MOST_CALLS


SLOW = [
    "a://" * 5000,
    "www.a.b" * 3000,
    "> a\n" + "#http://" * 2500,
    "/b\n" + "mailto:www.a.bhttp://![" * 900,
    "|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + "|\n" * 9000,
    "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|\n" * 9000,
    "|" + "a|" * 400 + "\r|" + "-|" * 400 + "\r" + "|\r" * 2900,
]


@pytest.mark.parametrize("text", SLOW, ids=lambda text: repr(text[:8]))
def test_b10_many_addresses_or_cells_are_rendered_with_little_work(text):
    """B10: looking for bare addresses took two seconds, filling up rows one."""
    assert calls_to_render(text) < MOST_CALLS


SHORT_LINES = [
    "a\n>-\n",
    "a\n- b\n",
    "_a\n\n",
    "a\n\n",
    "a\n \n",
    "a\n",
    "- a\n",
    "-\n\n",
    "> a\n\n",
    "#\n",
    "#\na\n",
    "-\n+\n",
    "+\n-\n>\n",
    "a\n>\n",
    "* -\n+ -\n",
    "\n>#",
    "a\r>-\r",
]


@pytest.mark.parametrize("lines", SHORT_LINES, ids=repr)
def test_b10_thousands_of_short_lines_are_rendered_with_little_work(lines):
    """B10: 4,000 times a letter and a quoted hyphen took 27 seconds."""
    assert calls_to_render(lines * MAX_LENGTH) < MOST_CALLS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_LENGTH,
        "!" + "[" * (MAX_LENGTH - 1),
        "[![](" * (MAX_LENGTH // 5),
        "a\n- b\n" * (MAX_LENGTH // 6),
        "a\n>-\n" * (MAX_LENGTH // 5),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_b10_reply_of_a_newcomer_that_stresses_is_posted_with_little_work(
    client_for, member, other, board, settings, text
):
    """B10: the whole request took 3.5 s; it read the text three times, and slowly."""
    settings.FORUM_HOLD_FIRST_POSTS = 1
    settings.FORUM_NEWCOMER_LINKS = 2
    topic = make.topic(board, member)
    client = client_for(other)
    cache.clear()
    markup._html.cache_clear()
    address = topic.address("post_create")
    assert calls(lambda: client.post(address, {"content": text})) < 2 * MOST_CALLS
    assert Post.objects.filter(poster=other).count() == 1


def test_post_is_read_once_however_often_its_html_is_asked_for():
    markup._html.cache_clear()
    for _ in range(3):
        assert render("*again*") == "<p><em>again</em></p>\n"
    assert markup._html.cache_info().misses == 1


def test_post_with_too_many_marks_is_shown_as_it_was_typed():
    within = "[a](/b) *c* " * 400
    assert render(within).count("<em>") == 400
    typed = f"{within * 3}*d* & <b>\nnext\n\nlast www.cqc.org.uk"
    shown = BeautifulSoup(render(typed), "html5lib").body
    assert {tag.name for tag in shown.find_all(True)} == {"p", "br", "a"}
    assert " ".join(shown.get_text(" ").split()) == " ".join(typed.split())
    assert [link["href"] for link in shown.find_all("a")] == ["http://www.cqc.org.uk"]


@pytest.mark.parametrize("lines", ["a\n\n", "- a\n", "> a\n\n", "a\n>-\n"], ids=repr)
def test_post_with_too_many_short_lines_is_shown_as_it_was_typed(lines):
    typed = lines * (MOST_STEPS // 2 + 1)
    shown = BeautifulSoup(render(typed), "html5lib").body
    assert {tag.name for tag in shown.find_all(True)} == {"p", "br"}
    assert shown.get_text(" ").split() == typed.split()


def test_post_of_eight_dense_pages_keeps_its_lists_tables_and_links():
    page = (
        "## Rota for *week* {n}\n\n- [guide](/guides/{n}/) and `code`\n  - **two**\n\n"
        "1. one\n2. two _three_\n\n> quoted words that go on\n> for two lines\n\n"
        "| day | who |\n|---|---|\n| Mo | Tia |\n| Tu | Mo |\n\n"
        "We asked everybody which shifts they could work, and wrote them down.\nThen "
        "two of us put the weeks together, and showed them to all. It took an hour.\n\n"
    )
    typed = "".join(page.format(n=n) for n in range(MAX_LENGTH // (len(page) + 4)))
    assert MAX_LENGTH - 1_000 < len(typed) <= MAX_LENGTH
    shown = BeautifulSoup(render(typed), "html5lib").body
    pages = typed.count("## Rota")
    for tag in ("table", "blockquote", "ol", "code"):
        assert len(shown.find_all(tag)) == pages, tag
    assert len(shown.find_all("a")) == pages


def test_end_of_line_of_any_kind_ends_a_line():
    for end in ("\n", "\r", "\r\n"):
        assert render(f"one{end}two") == "<p>one<br>\ntwo</p>\n"
        assert render(f"one{end}{end}- two").count("<li>") == 1


def test_post_within_the_limits_has_all_its_links_and_tables():
    links = "\n\n".join(f"https://example.org/{n}" for n in range(MOST_LINKS))
    assert render(links).count("<a ") == MOST_LINKS
    assert "<a " not in render(f"{links} https://example.org/one-more")
    row = "|1|2|\n"
    rows = MOST_CELLS // 4 - 3
    assert render("|a|b|\n|-|-|\n" + row * rows).count("<td>") == 2 * rows


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("**bold** _it_ ~~no~~", "<strong>bold</strong> <em>it</em> <s>no</s>"),
        ("# Title", "<p><strong>Title</strong></p>"),
        ("[g](/guides/)", '<a href="/guides/" rel="nofollow ugc noopener">g</a>'),
        ("see www.cqc.org.uk", '<a href="http://www.cqc.org.uk"'),
        ("3. third", '<ol start="3">'),
        ("> said", "<blockquote>"),
        ("```\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>'),
        ("|a|b|\n|-|-|\n|1|2|", "<td>1</td>"),
        ("![our rota](file:1)", '<p><span data-file="1">our rota</span></p>'),
        ("`![x](file:1)`", "<code>![x](file:1)</code>"),
        ("![x](file:0)", "<p>![x](file:0)</p>"),
    ],
)
def test_usual_text_keeps_its_meaning(text, html):
    assert html in render(text)


def test_nothing_yields_nothing():
    assert render("") == render(None) == ""
