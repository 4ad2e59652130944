"""Digests: who gets one, of what, and that nothing is told twice."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from hub.core import visibility
from hub.members.digest import making
from hub.members.digest import sections as digest_sections
from hub.members.digest.making import MOST_LISTED, make_digests
from hub.members.digest.sections import Section, register_owners, register_section
from hub.members.models import DigestedEntry, Membership
from hub.notify import kinds
from hub.notify.choosing import choose, stop_mail
from hub.notify.kinds import Kind, Way
from hub.notify.models import Letter, Notification
from hub.search.models import SearchEntry
from tests.hub.members.digests import (
    DAY,
    MONDAY,
    composed,
    digests,
    interested,
    new_thing,
    notified,
)

STOPPED = KeyboardInterrupt


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """A kind of thing that weekly notifications are about."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(
        Kind("tests-replies", "Replies", "Replies to you.", default=Way.WEEKLY)
    )


@pytest.fixture
def keys(monkeypatch):
    """The boards that people may read, by their address, as a plug-in would say."""
    held: dict[str, set[str]] = {}
    monkeypatch.setattr(
        visibility,
        "_providers",
        [lambda user: held.get(getattr(user, "email", ""), set())],
    )
    monkeypatch.setattr(visibility, "_holders", [])
    return held


@pytest.fixture
def plug_ins(monkeypatch):
    """Let a test register sections and owners of its own."""
    monkeypatch.setattr(digest_sections, "_sections", dict(digest_sections._sections))
    monkeypatch.setattr(digest_sections, "_owners", list(digest_sections._owners))


@pytest.fixture
def ada(person):
    return interested(person("Ada"))


def the_mail():
    """Return the one digest there is, composed."""
    (letter,) = digests()
    return composed(letter)


def test_what_is_new_in_a_members_topics_is_told_once(ada):
    new_thing("Rotas", where="Guides", summary="Who works when.")
    assert make_digests(MONDAY) == 1
    assert make_digests(MONDAY) == 0
    assert make_digests(MONDAY + DAY) == 0
    assert make_digests(MONDAY + 7 * DAY) == 0

    mail = the_mail()
    assert mail.subject.endswith("Rotas")
    for words in ("In your topics", "Rotas", "Guides", "Who works when.", "/things/0/"):
        assert words in mail.text
        assert words in mail.html


def test_topics_that_one_can_help_with_count_too(person):
    ada = interested(person("Ada"), topics=())
    ada.profile.can_help_with.add(*_topics("pay-and-conditions"))
    new_thing("Pay", facets={"topic": ["pay-and-conditions"]})
    new_thing("Other", facets={"topic": ["policy"]})
    make_digests(MONDAY)

    assert "Pay" in the_mail().text
    assert "Other" not in the_mail().text


def _topics(*slugs: str):
    from hub.core.models import Topic

    found = Topic.objects.filter(slug__in=slugs)
    assert len(found) == len(slugs)
    return found


@pytest.mark.parametrize(
    ("profile", "facets", "is_near"),
    [
        ({"region": "south_west"}, {"region": ["south_west"]}, True),
        ({"region": "south_west"}, {"region": ["london"]}, False),
        ({"region": "south_west"}, {"nation": ["england"]}, False),
        ({"nation": "wales"}, {"nation": ["wales"]}, True),
        ({"nation": "wales"}, {"nation": ["wales", "england"]}, False),
        ({"nation": "wales"}, {"nation": ["scotland"]}, False),
        ({}, {"nation": ["wales"]}, False),
    ],
)
def test_what_is_near_is_told(person, profile, facets, is_near):
    interested(person("Ada"), topics=(), **profile)
    new_thing("A new co-op", facets=facets)

    assert make_digests(MONDAY) == int(is_near)
    if is_near:
        assert "Near you" in the_mail().text


def test_nothing_new_means_no_mail(ada):
    new_thing("Not for her", facets={"topic": ["policy"]})
    assert make_digests(MONDAY) == 0
    assert not Letter.objects.exists()


def test_digest_is_not_sent_unasked(person):
    ada = person("Ada")
    interested(ada)
    ada.preferences.all().delete()
    new_thing("Rotas")

    assert make_digests(MONDAY) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"approved_at": None},
        {"leaves_at": timezone.now()},
        {"erased_at": timezone.now()},
    ],
)
def test_those_who_are_not_members_now_get_none(ada, change):
    new_thing("Rotas")
    notified(ada, "A reply")
    for name, value in change.items():
        setattr(ada, name, value)
    ada.save()

    assert make_digests(MONDAY) == 0


def test_at_most_twenty_things_with_a_way_to_the_rest(ada):
    for number in range(MOST_LISTED + 5):
        new_thing(f"Guide {number:02}")
    make_digests(MONDAY)
    mail = the_mail()

    assert mail.text.count("/things/") == MOST_LISTED
    assert "/me/new/" in mail.text
    assert "/me/new/" in mail.html
    assert DigestedEntry.objects.count() == MOST_LISTED


def test_twenty_things_are_listed_whole(ada):
    for number in range(MOST_LISTED):
        new_thing(f"Guide {number:02}")
    make_digests(MONDAY)

    assert "/me/new/" not in the_mail().text


def test_notifications_come_first_and_count_among_the_twenty(ada):
    for number in range(15):
        new_thing(f"Guide {number:02}")
        notified(ada, f"Reply {number:02}", url=f"/told/{number}/")
    make_digests(MONDAY)
    text = the_mail().text

    assert text.count("/told/") == 15
    assert text.count("/things/") == 5
    assert text.index("Reply 00") < text.index("In your topics")


def test_many_notifications_leave_the_rest_to_the_inbox(ada):
    for number in range(MOST_LISTED + 2):
        notified(ada, f"Reply {number:02}", url=f"/told/{number}/")
    make_digests(MONDAY)
    text = the_mail().text

    assert text.count("/told/") == MOST_LISTED
    assert "/me/notifications/" in text
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_notifications_alone_make_a_digest(person):
    ada = person("Ada")
    notified(ada, "A reply")
    assert make_digests(MONDAY) == 1
    assert make_digests(MONDAY + 7 * DAY) == 0
    assert "A reply" in the_mail().text


def test_daily_notification_comes_the_next_day_and_weekly_on_monday(person):
    ada = person("Ada")
    thursday = MONDAY + 3 * DAY
    notified(ada, "Daily one", way=Way.DAILY, made_at=thursday)
    notified(ada, "Weekly one", made_at=thursday)
    assert make_digests(MONDAY) == 0
    assert make_digests(thursday) == 0
    assert make_digests(thursday + DAY) == 1
    assert "Daily one" in the_mail().text
    assert "Weekly one" not in the_mail().text
    assert make_digests(MONDAY + 7 * DAY) == 1
    assert "Weekly one" in composed(digests()[1]).text


def test_daily_digest_tells_each_day_of_the_day_before(person):
    interested(person("Ada"), way=Way.DAILY)
    new_thing("Of Sunday", at=MONDAY - DAY / 2)
    new_thing("Of Monday", at=MONDAY + DAY / 2)
    for day in range(4):
        make_digests(MONDAY + day * DAY)
    first, second = digests()

    assert "Of Sunday" in composed(first).text
    assert "Of Monday" not in composed(first).text
    assert "Of Monday" in composed(second).text
    assert "Of Sunday" not in composed(second).text


def test_late_run_still_tells_of_the_week_before(ada):
    new_thing("Rotas")
    assert make_digests(MONDAY + 3 * DAY) == 1


def test_thing_that_changes_again_is_not_told_again(ada):
    thing = new_thing("Rotas")
    make_digests(MONDAY)
    thing.changed_at = MONDAY + 2 * DAY
    thing.save()

    assert make_digests(MONDAY + 7 * DAY) == 0


def test_what_was_told_is_forgotten_in_time(ada):
    new_thing("Rotas")
    make_digests(MONDAY)
    make_digests(MONDAY + making.REMEMBERED + DAY)

    assert not DigestedEntry.objects.exists()


@pytest.mark.parametrize("way", [Way.AT_ONCE, Way.WEEKLY])
def test_what_a_notification_mailed_is_not_repeated(ada, way):
    thing = new_thing("Rotas")
    notified(ada, "Reply", url=f"{thing.url}?post=7#7", way=way)
    make_digests(MONDAY)

    assert "In your topics" not in "".join(composed(one).text for one in digests())
    assert len(digests()) == (way == Way.WEEKLY)


def test_notification_on_the_site_alone_does_not_keep_a_thing_out(ada):
    thing = new_thing("Rotas")
    notified(ada, "Reply", url=thing.url, way=Way.SITE)

    assert make_digests(MONDAY) == 1


def test_what_was_mailed_at_once_meanwhile_is_left_out(ada):
    thing = new_thing("Rotas")
    new_thing("Pay")
    make_digests(MONDAY)
    notified(ada, "Reply", url=thing.url, way=Way.AT_ONCE, made_at=timezone.now())

    assert "Rotas" not in the_mail().text
    assert "Pay" in the_mail().text


def test_hidden_boards_things_are_not_in_it(person, keys):
    ada, bo = interested(person("Ada")), interested(person("Bo"))
    keys[bo.email] = {"board:7"}
    new_thing("On the board", visibility="board:7")
    new_thing("For members", visibility="members")
    make_digests(MONDAY)
    by_person = {one.person: composed(one) for one in digests()}

    assert "On the board" not in by_person[ada].text + by_person[ada].html
    assert "For members" in by_person[ada].text
    assert "A discussion among members" in by_person[bo].text
    assert not DigestedEntry.objects.filter(person=ada, entry_key__endswith=":0")


def test_hidden_thing_alone_makes_no_digest(ada, keys):
    new_thing("On the board", visibility="board:7")

    assert make_digests(MONDAY) == 0


def test_access_lost_before_sending_is_respected(ada, keys):
    keys[ada.email] = {"board:7"}
    new_thing("On the board", visibility="board:7")
    new_thing("For everybody")
    make_digests(MONDAY)
    keys[ada.email] = set()
    mail = the_mail()

    assert "On the board" not in mail.subject + mail.text + mail.html
    assert "For everybody" in mail.text


@pytest.mark.parametrize("change", ["hidden", "gone", "read", "unwanted"])
def test_digest_with_nothing_left_is_dropped(ada, change):
    new_thing("Rotas")
    told = notified(ada, "A reply", visibility="public")
    make_digests(MONDAY)
    assert the_mail() is not None
    SearchEntry.objects.update(
        **({"is_gone": True} if change == "gone" else {"visibility": "board:7"})
    )
    if change == "read":
        told.seen_at = timezone.now()
        told.save()
    elif change == "unwanted":
        stop_mail(person=ada, kinds=["tests-replies"])
    else:
        Notification.objects.update(visibility="board:7")

    assert the_mail() is None


def test_digest_stopped_meanwhile_is_not_sent(ada):
    new_thing("Rotas")
    make_digests(MONDAY)
    choose(person=ada, kind=making.KIND, way=Way.NONE)

    assert the_mail() is None


def test_one_click_ends_every_kind_in_the_mail(ada, client, settings):
    new_thing("Rotas")
    notified(ada, "A reply")
    make_digests(MONDAY)
    stop = the_mail().headers["List-Unsubscribe"].strip("<>")
    client.post(stop.removeprefix(settings.BASE_URL))

    ways = dict(ada.preferences.values_list("kind", "way"))
    assert ways == {making.KIND: Way.NONE, "tests-replies": Way.SITE}


def test_own_things_are_not_told(person, plug_ins):
    ada, bo = interested(person("Ada")), interested(person("Bo"))
    own = new_thing("Written by Ada")
    register_owners(lambda news: {own.key: [ada.pk]})
    make_digests(MONDAY)

    assert [one.person for one in digests()] == [bo]


def test_organisation_that_one_acts_for_is_not_told(person, db):
    from hub.directory.models import Organisation

    ada, bo = interested(person("Ada")), interested(person("Bo"))
    brook = Organisation.objects.create(name="Brook Care", slug="brook-care")
    Membership.objects.create(user=ada, organisation=brook)
    SearchEntry.objects.all().delete()
    new_thing("Brook Care", key=f"directory.organisation:{brook.pk}")
    make_digests(MONDAY)

    assert [one.person for one in digests()] == [bo]


def test_plug_ins_section_is_told_under_its_heading(person, plug_ins, keys):
    ada = interested(person("Ada"), topics=())
    keys[ada.email] = {"board:1"}
    wanted = new_thing("A discussion", facets={}, visibility="board:1")
    hidden = new_thing("Another", facets={}, visibility="board:2")

    def prepare(news):
        assert {one.key for one in news} >= {wanted.key, hidden.key}
        return lambda people: {one.pk: [wanted.key, hidden.key] for one in people}

    register_section(Section("tests", "On your boards", prepare))
    make_digests(MONDAY)
    text = the_mail().text

    assert text.index("On your boards") < text.index("A discussion")
    assert "Another" not in text


def test_newsletters_are_left_to_those_who_chose_them(ada):
    new_thing("Spring news", kind="newsletter")

    assert make_digests(MONDAY) == 0


def test_hostile_titles_are_escaped_and_add_no_header(ada):
    new_thing("<script>alert(1)</script>\r\nBcc: all@example.org", summary="<b>x</b>")
    make_digests(MONDAY)
    mail = the_mail()

    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "&lt;b&gt;x" in mail.html
    assert "<script>alert(1)</script>" in mail.text
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


def test_stopped_in_the_middle_each_gets_exactly_one(person, monkeypatch):
    people = [interested(person(f"Member {number}")) for number in range(7)]
    new_thing("Rotas")
    notified(people[3], "A reply")
    monkeypatch.setattr(making, "_PEOPLE_AT_ONCE", 2)
    real, calls = making._note, []

    def killed(*args):
        calls.append(1)
        if len(calls) == 2:
            raise STOPPED
        real(*args)

    monkeypatch.setattr(making, "_note", killed)
    with pytest.raises(STOPPED):
        make_digests(MONDAY)
    assert len(digests()) == 2
    assert Notification.objects.get().mailed_at is None

    monkeypatch.setattr(making, "_note", real)
    assert make_digests(MONDAY) == 5
    assert sorted(one.person_id for one in digests()) == [one.pk for one in people]
    assert "A reply" in composed(digests()[3]).text


def test_queries_are_the_same_for_one_and_thirty(
    person, django_assert_max_num_queries, keys
):
    def count(people: int) -> int:
        for _ in range(people):
            number = len(made)
            made.append(interested(person(f"Member {number}")))
            notified(made[-1], "A reply")
        Letter.objects.all().delete()
        DigestedEntry.objects.all().delete()
        with django_assert_max_num_queries(100) as found:
            make_digests(MONDAY)
        assert len(digests()) == people
        return len(found)

    made: list = []
    # What was told is noted 500 rows at a time: few enough things for one lot.
    for number in range(10):
        new_thing(f"Guide {number}", visibility="members")
    assert count(1) == count(30)


def test_composing_needs_the_same_queries_for_one_and_twenty(
    ada, person, django_assert_max_num_queries
):
    bo = interested(person("Bo"), topics=("policy",))
    new_thing("One", facets={"topic": ["policy"]})
    for number in range(19):
        new_thing(f"Guide {number}")
    make_digests(MONDAY)
    by_person = {one.person: one for one in digests()}

    def count(who) -> int:
        with django_assert_max_num_queries(100) as found:
            composed(by_person[who])
        return len(found)

    assert count(bo) == count(ada)


def test_command_says_how_many(ada, capsys):
    begins = making._ends(timezone.now())[Way.WEEKLY]
    new_thing("Rotas", at=begins - DAY)
    call_command("send_digests")
    call_command("send_digests")

    assert capsys.readouterr().out == (
        "Digests put in the outbox: 1.\nDigests put in the outbox: 0.\n"
    )


def test_choosing_it_is_noted_as_consent(ada):
    choose(person=ada, kind=making.KIND, way=Way.DAILY)
    stop_mail(person=ada, kinds=[making.KIND])

    assert [one.is_given for one in ada.consents.order_by("pk")] == [True, False]


def test_what_is_kept_can_be_handed_out_and_erased(ada, person):
    from hub.accounts import personal

    bo = interested(person("Bo"))
    new_thing("Rotas")
    make_digests(MONDAY)
    (part,) = [one for one in personal.parts() if one.key == "digests"]
    assert [row["Thing"] for row in part.export(ada)] == ["tests.thing:0"]
    part.erase(ada)

    assert part.export(ada) == []
    assert len(part.export(bo)) == 1
