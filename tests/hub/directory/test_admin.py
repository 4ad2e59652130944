import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Revision

from hub.directory.models import Organisation
from tests.factories.accounts import make_staff
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation

ADMIN = "/admin/snippets/directory/organisation/"


@pytest.fixture
def editor(home, client_for):
    return client_for(make_staff("Grace", "Editors"))


@pytest.fixture
def moderator(home, client_for):
    return client_for(make_staff("Ada", "Moderators"))


def filled(response, **changes):
    """Return what a browser would send from the form, with changes."""
    page = BeautifulSoup(response.content, "html5lib")
    sent = {}
    for one in page.select("form[data-edit-form] [name]"):
        if one.name == "select":
            chosen = [option["value"] for option in one.select("option[selected]")]
            sent[one["name"]] = chosen if one.has_attr("multiple") else chosen[:1] or ""
        elif one.name == "textarea":
            sent[one["name"]] = one.text.strip("\n")
        elif one.get("type") in {"checkbox", "radio"}:
            if one.has_attr("checked"):
                sent.setdefault(one["name"], []).append(one.get("value", "on"))
        elif one.get("type") not in {"submit", "file"}:
            sent[one["name"]] = one.get("value", "")
    # The form templates of inline panels are not sent.
    sent = {name: value for name, value in sent.items() if "__prefix__" not in name}
    return sent | changes


def save(client, organisation, action="", **changes):
    address = f"{ADMIN}edit/{organisation.pk}/"
    sent = filled(client.get(address), **changes)
    return client.post(address, sent | ({action: "1"} if action else {}), follow=True)


def test_entries_are_listed_with_their_state(editor):
    make_organisation("Alder")
    make_organisation("Birch", live=False)

    response = editor.get(ADMIN)

    assert b"Alder" in response.content
    assert b"Birch" in response.content


@pytest.mark.parametrize("query", ["q=alder", "kind=care_provider", "live=true"])
def test_entries_are_searched_and_filtered(editor, query):
    make_organisation("Alder")
    make_organisation("Birch", kind="funder", live=False)

    response = editor.get(f"{ADMIN}?{query}")

    assert b"Alder" in response.content
    assert b"Birch" not in response.content


def test_editor_adds_a_draft_through_the_form(editor, client):
    sent = filled(
        editor.get(f"{ADMIN}add/"),
        name="Alder",
        slug="alder",
        kind="care_provider",
        summary="What it is.",
    )
    response = editor.post(f"{ADMIN}add/", sent)

    added = Organisation.objects.get()
    assert response.status_code == 302
    assert (added.name, added.live) == ("Alder", False)
    assert added.revisions.count() == 1
    assert client.get("/co-ops/alder/").status_code == 404


def test_edit_form_changes_nothing_that_was_not_changed(moderator):
    organisation = make_organisation(
        models=("worker", "platform"),
        services=("home_care",),
        councils=("suffolk",),
        helps=("training",),
        sources=2,
    )

    save(moderator, organisation, "action-publish")

    again = Organisation.objects.get()
    assert {model.key for model in again.ownership_models.all()} == {
        "worker",
        "platform",
    }
    assert [one.key for one in again.services.all()] == ["home_care"]
    assert [one.slug for one in again.councils_served.all()] == ["suffolk"]
    assert [one.slug for one in again.can_help_with.all()] == ["training"]
    assert [one.title for one in again.sources.all()] == ["Source 0", "Source 1"]


def test_editor_saves_a_draft_that_the_site_does_not_show(editor, client):
    organisation = make_organisation()

    response = save(editor, organisation, name="Renamed")

    organisation.refresh_from_db()
    assert response.status_code == 200
    assert organisation.name == "Equal Care"
    assert organisation.has_unpublished_changes
    assert organisation.get_latest_revision_as_object().name == "Renamed"
    assert b"Renamed" not in client.get("/co-ops/equal-care/").content


def test_editor_cannot_publish(editor, client):
    organisation = make_organisation()

    save(editor, organisation, "action-publish", name="Renamed")

    organisation.refresh_from_db()
    assert organisation.name == "Equal Care"
    assert b"Renamed" not in client.get("/co-ops/equal-care/").content


def test_moderator_publishes_a_draft(editor, moderator, client):
    organisation = make_organisation()
    save(editor, organisation, name="Renamed")

    save(moderator, organisation, "action-publish")

    assert Organisation.objects.get().name == "Renamed"
    assert b"Renamed" in client.get("/co-ops/equal-care/").content


def test_editor_submits_for_moderation_and_a_moderator_approves(
    editor, moderator, client
):
    organisation = make_organisation()
    save(editor, organisation, "action-submit", name="Renamed")
    state = Organisation.objects.get().current_workflow_state
    task = state.current_task_state

    moderator.post(
        f"{ADMIN}workflow/action/{organisation.pk}/approve/{task.pk}/", {"comment": ""}
    )

    assert Organisation.objects.get().name == "Renamed"
    assert b"Renamed" in client.get("/co-ops/equal-care/").content


@pytest.mark.parametrize("page", ["edit", "history", "usage", "inspect"])
def test_pages_of_an_entry_open(moderator, page):
    organisation = make_organisation(models=("worker",), sources=1)
    save(moderator, organisation, "action-publish", name="Renamed")

    response = moderator.get(f"{ADMIN}{page}/{organisation.pk}/")

    assert response.status_code == 200
    assert b"Renamed" in response.content


def test_older_version_is_compared_and_brought_back(moderator, client):
    organisation = make_organisation()
    first = organisation.latest_revision
    save(moderator, organisation, "action-publish", name="Renamed")
    second = Organisation.objects.get().latest_revision

    compared = moderator.get(
        f"{ADMIN}history/{organisation.pk}/revisions/compare/{first.pk}...{second.pk}/"
    )
    address = f"{ADMIN}history/{organisation.pk}/revisions/{first.pk}/revert/"
    sent = filled(moderator.get(address), revision=str(first.pk))
    moderator.post(
        f"{ADMIN}edit/{organisation.pk}/", sent | {"action-publish": "1"}, follow=True
    )

    assert b"Renamed" in compared.content
    assert Organisation.objects.get().name == "Equal Care"


def test_preview_shows_the_draft_with_its_relations(editor):
    organisation = make_organisation(models=("worker",))
    make_case_study(make_case_studies(home=home_page()), organisation=organisation)
    address = f"{ADMIN}preview/{organisation.pk}/"
    form = editor.get(f"{ADMIN}edit/{organisation.pk}/")

    kept = editor.post(address, filled(form, name="Only a draft"))
    shown = editor.get(f"{address}?mode=")

    assert kept.json()["is_valid"]
    assert shown.status_code == 200
    assert b"Only a draft" in shown.content
    assert b"Worker-owned" in shown.content
    assert b"Teams that run themselves" in shown.content
    assert Organisation.objects.get().name == "Equal Care"


def home_page():
    from hub.home.models import HomePage

    return HomePage.objects.get()


def test_preview_of_an_entry_not_saved_yet_opens(editor):
    sent = filled(
        editor.get(f"{ADMIN}add/"),
        name="Alder",
        slug="alder",
        kind="care_provider",
        summary="What it is.",
    )

    kept = editor.post(f"{ADMIN}preview/", sent)
    shown = editor.get(f"{ADMIN}preview/?mode=")

    assert kept.json()["is_valid"]
    assert shown.status_code == 200
    assert b"Alder" in shown.content


def test_draft_without_a_web_address_is_refused_with_the_reason(editor):
    sent = filled(editor.get(f"{ADMIN}add/"), name="Alder", slug="")

    response = editor.post(f"{ADMIN}add/", sent)

    assert response.status_code in {200, 302}
    for organisation in Organisation.objects.all():
        assert organisation.slug


def test_entry_that_is_deleted_takes_its_versions_along(moderator):
    organisation = make_organisation()
    organisation.save_revision()
    key = str(organisation.pk)

    moderator.post(f"{ADMIN}delete/{organisation.pk}/")

    assert not Organisation.objects.exists()
    assert not Revision.objects.filter(
        object_id=key, content_type__model="organisation"
    ).exists()


def test_entry_with_a_case_study_is_not_deleted(home, moderator):
    organisation = make_organisation()
    make_case_study(make_case_studies(home), organisation=organisation)

    response = moderator.post(f"{ADMIN}delete/{organisation.pk}/", follow=True)

    assert response.status_code == 200
    assert Organisation.objects.exists()


def test_editor_cannot_delete(editor):
    organisation = make_organisation()

    editor.post(f"{ADMIN}delete/{organisation.pk}/")

    assert Organisation.objects.exists()


def test_member_cannot_reach_the_entries(home, person, client_for):
    assert client_for(person()).get(ADMIN).status_code == 302


def test_listing_in_the_admin_narrows_to_what_nobody_confirms(home, person, client_for):
    make_organisation("Stale Care")
    make_organisation("Fresh Care", confirmed_on=timezone.localdate())
    admin = client_for(person("Root", is_superuser=True))
    listing = admin.get(
        "/admin/snippets/directory/organisation/", {"confirmed": "stale"}
    )
    assert "Stale Care" in listing.text
    assert "Fresh Care" not in listing.text
