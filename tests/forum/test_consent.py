"""What an author says to the use of their words, and taking it back."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from forum.into_guidance import actions
from forum.into_guidance.models import Answer, Consent, Proposal, Step
from hub.accounts import personal, roles
from hub.accounts.models import User
from hub.members.kept.leaving import ask_to_leave, erase_account
from hub.notify.models import Notification
from tests.factories import forum as make
from tests.factories.accounts import make_staff
from tests.factories.guidance import make_guides
from tests.forum.test_into_guidance import quotes

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(home):
    make_guides(home)
    return make_staff("Edda", roles.EDITORS)


@pytest.fixture
def proposal(topic, editor, other) -> Proposal:
    reply = make.reply(topic, other, "We pay each minute.")
    return actions.ask(
        topic=topic,
        posts=[topic.first_post, reply],
        kind="guide",
        title="Paying for travel",
        note="For managers.",
        editor=editor,
    )


@pytest.fixture
def drafted(proposal, editor, member, other) -> Proposal:
    for author in (member, other):
        consent = proposal.consents.get(author=author)
        actions.answer(consent=consent, answer=Answer.NAMED)
    actions.draft(proposal=proposal, editor=editor)
    proposal.refresh_from_db()
    return proposal


def erase(person) -> None:
    ask_to_leave(person=person, erases_posts=False)
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now())
    assert erase_account(pk=person.pk)


def page_of(proposal, person) -> str:
    consent = proposal.consents.get(author=person)
    return reverse("forum_into_guidance:consent", args=[consent.pk])


def publish(proposal) -> None:
    proposal.page.specific.save_revision().publish()
    proposal.refresh_from_db()


def as_stored(proposal) -> Page:
    return Page.objects.get(pk=proposal.page_id)


def speakers(proposal) -> list[str]:
    return [one["speaker"] for one in quotes(as_stored(proposal))]


def traces(proposal, words: str) -> int:
    page = as_stored(proposal)
    revisions = [str(one.content) for one in page.revisions.all()]
    texts = [one["text"] + one["speaker"] for one in quotes(page)]
    return sum(words in text for text in revisions + texts)


def test_author_sees_their_words_and_what_is_asked(proposal, client_for, member):
    page = client_for(member).get(page_of(proposal, member)).text
    for words in ("Who pays?", "Paying for travel", "For managers.", "Edda"):
        assert words in page
    assert "We pay each minute." not in page


def test_only_the_author_finds_the_page(
    proposal, client_for, member, other, moderator, editor
):
    address = page_of(proposal, member)
    for stranger in (other, moderator, editor):
        assert client_for(stranger).get(address).status_code == 404
        sent = client_for(stranger).post(address, {"answer": "named"})
        assert sent.status_code == 404
    assert Client().get(address).url.startswith("/accounts/login/")
    assert Consent.objects.get(author=member).answer == Answer.WAITING


@pytest.mark.parametrize("answer", ["", "x", "waiting", "withdrawn", "n\0"])
def test_answer_that_is_none_is_a_sentence(proposal, client_for, member, answer):
    response = client_for(member).post(page_of(proposal, member), {"answer": answer})
    assert response.status_code in (200, 400)
    assert Consent.objects.get(author=member).answer == Answer.WAITING


def test_editor_hears_once_all_have_answered(
    proposal, client_for, member, other, editor
):
    told = Notification.objects.filter(person=editor, kind="forum_guidance")
    client_for(member).post(page_of(proposal, member), {"answer": "named"})
    assert not told.exists()
    client_for(other).post(page_of(proposal, other), {"answer": "declined"})
    assert "answered" in told.get().title


def test_no_after_a_yes_takes_the_words_out_of_the_draft(
    drafted, client_for, member, editor
):
    assert traces(drafted, "Who pays?")

    client_for(member).post(page_of(drafted, member), {"answer": "declined"})

    assert drafted.consents.get(author=member).answer == Answer.WITHDRAWN
    assert not traces(drafted, "Who pays?")
    assert traces(drafted, "We pay each minute.")
    assert Step.objects.filter(what="withdrawn", by=member).count() == 1
    titles = Notification.objects.filter(person=editor).values_list("title", flat=True)
    assert "An author took their words back" in titles


def test_name_taken_back_leaves_the_words_without_it(drafted, client_for, member):
    client_for(member).post(page_of(drafted, member), {"answer": "unnamed"})
    assert speakers(drafted) == ["A member of the network", "Olu Other"]
    assert not traces(drafted, "Mo Member")


def test_nothing_is_taken_back_once_published(drafted, client_for, member):
    publish(drafted)
    client = client_for(member)
    page = client.get(page_of(drafted, member)).text
    assert "It has been published" in page
    assert 'name="answer"' not in page
    client.post(page_of(drafted, member), {"answer": "declined"})
    assert speakers(drafted) == ["Mo Member", "Olu Other"]
    drafted.page.specific.unpublish()
    client.post(page_of(drafted, member), {"answer": "declined"})
    assert drafted.consents.get(author=member).answer == Answer.NAMED


def test_words_taken_back_are_not_published_from_a_tab_left_open(
    drafted, client_for, member, person
):
    """The editor saves by itself: an old tab puts back what was taken out."""
    root = client_for(person("Root", is_superuser=True, is_staff=True))
    address = f"/admin/pages/{drafted.page_id}/edit/"
    sent = as_the_editor_sends(root.get(address)) | {"action-publish": "1"}
    client_for(member).post(page_of(drafted, member), {"answer": "declined"})

    refused = root.post(address, sent, follow=True)

    assert "quotes somebody who took their words back" in refused.text
    assert not as_stored(drafted).live
    drafted.consents.update(answer=Answer.NAMED)
    root.post(address, sent)
    assert as_stored(drafted).live


def as_the_editor_sends(response) -> dict[str, str]:
    """Return what the page's form would send; its script would draw the story."""
    sent = querydict_from_html(response.text, form_id="page-edit-form").dict()
    story = response.context["form"].instance.intro
    sent["intro-count"] = str(len(story))
    for number, block in enumerate(story):
        at = f"intro-{number}"
        sent |= {
            f"{at}-type": block.block_type,
            f"{at}-id": block.id,
            f"{at}-order": str(number),
            f"{at}-deleted": "",
        }
        if block.block_type == "quote":
            sent |= {f"{at}-value-{name}": block.value[name] for name in block.value}
        else:
            words = {"key": "a", "text": "Words", "type": "unstyled", "depth": 0}
            block = words | {"inlineStyleRanges": [], "entityRanges": []}
            sent[f"{at}-value"] = json.dumps({"blocks": [block], "entityMap": {}})
    return sent


def test_part_hands_out_what_was_asked_answered_and_begun(drafted, member, editor):
    (part,) = [one for one in personal.parts() if one.key == "forum_guidance"]
    (row,) = part.export(member)
    assert row["Words"] == "Who pays?"
    assert row["Your answer"] == "named"
    assert part.export(editor)[0]["Began to make"] == "Paying for travel"


def test_erased_author_is_gone_from_the_draft(drafted, member):
    erase(member)
    assert not traces(drafted, "Who pays?")
    assert not traces(drafted, "Mo Member")
    assert traces(drafted, "We pay each minute.")
    assert not Consent.objects.filter(author=member).exists()


def test_erased_author_is_a_former_member_on_the_published_page(drafted, member):
    publish(drafted)
    erase(member)
    assert speakers(drafted) == ["A former member", "Olu Other"]
    assert not traces(drafted, "Mo Member")
    shown = Client().get(drafted.page.specific.url).text
    assert "Who pays?" in shown
    assert "Mo Member" not in shown


def test_erased_editor_leaves_the_proposal(drafted, editor):
    erase(editor)
    drafted.refresh_from_db()
    assert drafted.begun_by is None
    assert not Step.objects.filter(by=editor).exists()


def test_members_and_coordinators_begin_nothing(
    topic, client_for, member, moderator, proposal
):
    coordinator = make_staff("Cleo", roles.COORDINATORS)
    addresses = [
        reverse("forum_into_guidance:proposals"),
        reverse("forum_into_guidance:new", args=[topic.pk]),
        reverse("forum_into_guidance:proposal", args=[proposal.pk]),
    ]
    for one in (member, moderator, coordinator):
        for address in addresses:
            assert client_for(one).get(address).status_code == 403
            assert client_for(one).post(address).status_code in (403, 405)
        assert "Make guidance" not in client_for(one).get(topic.get_absolute_url()).text
    for address in addresses:
        assert Client().get(address).url.startswith("/accounts/login/")
    assert Proposal.objects.count() == 1


def test_editor_finds_nothing_of_a_board_they_may_not_read(
    closed_board, member, editor, moderator, client_for, topic
):
    secret = make.topic(closed_board, member, "HIDDEN SUBJECT")
    made = actions.ask(
        topic=secret,
        posts=[secret.first_post],
        kind="guide",
        title="HIDDEN TITLE",
        note="",
        editor=moderator,
    )
    client = client_for(editor)
    for name, pk in (("new", secret.pk), ("proposal", made.pk)):
        address = reverse(f"forum_into_guidance:{name}", args=[pk])
        assert client.get(address).status_code == 404
    draft = reverse("forum_into_guidance:draft", args=[made.pk])
    assert client.post(draft).status_code == 404
    assert "HIDDEN" not in client.get(reverse("forum_into_guidance:proposals")).text
    assert "Make guidance" in client.get(topic.get_absolute_url()).text
