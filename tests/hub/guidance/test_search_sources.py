"""Guides and their parts as search entries."""

import pytest

from hub.guidance.models import GuidePage, GuidePartPage
from hub.search.models import SearchEntry
from hub.search.sources import source_of
from tests.factories.guidance import make_guide, make_part


def test_part_entry_stands_under_its_guide(guide_index):
    guide = make_guide(
        guide_index, "Starting", nations=("wales",), audiences=("care_workers",)
    )
    part = make_part(guide, "Your first year", text="<p>Plan <b>cash</b>.</p>")

    entry = source_of(GuidePartPage).entry(part)

    assert (entry.kind, entry.where) == ("guide", "Guides › Starting")
    assert " ".join(entry.body.split()) == "Plan cash."
    assert entry.facets == {
        "topic": (),
        "nation": ("wales",),
        "audience": ("care_workers",),
    }


def test_guide_entry_stands_on_the_shelf_of_guides(guide_index):
    guide = make_guide(guide_index, "Starting", topics=("starting-up",))

    entry = source_of(GuidePage).entry(guide)

    assert (entry.kind, entry.where, entry.url) == ("guide", "Guides", guide.url)
    assert entry.facets["topic"] == ("starting-up",)


def test_draft_guide_and_draft_part_have_no_entry(guide_index):
    draft = make_guide(guide_index, "Draft", live=False)
    part = make_part(make_guide(guide_index, "Shown"), "Draft part", live=False)

    assert source_of(GuidePage).entry(draft) is None
    assert source_of(GuidePartPage).entry(part) is None


def test_renamed_guide_renames_where_its_parts_stand(guide_index):
    guide = make_guide(guide_index, "Old name", parts=("Part",))
    guide.title = "New name"
    guide.save_revision().publish()

    assert SearchEntry.objects.get(title="Part").where == "Guides › New name"


def test_unpublished_guide_takes_its_parts_out_of_the_search(guide_index):
    guide = make_guide(guide_index, "Guide", parts=("Part",))
    assert SearchEntry.objects.filter(title__in=["Guide", "Part"]).count() == 2

    guide.unpublish()

    assert SearchEntry.objects.filter(title__in=["Guide", "Part"]).count() == 0


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    guide_index, number, django_assert_num_queries
):
    for count in range(number):
        make_guide(guide_index, f"Guide {count}", parts=("Part",))
    source = source_of(GuidePartPage)
    list(source.entries(source.queryset()))  # where the site begins is remembered
    with django_assert_num_queries(7):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
