"""From a profile on to clauses and case studies: those that name it, or its subjects."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction

from hub.core.models import Topic
from hub.directory.models import Organisation
from hub.directory.subjects import further_from
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.procurement import make_clause, make_procurement


@pytest.fixture
def clauses(home):
    return make_procurement(home)[0]


def about(*topics) -> Organisation:
    organisation = make_organisation()
    organisation.topics.set(Topic.objects.filter(slug__in=topics))
    organisation.save()
    return organisation


def told(organisation, has_stories=False) -> dict[str, list[str]]:
    found = further_from(organisation, AnonymousUser(), has_stories=has_stories)
    return {one.title: [page.title for page in one.pages] for one in found}


def test_clauses_that_name_it_come_before_those_on_its_subjects(clauses):
    one = about("policy")
    make_clause(clauses, "On policy", topics=("policy",))
    naming = make_clause(clauses, "Naming it")
    naming.organisations.add(one)
    naming.save()

    assert told(one) == {"Model clauses that name it": ["Naming it"]}


def test_those_that_share_most_subjects_come_first(home, clauses):
    one = about("policy", "social-value")
    make_clause(clauses, "A little", topics=("policy",))
    make_clause(clauses, "Much", topics=("policy", "social-value"))
    make_clause(clauses, "Nothing", topics=("training",))
    make_case_study(make_case_studies(home), "A story", topics=("policy",))

    assert told(one) == {
        "Model clauses on its subjects": ["Much", "A little"],
        "Case studies on its subjects": ["A story"],
    }


def test_story_of_its_own_stands_elsewhere_on_the_page(home, clauses):
    one = about("policy")
    make_case_study(make_case_studies(home), "Another's", topics=("policy",))

    assert told(one, has_stories=True) == {}


def test_what_may_not_be_seen_is_not_led_to(home, clauses, client):
    one = about("policy")
    make_clause(clauses, "Secret draft", topics=("policy",), live=False)
    inside = make_clause(clauses, "Secret inside", topics=("policy",))
    inside.organisations.add(one)
    inside.save()
    PageViewRestriction.objects.create(
        page=inside, restriction_type=PageViewRestriction.LOGIN
    )

    assert told(one) == {}
    assert "Secret" not in client.get(one.url).text


def test_entry_that_is_not_saved_yet_leads_nowhere():
    assert told(Organisation(name="New")) == {}
