"""House rules that every template keeps, whoever wrote it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(
    path.relative_to(ROOT)
    for folder in ("templates", "hub", "forum", "casestudies")
    for path in (ROOT / folder).rglob("*.html")
)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.I)
# What is told to programs as data runs nowhere, and the policy lets it stand.
INLINE_SCRIPT = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)"
    r"|\son[a-z]+\s*=\s*[\"']",
    re.I,
)
COLOUR = re.compile(r"(?<!href=\")(?<!&)#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b")


def markup(path):
    """Return a template without its comments."""
    return re.sub(r"\{#.*?#\}", "", (ROOT / path).read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_template_holds_no_inline_style_script_or_colour(path):
    text = markup(path)

    assert INLINE_STYLE.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []
    assert COLOUR.findall(text) == []


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path.parts[:2] == ("templates", "components")],
    ids=str,
)
def test_component_states_its_parameters_first(path):
    first, second = (ROOT / path).read_text("utf-8").splitlines()[:2]

    assert first.startswith(f"{{# {path.stem}: ")
    assert "arameter" in first + second
