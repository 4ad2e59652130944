"""What the style guide shows: the tokens and the rendered examples."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString

from hub.design.examples import EXAMPLES, Example, context_for

THEMES = ("light", "dark")
TOKENS_FILE = Path(__file__).parent / "static/design/css/tokens.css"
_PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);")


@dataclass(frozen=True, slots=True)
class Token:
    """A colour by its name, with its value in each theme."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as it looks, once for each theme."""

    example: Example
    themes: Mapping[str, SafeString]


def tokens() -> list[Token]:
    """Return the tokens that fill or write, in the order of the stylesheet."""
    found = _PAIR.findall(TOKENS_FILE.read_text("utf-8"))
    return [Token(*pair) for pair in found if pair[0] != "shadow"]


def sections(request: HttpRequest) -> list[tuple[str, list[Shown]]]:
    """Return (component, its examples rendered) in the order of `EXAMPLES`."""
    return [
        (component, [shown(example, request) for example in examples])
        for component, examples in groupby(EXAMPLES, key=lambda one: one.component)
    ]


def shown(example: Example, request: HttpRequest) -> Shown:
    """Return an example rendered in both themes."""
    return Shown(
        example, {theme: render_example(example, theme, request) for theme in THEMES}
    )


def render_example(example: Example, theme: str, request: HttpRequest) -> SafeString:
    """Render one example as a page would; ids and names differ by theme."""
    template = engines["django"].from_string(example.source)
    return template.render(context_for(theme), request)
