"""What the search knows of a case study follows what the story may show."""

import pytest

from casestudies.search_sources import CaseStudySource
from hub.places.models import Council
from hub.search.models import SearchEntry
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation


def body_of(story):
    return SearchEntry.objects.get(key=f"casestudies.casestudypage:{story.pk}").body


def test_name_of_an_organisation_leaves_the_entry_when_it_is_unpublished(home):
    organisation = make_organisation("Quokka Care")
    story = make_case_study(make_case_studies(home), organisation=organisation)
    story.save_revision().publish()
    assert "Quokka Care" in body_of(story)

    organisation.unpublish()

    assert "Quokka Care" not in body_of(story)


def test_name_of_an_organisation_changes_in_the_entry_with_it(home):
    organisation = make_organisation("Quokka Care")
    story = make_case_study(make_case_studies(home), organisation=organisation)
    story.save_revision().publish()

    organisation.name = "Numbat Care"
    organisation.save()

    assert "Numbat Care" in body_of(story)


def test_case_study_entry_tells_its_figure_and_can_be_narrowed(home):
    story = make_case_study(
        make_case_studies(home),
        council=Council.objects.get(slug="suffolk"),
        nation="england",
        services=("home_care",),
        models=("worker",),
        topics=("social-value",),
        headline_figure="36 teams",
        headline_label="that plan their own work",
    )
    row = SearchEntry.objects.get(key=f"casestudies.casestudypage:{story.pk}")
    assert row.facts == ["36 teams that plan their own work"]
    assert row.facets == {
        "topic": ["social-value"],
        "audience": [],
        "nation": ["england"],
        "region": ["east_of_england"],
        "service": ["home_care"],
        "ownership": ["worker"],
    }


def test_case_study_without_a_figure_tells_none(home):
    story = make_case_study(make_case_studies(home), headline_label="of nothing")
    assert CaseStudySource().facts(story) == ()


def test_council_that_moves_region_takes_its_case_studies_along(home):
    council = Council.objects.get(slug="suffolk")
    make_case_study(make_case_studies(home), council=council)
    council.region = "london"
    council.save()
    assert SearchEntry.objects.get().facets["region"] == ["london"]


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    home, number, django_assert_num_queries
):
    index = make_case_studies(home)
    for count in range(number):
        make_case_study(
            index,
            f"Story {count}",
            services=("home_care",),
            outcomes=[{"measure": "Pay", "after": "Up", "source": "The report"}],
            topics=("social-value",),
        )
    source = CaseStudySource()
    list(source.entries(source.queryset()))  # where the site begins is remembered
    with django_assert_num_queries(9):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
