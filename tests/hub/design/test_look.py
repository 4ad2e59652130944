"""The stylesheets: readable in both themes, one place for colours, nothing forgotten."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

from hub.design.style_guide import tokens

STATIC = Path(__file__).parents[3] / "hub/design/static"
CSS = STATIC / "design/css"
STYLESHEETS = sorted(CSS.rglob("*.css"))
COLOURS = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab)\(")

# Text and what it stands on, as the stylesheets pair them.
TEXT_ON_GROUND = [
    *[("ink", ground) for ground in ("paper", "card", "brand-tint", "sun-tint")],
    *[("ink", ground) for ground in ("clay-tint", "sky-tint")],
    *[("ink-2", ground) for ground in ("paper", "card", "brand-tint")],
    *[("brand", ground) for ground in ("paper", "card", "brand-tint")],
    *[("brand-2", ground) for ground in ("paper", "card", "brand-tint")],
    *[("clay", ground) for ground in ("paper", "card", "clay-tint")],
    ("sky", "sky-tint"),
    ("sun-ink", "sun-tint"),
    ("on-brand", "brand"),
    ("on-brand", "brand-2"),
    ("on-band", "band"),
    ("on-band-2", "band"),
    ("on-band", "foot"),
    ("on-band-2", "foot"),
]
# Edges of controls and parts of drawings: 3:1 is enough.
SHAPE_ON_GROUND = [
    ("edge", "card"),
    ("edge", "paper"),
    ("brand", "line"),
    ("sun", "band"),
    ("sun", "foot"),
]


def luminance(colour):
    """Return the relative luminance of #rrggbb, by the formula of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def colour(request):
    """Return what a token's value is in one of the themes."""
    values = {token.name: getattr(token, request.param) for token in tokens()}
    return values.__getitem__


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_on_its_ground_is_readable(colour, text, ground):
    assert contrast(colour(text), colour(ground)) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shape_on_its_ground_is_seen(colour, shape, ground):
    assert contrast(colour(shape), colour(ground)) >= 3


@pytest.mark.parametrize(
    "ground", ["paper", "card", "brand", "brand-tint", "clay-tint", "band", "foot"]
)
def test_focus_ring_on_any_ground_is_seen_by_one_of_its_two_colours(colour, ground):
    seen = max(contrast(colour(part), colour(ground)) for part in ("sun", "ring-edge"))

    assert seen >= 3


def test_fallback_colours_are_the_light_theme():
    css = (CSS / "tokens.css").read_text("utf-8")
    plain = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", css))

    assert plain == {token.name: token.light for token in tokens()}


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheet_other_than_tokens_names_no_colour(path):
    if path.name != "tokens.css":
        assert COLOURS.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheet_uses_only_properties_that_exist(path):
    everything = "".join(one.read_text("utf-8") for one in STYLESHEETS)
    defined = set(re.findall(r"(--[a-z0-9-]+):", everything))

    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", path.read_text("utf-8")))

    assert used - defined == set()


def test_site_css_holds_only_the_layers_and_every_other_stylesheet():
    css = re.sub(r"/\*.*?\*/", "", (CSS / "site.css").read_text("utf-8"), flags=re.S)
    lines = [line for line in css.splitlines() if line.strip()]

    imported = re.findall(r'^@import url\("([^"]+)"\) layer\(\w+\);$', css, re.M)

    assert len(lines) == len(imported) + 1
    expected = {str(path.relative_to(CSS)) for path in STYLESHEETS} - {"site.css"}
    assert set(imported) == expected
    assert len(imported) == len(expected)


def test_manifest_rewrites_every_import_to_a_hashed_name(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path)
    source = FileSystemStorage(location=STATIC)
    found = {name: (source, name) for name in get_files(source)}
    for name in found:
        storage.save(name, source.open(name))

    problems = [
        error
        for _, _, error in storage.post_process(found)
        if isinstance(error, Exception)
    ]

    site = storage.open(storage.stored_name("design/css/site.css")).read().decode()
    addresses = re.findall(r'url\("([^"]+)"\)', site)
    assert problems == []
    assert len(addresses) == len(STYLESHEETS) - 1
    assert [
        one for one in addresses if not re.search(r"\.[0-9a-f]{12}\.css$", one)
    ] == []
