"""Names in messages: who is offered while typing, who is reached, and what is linked."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.answers import mention_views
from forum.answers.mention_links import slugs_in, with_links
from hub.members.models import Block, Membership, Profile
from hub.notify.models import Notification
from tests.factories import forum as make
from tests.factories.directory import make_organisation
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def ask(client_for, other, board):
    def ask(typed: str, on=board, who=other) -> str:
        address = "/forum/mentions/"
        return client_for(who).get(address, {"q": typed, "board": on.pk}).text

    return ask


def test_people_are_offered_by_any_word_of_their_name(ask):
    wanda = make_member("Wanda Writer", role="Care manager")
    for typed in ("wan", "Wri", "wanda w", wanda.slug[:4]):
        answer = ask(typed)
        assert f'data-slug="{wanda.slug}"' in answer
        assert "Wanda Writer" in answer
        assert "Care manager" in answer
        assert "@members.example" not in answer
    for typed in ("anda", "", "  ", "%", "_", "members.example", "x" * 5_000):
        assert "Wanda" not in ask(typed)


@pytest.mark.parametrize("typed", ["\0", "wan\0", "🐑", "\u202ewan", "<b>", "'; --"])
def test_strange_letters_name_nobody(client_for, other, board, typed):
    make_member("Wanda Writer")
    answer = client_for(other).get("/forum/mentions/", {"q": typed, "board": board.pk})
    assert answer.status_code in (200, 400)
    assert "data-slug" not in answer.text


def test_what_a_person_hides_is_not_told(ask):
    make_member("Wanda Writer", role="HIDDEN role", role_seen_by="hidden")
    assert "HIDDEN" not in ask("wanda")


def test_those_who_are_not_shown_are_not_offered(ask, other):
    make_member("Wally Hidden", name_seen_by="hidden")
    for name, change in (
        ("Walter", {"is_active": False}),
        ("Walt", {"approved_at": None}),
    ):
        user = make_member(name).user
        type(user).objects.filter(pk=user.pk).update(**change)
    Profile.objects.create(user=other, slug="walmyself")
    assert "data-slug" not in ask("wal")


def test_neither_who_blocks_nor_who_is_blocked_is_offered(ask, other):
    blocking, blocked = make_member("Wanda"), make_member("Wanja")
    Block.objects.create(blocker=blocking.user, blocked=other)
    Block.objects.create(blocker=other, blocked=blocked.user)
    assert "data-slug" not in ask("wan")


def test_only_those_who_may_read_the_board_are_offered(
    ask, closed_board, moderator, board
):
    make_member("Wanda Writer")
    reader = make_member("Wanja Reader")
    make.moderator(reader.user)
    answer = ask("wan", on=closed_board, who=moderator)
    assert "Wanja Reader" in answer
    assert "Wanda" not in answer
    assert "Wanda" in ask("wan", on=board, who=moderator)


def test_reader_behind_many_who_may_not_read_is_offered(ask, closed_board, moderator):
    for number in range(45):
        make_member(f"Wan A{number:02}")
    make.moderator(make_member("Wan Zed").user)
    assert "Wan Zed" in ask("wan", on=closed_board, who=moderator)


def test_board_one_may_not_read_is_as_one_that_is_not_there(
    client_for, other, closed_board
):
    client = client_for(other)
    for board in (closed_board.pk, 999_999, "x", "", "1" * 5_000, "\u0661"):
        answer = client.get("/forum/mentions/", {"q": "wan", "board": board})
        assert answer.status_code == 404


def test_visitor_is_asked_to_sign_in(board):
    answer = Client().get("/forum/mentions/", {"q": "wan", "board": board.pk})
    assert answer.url.startswith("/accounts/login/")


def test_at_most_eight_are_offered_people_before_organisations(ask):
    acting = make_member("Person 0").user
    organisation = make_organisation("Person Centred Care")
    Membership.objects.create(user=acting, organisation=organisation)
    make_organisation("Person Without Members")
    answer = ask("person")
    assert answer.index("Person 0") < answer.index("Person Centred Care")
    assert "Without Members" not in answer
    for number in range(1, 12):
        make_member(f"Person {number}")
    answer = ask("person")
    assert answer.count("data-slug") == 8
    assert "reaches its members" not in answer


def test_questions_beyond_the_limit_are_refused(client_for, other, board, monkeypatch):
    monkeypatch.setattr(mention_views, "MOST_A_MINUTE", 1)
    monkeypatch.setattr(mention_views.time, "time", lambda: 1_000_000.0)
    client = client_for(other)
    asked = {"q": "wan", "board": board.pk}
    answers = [client.get("/forum/mentions/", asked).status_code for _ in range(2)]
    assert answers == [200, 429]


def test_completion_costs_the_same_for_thirty_people(client_for, other, board):
    client = client_for(other)

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get("/forum/mentions/", {"q": "wan", "board": board.pk})
        return [query["sql"] for query in captured]

    make_member("Wan 0", organisation=make_organisation("Co-op 0"))
    queries()
    one = queries()
    for number in range(1, 30):
        make_member(f"Wan {number}", organisation=make_organisation(f"Co-op {number}"))
    thirty = queries()
    assert len(thirty) <= len(one), thirty
    assert len(one) <= 13, one


def test_field_of_a_message_names_its_board(client_for, other, topic):
    page = client_for(other).get(topic.get_absolute_url()).text
    assert f'data-mentions="/forum/mentions/?board={topic.forum_id}"' in page
    assert "forum_answers/mentions" in page
    assert "forum_answers/mentions" not in Client().get(topic.get_absolute_url()).text


def told(person) -> list[str]:
    rows = Notification.objects.filter(person=person)
    return sorted(rows.values_list("kind", flat=True))


def test_f6_naming_an_organisation_reaches_its_members_once(topic, other, person):
    """F6: who is also named, or wrote in the discussion, is told once all the same."""
    organisation = make_organisation("Equal Care", slug="equal-care")
    ada, bo, off = person("Ada"), person("Bo"), person("Off")
    for one in (ada, bo, off, other):
        Membership.objects.create(user=one, organisation=organisation)
    type(off).objects.filter(pk=off.pk).update(is_active=False)
    Profile.objects.create(user=ada, slug="ada")
    make.reply(topic, bo)
    make.reply(topic, other, "What do you say, @equal-care and @ada?")
    assert told(ada) == told(bo) == ["mentions"]
    assert told(off) == told(other) == []


def test_f6_organisation_reaches_nobody_on_a_board_they_may_not_read(
    closed_board, moderator, person
):
    """F6: a mention of one without access tells no one; so does one that is a draft."""
    ada = person("Ada")
    for slug, live in (("equal-care", True), ("secret-start", False)):
        organisation = make_organisation(slug, slug=slug, live=live)
        Membership.objects.create(user=ada, organisation=organisation)
    make.topic(closed_board, moderator, content="@equal-care")
    make.topic(make.board("Open"), moderator, content="@secret-start")
    assert told(ada) == []


def test_name_leads_to_the_page_for_those_who_may_open_it(
    client, client_for, topic, other
):
    shown = make_member("Wanda <i>", name_seen_by="public")
    shy = make_member("Shay", name_seen_by="members")
    hidden = make_member("Hilda", name_seen_by="hidden")
    slugs = " ".join(f"@{one.slug.upper()}" for one in (shown, shy, hidden))
    make.reply(topic, other, f"Ask {slugs} or `@{shown.slug}`")
    page = client.get(topic.get_absolute_url()).text
    assert f'<a href="/people/{shown.slug}/">@Wanda &lt;i&gt;</a>' in page
    assert f"<code>@{shown.slug}</code>" in page
    assert f"@{shy.slug.upper()}" in page
    assert "Shay" not in page
    members_page = client_for(other).get(topic.get_absolute_url()).text
    assert f'<a href="/people/{shy.slug}/">@Shay</a>' in members_page
    assert f"@{hidden.slug.upper()}" in members_page
    assert "Hilda" not in members_page


class Somebody:
    """A person for links alone."""

    name, url = 'T"ia', "/people/tia/"


LINK = '<a href="/people/tia/">@T&quot;ia</a>'


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>Ask @tia, or (@Tia).</p>", f"<p>Ask {LINK}, or ({LINK}).</p>"),
        ("<p>a@tia.org @tia-x @@tia</p>", None),
        ("<pre><code>@tia</code></pre><code>@tia</code>", None),
        ('<a href="/x">@tia</a>', None),
        ('<a href="/x" title="> </a> @tia">x</a>', None),
        ('<div title="<a> @tia">@tia</div>', f'<div title="<a> @tia">{LINK}</div>'),
        ("<p>&lt;@tia&gt;</p>", f"<p>&lt;{LINK}&gt;</p>"),
        (
            '<p><span data-file="1">Photo of @tia</span> by @tia</p>',
            f'<p><span data-file="1">Photo of @tia</span> by {LINK}</p>',
        ),
    ],
)
def test_links_stand_in_words_alone(html, linked):
    assert with_links(html, {"tia": Somebody}) == (linked or html)


@pytest.mark.parametrize("piece", ["@", "<", '<a "', "@a ", "<a>", '"', "@a<b>"])
# A pattern that tries again from each place before takes hours for this.
@pytest.mark.timeout(60)
def test_search_for_names_in_html_ends_however_long_it_is(piece):
    html = "@mo " + piece * (600_000 // len(piece))
    assert "mo" in slugs_in(html)
    assert with_links(html, {"tia": Somebody}) == html
