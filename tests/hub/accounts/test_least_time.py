"""How long a form of joining is answered after, by a clock that only the test moves."""

import pytest
from django.core.cache import cache
from django.test import Client

from hub.accounts import least_time
from hub.accounts.models import User
from tests.factories.joining import GOOD_PASSWORD, answers, sign_up

BY_PASSKEY = "/accounts/signup/passkey/"


class Clock:
    """Stands in for `time`: work takes as long as the test says, and sleep is noted."""

    def __init__(self, work: float) -> None:
        self.work = work
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        asked, self.now = self.now, self.now + self.work
        return asked

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))


@pytest.fixture(autouse=True)
def padded(home, settings):
    settings.SIGN_UP_LEAST_SECONDS = 0.6
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    def taking(work: float) -> Clock:
        made = Clock(work)
        monkeypatch.setattr(least_time, "time", made)
        return made

    return taking


@pytest.mark.parametrize("known", [True, False])
def test_form_is_answered_after_the_same_time_known_or_not(
    client, person, clock, known
):
    address = person("Grace").email if known else "new@example.org"
    there_before = User.objects.count()
    slow = clock(0.25 if known else 0.4)

    answer = sign_up(client, email=address)

    assert answer.status_code == 302
    assert User.objects.count() == there_before + (not known)
    assert slow.work + sum(slow.slept) == pytest.approx(0.6)
    assert len(slow.slept) == 1


@pytest.mark.parametrize("known", [True, False])
def test_form_without_a_password_is_answered_as_late(client, person, clock, known):
    address = person("Grace").email if known else "new@example.org"
    quick = clock(0.1)

    given = answers(email=address)
    given.pop("password1")
    answer = client.post(BY_PASSKEY, given)

    assert answer.status_code == 302
    assert quick.slept == [0.5]


def test_form_with_mistakes_is_answered_as_late(client, clock):
    quick = clock(0.1)

    sign_up(client, email="not an address")

    assert quick.slept == [0.5]


def test_work_that_took_longer_waits_no_more(client, clock):
    slow = clock(0.7)

    sign_up(client)

    assert slow.slept == []


def test_looking_at_the_form_waits_for_nothing(client, clock):
    quick = clock(0.1)

    client.get("/accounts/signup/")

    assert quick.slept == []


def test_whoever_is_over_the_limit_holds_no_thread(clock, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/h/ip"}
    quick = clock(0.1)
    sign_up(Client())
    quick.slept.clear()

    answer = sign_up(Client(), email="two@example.org", password1=GOOD_PASSWORD)

    assert answer.status_code == 429
    assert quick.slept == []
