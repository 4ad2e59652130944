"""The people finder: who is in it, and that no filter tells what is hidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.members.models import Membership
from tests.factories.directory import make_organisation
from tests.factories.members import make_member

LIST = "/people/"


def names(response) -> list[str]:
    return [one.name for one in response.context["people"]]


def found(member, **params) -> list[str]:
    return names(member.get(LIST, params))


def test_visitor_is_sent_to_the_sign_in_page_and_sees_nobody(client, home):
    make_member("Ada", name_seen_by="public")
    answer = client.get(f"{LIST}?q=ada")
    assert answer.url == "/accounts/login/?next=/people/%3Fq%3Dada"


def test_only_those_who_want_to_be_found_are_in_it(member):
    make_member("Ada")
    make_member("Bea", is_listed=False)
    make_member("Cy", name_seen_by="hidden")
    for name, value in {
        "is_active": False,
        "approved_at": None,
        "erased_at": timezone.now(),
        "leaves_at": timezone.now(),
    }.items():
        user = make_member(f"Gone {name}").user
        setattr(user, name, value)
        user.save()
    assert found(member) == ["Ada"]


HIDDEN = {
    "place": {"place": "Snodbury", "nation": "wales"},
    "role": {"role": "Night manager", "kind": "commissioner"},
    "languages": {"languages": "Klingon"},
    "organisation": {"organisation_name": "Unheard Of Care"},
}
ASKED = {
    "place": [("q", "snodbury"), ("nation", "wales")],
    "role": [("q", "night"), ("who", "commissioner")],
    "languages": [("q", "klingon")],
    "organisation": [("q", "unheard")],
}


@pytest.mark.parametrize("part", HIDDEN)
def test_hidden_part_neither_finds_nor_counts(member, part):
    shy = make_member("Ada", **HIDDEN[part], **{f"{part}_seen_by": "hidden"})
    for question, value in ASKED[part]:
        response = member.get(LIST, {question: value})
        assert names(response) == []
        assert all(
            option.count in (0, None)
            for facet in response.context["facets"]
            for option in facet.options
            if option.value == value
        )
        shy.__class__.objects.filter(pk=shy.pk).update(**{f"{part}_seen_by": "members"})
        assert found(member, **{question: value}) == ["Ada"]
        shy.__class__.objects.filter(pk=shy.pk).update(**{f"{part}_seen_by": "hidden"})


def test_hidden_topics_neither_find_nor_count(member):
    make_member("Ada", helps=("training",), can_help_with_seen_by="hidden")
    assert found(member, helps="training") == []
    assert found(member, q="training") == []
    assert member.get(LIST).context["facets"] == [
        facet for facet in member.get(LIST).context["facets"] if facet.name != "helps"
    ]
    make_member("Bea", helps=("training",))
    assert found(member, helps="training") == ["Bea"]
    (helps,) = [
        facet for facet in member.get(LIST).context["facets"] if facet.name == "helps"
    ]
    assert [(one.value, one.count) for one in helps.options] == [("training", 1)]


def test_what_somebody_wants_to_hear_about_finds_nobody(member):
    profile = make_member("Ada", helps=("policy",))
    profile.topics.set(profile.topics.model.objects.filter(slug="training"))
    profile.topics.set(profile.can_help_with.model.objects.filter(slug="training"))
    assert found(member, helps="training") == found(member, q="training") == []


def test_unpublished_organisation_finds_nobody(member):
    draft = make_organisation("Secret Plan", live=False)
    make_member("Ada", organisation=draft)
    bea = make_member("Bea")
    Membership.objects.create(user=bea.user, organisation=draft)
    assert found(member, q="secret") == []
    shown = make_organisation("Open Plan")
    Membership.objects.create(user=bea.user, organisation=shown)
    assert found(member, q="open") == ["Bea"]


def test_address_finds_nobody(member):
    make_member("Ada")
    assert found(member, q="members.example") == []


@pytest.mark.parametrize(
    "query",
    ["q=%25", "q=" + "a" * 5_000, "helps=x&who=y&nation=z", "page=1&q=%27%22%3C"],
)
def test_odd_questions_find_nobody_and_break_nothing(member, query):
    make_member("Bob")
    assert member.get(f"{LIST}?{query}").status_code == 200


def test_page_that_is_not_there_is_not_found(member):
    for page in ("0", "99", "x", "9" * 40):
        assert member.get(f"{LIST}?page={page}").status_code == 404


def queries(member) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert member.get(f"{LIST}?q=a&nation=wales").status_code == 200
    return len(asked)


def test_list_of_thirty_asks_as_often_as_a_list_of_one(member):
    organisation = make_organisation("Equal Care")

    def add(number):
        one = make_member(f"Ada {number}", nation="wales", helps=("training", "policy"))
        Membership.objects.create(user=one.user, organisation=organisation)

    add(0)
    few = queries(member)
    for number in range(1, 30):
        add(number)
    assert queries(member) == few
    assert few <= 20
