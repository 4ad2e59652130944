"""Words that may not be used are published in no way: by no workflow, timer or old tab."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision, Task, Workflow, WorkflowTask

from forum.into_guidance import actions
from forum.into_guidance.models import Answer, Proposal
from hub.accounts.models import User
from hub.notify.models import Notification
from tests.forum.test_consent import (
    drafted,
    editor,
    erase,
    proposal,
    quotes,
)

pytestmark = pytest.mark.django_db

__all__ = ["drafted", "editor", "proposal"]


@pytest.fixture
def root(person):
    return person("Root", is_superuser=True, is_staff=True)


@pytest.fixture
def old_tab(drafted):
    """Save the draft anew as it was at first: what was taken out since is back in it."""
    content = Page.objects.get(pk=drafted.page_id).get_latest_revision().content

    def save(**changes) -> Revision:
        page = Page.objects.get(pk=drafted.page_id).specific
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(content={**content, **changes})
        return Revision.objects.get(pk=revision.pk)

    return save


def by_itself(revision: Revision, root: User) -> None:
    revision.publish()


def by_approval(revision: Revision, root: User) -> None:
    workflow = Workflow.objects.create(name="Of tests")
    task = Task.objects.create(name="Look at it")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(revision.content_object, root)
    state.current_task_state.specific.approve(user=root)


def by_the_timer(revision: Revision, root: User) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
    call_command("publish_scheduled")


PUBLISHING = {
    "by itself": by_itself,
    "approval": by_approval,
    "timer": by_the_timer,
}

each_way = pytest.mark.parametrize("publish", PUBLISHING.values(), ids=PUBLISHING)


def take_back(
    drafted: Proposal, author: User, answer: Answer = Answer.DECLINED
) -> None:
    actions.answer(consent=drafted.consents.get(author=author), answer=answer)


def published(drafted: Proposal) -> list[tuple[str, str]]:
    page = Page.objects.get(pk=drafted.page_id)
    assert page.live
    return [(one["text"], one["speaker"]) for one in quotes(page)]


@each_way
def test_words_taken_back_are_left_out_and_the_others_stand(
    publish, drafted, member, editor, root, old_tab
):
    take_back(drafted, member)

    publish(old_tab(), root)

    assert published(drafted) == [("We pay each minute.", "Olu Other")]
    page = Page.objects.get(pk=drafted.page_id)
    assert "Who pays?" not in str([one.content for one in page.revisions.all()])
    titles = Notification.objects.filter(person=editor).values_list("title", flat=True)
    assert "Words that their author took back were left out of a page" in titles


@each_way
def test_name_taken_back_is_left_out(publish, drafted, member, root, old_tab):
    take_back(drafted, member, Answer.UNNAMED)

    publish(old_tab(), root)

    assert ("Who pays?", "A member of the network") in published(drafted)


@each_way
def test_words_of_an_erased_author_are_left_out(
    publish, drafted, member, root, old_tab
):
    erase(member)

    publish(old_tab(), root)

    assert published(drafted) == [("We pay each minute.", "Olu Other")]


def test_words_in_a_copied_block_are_left_out(drafted, member, old_tab):
    """A block that is duplicated in the editor gets an id of its own."""
    take_back(drafted, member)
    page = Page.objects.get(pk=drafted.page_id).specific
    block = str(drafted.consents.get(author=member).quotations.get().block)
    story = old_tab().content["intro"].replace(block, "0" * 8 + block[8:])
    assert block not in story

    old_tab(intro=story).publish()

    assert published(drafted) == [("We pay each minute.", "Olu Other")]
    assert page.pk == drafted.page_id


def test_words_on_a_copy_of_the_page_are_left_out(drafted, member, old_tab, root):
    revision = old_tab()
    copy = drafted.page.specific.copy(
        update_attrs={"slug": "a-copy", "title": "A copy"}, user=root
    )
    take_back(drafted, member)
    copied = copy.get_latest_revision()
    Revision.objects.filter(pk=copied.pk).update(
        content={**copied.content, "intro": revision.content["intro"]}
    )

    Revision.objects.get(pk=copied.pk).publish()

    copy = Page.objects.get(pk=copy.pk)
    assert copy.live
    assert [one["text"] for one in quotes(copy)] == ["We pay each minute."]


@each_way
def test_page_to_which_all_agreed_is_published_as_it_is(
    publish, drafted, root, old_tab
):
    revision = old_tab()

    publish(revision, root)

    assert published(drafted) == [
        ("Who pays?", "Mo Member"),
        ("We pay each minute.", "Olu Other"),
    ]
    assert (
        Revision.objects.get(pk=revision.pk).content["intro"]
        == (revision.content["intro"])
    )


def test_page_without_quotations_costs_nothing_more(home, django_assert_num_queries):
    from hub.core.publishing import look_at
    from tests.factories.guidance import make_guide, make_guides

    guide = make_guide(make_guides(home))
    revision = guide.get_latest_revision()
    with django_assert_num_queries(0):
        look_at(guide, revision)
