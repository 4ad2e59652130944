"""Splitting a topic and merging two: each asks first."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forum.adapter import breadcrumbs
from forum.adapter.hidden_characters import refuse_hidden
from forum.forum_conversation.models import Post, Topic
from forum.moderating import splitting
from forum.moderating.asking import (
    boards_to_arrange,
    movable_topic,
    topic_to_arrange,
)
from forum.moderating.forms import NoteForm
from forum.moderating.topics import Gone

#: How a topic is named in the address that a moderator pastes.
_IN_ADDRESS = re.compile(r"/topic/[^/]{0,260}-([0-9]{1,15})/")
_MEANWHILE = "Somebody has moved the topic meanwhile. Please look at it again."


class SplitForm(NoteForm):
    """What the new topic is called, and where it stands."""

    posts = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "Please choose the messages that are to leave.",
            "invalid_choice": "Please choose among the messages below.",
        },
    )
    subject = forms.CharField(
        label="Subject of the new topic", max_length=255, validators=[refuse_hidden]
    )
    board = forms.TypedChoiceField(label="Board", coerce=int)
    field_order = ["subject", "board", "reason"]


class MergeForm(NoteForm):
    """Which topic it is to join."""

    into = forms.CharField(
        label="Address of the topic it is to join",
        max_length=600,
        help_text="Open that topic, copy its address, and paste it here.",
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["into", "reason"]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_into(self) -> Topic:
        """Return the topic, if the moderator may move it."""
        found = _IN_ADDRESS.search(self.cleaned_data["into"])
        topic = movable_topic(self._request, int(found[1])) if found else None
        if topic is None:
            raise forms.ValidationError(
                "No topic that you look after has this address. "
                "It looks like /forum/board-1/topic/subject-23/."
            )
        return topic


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def split(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose replies that become a topic of their own."""
    topic = topic_to_arrange(request, pk)
    boards = {board.pk: board for board in boards_to_arrange(request)}
    replies = _replies(topic)
    form = _split_form(request, topic, boards, replies)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            new = splitting.split(
                topic=topic,
                posts=asked["posts"],
                subject=asked["subject"],
                board=boards[asked["board"]],
                moderator=request.user,
                reason=asked["reason"],
            )
        except splitting.CannotSplit as error:
            form.add_error(None, str(error))
        except Gone:
            form.add_error(None, _MEANWHILE)
        else:
            messages.success(request, "The messages are in a topic of their own now.")
            return redirect(new)
    context = {
        "topic": topic,
        "replies": replies,
        "form": form,
        "chosen": set(request.POST.getlist("posts")),
        "breadcrumb": breadcrumbs.below_topic(topic, "Split"),
    }
    return render(request, "forum_moderating/split.html", context)


def _replies(topic: Topic) -> QuerySet[Post]:
    posts = topic.posts.filter(approved=True).exclude(pk=topic.first_post_id)
    return posts.select_related("poster").order_by("created", "pk")


def _split_form(
    request: HttpRequest, topic: Topic, boards: dict[int, Any], replies: Any
) -> SplitForm:
    sent = request.POST if request.method == "POST" else None
    form = SplitForm(sent, initial={"board": topic.forum_id})
    form.fields["board"].choices = [(pk, one.name) for pk, one in boards.items()]
    form.fields["posts"].choices = [(post.pk, post.pk) for post in replies]
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a topic join another one, once it has been shown which."""
    topic = topic_to_arrange(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, request=request)
    target = None
    if sent is not None and form.is_valid():
        target = form.cleaned_data["into"]
        if form.cleaned_data["sure"] == str(target.pk):
            try:
                target = splitting.merge(
                    source=topic,
                    target=target,
                    moderator=request.user,
                    reason=form.cleaned_data["reason"],
                )
            except splitting.CannotMerge as error:
                form.add_error(None, str(error))
            except Gone:
                form.add_error(None, _MEANWHILE)
            else:
                messages.success(request, "The two topics are one now.")
                return redirect(target)
    context = {
        "topic": topic,
        "form": form,
        "target": target if form.is_valid() else None,
        "breadcrumb": breadcrumbs.below_topic(topic, "Merge"),
    }
    return render(request, "forum_moderating/merge.html", context)
