"""Helpers for `sample_content.py`: files in, real pages and records out.

Sample content is Markdown with TOML front matter between `+++` lines, loaded through
the models an editor uses. Loading twice changes nothing.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from graphlib import TopologicalSorter
from html import unescape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from django.apps import apps
from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from wagtail.models import Page
from wagtail.rich_text import RichText

_markdown = MarkdownIt("commonmark", {"html": False})
_FRONT = re.compile(r"\A\+\+\+\n(?P<front>.*?)^\+\+\+\n(?P<body>.*)\Z", re.S | re.M)
_SPECIAL = re.compile(
    r"^::: (?P<block>notice|checklist)(?: (?P<tone>[a-z]+))? \"(?P<title>[^\"]+)\"\n"
    r"(?P<body>.*?)^:::$\n?",
    re.S | re.M,
)
# A line of its own: a block without words, which the software fills.
_FILLED = re.compile(r"^::: (?P<block>[a-z_]+) :::$\n?", re.M)
_TONES = ("information", "success", "warning")
PageT = TypeVar("PageT", bound=Page)


class SampleError(Exception):
    """A sample file says something that cannot be loaded; the message names it."""


def loaders() -> list[tuple[str, ModuleType]]:
    """Return (app label, its sample_content module), after those each one needs."""
    modules = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.sample_content"
        if find_spec(name):
            modules[config.label] = import_module(name)
    needs = {
        label: [need for need in getattr(module, "AFTER", ()) if need in modules]
        for label, module in modules.items()
    }
    return [
        (label, modules[label]) for label in TopologicalSorter(needs).static_order()
    ]


def read_entry(path: Path) -> tuple[dict[str, Any], str]:
    """Read one file: its front matter and the Markdown below it."""
    match = _FRONT.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise SampleError(f"{path.name}: no front matter between +++ lines.")
    return _parsed(path, match["front"]), match["body"].strip()


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    return _parsed(path, path.read_text(encoding="utf-8"))


def _parsed(path: Path, toml: str) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise SampleError(f"{path.name}: {error}") from error


def html_from_markdown(markdown: str) -> str:
    """Return HTML for a rich text field; raw HTML in the source stays text."""
    return _markdown.render(markdown).strip()


def plain_from_markdown(markdown: str) -> str:
    """Return the words alone."""
    return unescape(strip_tags(_markdown.render(markdown))).strip()


def story_from_markdown(
    markdown: str, *, filled: Collection[str] = ()
) -> list[tuple[str, object]]:
    """Return blocks of a StoryBody: text, and the ::: blocks between.

    `filled` names the blocks without words of their own that may stand in it, each as
    a line `::: name :::`. Raises SampleError for any other ::: line that does not open
    or close a block.
    """
    blocks: list[tuple[str, object]] = []
    position = 0
    for match in _FILLED.finditer(markdown + "\n"):
        if match["block"] in filled:
            blocks += _story(markdown[position : match.start()])
            blocks.append((match["block"], None))
            position = match.end()
    return blocks + _story(markdown[position:])


def _story(markdown: str) -> list[tuple[str, object]]:
    blocks: list[tuple[str, object]] = []
    position = 0
    for match in _SPECIAL.finditer(markdown + "\n"):
        _add_text(blocks, markdown[position : match.start()])
        blocks.append(_special_block(match))
        position = match.end()
    _add_text(blocks, markdown[position:])
    return blocks


def _add_text(blocks: list[tuple[str, object]], markdown: str) -> None:
    stray = re.search(r"^:::.*$", markdown, re.M)
    if stray:
        raise SampleError(f"Not a block that can be read: {stray[0]!r}.")
    if markdown.strip():
        blocks.append(("text", RichText(html_from_markdown(markdown))))


def _special_block(match: re.Match[str]) -> tuple[str, object]:
    if match["block"] == "checklist":
        items = [
            plain_from_markdown(line.lstrip("-* "))
            for line in re.split(r"^(?=[-*] )", match["body"], flags=re.M)
            if line.strip()
        ]
        return "checklist", {"title": match["title"], "items": items}
    text = RichText(html_from_markdown(match["body"]))
    tone = match["tone"] or "information"
    if tone not in _TONES:
        raise SampleError(f"::: notice {tone} is not a tone; use one of {_TONES}.")
    return "notice", {"tone": tone, "title": match["title"], "text": text}


def by_keys(model: type, keys: list[str], *, field: str = "key") -> list:
    """Return the records named by `keys`, in that order; an unknown key is an error."""
    found = {
        getattr(row, field): row
        for row in model.objects.filter(**{f"{field}__in": keys})
    }
    missing = [key for key in keys if key not in found]
    if missing:
        raise SampleError(f"No {model.__name__} called {', '.join(missing)}.")
    return [found[key] for key in keys]


def place_page(
    parent: Page,
    model: type[PageT],
    *,
    slug: str,
    many: Mapping[str, list] | None = None,
    rows: Mapping[str, list[dict[str, Any]]] | None = None,
    **values: Any,
) -> PageT:
    """Find the page `slug` under `parent`, or make and publish it.

    `many` sets many-to-many fields and topics; `rows` sets child rows
    (`{"sources": [{...}]}`). A page that is there already is left as it is: an editor
    may have changed it since.
    """
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = model(slug=slug)
        _fill(page, values, many or {}, rows or {})
        parent.add_child(instance=page)
        page.save_revision(log_action=True).publish()
    return page


def _fill(
    page: Page,
    values: Mapping[str, Any],
    many: Mapping[str, list],
    rows: Mapping[str, list[dict[str, Any]]],
) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    for name, records in many.items():
        if name == "topics":
            page.topics.set(records)
        else:
            setattr(page, name, records)
    for name, entries in rows.items():
        related = page._meta.get_field(name).related_model
        setattr(
            page,
            name,
            [related(sort_order=place, **entry) for place, entry in enumerate(entries)],
        )
