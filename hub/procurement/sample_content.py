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
    read_toml,
    story_from_markdown,
)
from hub.core.vocabulary import Nation, Procedure, Regime
from hub.procurement.legal_workflow import begin_with_a_lawyer
from hub.procurement.models import (
    ClauseIndexPage,
    ClauseNation,
    ClausePage,
    ClauseProcedure,
    ClauseRegime,
    LegalBasis,
    ProcurementIndexPage,
    Provision,
    ProvisionNation,
    RouteIndexPage,
    RouteNation,
    RoutePage,
)

# Clauses name the organisations that show what they ask for.
AFTER = ("home", "directory")

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
    "what_it_does",
    "obligation",
)
_ROUTE_WORDS = (
    "title",
    "summary",
    "procedure",
    "risk",
    "when_to_use",
    "short_why",
    "what_to_record",
    "risks",
)


def load(folder: Path = _FOLDER) -> None:
    """Add each clause and route that is not there yet; an edited one is left alone."""
    home = ProcurementIndexPage.allowed_parent_page_models()[0].objects.get()
    door = _index(home, ProcurementIndexPage, "procurement", folder / "index.md")
    load_law(folder / "law.toml")
    clauses = _index(door, ClauseIndexPage, "clauses", folder / "clauses-index.md")
    begin_with_a_lawyer(clauses)
    routes = _index(door, RouteIndexPage, "routes", folder / "routes-index.md")
    _load_clauses(clauses, sorted((folder / "clauses").glob("*.md")))
    entries = [(path, *read_entry(path)) for path in (folder / "routes").glob("*.md")]
    for path, front, body in sorted(entries, key=lambda entry: entry[1]["order"]):
        with _errors_named_after(path):
            _place_route(routes, path.stem, front, body)


def load_law(path: Path) -> None:
    """Add each section of law that is not there yet; an edited one is left alone."""
    there = set(Provision.objects.values_list("key", flat=True))
    laws = {law.name: law for law in LegalBasis.objects.all()}
    with _errors_named_after(path):
        for place, values in enumerate(read_toml(path)["provision"]):
            if values["key"] not in there:
                _place_provision(laws[values["law"]], place, values)


def _place_provision(law: LegalBasis, place: int, values: dict[str, Any]) -> None:
    begins = values.get("in_force_from")
    provision = Provision(
        law=law,
        sort_order=place,
        in_force_from=dt.date.fromisoformat(begins) if begins else None,
        **{
            name: values[name] for name in ("key", "section", "about", "summary", "url")
        },
    )
    provision.nations = [
        ProvisionNation(nation=Nation(nation)) for nation in values["nations"]
    ]
    provision.full_clean()
    provision.save()


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
            for name in ("related", "conflicting"):
                slugs = front.get(name, [])
                setattr(clause, name, by_keys(ClausePage, slugs, field="slug"))
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
        many=_topics_and_law(ClausePage, front),
        rows={"sources": front["sources"]},
        regimes=[ClauseRegime(regime=Regime(key)) for key in front["regimes"]],
        review_due_date=dt.date.fromisoformat(front["review_due"]),
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
        many={**_topics_and_law(RoutePage, front), "clauses": clauses},
        rows={"sources": front["sources"]},
        nations=[RouteNation(nation=Nation(key)) for key in front["nations"]],
        body=story_from_markdown(body),
        review_due_date=dt.date.fromisoformat(front["review_due"]),
        **_words(front, _ROUTE_WORDS),
    )


def _words(front: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: front[name].strip() for name in names if name in front}


def _topics_and_law(model: type[Page], front: dict[str, Any]) -> dict[str, list]:
    # The directory is a stranger: its entries are reached by the field.
    organisation = model._meta.get_field("organisations").related_model
    return {
        "provisions": by_keys(Provision, front["provisions"]),
        "organisations": by_keys(organisation, front["organisations"], field="slug"),
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
