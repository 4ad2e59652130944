"""Case studies as documents: the story, its outcomes, and nothing that is hidden."""

import io

import pytest
from docx import Document

from casestudies.download_sources import CaseStudyDocument
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation

OUTCOME = {
    "measure": "Teams",
    "before": "1",
    "after": "36",
    "unit": "teams",
    "period": "2012 to 2024",
    "source": "Annual report",
    "evidence": "told_by_organisation",
}


@pytest.fixture
def stories(home):
    return make_case_studies(home)


def text_of(document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def opened(client, story, ending="docx"):
    response = client.get(f"/downloads/case-study/{story.slug}.{ending}")
    assert response.status_code == 200
    return Document(io.BytesIO(response.content))


def test_case_study_is_a_word_file_with_story_outcomes_and_sources(client, stories):
    story = make_case_study(
        stories,
        body=[("text", "<h2>The need</h2><p>Nobody came.</p>")],
        outcomes=[OUTCOME],
        organisation=make_organisation("Equal Care"),
        headline_figure="36",
        headline_label="teams",
        sources=1,
    )
    document = opened(client, story)

    words = text_of(document)
    assert document.core_properties.title == story.title
    for told in ("36 teams", "Equal Care", "The need", "Nobody came.", "Source 0"):
        assert told in words
    (row,) = document.tables[0].rows[1:]
    assert [cell.text for cell in row.cells] == [
        "Teams (2012 to 2024)",
        "1",
        "36 teams",
        "Told by the organisation",
        "Annual report",
    ]


def test_page_offers_the_files_of_the_story(client, stories):
    story = make_case_study(stories)

    page = client.get(story.url).text

    assert f"/downloads/case-study/{story.slug}.docx" in page
    assert f"/packs/add/case-study/{story.slug}/" in page


def test_draft_has_no_file(client, stories):
    draft = make_case_study(stories, "Secret story", live=False)

    assert client.get(f"/downloads/case-study/{draft.slug}.docx").status_code == 404


def test_organisation_that_is_not_published_is_not_named(client, stories):
    hidden = make_organisation("Secret Start", live=False)
    story = make_case_study(stories, organisation=hidden)

    assert "Secret Start" not in text_of(opened(client, story))


@pytest.mark.parametrize("number", [1, 30])
def test_many_stories_take_the_same_number_of_queries(
    stories, django_assert_num_queries, number
):
    from django.contrib.auth.models import AnonymousUser

    for place in range(number):
        make_case_study(stories, f"Story {place}", outcomes=[OUTCOME], sources=1)
    source = CaseStudyDocument()
    things = list(source.things(AnonymousUser()))
    assert things[0].full_url

    with django_assert_num_queries(5):
        told = source.contents([(thing, {}) for thing in things])
    assert len(told) == number
