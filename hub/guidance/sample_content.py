"""Load the starter guides."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from hub.core.models import Audience, Topic
from hub.core.sample import (
    SampleError,
    by_keys,
    place_page,
    read_entry,
    story_from_markdown,
)
from hub.core.vocabulary import Nation
from hub.guidance.models import GuideIndexPage, GuideNation, GuidePage, GuidePartPage

# A part links to clauses and organisations, so they have to be there first.
AFTER = ("home", "directory", "procurement")

_FOLDER = Path(__file__).parent / "sample"
_SUMMARY = (
    "Step by step, for people who run, start or commission care co-ops. "
    "Each guide says whom it is for, where it applies and when it was last reviewed."
)


def load(folder: Path = _FOLDER) -> None:
    """Add each guide and part that is not there yet; an edited one is left alone."""
    home = GuideIndexPage.allowed_parent_page_models()[0].objects.get()
    index = place_page(
        home,
        GuideIndexPage,
        slug="guides",
        title="Guides",
        summary=_SUMMARY,
        show_in_menus=True,
    )
    entries = [(path, *read_entry(path)) for path in folder.glob("*/index.md")]
    for path, front, body in sorted(entries, key=lambda entry: entry[1]["order"]):
        with _errors_named_after(path):
            guide = _place_guide(index, path.parent.name, front, body)
        for part in sorted(path.parent.glob("[0-9]*.md")):
            with _errors_named_after(part):
                _place_part(guide, part)


def _place_guide(
    index: GuideIndexPage, slug: str, front: dict[str, Any], body: str
) -> GuidePage:
    return place_page(
        index,
        GuidePage,
        slug=slug,
        many={
            "topics": by_keys(Topic, front["topics"], field="slug"),
            "audiences": by_keys(Audience, front["audiences"]),
            "provisions": by_keys(
                GuidePage._meta.get_field("provisions").related_model,
                front.get("provisions", []),
            ),
        },
        rows={"sources": front["sources"]},
        nations=[GuideNation(nation=Nation(key)) for key in front["nations"]],
        intro=story_from_markdown(body),
        title=front["title"],
        summary=front["summary"],
        reviewed_date=_date(front.get("reviewed")),
        review_due_date=_date(front.get("review_due")),
    )


def _place_part(guide: GuidePage, path: Path) -> GuidePartPage:
    front, body = read_entry(path)
    # The figures in front put files in order; they are no part of the address.
    slug = path.stem.split("-", maxsplit=1)[1]
    return place_page(
        guide,
        GuidePartPage,
        slug=slug,
        many={
            "topics": list(guide.topics.all()),
            "related_clauses": _linked(front, "related_clauses"),
            "related_organisations": _linked(front, "related_organisations"),
        },
        rows={"sources": front.get("sources", [])},
        title=front["title"],
        summary=front["summary"],
        body=story_from_markdown(body),
    )


def _linked(front: dict[str, Any], field: str) -> list:
    """Return the records a part names by slug; strangers are reached by the field."""
    model = GuidePartPage._meta.get_field(field).related_model
    return by_keys(model, front.get(field, []), field="slug")


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


@contextmanager
def _errors_named_after(path: Path) -> Iterator[None]:
    """Say in which file the mistake is."""
    name = f"{path.parent.name}/{path.name}"
    try:
        yield
    except KeyError as error:
        raise SampleError(f"{name}: {error} is missing.") from error
    except (SampleError, ValidationError, ValueError) as error:
        raise SampleError(f"{name}: {error}") from error
