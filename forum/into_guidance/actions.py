"""From a discussion to a draft: asking, answering, drafting. Each step leaves a row."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from forum.adapter.actions import link_topic
from forum.forum_conversation.models import Post, Topic
from forum.into_guidance import blocks, targets
from forum.into_guidance.models import (
    AGREED,
    Answer,
    Consent,
    Proposal,
    Quotation,
    Step,
)
from forum.into_guidance.telling import tell_author, tell_editor
from forum.into_guidance.words import own_words


class TooLate(Exception):
    """The page has been published; what it quotes stays."""


class NobodyAgreed(Exception):
    """There are no words that may be used."""


@transaction.atomic
def ask(
    *,
    topic: Topic,
    posts: Iterable[Post],
    kind: str,
    title: str,
    note: str,
    editor: Any,
) -> Proposal:
    """Ask the authors of `posts` whether their words may be used."""
    proposal = Proposal.objects.create(
        topic=topic, kind=kind, title=title, note=note, begun_by=editor
    )
    consents: dict[int, Consent] = {}
    for post in posts:
        if post.poster_id not in consents:
            consents[post.poster_id] = Consent.objects.create(
                proposal=proposal, author=post.poster
            )
        Quotation.objects.create(
            consent=consents[post.poster_id],
            post=post,
            words=own_words(post.content.rendered),
        )
    _note(proposal, Step.What.ASKED, editor)
    for consent in consents.values():
        tell_author(consent)
    return proposal


@transaction.atomic
def answer(*, consent: Consent, answer: Answer) -> None:
    """Note what an author answers, and bring a draft into line. Raises TooLate.

    A no after a yes takes the words back.
    """
    proposal = _held(consent.proposal_id)
    consent = Consent.objects.select_related("author").get(pk=consent.pk)
    if proposal.is_published:
        raise TooLate
    if answer == Answer.DECLINED and consent.answer in (*AGREED, Answer.WITHDRAWN):
        answer = Answer.WITHDRAWN
    if answer == consent.answer:
        return
    consent.answer, consent.answered_at = answer, timezone.now()
    consent.save(update_fields=["answer", "answered_at"])
    _note(proposal, Step.What(answer.value), consent.author)
    if proposal.page is not None:
        _bring_into_line(proposal, consent)
    _tell_of_answers(proposal, consent)


@transaction.atomic
def draft(*, proposal: Proposal, editor: Any) -> Page:
    """Make the draft with the words of those who agreed; asked twice, it is there.

    Raises NobodyAgreed, and NoShelf where the editor may put such a page nowhere.
    """
    proposal = _held(proposal.pk)
    if proposal.page is not None:
        return proposal.page
    usable = usable_quotations(proposal)
    kind = targets.page_type(proposal.kind)
    if not usable or proposal.topic is None:
        raise NobodyAgreed
    if kind is None:
        raise targets.NoShelf
    story = [blocks.quotation(one, proposal.topic) for one in usable]
    field = targets.body_field(kind)
    page = kind(title=proposal.title, live=False, owner=editor)
    setattr(
        page,
        field.name,
        field.stream_block.to_python([blocks.opening(proposal.topic), *story]),
    )
    targets.shelf_for(editor, kind).add_child(instance=page)
    page.save_revision(user=editor, log_action=True)
    link_topic(topic=proposal.topic, thing=page)
    proposal.page = page.page_ptr
    proposal.save(update_fields=["page"])
    _note(proposal, Step.What.DRAFTED, editor)
    return page


def usable_quotations(proposal: Proposal) -> list[Quotation]:
    """Return what may be used: agreed to by a member, of a message that still stands."""
    agreed = Quotation.objects.filter(
        consent__proposal=proposal,
        consent__answer__in=AGREED,
        consent__author__is_active=True,
        post__approved=True,
    )
    rows = agreed.select_related("consent__author", "post__topic__forum")
    return list(rows.order_by("post__created", "pk"))


@transaction.atomic
def forget(person: Any) -> None:
    """Take a person out of everything here.

    What was not published loses their words; what was, quotes a former member.
    """
    for consent in Consent.objects.filter(author=person):
        proposal = _held(consent.proposal_id)
        ids = [str(one.block) for one in consent.quotations.all()]
        if proposal.is_published:
            if consent.answer == Answer.NAMED:
                blocks.credit_nobody(proposal.page, ids)
            consent.quotations.update(words="")
            consent.author = None
            consent.save(update_fields=["author"])
        else:
            if proposal.page is not None:
                blocks.take_out(proposal.page, ids)
            # The row stays without words: it keeps an old tab from bringing them back.
            consent.quotations.update(words="", post=None)
            agreed = consent.answer in AGREED
            consent.answer = Answer.WITHDRAWN if agreed else Answer.DECLINED
            consent.author = None
            consent.save(update_fields=["author", "answer"])
        _note(proposal, Step.What.ERASED, None)
    Proposal.objects.filter(begun_by=person).update(begun_by=None)
    Step.objects.filter(by=person).update(by=None)


def _bring_into_line(proposal: Proposal, consent: Consent) -> None:
    quotations = list(consent.quotations.select_related("consent__author", "post"))
    if consent.answer not in AGREED:
        blocks.take_out(proposal.page, [str(one.block) for one in quotations])
    elif proposal.topic is not None:
        fresh = [
            blocks.quotation(one, proposal.topic)
            for one in quotations
            if one.post is not None
        ]
        blocks.replace(proposal.page, {one["id"]: one for one in fresh})


def _tell_of_answers(proposal: Proposal, consent: Consent) -> None:
    if consent.answer == Answer.WITHDRAWN and proposal.page is not None:
        tell_editor(
            proposal, f"withdrawn:{consent.pk}", "An author took their words back"
        )
    if not proposal.consents.filter(answer=Answer.WAITING).exists():
        tell_editor(proposal, "answered", "Everybody you asked has answered")


def _held(pk: int) -> Proposal:
    """Return the proposal, held: nobody answers while the draft is made."""
    Proposal.objects.select_for_update().get(pk=pk)
    return Proposal.objects.select_related("topic__forum", "page").get(pk=pk)


def _note(proposal: Proposal, what: Step.What, by: Any) -> None:
    Step.objects.create(proposal=proposal, what=what, by=by)
