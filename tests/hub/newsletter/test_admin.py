"""The coordinators' page for sending, in the Wagtail admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.newsletter.models import Sending
from hub.notify.models import Letter
from tests.factories.newsletter import make_newsletter, may_send


@pytest.fixture
def coordinator(person):
    return may_send(person("Cora"))


@pytest.fixture
def admin(client_for, coordinator):
    return client_for(coordinator)


@pytest.fixture
def page(index):
    return make_newsletter(index)


def address(page) -> str:
    return reverse("newsletter_sending", args=[page.pk])


def act(client, page, act: str, **fields: str) -> str:
    response = client.post(address(page), {"act": act, **fields}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_page_shows_mail_and_how_many_chose_it(admin, page, takers):
    takers(2)
    text = admin.get(address(page)).content.decode()

    assert "Good news." in text
    assert "2 members" in text
    assert "Send me a trial" in text


def test_send_pause_go_on_and_cancel(admin, page, takers):
    takers(2)
    assert "It is on its way." in act(admin, page, "send", sure="yes")
    assert Letter.objects.count() == 2
    assert "Paused" in act(admin, page, "pause")
    assert "It goes on." in act(admin, page, "resume")
    assert "Cancelled." in act(admin, page, "cancel")
    assert "could not be done" in act(admin, page, "resume")
    assert Letter.objects.filter(state=Letter.State.DROPPED).count() == 2


def test_second_send_is_refused_in_words(admin, page, takers):
    takers(1)
    act(admin, page, "send", sure="yes")

    assert "sent before" in act(admin, page, "send", sure="yes")
    assert Letter.objects.count() == 1


def test_send_without_the_tick_sends_nothing(admin, page, takers):
    takers(1)

    assert "Nothing was sent yet." in act(admin, page, "send")
    assert not Letter.objects.exists()


def test_draft_is_refused_in_words(admin, index, takers):
    takers(1)
    draft = make_newsletter(index, live=False)

    assert "Publish the page first" in act(admin, draft, "send", sure="yes")
    assert not Letter.objects.exists()


def test_trial_goes_to_the_asker_alone(admin, page, takers, coordinator):
    takers(3)
    assert coordinator.email in act(admin, page, "test")

    assert Letter.objects.get().person == coordinator
    assert not Sending.objects.exists()


@pytest.mark.parametrize("asked", ["", "nonsense", "send\x00", "__class__"])
def test_odd_acts_do_nothing(admin, page, takers, asked):
    takers(1)

    assert "Nothing was done." in act(admin, page, asked)
    assert not Letter.objects.exists()


def test_looking_changes_nothing(admin, page, takers):
    takers(1)
    for url in (
        address(page),
        reverse("newsletters"),
        reverse("newsletter_preview", args=[page.pk]),
    ):
        assert admin.get(url).status_code == 200

    assert not Sending.objects.exists()
    assert not Letter.objects.exists()


def test_trials_are_limited(admin, page, settings):
    settings.ACCOUNT_RATE_LIMITS = {"newsletter_trial": "2/h/user"}
    for _ in range(2):
        assert "on its way" in act(admin, page, "test")

    assert "many trials" in act(admin, page, "test")
    assert Letter.objects.count() == 2


def test_other_numbers_are_not_found(admin, index, home):
    for pk in (home.pk, index.pk, 10**9, 10**25):
        assert admin.get(f"/admin/newsletters/{pk}/").status_code in {302, 404}


def test_who_may_not_send_does_not_see_it(person, client_for, page, takers):
    takers(1)
    editor = may_send(person("Ed"))
    editor.user_permissions.remove(
        editor.user_permissions.get(codename="send_newsletter")
    )
    client = client_for(editor)
    for url in (
        address(page),
        reverse("newsletters"),
        reverse("newsletter_preview", args=[page.pk]),
    ):
        response = client.get(url)
        assert response.status_code == 302
        assert "Good news." not in response.content.decode()
    client.post(address(page), {"act": "send", "sure": "yes"})

    assert not Letter.objects.exists()


def test_preview_may_be_framed_by_the_admin_alone(admin, page):
    response = admin.get(reverse("newsletter_preview", args=[page.pk]))

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_hostile_title_is_escaped_in_the_admin(admin, index):
    page = make_newsletter(index, "<script>alert(1)</script>")
    for url in (address(page), reverse("newsletters")):
        assert "<script>alert(1)" not in admin.get(url).content.decode()


def test_list_needs_the_same_queries_for_one_and_thirty(admin, index):
    def queries() -> int:
        admin.get(reverse("newsletters"))
        with CaptureQueriesContext(connection) as found:
            admin.get(reverse("newsletters"))
        return len(found)

    make_newsletter(index, "First")
    few = queries()
    for number in range(20):
        make_newsletter(index, f"News {number}")

    assert queries() == few


def test_page_needs_the_same_queries_for_one_and_thirty_letters(admin, page, takers):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            admin.get(address(page))
        return len(found)

    takers(1)
    act(admin, page, "send", sure="yes")
    queries()
    few = queries()
    letter = Letter.objects.get()
    Letter.objects.bulk_create(
        Letter(key=f"newsletter:{page.pk}:x{n}", composer=letter.composer)
        for n in range(29)
    )

    assert queries() == few


def test_editor_offers_sending_to_who_may(admin, page, coordinator):
    coordinator.is_superuser = True
    coordinator.save()
    edit = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert address(page) in edit.content.decode()
