"""Accepting an answer, and marking a post as useful: small buttons that are sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from forum.adapter.templatetags.forum_adapter_tags import member_name
from forum.adapter.visibility import handler_of, visible_posts
from forum.answers import actions
from forum.answers.on_topic_page import may_accept
from forum.forum_conversation.messages import Useful
from forum.forum_conversation.models import Post

# Whoever signs in on the way comes back by GET: they are led to the post.
_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@_METHODS
@login_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a post be the answer to its question."""
    post = _post_for(request, pk)
    if request.method != "POST":
        return redirect(post)
    _refuse_others(request, post)
    try:
        actions.accept(post=post, accepter=request.user)
    except actions.NoAnswer:
        messages.info(request, "This message cannot be the answer to a question.")
    else:
        messages.success(request, "This is now the accepted answer.")
    return redirect(post)


@_METHODS
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the question again."""
    post = _post_for(request, pk)
    if request.method != "POST":
        return redirect(post)
    _refuse_others(request, post)
    actions.take_back(post=post)
    messages.success(request, "The question is open again.")
    return redirect(post)


@_METHODS
@login_required
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a post as useful, or take the mark back; with htmx only the button changes."""
    post = _post_for(request, pk)
    if request.method != "POST":
        return redirect(post)
    if suspended := handler_of(request).suspension_of(request.user):
        messages.error(
            request, f"You can read, but mark nothing, until {suspended.until}."
        )
        return redirect(post)
    wanted = request.POST.get("useful") != "0"
    try:
        if wanted:
            actions.mark_useful(post=post, member=request.user)
        else:
            actions.unmark(post=post, member=request.user)
    except actions.OwnPost:
        messages.info(request, "This is your own message: others say if it is useful.")
        return redirect(post)
    if not request.htmx:
        return redirect(post)
    post.useful_count, post.is_marked = post.useful_marks.count(), wanted
    context = {"useful": Useful.of(post), "name": member_name(post.poster)}
    return render(request, "forum_answers/useful.html", context)


def _post_for(request: HttpRequest, pk: int) -> Post:
    """Return the post; one that waits or is hidden is as one that is not there."""
    posts = visible_posts(request.user, request)
    return get_object_or_404(
        posts.select_related("topic__forum", "topic__question", "poster"), pk=pk
    )


def _refuse_others(request: HttpRequest, post: Post) -> None:
    if not may_accept(post.topic, request.user, request):
        raise PermissionDenied
