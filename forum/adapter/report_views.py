"""Reporting a post, and the moderators' list of what was reported."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forum.adapter import breadcrumbs, reporting
from forum.adapter.hidden_characters import refuse_hidden
from forum.adapter.models import Report
from forum.adapter.visibility import handler_of, visible_topics
from forum.files.access import show_files
from forum.forum_conversation.models import Post
from forum.moderating import toolbar

PER_PAGE = 20


class ReportForm(forms.ModelForm):
    """What is wrong with a post."""

    class Meta:
        model = Report
        fields = ["reason", "words"]
        widgets = {"reason": forms.RadioSelect, "words": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without the blank choice that a select would need.
        self.fields["reason"].choices = Report.Reason.choices
        self.fields["words"].help_text = "You can leave this empty."

    def clean_words(self) -> str:
        """Refuse what could mislead a moderator."""
        words = self.cleaned_data["words"]
        if words:
            refuse_hidden(words)
        return words


class ResolveForm(forms.Form):
    """What a moderator did about it."""

    note = forms.CharField(
        label="What you did about it",
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="For other moderators. Nobody else reads it.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a post that one may read; there is nothing else at this address."""
    post = _readable_post(request, pk)
    if post.poster_id == request.user.pk:
        messages.info(request, "This is your own message: you can edit or delete it.")
        return redirect(post)
    show_files([post], post.topic.forum, request.user, request)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _within_limit(request):
            form.add_error(
                None,
                "You have reported very many messages today. Please write to a "
                "coordinator, or try again tomorrow.",
            )
        else:
            return _reported(request, post, form)
    context = {
        "post": post,
        "form": form,
        "breadcrumb": breadcrumbs.below_topic(post.topic, "Report a message"),
    }
    return render(request, "forum_adapter/report.html", context)


@require_safe
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """List the posts with open reports."""
    _refuse_others(request)
    posts = reporting.reported_posts(request.user, request)
    context = {
        "page": Paginator(posts, PER_PAGE).get_page(request.GET.get("page")),
        "breadcrumb": breadcrumbs.below_index("Reported messages"),
    }
    return render(request, "forum_adapter/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a reported post with its reports, and close them."""
    _refuse_others(request)
    post = get_object_or_404(reporting.reported_posts(request.user, request), pk=pk)
    show_files([post], post.topic.forum, request.user, request)
    toolbar.lead_to_member(post, request)
    form = ResolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reporting.resolve(
            post=post, moderator=request.user, note=form.cleaned_data["note"]
        )
        messages.success(request, "The reports of this message are closed.")
        return redirect("forum_reports:reports")
    context = {
        "post": post,
        "form": form,
        "breadcrumb": breadcrumbs.to_report(),
    }
    return render(request, "forum_adapter/reported.html", context)


def _readable_post(request: HttpRequest, pk: int) -> Post:
    """Return the post; one that waits or is hidden is as one that is not there."""
    post = (
        Post.objects.filter(pk=pk, approved=True)
        .select_related("topic__forum", "poster")
        .first()
    )
    if post is None:
        raise Http404("There is no such message.")
    if not visible_topics(request.user, request).filter(pk=post.topic_id).exists():
        raise Http404("There is no such message.")
    return post


def _reported(request: HttpRequest, post: Post, form: ReportForm) -> HttpResponse:
    try:
        reporting.report(post=post, reporter=request.user, **form.cleaned_data)
    except reporting.AlreadyReported:
        messages.info(request, "You have reported this message already.")
    else:
        messages.success(
            request, "Thank you. A moderator will read the message and your report."
        )
    return redirect(post)


def _within_limit(request: HttpRequest) -> bool:
    suspended = handler_of(request).suspension_of(request.user)
    # Somebody who cannot write can still say that something is wrong, now and then.
    action = "report_post_while_suspended" if suspended else "report_post"
    return ratelimit.consume(request, action=action, user=request.user)


def _refuse_others(request: HttpRequest) -> None:
    if not reporting.boards_moderated_by(request.user, request):
        raise PermissionDenied
