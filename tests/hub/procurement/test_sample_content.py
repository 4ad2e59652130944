"""The starter clauses and routes: loaded once, whole, and plainly drafts."""

import shutil
from pathlib import Path

import pytest
from wagtail.models import Page, Revision

from hub.core.sample import SampleError
from hub.core.vocabulary import ClauseStage
from hub.procurement import sample_content
from hub.procurement.models import ClausePage, ClauseVersion, LegalBasis, RoutePage
from hub.procurement.wording import faults, paragraphs

SAMPLE = Path(sample_content.__file__).parent / "sample"
DRAFT = "Draft wording, not legal advice, not yet reviewed by a lawyer"


def test_starter_library_is_whole_and_loads_once(starter_content, client):
    clauses = list(ClausePage.objects.all())
    assert sorted(clause.slug for clause in clauses) == sorted(
        path.stem for path in (SAMPLE / "clauses").glob("*.md")
    )
    assert {clause.stage for clause in clauses} == set(ClauseStage.values)
    for clause in clauses:
        assert_clause_is_whole(clause)
        assert DRAFT in client.get(clause.url).content.decode(), clause.slug
    routes = list(RoutePage.objects.all())
    assert len(routes) == len(list((SAMPLE / "routes").glob("*.md")))
    for route in routes:
        assert route.legal_bases.exists(), route.slug
        assert route.clauses.exists(), route.slug
        assert route.sources.exists(), route.slug
    before = count_everything()

    sample_content.load()

    assert count_everything() == before


def assert_clause_is_whole(clause: ClausePage) -> None:
    assert clause.status == "draft", clause.slug
    assert faults(clause.wording) == [], clause.slug
    assert len(paragraphs(clause.wording)) >= 7, clause.slug
    assert clause.placeholders, clause.slug
    assert clause.sources.exists(), clause.slug
    assert clause.legal_bases.exists(), clause.slug
    assert clause.related.exists(), clause.slug


def count_everything() -> tuple[int, int, int]:
    return (
        Page.objects.count(),
        Revision.objects.count(),
        ClauseVersion.objects.count(),
    )


def test_law_is_seeded_with_nations(db):
    act = LegalBasis.objects.get(name="Procurement Act 2023")

    assert [row.nation for row in act.nations.all()] == [
        "england",
        "wales",
        "northern_ireland",
    ]
    assert not LegalBasis.objects.filter(nations=None).exists()


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('related = ["', 'related = ["no-such-clause", "', "no-such-clause"),
        ('nations = ["england"', 'nations = ["atlantis"', "atlantis"),
        ('stage = "', 'stage = "no-', "stage"),
        ('topics = ["', 'topics = ["no-such-topic", "', "no-such-topic"),
        ('risk = "low"', "", "risk"),
        ("+++\n1. ", "+++\n1. [[", "placeholder"),
    ],
)
def test_mistake_in_a_file_is_named_with_the_file(
    starter_content, tmp_path, was, becomes, complaint
):
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder)
    path = folder / "clauses" / "weight-social-value.md"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")

    # What is there already is left alone, so that only this one is read anew.
    ClausePage.objects.get(slug="weight-social-value").delete()

    with pytest.raises(SampleError) as told:
        sample_content.load(folder)

    assert "weight-social-value.md" in str(told.value)
    assert complaint in str(told.value).lower()
