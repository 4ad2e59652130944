"""From a discussion to guidance: choosing, asking, answering, drafting."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casestudies.models import CaseStudyPage
from forum.forum_conversation.models import Post
from forum.into_guidance import actions, targets
from forum.into_guidance.models import Answer, Consent, Proposal, Quotation, Step
from forum.into_guidance.words import own_words
from hub.accounts import roles
from hub.guidance.models import GuidePage
from hub.notify.models import Notification
from tests.factories import forum as make
from tests.factories.accounts import make_staff
from tests.factories.casestudies import make_case_studies
from tests.factories.guidance import make_guides

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(home):
    make_guides(home)
    make_case_studies(home)
    return make_staff("Edda", roles.EDITORS)


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def reply(topic, other):
    return make.reply(topic, other, "We pay **each minute**.")


def new(topic) -> str:
    return reverse("forum_into_guidance:new", args=[topic.pk])


def asked(client, topic, *posts, kind="guide", title="Paying for travel") -> Proposal:
    sent = {"kind": kind, "title": title, "posts": [post.pk for post in posts]}
    response = client.post(new(topic), sent)
    assert response.status_code == 302, response.text
    return Proposal.objects.latest("pk")


def answer(client_for, proposal, person, what: str):
    consent = proposal.consents.get(author=person)
    return client_for(person).post(
        reverse("forum_into_guidance:consent", args=[consent.pk]), {"answer": what}
    )


def drafted(client, proposal):
    response = client.post(reverse("forum_into_guidance:draft", args=[proposal.pk]))
    proposal.refresh_from_db()
    return response


def quotes(page) -> list[dict]:
    page = page.specific
    field = targets.body_field(type(page))
    return [one.value for one in getattr(page, field.name) if one.block_type == "quote"]


def test_whole_way_from_a_discussion_to_a_page_and_back(
    client, client_for, topic, member, other, reply, settings
):
    settings.BASE_URL = "https://hub.example"
    proposal = asked(client, topic, topic.first_post, reply)
    told = Notification.objects.filter(kind="forum_guidance")
    assert {one.person for one in told} == {member, other}

    answer(client_for, proposal, member, "named")
    answer(client_for, proposal, other, "unnamed")
    response = drafted(client, proposal)

    page = proposal.page.specific
    assert isinstance(page, GuidePage)
    assert not page.live
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert client.get(response.url).status_code == 200
    first, second = quotes(page)
    assert (first["text"], first["speaker"]) == ("Who pays?", "Mo Member")
    assert first["source_url"] == (
        f"https://hub.example{topic.first_post.get_absolute_url()}"
    )
    assert second["text"] == "We pay each minute."
    assert second["speaker"] == "A member of the network"
    assert second["source_url"] == f"https://hub.example{topic.get_absolute_url()}"
    # Nothing of it shows before it is published.
    address = topic.get_absolute_url()
    assert "This became" not in client.get(address).text
    page.save_revision().publish()
    shown = Client().get(address).text
    assert "This became" in shown
    assert page.url in shown
    assert topic.subject in Client().get(page.url).text
    assert [step.what for step in proposal.steps.all()] == [
        "asked",
        "named",
        "unnamed",
        "drafted",
    ]


def mail_about(client, client_for, topic, delivered) -> str:
    """What is mailed when the author of a discussion is asked, and has answered."""
    page = client.get(new(topic))
    title = page.context["form"]["title"].value() or "SECRET TITLE"
    proposal = asked(client, topic, topic.first_post, title=title)
    answer(client_for, proposal, topic.poster, "named")
    mails = delivered()
    assert {one for mail in mails for one in mail.to} >= {
        topic.poster.email,
        proposal.begun_by.email,
    }
    return "".join(mail.subject + mail.body for mail in mails)


def test_mail_about_a_discussion_on_a_members_board_tells_no_subject_and_no_title(
    client, client_for, members_board, member, delivered
):
    topic = make.topic(members_board, member, "SECRET SUBJECT")
    words = mail_about(client, client_for, topic, delivered)
    assert "SECRET" not in words
    assert "Everybody you asked has answered" in words
    address = reverse("forum_into_guidance:consent", args=[Consent.objects.get().pk])
    assert "SECRET TITLE" in client_for(member).get(address).text


def test_mail_about_a_public_discussion_names_the_title(
    client, client_for, topic, delivered
):
    words = mail_about(client, client_for, topic, delivered)
    assert "They would stand in “Travel time”" in words
    assert "It is about “Travel time”" in words


def test_case_study_is_drafted_in_the_same_way(client, client_for, topic, member):
    proposal = asked(client, topic, topic.first_post, kind="case_study")
    answer(client_for, proposal, member, "named")
    drafted(client, proposal)
    (page,) = CaseStudyPage.objects.all()
    assert not page.live
    assert [one["speaker"] for one in quotes(page)] == ["Mo Member"]


def test_only_kinds_that_are_installed_are_offered(monkeypatch):
    assert [key for key, _ in targets.choices()] == ["guide", "case_study"]
    kinds = {"guide": ("A guide", "guidance.GuidePage"), "x": ("X", "none.Page")}
    monkeypatch.setattr(targets, "_KINDS", kinds)
    assert [key for key, _ in targets.choices()] == ["guide"]


def test_words_of_those_who_did_not_agree_are_not_used(
    client, client_for, person, topic, member, other, reply
):
    gone, silent = person("Gil Gone"), person("Sal Silent")
    posts = [make.reply(topic, gone, "GONE"), make.reply(topic, silent, "SILENT")]
    deleted = make.reply(topic, member, "DELETED")
    proposal = asked(client, topic, topic.first_post, reply, deleted, *posts)
    answer(client_for, proposal, member, "named")
    answer(client_for, proposal, gone, "named")
    answer(client_for, proposal, other, "declined")
    deleted.delete()
    gone.is_active = False
    gone.save()
    state = client.get(reverse("forum_into_guidance:proposal", args=[proposal.pk]))
    assert "1 author has not answered" in state.text
    assert "with 1 message<" in state.text

    drafted(client, proposal)

    assert [one["text"] for one in quotes(proposal.page)] == ["Who pays?"]


def test_without_a_yes_there_is_no_draft(client, client_for, topic, member):
    proposal = asked(client, topic, topic.first_post)
    for what in (None, "declined"):
        if what:
            answer(client_for, proposal, member, what)
        drafted(client, proposal)
        assert proposal.page is None
    assert not GuidePage.objects.exists()


def test_asked_twice_there_is_one_draft(client, client_for, topic, member):
    proposal = asked(client, topic, topic.first_post)
    answer(client_for, proposal, member, "named")
    first, second = drafted(client, proposal), drafted(client, proposal)
    assert first.url == second.url
    assert GuidePage.objects.count() == 1
    assert Step.objects.filter(what="drafted").count() == 1


def test_editor_who_may_add_no_page_is_told_so(
    client, client_for, topic, member, editor
):
    proposal = asked(client, topic, topic.first_post)
    answer(client_for, proposal, member, "named")
    editor.groups.first().page_permissions.all().delete()
    response = client.post(
        reverse("forum_into_guidance:draft", args=[proposal.pk]), follow=True
    )
    assert "You may not add such a page" in response.text
    assert not GuidePage.objects.exists()


def test_members_board_is_not_named_and_authors_are_warned(
    client, client_for, members_board, member
):
    topic = make.topic(members_board, member, "SECRET SUBJECT", "Secret words")
    proposal = asked(client, topic, topic.first_post)
    consent = proposal.consents.get()
    page = client_for(member).get(
        reverse("forum_into_guidance:consent", args=[consent.pk])
    )
    assert "Your words would become public" in page.text
    answer(client_for, proposal, member, "named")
    drafted(client, proposal)
    made = proposal.page.specific
    made.save_revision().publish()

    (quote,) = quotes(made)
    assert (quote["speaker"], quote["source_url"]) == ("Mo Member", "")
    shown = Client().get(made.url).text
    assert "Secret words" in shown
    for hidden in ("SECRET SUBJECT", topic.slug, members_board.slug):
        assert hidden not in shown
    assert "SECRET SUBJECT" in client_for(member).get(made.url).text


def test_public_boards_author_is_not_warned(client, client_for, topic, member):
    consent = asked(client, topic, topic.first_post).consents.get()
    page = client_for(member).get(
        reverse("forum_into_guidance:consent", args=[consent.pk])
    )
    assert "Who pays?" in page.text
    assert "would become public" not in page.text


def test_what_a_message_quotes_is_not_its_own_words():
    html = "<blockquote><p>Olu: <em>mine</em></p></blockquote><p>I a<br>gree</p>"
    assert own_words(html) == "I a gree"
    assert own_words("<blockquote><p>only theirs</p></blockquote>") == ""


def test_former_members_and_mere_quotations_cannot_be_chosen(
    client, topic, member, person
):
    gone = person("Gil Gone")
    posts = [
        make.reply(topic, gone, "GONE WORDS"),
        make.reply(topic, member, "> only theirs"),
    ]
    gone.is_active = False
    gone.save()
    form = client.get(new(topic)).text
    assert "has left and cannot be asked" in form
    assert "no words of its own" in form
    assert "GONE WORDS" not in form
    for post in posts:
        assert f'value="{post.pk}"' not in form
        sent = {"kind": "guide", "title": "T", "posts": [post.pk]}
        assert "choose messages from the list" in client.post(new(topic), sent).text
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"posts": []},
        {"posts": ["x"]},
        {"posts": ["²"]},
        {"posts": ["9" * 400]},
        {"posts": ["1\0"]},
        {"kind": "user"},
        {"title": ""},
        {"title": "x" * 201},
        {"title": "a\u202eb"},
        {"note": "x" * 1_001},
        {"note": "a\0b"},
    ],
)
def test_bad_choice_is_a_sentence_and_keeps_what_was_typed(client, topic, wrong):
    sent = {
        "kind": "guide",
        "title": "My title",
        "note": "My note",
        "posts": [topic.first_post_id],
    }
    response = client.post(new(topic), sent | wrong)
    assert response.status_code in (200, 400)
    assert not Proposal.objects.exists()
    if response.status_code == 200:
        assert "There is a problem" in response.text
        assert "My title" in response.text or "title" in wrong
        assert "checked" in response.text


def test_posts_of_another_topic_and_waiting_ones_cannot_be_chosen(
    client, topic, board, other
):
    elsewhere = make.topic(board, other, "Elsewhere").first_post
    waiting = make.reply(topic, other, "HIDDEN WAITING", approved=False)
    assert "HIDDEN WAITING" not in client.get(new(topic)).text
    for post in (elsewhere, waiting):
        sent = {"kind": "guide", "title": "T", "posts": [post.pk]}
        assert client.post(new(topic), sent).status_code == 200
    assert not Proposal.objects.exists()


def test_failure_half_way_leaves_no_draft(
    client, client_for, topic, member, editor, monkeypatch
):
    proposal = asked(client, topic, topic.first_post)
    answer(client_for, proposal, member, "named")

    def fail(**kwargs):
        raise RuntimeError("half way")

    monkeypatch.setattr(actions, "link_topic", fail)
    with pytest.raises(RuntimeError):
        actions.draft(proposal=proposal, editor=editor)
    proposal.refresh_from_db()
    assert proposal.page is None
    assert not GuidePage.objects.exists()


def test_topic_page_costs_nobody_a_query_for_it(
    client, client_for, topic, member, other
):
    """The link it leads to is asked for together with what the topic is about."""
    address = topic.get_absolute_url()
    clients = (Client(), client_for(other))

    def asked_of_database() -> list[int]:
        counts = []
        for one in clients:
            one.get(address)
            with CaptureQueriesContext(connection) as captured:
                one.get(address)
            counts.append(len(captured))
            sql = [query["sql"] for query in captured]
            tables = [one for one in sql if 'FROM "forum_into_guidance' in one]
            assert len(tables) <= 1
        return counts

    before = asked_of_database()
    asked(client, topic, topic.first_post)
    assert asked_of_database() == before


def test_lists_cost_the_same_at_any_number(client, topic, person):
    def fill(start: int, number: int) -> list[Post]:
        people = [person(f"P {n}") for n in range(start, start + number)]
        return [make.reply(topic, one, f"Words {one.pk}") for one in people]

    def cost(*addresses: str) -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    def addresses(proposal) -> tuple[str, ...]:
        state = reverse("forum_into_guidance:proposal", args=[proposal.pk])
        return new(topic), state, reverse("forum_into_guidance:proposals")

    one = cost(*addresses(asked(client, topic, *fill(0, 1))))
    for _ in range(4):
        asked(client, topic, topic.first_post)
    many = cost(*addresses(asked(client, topic, *fill(1, 15))))
    assert many == one
    assert json.dumps(many)
    assert Consent.objects.count() == 20
    assert Quotation.objects.filter(consent__answer=Answer.WAITING).count() == 20
