"""What the search knows of a case study follows what the story may show."""

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
