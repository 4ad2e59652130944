"""A member as moderators see them; warning and suspending."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from forum.adapter import breadcrumbs
from forum.adapter.models import Report
from forum.adapter.reporting import boards_moderated_by
from forum.forum.models import Forum
from forum.forum_conversation.models import Post
from forum.moderating import people
from forum.moderating.asking import person_named, slug_of
from forum.moderating.forms import NoteForm, SuspendForm, WarnForm
from forum.moderating.log import acts_for, prepare
from forum.moderating.models import Act, Suspension
from forum.moderating.standing import keeps_order, may_act_on
from hub.accounts.models import User

#: So many of the latest are shown; the log has the rest.
LATEST = 10


@require_safe
@login_required
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a member wrote, what was reported, and what moderators decided."""
    member = _member(request, slug)
    boards = boards_moderated_by(request.user, request)
    posts = Post.objects.filter(poster=member, topic__forum__in=boards)
    reports = Report.objects.filter(post__in=posts.values("pk"))
    is_own = member.pk == request.user.pk
    suspensions = list(
        member.forum_suspensions.select_related("moderator", "lifted_by").order_by(
            "-made_at"
        )
    )
    context = {
        "member": member,
        "slug": slug,
        "counts": posts.aggregate(
            posted=Count("pk", filter=Q(approved=True)),
            waiting=Count("pk", filter=Q(approved=False)),
        ),
        "is_own": is_own,
        "reports": [] if is_own else _latest(reports),
        "warnings": member.forum_warnings.select_related("moderator"),
        "suspensions": suspensions,
        "in_force": any(one.is_in_force for one in suspensions),
        "acts": _acts_about(member, boards, request),
        "may_act": may_act_on(request.user, member, request),
        "breadcrumb": breadcrumbs.below_index(member.get_display_name()),
    }
    return render(request, "forum_moderating/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def warn(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell a member in private what broke the agreement."""
    member = _member_to_act_on(request, slug)
    form = WarnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people.warn(person=member, moderator=request.user, **form.cleaned_data)
        return _done(request, slug, "The member has been told.")
    return _asked(request, "forum_moderating/warn.html", member, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def suspend(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a member from writing until the end of a day."""
    member = _member_to_act_on(request, slug)
    form = SuspendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people.suspend(
            person=member,
            moderator=request.user,
            ends_at=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
        )
        return _done(request, slug, "The member can read and not write until then.")
    return _asked(request, "forum_moderating/suspend.html", member, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lift(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a suspended member write again."""
    member = _member_to_act_on(request, slug)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people.lift(person=member, moderator=request.user, **form.cleaned_data)
        return _done(request, slug, "The member can write again.")
    return _asked(request, "forum_moderating/lift.html", member, form)


def _latest(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.select_related("post__topic__forum").order_by("-made_at")[:LATEST]


def _acts_about(member: User, boards: list[Forum], request: HttpRequest) -> list[Act]:
    acts = list(acts_for(request.user, request).filter(person=member)[:LATEST])
    prepare(acts, boards)
    return acts


def _member(request: HttpRequest, slug: str) -> User:
    if not keeps_order(request.user, request):
        raise PermissionDenied
    return person_named(slug)


def _member_to_act_on(request: HttpRequest, slug: str) -> User:
    member = _member(request, slug)
    if not may_act_on(request.user, member, request):
        raise PermissionDenied
    return member


def _done(request: HttpRequest, slug: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("forum_moderating:person", slug)


def _asked(
    request: HttpRequest, template: str, member: User, form: Any
) -> HttpResponse:
    name, address = member.get_display_name(), slug_of(member)
    *above, _ = breadcrumbs.below_index("")
    context = {
        "member": member,
        "slug": address,
        "form": form,
        "in_force": Suspension.objects.in_force().filter(person=member).first(),
        "breadcrumb": [
            *above,
            (name, reverse("forum_moderating:person", args=[address])),
            ("Decide", None),
        ],
    }
    return render(request, template, context)
