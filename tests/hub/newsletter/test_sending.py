"""Sending a newsletter: once to each who chose it, stopped and gone on with at will."""

import pytest
from django.utils import timezone

from hub.newsletter import actions
from hub.newsletter.models import Sending
from hub.newsletter.progress import progress_of
from hub.newsletter.taking import KIND
from hub.notify import holding
from hub.notify.choosing import choose, stop_mail
from hub.notify.kinds import Way
from hub.notify.models import Letter
from hub.notify.outbox import NotNow, composer_of
from tests.factories.newsletter import make_newsletter, take

STOPPED = KeyboardInterrupt


@pytest.fixture
def editor(person):
    return person("Edna Editor")


@pytest.fixture
def sent(index, takers, editor):
    """A newsletter on its way to three people."""
    takers(3)
    sending = actions.send(page=make_newsletter(index), by=editor)
    actions.carry_on(sending)
    return Sending.objects.get(pk=sending.pk)


def keys() -> list[str]:
    return sorted(Letter.objects.values_list("key", flat=True))


def due_now() -> int:
    return Letter.objects.filter(
        state=Letter.State.WAITING, due_at__lte=timezone.now()
    ).count()


def settle(*fates: str) -> None:
    """Let letters fare so, in the order of people."""
    for letter, fate in zip(Letter.objects.order_by("pk"), fates, strict=False):
        Letter.objects.filter(pk=letter.pk).update(state=fate)


def test_those_who_chose_it_get_one_letter_each(index, takers, editor, person):
    people = takers(3)
    person("Nobody asked")
    page = make_newsletter(index)
    actions.carry_on(actions.send(page=page, by=editor))

    assert keys() == sorted(f"newsletter:{page.pk}:{one.pk}" for one in people)


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"approved_at": None},
        {"leaves_at": timezone.now()},
        {"erased_at": timezone.now()},
    ],
)
def test_those_who_are_not_members_now_get_none(index, takers, editor, change):
    gone, stays = takers(2)
    for name, value in change.items():
        setattr(gone, name, value)
    gone.save()
    page = make_newsletter(index)
    actions.carry_on(actions.send(page=page, by=editor))

    assert keys() == [f"newsletter:{page.pk}:{stays.pk}"]


def test_second_sending_of_a_page_is_refused(sent, editor):
    with pytest.raises(actions.SentBefore):
        actions.send(page=sent.page, by=editor)

    assert Sending.objects.count() == 1
    assert Letter.objects.count() == 3


def test_draft_is_not_sent(index, takers, editor):
    takers(1)
    with pytest.raises(actions.NotPublished):
        actions.send(page=make_newsletter(index, live=False), by=editor)

    assert not Sending.objects.exists()
    assert keys() == []


def test_killed_between_two_lots_goes_on_without_doubling(
    index, takers, editor, monkeypatch
):
    takers(5)
    monkeypatch.setattr(actions, "BATCH", 2)
    sending = actions.send(page=make_newsletter(index), by=editor)
    real, calls = actions.put_many, []

    def killed_in_the_second(letters):
        calls.append(real(letters))
        if len(calls) == 2:
            raise STOPPED

    monkeypatch.setattr(actions, "put_many", killed_in_the_second)
    with pytest.raises(STOPPED):
        actions.carry_on(sending)
    assert Letter.objects.count() == 2
    sending.refresh_from_db()
    assert progress_of(sending).waiting == 5

    monkeypatch.setattr(actions, "put_many", real)
    actions.carry_on_all()
    actions.carry_on_all()

    assert Letter.objects.count() == 5
    sending.refresh_from_db()
    assert sending.is_put
    assert progress_of(sending).total == 5


def test_pause_holds_what_waits_and_resume_lets_it_go(sent):
    settle(Letter.State.SENT)
    actions.pause(sending=sent)
    assert due_now() == 0
    assert progress_of(sent).sent == 1
    assert progress_of(sent).waiting == 2
    letter = Letter.objects.filter(state=Letter.State.WAITING).first()
    with pytest.raises(NotNow):
        composer_of(letter.composer).compose(letter)

    actions.carry_on_all()
    assert due_now() == 0

    actions.resume(sending=sent)
    assert due_now() == 2


def test_pause_stops_putting_letters_in(index, takers, editor, monkeypatch):
    takers(5)
    monkeypatch.setattr(actions, "BATCH", 2)
    sending = actions.send(page=make_newsletter(index), by=editor)
    actions.carry_on(sending, most=2)
    actions.pause(sending=sending)
    actions.carry_on_all()
    assert Letter.objects.count() == 2

    actions.resume(sending=sending)
    actions.carry_on_all()
    assert Letter.objects.count() == 5


def test_letter_held_while_its_sending_went_on_is_let_go(sent):
    Letter.objects.update(due_at=holding.HELD_UNTIL)
    actions.carry_on_all()

    assert due_now() == 3


def test_cancel_drops_what_waits_for_good(sent):
    settle(Letter.State.SENT)
    actions.cancel(sending=sent)
    actions.carry_on_all()

    assert progress_of(sent).sent == 1
    assert progress_of(sent).dropped == 2
    for act in (actions.pause, actions.resume, actions.cancel):
        with pytest.raises(actions.NotNowPossible):
            act(sending=sent)


def test_composing_after_cancel_or_unsubscribing_drops_the_letter(sent):
    first, second, third = Letter.objects.order_by("pk")
    compose = composer_of(first.composer).compose
    stop_mail(person=first.person, kinds=[KIND])
    assert compose(first) is None
    second.person.is_active = False
    second.person.save()
    assert compose(second) is None
    assert compose(third) is not None
    Sending.objects.update(state=Sending.State.CANCELLED)
    assert compose(third) is None


def test_page_taken_off_the_web_holds_the_letters(sent):
    sent.page.unpublish()
    letter = Letter.objects.first()
    with pytest.raises(NotNow):
        composer_of(letter.composer).compose(letter)


def test_wording_is_fixed_when_it_is_sent_off(sent, composed):
    page = sent.page
    page.title = "Changed"
    page.body = [("text", "<p>Other news.</p>")]
    page.save_revision().publish()

    for mail in composed().values():
        assert "Spring news" in mail.subject
        assert "Good news." in mail.text
        assert "Other news." not in mail.html


def test_finished_sending_keeps_its_numbers(sent):
    settle(Letter.State.SENT, Letter.State.SENT, Letter.State.DEAD)
    actions.carry_on_all()
    sent.refresh_from_db()
    assert sent.state == Sending.State.DONE
    Letter.objects.all().delete()

    progress = progress_of(sent)
    assert (progress.sent, progress.given_up, progress.waiting) == (2, 1, 0)


def test_sending_with_letters_left_is_not_finished(sent):
    settle(Letter.State.SENT, Letter.State.HANDING, Letter.State.SENT)
    actions.carry_on_all()
    sent.refresh_from_db()

    assert sent.state == Sending.State.UNDER_WAY


def test_trial_counts_for_nobody(index, takers, editor, composed):
    takers(2)
    page = make_newsletter(index)
    take(editor)
    actions.send_test(page=page, to=editor)
    actions.send_test(page=page, to=editor)
    assert Letter.objects.count() == 2
    (mail,) = composed().values()
    assert "Trial: Spring news" in mail.subject

    sending = actions.send(page=page, by=editor)
    actions.carry_on(sending)
    sending.refresh_from_db()
    assert progress_of(sending).total == 3


def test_choice_is_noted_as_consent(person):
    ada = person("Ada")
    choose(person=ada, kind=KIND, way=Way.AT_ONCE)
    choose(person=ada, kind=KIND, way=Way.AT_ONCE)
    stop_mail(person=ada, kinds=[KIND])

    noted = ada.consents.order_by("pk").values_list("what", "is_given", "wording")
    sentence = "Send me the newsletter of the Care Co-op Hub by e-mail."
    assert list(noted) == [(KIND, True, sentence), (KIND, False, sentence)]
