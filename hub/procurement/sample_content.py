"""Load the starter clauses and routes."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from hub.core.models import Topic
from hub.core.sample import (
    SampleError,
    by_keys,
    place_page,
    read_entry,
    story_from_markdown,
)
from hub.core.vocabulary import Nation, Procedure
from hub.procurement.models import (
    ClauseIndexPage,
    ClauseNation,
    ClausePage,
    ClauseProcedure,
    LegalBasis,
    ProcurementIndexPage,
    RouteIndexPage,
    RouteNation,
    RoutePage,
)

AFTER = ("home",)

_FOLDER = Path(__file__).parent / "sample"
_CLAUSE_WORDS = (
    "title",
    "summary",
    "stage",
    "risk",
    "status",
    "version",
    "version_note",
    "when_to_use",
    "drafting_notes",
    "needs_legal_advice",
)
_ROUTE_WORDS = (
    "title",
    "summary",
    "procedure",
    "risk",
    "when_to_use",
    "what_to_record",
    "risks",
)


def load(folder: Path = _FOLDER) -> None:
    """Add each clause and route that is not there yet; an edited one is left alone."""
    home = ProcurementIndexPage.allowed_parent_page_models()[0].objects.get()
    door = _index(home, ProcurementIndexPage, "procurement", folder / "index.md")
    clauses = _index(door, ClauseIndexPage, "clauses", folder / "clauses-index.md")
    routes = _index(door, RouteIndexPage, "routes", folder / "routes-index.md")
    _load_clauses(clauses, sorted((folder / "clauses").glob("*.md")))
    entries = [(path, *read_entry(path)) for path in (folder / "routes").glob("*.md")]
    for path, front, body in sorted(entries, key=lambda entry: entry[1]["order"]):
        with _errors_named_after(path):
            _place_route(routes, path.stem, front, body)


def _index(parent: Page, model: type[Page], slug: str, path: Path) -> Page:
    front, body = read_entry(path)
    values: dict[str, Any] = {"body": story_from_markdown(body)} if body else {}
    return place_page(
        parent, model, slug=slug, show_in_menus=model.max_count == 1, **front, **values
    )


def _load_clauses(index: ClauseIndexPage, paths: list[Path]) -> None:
    """Place the clauses, then link them: each may name any other."""
    there = set(index.get_children().values_list("slug", flat=True))
    placed = []
    for path in paths:
        if path.stem not in there:
            with _errors_named_after(path):
                front, wording = read_entry(path)
                placed.append((path, front, _place_clause(index, path, front, wording)))
    for path, front, clause in placed:
        with _errors_named_after(path):
            clause.related = by_keys(ClausePage, front.get("related", []), field="slug")
        clause.save_revision().publish()
        _promote(clause, front.get("promoted_for", []))


def _promote(clause: ClausePage, searches: list[str]) -> None:
    """Put the clause before the results of some searches; editors change that."""
    for words in searches:
        query, _ = Query.objects.get_or_create(query_string=words)
        SearchPromotion.objects.create(query=query, page=clause, sort_order=0)


def _place_clause(
    index: ClauseIndexPage, path: Path, front: dict[str, Any], wording: str
) -> ClausePage:
    return place_page(
        index,
        ClausePage,
        slug=path.stem,
        many=_topics_and_law(front),
        rows={"sources": front["sources"]},
        nations=[ClauseNation(nation=Nation(key)) for key in front["nations"]],
        procedures=[
            ClauseProcedure(procedure=Procedure(key)) for key in front["procedures"]
        ],
        wording=wording,
        version_date=dt.date.fromisoformat(front["version_date"]),
        **_words(front, _CLAUSE_WORDS),
    )


def _place_route(
    index: RouteIndexPage, slug: str, front: dict[str, Any], body: str
) -> RoutePage:
    clauses = by_keys(ClausePage, front.get("clauses", []), field="slug")
    return place_page(
        index,
        RoutePage,
        slug=slug,
        many={**_topics_and_law(front), "clauses": clauses},
        rows={"sources": front["sources"]},
        nations=[RouteNation(nation=Nation(key)) for key in front["nations"]],
        body=story_from_markdown(body),
        **_words(front, _ROUTE_WORDS),
    )


def _words(front: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: front[name].strip() for name in names if name in front}


def _topics_and_law(front: dict[str, Any]) -> dict[str, list]:
    return {
        "topics": by_keys(Topic, front["topics"], field="slug"),
        "legal_bases": by_keys(LegalBasis, front["legal_bases"], field="name"),
    }


@contextmanager
def _errors_named_after(path: Path) -> Iterator[None]:
    """Say in which file the mistake is."""
    try:
        yield
    except KeyError as error:
        raise SampleError(f"{path.name}: {error} is missing.") from error
    except (SampleError, ValidationError, ValueError) as error:
        raise SampleError(f"{path.name}: {error}") from error
