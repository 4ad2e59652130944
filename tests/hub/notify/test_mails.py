"""The one look of every mail, in both its parts; and the ways out that work signed out."""

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives

from hub.notify.choosing import choose, way_of
from hub.notify.kinds import Way
from hub.notify.mails import render_mail
from hub.notify.models import Notification, Preference
from hub.notify.tokens import choices_token, stop_token
from tests.hub.notify.conftest import PLAIN, RARE

NAME = "notify/email/notification"
HOSTILE = 'Bea\'s <b>"rotas"</b> & more\r\nBcc: all@example.org'


def mail_of(person, title=HOSTILE, text="One\nTwo", kind=PLAIN):
    told = Notification(
        person=person, kind=PLAIN, title=title, text=text, url="/forum/topic-1/?a=1&b=2"
    )
    return render_mail(NAME, {"told": told}, person, kind=kind)


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


def test_both_parts_hold_title_text_link_and_the_ways_out(ada):
    mail = mail_of(ada)
    stop = f"http://localhost:8000/mail/stop/{stop_token(ada, [PLAIN])}/"
    choices = f"http://localhost:8000/mail/choices/{choices_token(ada)}/"
    link = "http://localhost:8000/forum/topic-1/?a=1&b=2"
    for line in ("Hello Ada,", "One\nTwo", link, stop, choices, "Plain things"):
        assert line in mail.text
    page = BeautifulSoup(mail.html, "html5lib")
    assert {link, stop, choices} <= {a["href"] for a in page.select("a")}
    assert "Hello Ada," in page.get_text()
    assert "Plain things" in page.get_text()


def test_what_people_wrote_is_plain_in_the_text_and_no_markup_in_the_page(ada):
    mail = mail_of(ada)
    assert 'Bea\'s <b>"rotas"</b> & more' in mail.text
    page = BeautifulSoup(mail.html, "html5lib")
    assert not page.select("b")
    assert 'Bea\'s <b>"rotas"</b> & more' in page.get_text()


def test_line_ends_in_a_title_make_no_header(ada):
    mail = mail_of(ada)
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    sent = EmailMultiAlternatives(mail.subject, mail.text, to=[ada.email]).message()
    assert sent["Bcc"] is None


def test_a_long_title_is_cut_in_the_subject_alone(ada):
    mail = mail_of(ada, title="rotas " * 50)
    assert mail.subject.endswith("…")
    assert len(mail.subject) < 200
    assert ("rotas " * 50).strip() in mail.text


def test_headers_name_the_one_click_stop(ada):
    headers = mail_of(ada).headers
    assert headers["List-Unsubscribe"] == (
        f"<http://localhost:8000/mail/stop/{stop_token(ada, [PLAIN])}/>"
    )
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_account_mail_has_no_way_out(ada):
    mail = mail_of(ada, kind="")
    assert not mail.headers
    assert "/mail/" not in mail.text + mail.html


# --- Stopping -------------------------------------------------------------------------


def test_looking_at_the_stop_link_changes_nothing_and_sets_no_cookie(client, ada):
    answer = client.get(f"/mail/stop/{stop_token(ada, [PLAIN])}/")
    assert "Plain things" in answer.text
    assert not answer.cookies
    assert not Preference.objects.exists()


def test_stopping_signed_out_leaves_the_site_and_the_other_kinds(client, ada):
    stop = f"/mail/stop/{stop_token(ada, [PLAIN])}/"
    answer = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert way_of(ada, PLAIN) == Way.SITE
    assert way_of(ada, RARE) == Way.WEEKLY


def test_stopping_passes_for_a_mail_program_without_any_form_token(ada):
    from django.test import Client

    stop = f"/mail/stop/{stop_token(ada, [PLAIN])}/"
    assert Client(enforce_csrf_checks=True).post(stop).status_code == 200
    assert way_of(ada, PLAIN) == Way.SITE


def test_stopping_what_was_switched_off_does_not_switch_it_on(client, ada):
    choose(person=ada, kind=PLAIN, way=Way.NONE)
    client.post(f"/mail/stop/{stop_token(ada, [PLAIN])}/")
    assert way_of(ada, PLAIN) == Way.NONE


def test_stopping_what_is_mail_alone_ends_it(client, ada):
    client.post(f"/mail/stop/{stop_token(ada, [RARE])}/")
    assert way_of(ada, RARE) == Way.NONE


def test_pages_opened_from_a_mail_name_nobody(client, ada):
    for path in (f"stop/{stop_token(ada, [PLAIN])}", f"choices/{choices_token(ada)}"):
        page = client.get(f"/mail/{path}/").text
        assert "Ada" not in page
        assert ada.email not in page


@pytest.mark.parametrize("page", ["stop", "choices"])
@pytest.mark.parametrize("token", ["x", "1:abc", "1.test-plain:abc", "%0A", "9" * 150])
def test_tokens_that_we_have_not_made_are_not_found(client, ada, page, token):
    assert client.get(f"/mail/{page}/{token}/").status_code == 404
    assert client.post(f"/mail/{page}/{token}/").status_code == 404
    assert not Preference.objects.exists()


def test_a_token_opens_its_own_page_alone(client, ada):
    assert client.get(f"/mail/stop/{choices_token(ada)}/").status_code == 404
    assert client.get(f"/mail/choices/{stop_token(ada, [PLAIN])}/").status_code == 404


def test_somebody_erased_has_no_choices_any_more(client, ada):
    from django.utils import timezone

    ada.erased_at = timezone.now()
    ada.save()
    for path in (f"stop/{stop_token(ada, [PLAIN])}", f"choices/{choices_token(ada)}"):
        assert client.post(f"/mail/{path}/").status_code == 404
    assert not Preference.objects.exists()


# --- Choosing, signed out -------------------------------------------------------------


def test_choices_are_shown_and_kept_signed_out_for_the_person_of_the_mail(
    client, ada, person
):
    bea, path = person("Bea"), f"/mail/choices/{choices_token(ada)}/"
    page = BeautifulSoup(client.get(path).content, "html5lib")
    chosen = {one["name"]: one["value"] for one in page.select("main input[checked]")}
    assert chosen[PLAIN] == "at_once"
    assert chosen[RARE] == "weekly"
    assert not Preference.objects.exists()
    answer = client.post(path, chosen | {PLAIN: "daily"}, follow=True)
    assert "Your choices are kept." in answer.text
    assert not client.cookies
    assert way_of(ada, PLAIN) == Way.DAILY
    assert way_of(bea, PLAIN) == Way.AT_ONCE


def test_choices_that_nobody_offers_are_refused_with_words(client, ada):
    path = f"/mail/choices/{choices_token(ada)}/"
    answer = client.post(path, {PLAIN: "hourly", RARE: "at_once", "account": "none"})
    assert "Choose one." in answer.text
    assert not Preference.objects.exists()


def test_a_mail_of_several_kinds_stops_them_all(client, ada):
    stop = f"/mail/stop/{stop_token(ada, [PLAIN, RARE])}/"
    assert "Plain things" in client.get(stop).text
    assert "Rare things" in client.post(stop).text
    assert [way_of(ada, PLAIN), way_of(ada, RARE)] == [Way.SITE, Way.NONE]


def test_a_change_is_told_once_to_who_listens(client, ada):
    from hub.notify.signals import way_chosen

    heard = []

    def listen(person, kind, before, way, **_):
        heard.append((person, kind, before, way))

    way_chosen.connect(listen)
    try:
        for _ in range(2):
            client.post(f"/mail/stop/{stop_token(ada, [PLAIN])}/")
    finally:
        way_chosen.disconnect(listen)
    assert heard == [(ada, PLAIN, Way.AT_ONCE, Way.SITE)]
