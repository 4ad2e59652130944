"""Every kind of page that can be discussed: the way there, and what it shows of it."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.adapter import actions, links
from forum.forum_conversation.models import Topic
from hub.guidance.models import GuidePartPage
from tests.factories import forum as make
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.guidance import make_guide, make_guides
from tests.factories.procurement import make_clause, make_procurement, make_route

pytestmark = pytest.mark.django_db


def case_study(home):
    return make_case_study(make_case_studies(home))


def guide(home):
    return make_guide(make_guides(home))


def guide_part(home):
    make_guide(make_guides(home), parts=("First steps",))
    return GuidePartPage.objects.get()


def clause(home):
    return make_clause(make_procurement(home)[0])


def route(home):
    return make_route(make_procurement(home)[1])


def organisation(home):
    return make_organisation("Equal Care")


@pytest.fixture(params=[case_study, guide, guide_part, clause, route, organisation])
def thing(request, home):
    return request.param(home)


def panel_of(client, thing) -> str:
    """Return the part of a thing's page that is about its discussion."""
    response = client.get(links.url_of(thing))
    assert response.status_code == 200
    before, found, after = response.text.partition(">Discuss this</h2>")
    assert found, before[-500:]
    return unescape(after.partition("</section>")[0])


def link_in(panel: str) -> str:
    """Return where the panel's one button leads."""
    return panel.partition('button--quiet" href="')[2].partition('"')[0]


def test_discuss_this_opens_the_topic_and_joins_it_next_time(
    thing, board, client_for, member, other
):
    title = links.title_of(thing)
    assert "Sign in to start the discussion" in panel_of(Client(), thing)
    client = client_for(member)
    start = link_in(panel_of(client, thing))
    assert parse_qs(urlsplit(start).query) == {"about": [links.reference(thing)]}
    form = client.get(client.get(start).url)
    assert title in unescape(form.text)

    client.post(
        form.request["PATH_INFO"],
        {"subject": title, "content": "x", "about": links.reference(thing)},
    )

    topic = Topic.objects.get()
    make.reply(topic, other)
    shown = panel_of(Client(), thing)
    for words in (
        "1 discussion, 2 messages",
        "1 reply",
        "latest by Olu Other",
        f'href="{topic.get_absolute_url()}"',
        f'datetime="{topic.last_post_on:%Y-%m}',
    ):
        assert words in shown
    assert client.get(start).url == topic.get_absolute_url()
    back = Client().get(topic.get_absolute_url()).text
    assert f'href="{links.url_of(thing)}"' in back


def test_discussion_among_members_shows_outsiders_nothing(
    thing, board, members_board, member, client_for
):
    secret = make.topic(members_board, member, "HIDDEN SUBJECT")
    open_one = make.topic(board, member, "Open subject")
    waiting = make.reply(open_one, member, "HIDDEN WAITING", approved=False)
    actions.link_topic(topic=secret, thing=thing)
    assert "Nobody has started" in panel_of(Client(), thing)
    actions.link_topic(topic=open_one, thing=thing)

    outside = panel_of(Client(), thing)
    inside = panel_of(client_for(member), thing)

    assert "1 discussion, 1 message" in outside
    assert "2 discussions, 2 messages" in inside
    assert "HIDDEN SUBJECT" in inside
    for hidden in ("HIDDEN", secret.slug, members_board.slug, str(waiting.pk) + "#"):
        assert hidden not in outside


def test_page_costs_the_same_with_thirty_discussions(thing, board, member):
    def cost() -> int:
        panel_of(Client(), thing)
        with CaptureQueriesContext(connection) as captured:
            panel_of(Client(), thing)
        return len(captured)

    def discuss(number: int) -> None:
        topic = make.topic(board, member, f"Topic {number}")
        actions.link_topic(topic=topic, thing=thing)

    discuss(0)
    one = cost()
    for number in range(1, 30):
        discuss(number)
    assert cost() == one
    assert "30 discussions, 30 messages" in panel_of(Client(), thing)


def test_topic_about_many_things_costs_as_much_as_one_about_one(topic, home, member):
    def cost() -> int:
        Client().get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            Client().get(topic.get_absolute_url())
        return len(captured)

    guides = make_guides(home)
    actions.link_topic(topic=topic, thing=make_guide(guides, "Guide 0"))
    one = cost()
    for number in range(1, 5):
        actions.link_topic(topic=topic, thing=make_guide(guides, f"Guide {number}"))
    assert cost() == one
    assert len(links.things_about(topic, member)) == 5
