"""From a thing of the hub to its discussion, and back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from forum.adapter import actions, links
from forum.adapter.models import BoardProfile
from forum.forum_conversation.models import Topic
from hub.core.models import Topic as Tag
from hub.directory.models import Organisation
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(
        slug="a-co-op", name="A Co-op", summary="Care.", kind="care_provider", live=True
    )


def shown(template: str, user, **context) -> str:
    request = RequestFactory().get("/")
    request.user = user
    text = "{% load forum_adapter_tags %}" + template
    return Template(text).render(Context(context | {"request": request}))


def discussion_of(thing, user=None) -> str:
    return shown("{% discussion_of thing %}", user or AnonymousUser(), thing=thing)


def test_nothing_said_yet_offers_to_start(organisation, member):
    link = f"/forum/discuss/?about=directory.organisation%3A{organisation.pk}"
    assert link in discussion_of(organisation)
    assert "Sign in to start the discussion" in discussion_of(organisation)
    assert ">Start the discussion" in discussion_of(organisation, member)


def test_discussion_is_shown_with_replies_and_latest(organisation, topic, other):
    actions.link_topic(topic=topic, thing=organisation)
    make.reply(topic, other)
    html = discussion_of(organisation)
    assert topic.get_absolute_url() in html
    assert "1 reply" in html
    assert other.get_display_name() in html
    assert "Open the discussion" in html


def test_hidden_discussions_are_not_shown_or_counted(
    organisation, member, moderator, members_board, board
):
    for on, subject, approved in (
        (members_board, "HIDDEN MEMBERS", True),
        (board, "HIDDEN WAITING", False),
    ):
        made = make.topic(on, member, subject, approved=approved)
        actions.link_topic(topic=made, thing=organisation)
    html = discussion_of(organisation)
    assert "HIDDEN" not in html
    assert "Nobody has started" in html
    assert "HIDDEN MEMBERS" in discussion_of(organisation, member)
    assert "HIDDEN WAITING" not in discussion_of(organisation, member)


def test_visitor_is_sent_to_sign_in_and_back(organisation):
    response = Client().get("/forum/discuss/", {"about": links.reference(organisation)})
    assert response.url.startswith("/accounts/login/?next=/forum/discuss/")


def test_starting_leads_to_the_public_board_that_shares_most_topics(
    client_for, member, organisation, members_board
):
    first, fitting = make.board("First"), make.board("Fitting")
    tag = Tag.objects.first()
    organisation.topics.add(tag)
    organisation.save()
    for one in (fitting, members_board):
        BoardProfile.objects.get(board=one).topics.add(tag)
    client = client_for(member)
    response = client.get("/forum/discuss/", {"about": links.reference(organisation)})
    assert response.url.startswith(f"{fitting.get_absolute_url()}topic/create/?about=")
    form = client.get(response.url)
    assert 'value="A Co-op"' in form.text
    client.post(
        response.url,
        {"subject": "A Co-op", "content": "x", "about": links.reference(organisation)},
    )
    topic = Topic.objects.get()
    assert list(links.topics_about(organisation, member)) == [topic]
    page = Client().get(topic.get_absolute_url())
    assert organisation.get_absolute_url() in page.text
    again = client.get("/forum/discuss/", {"about": links.reference(organisation)})
    assert again.url == topic.get_absolute_url()
    assert first.topics.count() == 0


@pytest.mark.parametrize(
    "about",
    [
        "",
        "x",
        "accounts.user:1",
        "auth.group:1",
        "no.model:1",
        "a.b:1:2",
        "wagtailcore.page:1",
        "directory.organisation:²",
        "directory.organisation:999999",
    ],
)
def test_what_cannot_be_discussed_is_not_found(client_for, member, board, about):
    client = client_for(member)
    assert client.get("/forum/discuss/", {"about": about}).status_code == 404
    create = f"{board.get_absolute_url()}topic/create/"
    form = client.get(create, {"about": about})
    assert form.status_code == 200
    client.post(create, {"subject": "x", "content": "x", "about": about})
    assert Topic.objects.get().discussion_links.count() == 0


def test_draft_and_private_page_give_away_no_title(
    client_for, member, board, home, organisation
):
    Organisation.objects.filter(pk=organisation.pk).update(live=False, name="HIDDEN")
    home.title = "HIDDEN PAGE"
    home.save()
    PageViewRestriction.objects.create(page=home, restriction_type="password")
    create = f"{board.get_absolute_url()}topic/create/"
    for thing in (organisation, home):
        page = client_for(member).get(create, {"about": links.reference(thing)})
        assert "HIDDEN" not in page.text


def test_topic_does_not_name_a_page_that_went_private(topic, home):
    actions.link_topic(topic=topic, thing=home)
    assert links.things_about(topic, AnonymousUser())
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    assert links.things_about(topic, AnonymousUser()) == []
    assert len(links.things_about(topic, topic.poster)) == 1


def test_page_is_named_as_a_plain_page(home, topic):
    actions.link_topic(topic=topic, thing=home)
    plain = type(home.page_ptr).objects.get(pk=home.pk)
    assert list(links.topics_about(plain, AnonymousUser())) == [topic]


def test_latest_topics_leave_out_what_the_asker_may_not_read(
    topic, member, members_board, board
):
    make.topic(members_board, member, "HIDDEN MEMBERS")
    make.topic(board, member, "HIDDEN WAITING", approved=False)
    html = shown("{% latest_topics 5 %}", AnonymousUser())
    assert topic.subject in html
    assert "HIDDEN" not in html
    assert "HIDDEN MEMBERS" in shown("{% latest_topics 5 %}", member)


def test_latest_topics_cost_the_same_at_any_number(
    member, board, django_assert_max_num_queries
):
    for number in range(6):
        make.topic(board, member, f"Topic {number}")
    with django_assert_max_num_queries(3):
        html = shown("{% latest_topics 5 %}", AnonymousUser())
    assert html.count("<article") == 5


def test_tags_render_without_a_request(organisation, topic):
    text = "{% load forum_adapter_tags %}{% discussion_of o %}{% latest_topics 3 %}"
    assert topic.subject in Template(text).render(Context({"o": organisation}))
