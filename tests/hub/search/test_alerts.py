"""Mails about saved searches: what is told, to whom, and that it is told once."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.core import visibility
from hub.search import alerts
from hub.search.alerts import MOST_LISTED, send_alerts
from hub.search.engine import EngineBroken, get_engine
from hub.search.models import SearchEntry, SearchMail, ToldEntry

STOPPED = KeyboardInterrupt


@pytest.fixture
def keys(monkeypatch):
    """The boards that people may read, by their address, as a plug-in would say."""
    held: dict[str, set[str]] = {}
    monkeypatch.setattr(
        visibility,
        "_providers",
        [lambda user: held.get(getattr(user, "email", ""), set())],
    )
    return held


@pytest.fixture
def ada(home, person, keys):
    return person("Ada")


@pytest.fixture
def saved(ada):
    """Ada has saved a search for rotas, an hour ago."""
    return ada.saved_searches.create(
        title="rotas",
        address="q=rotas",
        saved_at=timezone.now() - dt.timedelta(hours=1),
    )


def told() -> list[str]:
    """Return the keys of everything there is a note of having told."""
    return sorted(ToldEntry.objects.values_list("entry_key", flat=True))


def texts() -> list[str]:
    return [message.body for message in mail.outbox]


def test_new_match_is_mailed_once_in_text_and_html(saved, put, ada, settings):
    put("Rotas in the <week>", url="/guides/rotas/", kind="guide", where="Guides")
    send_alerts()
    send_alerts()
    (message,) = mail.outbox
    assert message.to == [ada.email]
    assert message.subject.endswith("1 new thing for your search: rotas")
    assert "Rotas in the <week>" in message.body
    assert f"{settings.BASE_URL}/guides/rotas/" in message.body
    html = message.alternatives[0].content
    assert "Rotas in the &lt;week&gt;" in html
    assert f'href="{settings.BASE_URL}/guides/rotas/"' in html


def test_mail_can_be_stopped_by_a_program_and_by_hand(saved, put, client, settings):
    put("Rotas")
    send_alerts()
    (message,) = mail.outbox
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == (
        "List-Unsubscribe=One-Click"
    )
    assert address.startswith(settings.BASE_URL)
    assert address in message.body
    assert address in message.alternatives[0].content
    client.post(address.removeprefix(settings.BASE_URL))
    put("More rotas")
    send_alerts()
    assert len(mail.outbox) == 1


def test_several_new_matches_come_in_one_mail_and_many_are_counted(saved, put):
    for number in range(MOST_LISTED + 3):
        put(f"Rotas {number}", key=f"rotas-{number}")
    send_alerts()
    (message,) = mail.outbox
    assert message.body.count("/rotas-") == MOST_LISTED
    assert "And 3 more." in message.body
    assert len(told()) == MOST_LISTED + 3


def test_what_was_there_before_saving_is_not_told(saved, put):
    put("Rotas", key="old")
    SearchEntry.objects.update(found_since=saved.saved_at - dt.timedelta(minutes=1))
    send_alerts()
    assert mail.outbox == []


def test_what_matches_some_of_the_words_is_not_told(saved, put):
    saved.address = "q=rotas+sunday"
    saved.save()
    put("Rotas")
    send_alerts()
    assert mail.outbox == []
    put("Rotas on a Sunday", key="sunday")
    send_alerts()
    assert told() == ["sunday"]


def test_facets_of_the_saved_search_are_kept_to(saved, put):
    saved.address = "q=rotas&kind=guide&kind=clause"
    saved.save()
    put("Rotas", key="page", kind="page")
    put("Rotas", key="guide", kind="guide")
    send_alerts()
    assert told() == ["guide"]


@pytest.mark.parametrize("visibility_key", ["board:7", "members"])
def test_what_its_owner_may_not_see_is_not_told(visibility_key, saved, put, ada):
    put("Rotas", visibility=visibility_key)
    ada.is_active = visibility_key != "members"
    ada.save()
    send_alerts()
    assert mail.outbox == []
    assert told() == []


def test_permission_lost_between_saving_and_sending_is_respected(saved, put, ada, keys):
    keys[ada.email] = {"board:7"}
    put("Rotas on the board", key="board", visibility="board:7")
    keys[ada.email] = set()
    put("Rotas for everybody", key="public")
    send_alerts()
    assert "Rotas on the board" not in "".join(texts())
    assert told() == ["public"]


def test_permission_gained_later_tells_what_was_hidden_meanwhile(saved, put, ada, keys):
    put("Rotas on the board", key="board", visibility="board:7")
    send_alerts()
    assert mail.outbox == []
    keys[ada.email] = {"board:7"}
    send_alerts()
    assert told() == ["board"]


def test_thing_that_moved_out_of_sight_before_sending_is_not_told(saved, put):
    put("Rotas", key="moved")
    # Changed in the table, and the index has not caught up.
    SearchEntry.objects.filter(key="moved").update(visibility="board:7", revision=9)
    send_alerts()
    assert mail.outbox == []


def test_people_switched_off_or_without_address_get_nothing(saved, put, ada):
    put("Rotas")
    ada.is_active = False
    ada.save()
    send_alerts()
    assert mail.outbox == []
    ada.is_active = True
    ada.save()
    send_alerts()
    assert len(mail.outbox) == 1


def test_two_members_get_a_mail_each_with_what_each_may_see(
    saved, put, person, ada, keys
):
    bea = person("Bea")
    bea.saved_searches.create(title="rotas", address="q=rotas", saved_at=saved.saved_at)
    keys[bea.email] = {"board:7"}
    put("Rotas for all")
    put("Rotas on the board", visibility="board:7")
    send_alerts()
    by = {message.to[0]: message.body for message in mail.outbox}
    # Of a board for members its mail says no more than that there is something.
    assert "A discussion among members" in by[bea.email]
    assert "on the board" not in by[bea.email]
    assert "among members" not in by[ada.email]


def test_thing_that_went_and_came_back_is_not_told_again(saved, put):
    put("Rotas", key="rotas")
    send_alerts()
    SearchEntry.objects.update(found_since=timezone.now())
    send_alerts()
    assert len(mail.outbox) == 1


# --- Stopped in the middle, two at once, servers that refuse --------------------------


def stop_at(monkeypatch, owner, name: str, *, after: bool) -> None:
    """Let the run be killed just before or just after a step; once."""
    step = getattr(owner, name)

    def killed(*args, **kwargs):
        monkeypatch.setattr(owner, name, step)
        if after:
            step(*args, **kwargs)
        raise STOPPED

    monkeypatch.setattr(owner, name, killed)


@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [
        (alerts, "_make", False),
        (alerts, "_make", True),
        (alerts, "_begin", False),
    ],
)
def test_run_killed_before_the_mail_is_handed_over_loses_nothing(
    owner, name, after, saved, put, monkeypatch
):
    put("Rotas")
    stop_at(monkeypatch, owner, name, after=after)
    with pytest.raises(STOPPED):
        send_alerts()
    assert mail.outbox == []
    send_alerts()
    send_alerts()
    assert len(mail.outbox) == 1


def test_run_killed_before_handing_over_tells_only_what_may_be_seen_then(
    saved, put, ada, keys, monkeypatch
):
    keys[ada.email] = {"board:7"}
    put("Rotas on the board", visibility="board:7")
    stop_at(monkeypatch, alerts, "_make", after=True)
    with pytest.raises(STOPPED):
        send_alerts()
    keys[ada.email] = set()
    send_alerts()
    assert mail.outbox == []


@pytest.mark.parametrize("after", [False, True])
def test_run_killed_while_handing_over_sends_nothing_twice_and_is_reported(
    after, saved, put, monkeypatch, capsys
):
    put("Rotas")
    stop_at(monkeypatch, locmem.EmailBackend, "send_messages", after=after)
    with pytest.raises(STOPPED):
        send_alerts()
    sent = len(mail.outbox)
    send_alerts()
    assert len(mail.outbox) == sent == int(after)
    SearchMail.objects.update(begun_at=timezone.now() - dt.timedelta(hours=2))
    call_command("send_search_alerts")
    assert "1 of the last days were begun and not finished" in capsys.readouterr().err
    # What comes next is told as ever.
    put("More rotas")
    send_alerts()
    assert len(mail.outbox) == sent + 1


def test_second_run_between_making_and_sending_sends_for_both(saved, put, monkeypatch):
    put("Rotas")
    begin = alerts._begin

    def meanwhile(*args):
        monkeypatch.setattr(alerts, "_begin", begin)
        send_alerts()
        return begin(*args)

    monkeypatch.setattr(alerts, "_begin", meanwhile)
    send_alerts()
    assert len(mail.outbox) == 1


def test_second_run_while_the_first_makes_its_mail_leaves_it_alone(
    saved, put, monkeypatch
):
    put("Rotas", key="rotas")
    found = alerts.newly_found

    def meanwhile(*args, **kwargs):
        monkeypatch.setattr(alerts, "newly_found", found)
        entries = found(*args, **kwargs)
        # The other run has noted the same thing between our looking and our noting.
        other = saved.mails.create(begun_at=timezone.now())
        ToldEntry.objects.create(saved_search=saved, mail=other, entry_key="rotas")
        return entries

    monkeypatch.setattr(alerts, "newly_found", meanwhile)
    assert send_alerts().sent == 0
    assert mail.outbox == []


def refuse_with(monkeypatch, error: Exception, *, name: str = "send_messages") -> None:
    def refuse(*args):
        raise error

    monkeypatch.setattr(locmem.EmailBackend, name, refuse)


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPDataError(451, b"try later"),
        smtplib.SMTPRecipientsRefused({"ada@example.org": (450, b"later")}),
    ],
)
def test_mail_that_the_server_refuses_is_tried_again(error, saved, put, monkeypatch):
    put("Rotas")
    with monkeypatch.context() as patch:
        refuse_with(patch, error)
        with pytest.raises(CommandError, match="Refused by the mail server: 1"):
            call_command("send_search_alerts")
    call_command("send_search_alerts", verbosity=0)
    assert len(mail.outbox) == 1


def test_server_that_cannot_be_reached_costs_nothing(saved, put, monkeypatch):
    put("Rotas")
    with monkeypatch.context() as patch:
        refuse_with(patch, ConnectionRefusedError("no"), name="open")
        with pytest.raises(CommandError, match="The next run goes on from here"):
            call_command("send_search_alerts")
    call_command("send_search_alerts", verbosity=0)
    assert len(mail.outbox) == 1


def test_server_that_goes_away_in_the_middle_is_not_sent_the_mail_again(
    saved, put, monkeypatch, caplog
):
    put("Rotas")
    with monkeypatch.context() as patch:
        refuse_with(patch, smtplib.SMTPServerDisconnected("gone"))
        with pytest.raises(CommandError, match="not to be sent again"):
            call_command("send_search_alerts")
    call_command("send_search_alerts", verbosity=0)
    assert mail.outbox == []
    assert [record.event for record in caplog.records] == ["search.alert.uncertain"]


def test_unreadable_index_sends_nothing_and_fails_the_run(saved, put, monkeypatch):
    put("Rotas")

    def broken(*args):
        raise EngineBroken("damaged")

    with monkeypatch.context() as patch:
        patch.setattr(type(get_engine()), "find", broken)
        with pytest.raises(CommandError, match="damaged"):
            call_command("send_search_alerts")
    assert told() == []
    call_command("send_search_alerts", verbosity=0)
    assert len(mail.outbox) == 1


def test_words_with_line_breaks_cannot_add_headers(saved, put):
    saved.title = "rotas\r\nBcc: eve@example.org"
    saved.save()
    put("Rotas")
    send_alerts()
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["ada@example.org"]
