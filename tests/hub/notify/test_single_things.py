"""Kinds that know how each single thing is wanted, and what its mail says now."""

from itertools import pairwise

import pytest

from hub.notify import kinds
from hub.notify.choosing import choose, ways_about
from hub.notify.kinds import InMail, Kind, Way, less_of, more_of
from hub.notify.models import Letter, Notification

SINGLE = "test-single"


@pytest.fixture
def wanted():
    """How each thing is wanted; a kind that goes by it, and says more in mail."""
    ways: dict[str, Way] = {}

    def ask(pairs):
        return {pair: ways[pair[1]] for pair in pairs if pair[1] in ways}

    def say(person, abouts):
        return {
            about: InMail(
                f"Now: {about}",
                subject=f"About {about}",
                thread="talk",
                opens_thread=about == "thing:1",
                links=[("/there/?a=1&b=2", "Look there")],
                headers={"List-Id": "<here>"},
            )
            for about in abouts
            if about != "thing:0"
        }

    kinds.register(
        Kind(SINGLE, "Single", "Each.", Way.AT_ONCE, ways_about=ask, in_mail=say)
    )
    return ways


@pytest.mark.parametrize(
    ("chosen", "single", "way"),
    [
        (Way.AT_ONCE, None, Way.AT_ONCE),
        (Way.AT_ONCE, Way.WEEKLY, Way.WEEKLY),
        (Way.WEEKLY, Way.AT_ONCE, Way.WEEKLY),
        (Way.SITE, Way.DAILY, Way.SITE),
        (Way.NONE, Way.AT_ONCE, Way.NONE),
        (Way.AT_ONCE, Way.NONE, Way.NONE),
    ],
)
def test_what_one_chose_for_the_kind_is_the_most_one_gets_of_a_thing(
    ada, tell, wanted, chosen, single, way
):
    choose(person=ada, kind=SINGLE, way=chosen)
    if single:
        wanted["thing:1"] = single
    tell(ada, kind=SINGLE)
    assert ways_about([(ada.pk, "thing:1")], SINGLE) == {(ada.pk, "thing:1"): way}
    told = Notification.objects.filter(person=ada)
    assert [one.way for one in told] == ([] if way == Way.NONE else [way])
    assert Letter.objects.count() == (way == Way.AT_ONCE)


def test_thing_that_is_not_wanted_by_mail_any_more_is_not_mailed(
    ada, tell, wanted, delivered
):
    for about in ("thing:1", "thing:2"):
        tell(ada, kind=SINGLE, about=about)
    wanted["thing:1"] = Way.SITE
    (mail,) = delivered()
    assert "Now: thing:2" in mail.body


def test_mail_says_what_its_kind_says_now(ada, tell, wanted, delivered):
    tell(ada, kind=SINGLE, text="OLD WORDS")
    tell(ada, kind=SINGLE, about="thing:2")
    first, second = delivered()
    assert first.subject.endswith("About thing:1")
    assert "Now: thing:1" in first.body
    assert "OLD WORDS" not in str(first.message())
    assert "http://localhost:8000/there/?a=1&b=2" in first.body
    assert "Look there" in first.alternatives[0][0]
    assert first.message()["List-Id"] == "<here>"
    assert "References" not in first.message()
    for name in ("In-Reply-To", "References"):
        assert second.message()[name] == first.message()["Message-ID"]


def test_mail_of_which_its_kind_says_nothing_says_what_was_noted(
    ada, tell, wanted, delivered
):
    tell(ada, kind=SINGLE, about="thing:0", text="Noted words")
    (mail,) = delivered()
    assert "Noted words" in mail.body


def test_less_and_more_go_by_how_much_and_how_soon():
    ways = [Way.NONE, Way.SITE, Way.WEEKLY, Way.DAILY, Way.AT_ONCE]
    for less, more in pairwise(ways):
        assert less_of(more, less) == less_of(less, more) == less
        assert more_of(more, less) == more_of(less, more) == more
