"""Keeping entries in the admin: numbers, relations, doubles, columns, many at once."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub.core.models import Topic
from hub.directory.completeness import completeness_of
from hub.directory.duplicates import alike_entries, bare_name
from hub.directory.models import (
    Identifier,
    Organisation,
    Rating,
    Relation,
    Verification,
)
from tests.factories.accounts import make_staff
from tests.factories.directory import make_organisation
from tests.hub.directory.test_admin import ADMIN, filled, save

BULK = "/admin/bulk/directory/organisation/"


@pytest.fixture
def coordinator(home, client_for):
    return client_for(make_staff("Cora", "Coordinators"))


@pytest.fixture
def editor(home, client_for):
    return client_for(make_staff("Grace", "Editors"))


def rows(name: str, *values: dict[str, object]) -> dict[str, object]:
    """Return what a browser sends of new rows of this kind."""
    sent: dict[str, object] = {
        f"{name}-TOTAL_FORMS": len(values),
        f"{name}-INITIAL_FORMS": 0,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }
    for number, value in enumerate(values):
        sent |= {f"{name}-{number}-{field}": one for field, one in value.items()}
    return sent


def number(value: str, scheme: str = "GB-COH") -> dict[str, str]:
    return {"scheme": scheme, "number": value}


def said(response) -> str:
    page = BeautifulSoup(response.content, "html5lib")
    errors = page.select(".error-message, .w-field__errors")
    return " ".join(" ".join(one.get_text().split()) for one in errors).strip()


def test_number_is_kept_as_its_register_writes_it(coordinator):
    alder = make_organisation("Alder")

    save(
        coordinator,
        alder,
        "action-publish",
        **rows("identifiers", number(" 9506232 "), number("sc12345", "GB-SC")),
    )

    kept = set(alder.identifiers.values_list("scheme", "number"))
    assert kept == {("GB-COH", "09506232"), ("GB-SC", "SC012345")}


@pytest.mark.parametrize("live", [True, False], ids=["listed", "draft"])
def test_number_of_another_is_refused_and_the_other_is_named(coordinator, live):
    birch = make_organisation("Birch & <Sons>", live=live)
    Identifier.objects.create(organisation=birch, scheme="GB-COH", number="09506232")
    alder = make_organisation("Alder")

    response = save(
        coordinator,
        alder,
        "action-publish",
        name="Alder Care",
        **rows("identifiers", number("9506232")),
    )

    assert "Companies House 09506232 already belongs to Birch & <Sons>" in said(
        response
    )
    assert not alder.identifiers.exists()
    assert 'value="Alder Care"' in response.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            [number("09506232"), number("9506232")],
            "This number stands here twice",
        ),
        ([number("none yet")], "A number in a register has digits"),
        ([number("12; drop table")], "A number in a register has digits"),
        ([number("🌊")], "A number in a register has digits"),
        ([number("9" * 31)], "at most 30 characters"),
        ([number("1" * 30, "GB-SC")], "A number in a register has digits"),
        ([number("SC", "GB-SC")], "A number in a register has digits"),
        ([number("---1", "GB-SC")], "A number in a register has digits"),
        ([number("0")], "A number in a register has digits"),
    ],
    ids=[
        *("twice", "words", "signs", "picture", "long", "long-when-written-out"),
        *("letters", "hyphens", "nought"),
    ],
)
def test_number_that_cannot_be_is_refused_beside_its_field(coordinator, values, words):
    alder = make_organisation("Alder")

    response = save(
        coordinator, alder, "action-publish", **rows("identifiers", *values)
    )

    assert words in said(response)
    assert not alder.identifiers.exists()


def test_number_stays_free_for_the_organisation_that_has_it(coordinator):
    alder = make_organisation("Alder")
    alder.identifiers = [Identifier(scheme="GB-COH", number="09506232")]
    alder.save()
    alder.save_revision().publish()

    save(coordinator, alder, "action-publish", summary="Other words.")

    assert Organisation.objects.get(pk=alder.pk).summary == "Other words."
    assert alder.identifiers.count() == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda alder, birch: {}, "Say with whom"),
        (
            lambda alder, birch: {"other": birch.pk, "other_name": "Birch"},
            "leave its name away",
        ),
        (lambda alder, birch: {"other": alder.pk}, "That is the organisation itself"),
    ],
    ids=["nobody", "both", "itself"],
)
def test_relation_that_cannot_be_is_refused_in_words(coordinator, make, words):
    alder, birch = make_organisation("Alder"), make_organisation("Birch")
    row = {"kind": "member_of", **make(alder, birch)}

    response = save(coordinator, alder, "action-publish", **rows("relations", row))

    assert words in said(response)
    assert not Relation.objects.exists()


def test_relation_that_stands_twice_is_refused_and_one_is_kept(coordinator):
    alder, birch = make_organisation("Alder"), make_organisation("Birch")
    row = {"kind": "member_of", "other": birch.pk}

    response = save(coordinator, alder, "action-publish", **rows("relations", row, row))
    assert "duplicate data for organisation, kind and other" in said(response)

    save(coordinator, alder, "action-publish", **rows("relations", row))
    assert Relation.objects.get().other == birch


def test_relation_to_a_name_that_stands_twice_is_refused(coordinator):
    alder = make_organisation("Alder")
    one = {"kind": "member_of", "other_name": "A body"}
    again = {"kind": "member_of", "other_name": "a BODY "}

    response = save(
        coordinator, alder, "action-publish", **rows("relations", one, again)
    )

    assert "This relation stands here twice" in said(response)


def test_rating_of_a_day_to_come_is_refused(coordinator):
    alder = make_organisation("Alder")
    row = {
        "regulator": "cqc",
        "grade": "good",
        "rated_on": (timezone.localdate() + dt.timedelta(days=2)).isoformat(),
        "url": "https://www.cqc.org.uk/location/1-1",
    }

    response = save(coordinator, alder, "action-publish", **rows("ratings", row))

    assert "That day is yet to come" in said(response)
    assert not alder.ratings.exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leading Lives Ltd", "leading lives"),
        ("The Foster Care Co-operative", "Foster Care Coop Limited"),
        ("Équal Care CIC", "Equal  Care"),
        ("Bread & Roses Care", "Bread and Roses Care"),
        ("Zest C.I.C.", "zest co\u2011op"),
    ],
)
def test_bare_name_leaves_away_what_does_not_tell_apart(one, other):
    assert bare_name(one) == bare_name(other)


def test_bare_name_of_nothing_else_is_kept():
    assert bare_name("The Co-operative Ltd")
    assert bare_name("***") == "***"


def test_alike_entries_are_those_of_name_postcode_and_number(db):
    make_organisation("Leading Lives Limited", live=False)
    make_organisation("Orwell Carers", postcode="IP1 1AA")
    make_organisation("Far Away")
    birch = make_organisation("Birch")
    Identifier.objects.create(organisation=birch, scheme="GB-COH", number="09506232")

    found = alike_entries(
        name="Leading Livess",
        postcode="ip11aa",
        numbers=[("GB-COH", "09506232")],
    )

    assert {one.organisation.name: one.reasons for one in found} == {
        "Leading Lives Limited": ("nearly the same name",),
        "Orwell Carers": ("the same postcode",),
        "Birch": ("the same number in a register",),
    }


def test_alike_entries_name_the_namesake_first_however_many_share_the_postcode(db):
    for one in range(6):
        make_organisation(f"Tenant {one}", postcode="IP1 1AA")
    make_organisation("Zest Care C.I.C.")

    found = alike_entries(name="zest care", postcode="IP1 1AA")

    assert found[0].organisation.name == "Zest Care C.I.C."
    assert len(found) == 5


def test_new_entry_that_may_be_there_already_is_asked_about_once(editor):
    make_organisation("Leading Lives", live=False)
    add = f"{ADMIN}add/"
    sent = filled(
        editor.get(add),
        name="Leading Lives Ltd",
        slug="leading-lives-2",
        kind="care_provider",
        summary="What <it> is.",
    )

    asked = editor.post(add, sent)
    assert "It may be in the directory already: Leading Lives (the same name)" in said(
        asked
    )
    assert "What &lt;it&gt; is." in asked.content.decode()
    assert not Organisation.objects.filter(slug="leading-lives-2").exists()

    editor.post(add, sent | {"is_another": "on"})
    assert Organisation.objects.filter(slug="leading-lives-2").exists()


def test_postcode_that_comes_after_the_first_draft_is_asked_about(editor):
    make_organisation("Orwell Carers", postcode="IP1 1AA")
    alder = make_organisation("Alder", live=False)

    response = save(editor, alder, postcode="ip1 1aa")

    assert "Orwell Carers (the same postcode)" in said(response)


def test_entry_whose_name_stays_is_not_asked_about(editor):
    make_organisation("Alder Care")
    alder = make_organisation("Alder Care Ltd")

    response = save(editor, alder, summary="Other words.")

    assert said(response) == ""
    kept = Organisation.objects.get(pk=alder.pk).get_latest_revision_as_object()
    assert kept.summary == "Other words."


def test_completeness_names_what_readers_look_for_and_miss(db):
    empty = completeness_of(make_organisation("Alder"))
    adviser = completeness_of(make_organisation("Birch", kind="adviser"))
    fuller = completeness_of(
        make_organisation("Cedar", services=("home_care",), website="https://c.example")
    )

    assert str(empty) == "0 of 13"
    assert (adviser.asked, fuller.told) == (6, 2)
    assert "its services" in empty.missing
    assert "its services" not in fuller.missing


def test_list_says_how_fresh_complete_and_verified_each_entry_is(editor):
    today = timezone.localdate()
    alder = make_organisation("Alder", confirmed_on=today - dt.timedelta(days=70))
    verified(alder, until=today + dt.timedelta(days=30))
    birch = make_organisation("Birch")
    verified(birch, until=today - dt.timedelta(days=1))

    page = BeautifulSoup(editor.get(ADMIN).content, "html5lib")

    told = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert [word in told[0] for word in ("2 months ago", "1 of 13", "until ")] == [
        True
    ] * 3
    assert [word in told[1] for word in ("never", "0 of 13")] == [True] * 2
    assert "until " not in told[1]


@pytest.mark.parametrize(("query", "name"), [("yes", "Alder"), ("no", "Birch")])
def test_list_is_narrowed_to_what_is_verified_or_is_not(editor, query, name):
    today = timezone.localdate()
    verified(make_organisation("Alder"), until=today)
    verified(make_organisation("Birch"), until=today - dt.timedelta(days=1))

    page = editor.get(f"{ADMIN}?verified={query}").content.decode()

    assert [one for one in ("Alder", "Birch") if one in page] == [name]


@pytest.mark.parametrize("number", [1, 30])
def test_list_of_entries_takes_the_same_number_of_queries_for_any_number(
    editor, django_assert_num_queries, number
):
    for one in range(number):
        make_organisation(f"Org {one}", services=("home_care",), helps=("training",))
    editor.get(ADMIN)

    with django_assert_num_queries(17):
        editor.get(ADMIN)


def verified(organisation, *, until):
    return Verification.objects.create(
        organisation=organisation,
        criterion="rules",
        evidence="Its rules.",
        verified_on=until - dt.timedelta(days=300),
        valid_until=until,
    )


VERIFY = "/admin/directory/verify/{}/"
FOUND = {"criterion": "rules", "evidence": "Its rules, read on its page."}


def test_coordinator_verifies_and_the_page_says_by_whom_and_until_when(
    coordinator, client
):
    alder = make_organisation("Alder")
    until = timezone.localdate() + dt.timedelta(days=100)

    coordinator.post(
        VERIFY.format(alder.pk), FOUND | {"valid_until": until.isoformat()}
    )

    one = Verification.objects.get()
    assert (one.organisation, one.valid_until) == (alder, until)
    assert one.verified_by.display_name == "Cora"
    assert b"Verified co-op" in client.get("/co-ops/alder/").content
    assert ModelLogEntry.objects.filter(action="directory.verify").count() == 1


def test_form_of_verification_offers_a_year_from_today(coordinator):
    alder = make_organisation("Alder")
    until = timezone.localdate() + dt.timedelta(days=365)

    page = coordinator.get(VERIFY.format(alder.pk)).content.decode()

    assert f'value="{until.isoformat()}"' in page
    assert "Verification: Alder" in page


@pytest.mark.parametrize("began", [0, 1, 300], ids=["today", "yesterday", "long-ago"])
def test_verification_that_is_ended_holds_no_longer(coordinator, client, began):
    alder = make_organisation("Alder")
    today = timezone.localdate()
    one = verified(alder, until=today + dt.timedelta(days=50))
    Verification.objects.filter(pk=one.pk).update(
        verified_on=today - dt.timedelta(days=began)
    )

    coordinator.post(VERIFY.format(alder.pk), {"end": "1"})

    assert b"Verified co-op" not in client.get("/co-ops/alder/").content
    [ended] = ModelLogEntry.objects.filter(action="directory.end_verification")
    assert ended.data["evidence"] == "Its rules."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid_until": "2020-01-01"}, "Choose a day that is still to come"),
        ({"valid_until": "2999-01-01"}, "Choose a day within three years"),
        ({"valid_until": "soon"}, "Enter a valid date"),
        ({"criterion": "looks"}, "looks is not one of the available choices"),
        ({"evidence": ""}, "This field is required"),
        ({"evidence_url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
    ids=["past", "far", "no-day", "no-criterion", "no-evidence", "no-address"],
)
def test_verification_that_cannot_be_is_refused_in_words(coordinator, changes, words):
    alder = make_organisation("Alder")

    response = coordinator.post(VERIFY.format(alder.pk), FOUND | changes)

    assert words in said(response)
    assert not Verification.objects.exists()


def test_editor_who_is_no_coordinator_verifies_nothing(editor):
    alder = make_organisation("Alder")

    response = editor.post(VERIFY.format(alder.pk), FOUND)

    assert (response.status_code, response.url) == (302, "/admin/")
    assert not Verification.objects.exists()
    assert b"/directory/verify/" not in editor.get(ADMIN).content


def bulk(client, action, *entries, **sent):
    ids = "&".join(f"id={one.pk}" for one in entries)
    address = f"{BULK}{action}/?{ids}&next={ADMIN}"
    return client.get(address), lambda: client.post(address, sent, follow=True)


def test_entries_are_published_and_unpublished_together(coordinator):
    alder, birch = make_organisation("Alder", live=False), make_organisation("Birch")
    asked, publish = bulk(coordinator, "publish", alder, birch)
    assert b"Alder" in asked.content
    assert not Organisation.objects.get(pk=alder.pk).live

    assert b"1 entry published." in publish().content
    assert Organisation.objects.get(pk=alder.pk).live

    _, unpublish = bulk(coordinator, "unpublish", alder, birch)
    assert b"2 entries unpublished." in unpublish().content
    assert not Organisation.objects.listed().exists()


def test_draft_whose_number_is_taken_by_now_is_not_published_and_the_others_are(
    coordinator,
):
    alder, birch = make_organisation("Alder"), make_organisation("Birch", live=False)
    alder.identifiers = [Identifier(scheme="GB-COH", number="09506232")]
    alder.name = "Alder in draft"
    alder.save_revision()
    cedar = make_organisation("Cedar")
    Identifier.objects.create(organisation=cedar, scheme="GB-COH", number="09506232")

    _, publish = bulk(coordinator, "publish", alder, birch)
    page = publish().content.decode()

    assert "Companies House 09506232 already belongs to Cedar." in page
    assert "1 entry published." in page
    assert Organisation.objects.get(pk=alder.pk).name == "Alder"
    assert Organisation.objects.get(pk=birch.pk).live


def test_draft_whose_slug_is_taken_by_now_is_not_published_and_the_others_are(
    coordinator,
):
    alder, birch = make_organisation("Alder"), make_organisation("Birch", live=False)
    alder.slug = "cedar"
    alder.save_revision()
    make_organisation("Cedar")

    _, publish = bulk(coordinator, "publish", alder, birch)
    page = publish().content.decode()

    assert "Alder is not published: Organisation with this Slug already exists." in page
    assert Organisation.objects.get(pk=alder.pk).slug == "alder"
    assert Organisation.objects.get(pk=birch.pk).live


def test_topic_is_added_to_all_but_those_with_an_open_draft(coordinator, client):
    alder, birch = make_organisation("Alder"), make_organisation("Birch")
    birch.name = "Birch in draft"
    birch.save_revision()
    topic = Topic.objects.get(slug="training")

    _, add = bulk(
        coordinator, "add_topic", alder, birch, topic=topic.pk, as_what="can_help_with"
    )

    assert b"1 entry given the topic." in add().content
    assert list(alder.can_help_with.all()) == [topic]
    assert not birch.can_help_with.exists()
    assert Organisation.objects.get(pk=birch.pk).name == "Birch"
    drafted = Organisation.objects.get(pk=birch.pk).get_latest_revision_as_object()
    assert drafted.name == "Birch in draft"


def test_entry_that_somebody_else_has_locked_is_left_alone(coordinator):
    alder = make_organisation("Alder Locked")
    Organisation.objects.filter(pk=alder.pk).update(
        locked=True, locked_by=make_staff("Lou", "Moderators"), locked_at=timezone.now()
    )

    asked, unpublish = bulk(coordinator, "unpublish", alder)
    unpublish()

    assert b"Alder Locked" not in asked.content
    assert Organisation.objects.get(pk=alder.pk).live


@pytest.mark.parametrize(
    "narrowed", ["nation=england", "q=alder", "nation=england&q=alder"]
)
def test_all_that_are_listed_are_those_that_the_list_is_narrowed_to(
    coordinator, narrowed
):
    make_organisation("Alder", nation="england")
    make_organisation("Birch", nation="wales")
    address = f"{BULK}unpublish/?" + urlencode(
        {"id": "all", "next": f"{ADMIN}?{narrowed}"}
    )

    asked = coordinator.get(address)
    coordinator.post(address)

    assert b"Birch" not in asked.content
    assert [one.name for one in Organisation.objects.listed()] == ["Birch"]


def test_coordinator_confirms_many_at_once_and_nobody_else_does(coordinator, editor):
    alder, birch = make_organisation("Alder"), make_organisation("Birch", live=False)

    _, refused = bulk(editor, "confirm", alder, birch)
    refused()
    assert not Organisation.objects.exclude(confirmed_on=None).exists()

    _, confirm = bulk(coordinator, "confirm", alder, birch)
    assert b"1 entry confirmed." in confirm().content
    assert [one.name for one in Organisation.objects.exclude(confirmed_on=None)] == [
        "Alder"
    ]


def test_list_is_narrowed_to_entries_whose_last_rating_is_old(editor):
    for name, days in (("Alder", (1200, 1300)), ("Birch", (1200, 30)), ("Cedar", ())):
        organisation = make_organisation(name)
        for ago in days:
            Rating.objects.create(
                organisation=organisation,
                regulator="cqc",
                grade="good",
                rated_on=timezone.localdate() - dt.timedelta(days=ago),
                url="https://www.cqc.org.uk/",
            )

    page = editor.get(f"{ADMIN}?rating=old").content.decode()

    assert [one for one in ("Alder", "Birch", "Cedar") if one in page] == ["Alder"]


@pytest.mark.parametrize("address", ["http://cqc.example/", "ftp://cqc.example/"])
def test_rating_without_a_safe_address_is_refused(coordinator, address):
    alder = make_organisation("Alder")
    row = {
        "regulator": "cqc",
        "grade": "good",
        "rated_on": "2024-01-01",
        "url": address,
    }

    response = save(coordinator, alder, "action-publish", **rows("ratings", row))

    assert "begins with https://" in said(response)
    assert not alder.ratings.exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "add_topic"])
def test_editor_without_the_right_changes_nothing_and_is_told_no_names(editor, action):
    alder = make_organisation("Alder Secret", live=action != "publish")
    topic = Topic.objects.get(slug="training")

    asked, do = bulk(editor, action, alder, topic=topic.pk, as_what="topics")
    do()

    assert b"Alder Secret" not in asked.content
    assert b"You may not do this to 1 of those you chose." in asked.content
    assert Organisation.objects.get(pk=alder.pk).live == (action != "publish")
    assert not alder.topics.exists()


def test_form_says_how_exactly_the_point_is_known(editor):
    alder = make_organisation("Alder", postcode="IP1 1AA", masks_address=True)

    page = editor.get(f"{ADMIN}edit/{alder.pk}/").content.decode()

    assert "because its exact address is kept back" in page
