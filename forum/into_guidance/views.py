"""The editors' pages, and the one on which an author answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.models import Page

from forum.adapter import breadcrumbs, links
from forum.adapter.visibility import visible_topics
from forum.forum_conversation.models import Post
from forum.into_guidance import actions
from forum.into_guidance.access import (
    can_be_asked,
    may_make_guidance,
    messages_of,
    proposals_for,
    topics_for,
)
from forum.into_guidance.blocks import is_public
from forum.into_guidance.forms import AnswerForm, ChoosingForm
from forum.into_guidance.models import AGREED, Answer, Consent, Proposal
from forum.into_guidance.targets import NoShelf
from forum.into_guidance.words import own_words

TITLE = "Guidance from discussions"
PER_PAGE = 20


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask visitors to sign in, and refuse members."""

    @wraps(view)
    @login_required
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_make_guidance(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


@require_safe
@editors_only
def proposals(request: HttpRequest) -> HttpResponse:
    """List what is being made."""
    rows = proposals_for(request.user, request).for_rows()
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "breadcrumb": breadcrumbs.below_index(TITLE),
    }
    return render(request, "forum_into_guidance/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose messages of a discussion, and ask their authors."""
    topic = get_object_or_404(topics_for(request.user, request), pk=pk)
    posts = [_told_apart(post) for post in messages_of(topic)]
    usable = [post for post in posts if not post.why_not]
    public = is_public(topic)
    # The title becomes that of a page, and what a members' board is about stays there.
    begun_with = {"title": topic.subject[:200]} if public else {}
    form = ChoosingForm(request.POST or None, posts=usable, initial=begun_with)
    if request.method == "POST" and form.is_valid():
        begun = actions.ask(topic=topic, editor=request.user, **form.cleaned_data)
        messages.success(request, "The authors are asked. You hear when all answered.")
        return redirect("forum_into_guidance:proposal", begun.pk)
    picked = set(request.POST.getlist("posts"))
    for post in posts:
        post.is_picked = str(post.pk) in picked
    context = {
        "topic": topic,
        "posts": posts,
        "form": form,
        "public": public,
        "breadcrumb": breadcrumbs.below_topic(topic, "Make guidance from it"),
    }
    return render(request, "forum_into_guidance/new.html", context)


@require_safe
@editors_only
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who answered what, and offer the draft."""
    found = _proposal(request, pk)
    consents = list(
        found.consents.select_related("author").prefetch_related("quotations__post")
    )
    context = {
        "proposal": found,
        "consents": consents,
        "waiting": sum(one.answer == Answer.WAITING for one in consents),
        "usable": len(actions.usable_quotations(found)),
        "steps": found.steps.select_related("by"),
        "breadcrumb": breadcrumbs.below_topic(found.topic, "Guidance from it"),
    }
    return render(request, "forum_into_guidance/proposal.html", context)


@require_POST
@editors_only
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft, and open it in the editor."""
    found = _proposal(request, pk)
    try:
        page = actions.draft(proposal=found, editor=request.user)
    except actions.NobodyAgreed:
        messages.warning(request, "Nobody has agreed yet, so there is nothing to use.")
    except NoShelf:
        messages.warning(
            request, "You may not add such a page. Please ask an administrator."
        )
    else:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect("forum_into_guidance:proposal", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an author answer, and change their mind until it is published."""
    asked = get_object_or_404(
        Consent.objects.select_related("proposal__page", "proposal__topic__forum"),
        pk=pk,
        author=request.user,
    )
    form = AnswerForm(
        request.POST or None,
        name=request.user.get_display_name(),
        initial={"answer": _shown(asked.answer)},
    )
    if request.method == "POST" and form.is_valid():
        return _answered(request, asked, form.cleaned_data["answer"])
    context = {
        "consent": asked,
        "proposal": asked.proposal,
        "quotations": asked.quotations.all(),
        "form": form,
        "breadcrumb": breadcrumbs.below_index("Your words in guidance"),
        **_whereabouts(request, asked.proposal),
    }
    return render(request, "forum_into_guidance/consent.html", context)


def _answered(request: HttpRequest, asked: Consent, answer: Answer) -> HttpResponse:
    try:
        actions.answer(consent=asked, answer=answer)
    except actions.TooLate:
        messages.warning(request, "It has been published meanwhile.")
    else:
        messages.success(
            request, "Thank you. You can change your answer until it is published."
        )
    return redirect("forum_into_guidance:consent", asked.pk)


def _whereabouts(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """Return the discussion and the page, as far as the author may see them now."""
    topic = proposal.topic
    readable = (
        topic is not None
        and visible_topics(request.user, request).filter(pk=topic.pk).exists()
    )
    page = proposal.page
    seen = page and links.seen_by(request.user, Page, page.pk)
    return {
        "topic": topic if readable else None,
        "public": topic is not None and is_public(topic),
        "page_title": links.title_of(seen) if seen else "",
        "page_url": links.url_of(seen) if seen else "",
    }


def _shown(answer: str) -> str:
    if answer in AGREED:
        return answer
    return "" if answer == Answer.WAITING else Answer.DECLINED


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    rows = proposals_for(request.user, request)
    found = rows.select_related("topic__forum", "page", "begun_by").filter(pk=pk)
    if not found:
        raise Http404("There is no such proposal.")
    return found[0]


def _told_apart(post: Post) -> Any:
    """Give a message the words that would be used, or the reason why none can be."""
    post.words = own_words(post.content.rendered)
    post.why_not = ""
    if not can_be_asked(post):
        post.why_not = "Its author has left and cannot be asked."
    elif not post.words:
        post.why_not = "It has no words of its own."
    return post
