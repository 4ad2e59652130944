"""The log of what moderators did; and what one member was told of it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forum.adapter import breadcrumbs
from forum.moderating.asking import refuse_others
from forum.moderating.log import TOLD, Kind, acts_for, prepare
from forum.moderating.models import Act
from hub.accounts.models import User
from hub.search.narrowing import NarrowedList, Question, page_of

PER_PAGE = 30
_LOG = ("Log of moderation", "forum_moderating:log")


@require_safe
@login_required
def log(request: HttpRequest) -> HttpResponse:
    """List what was done on the boards that the asker moderates, the newest first."""
    boards = refuse_others(request)
    acts = acts_for(request.user, request)
    questions = [
        Question("kind", "What was done", "kind", Kind.choices),
        Question("by", "By whom", _number("actor"), _people(acts, "actor")),
        Question("about", "Whose it was", _number("person"), _people(acts, "person")),
    ]
    narrowed = NarrowedList(acts, questions, request.GET)
    page = page_of(
        Paginator(narrowed.results(), PER_PAGE),
        request.GET.get("page"),
    )
    prepare(page, boards)
    context = {
        "page": page,
        "facets": narrowed.facets(),
        "chips": narrowed.chips(),
        "is_narrowed": narrowed.is_narrowed,
        "breadcrumb": breadcrumbs.below_index(_LOG[0]),
    }
    return render(request, "forum_moderating/log.html", context)


@require_safe
@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one act with the words that were removed, as long as they are kept."""
    boards = refuse_others(request)
    found = get_object_or_404(acts_for(request.user, request), pk=pk)
    prepare([found], boards)
    context = {"act": found, "breadcrumb": _below_log("One decision")}
    return render(request, "forum_moderating/act.html", context)


@require_safe
@login_required
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a member what was decided about them, and give back their words."""
    own = Act.objects.filter(person=request.user.pk, kind__in=TOLD)
    found = get_object_or_404(own.exclude(actor=request.user.pk), pk=pk)
    context = {
        "act": found,
        "breadcrumb": breadcrumbs.below_index("A word from the moderators"),
    }
    return render(request, "forum_moderating/told.html", context)


def _number(name: str) -> Cast:
    # Addresses hold words: the key is compared as text.
    return Cast(name, CharField())


def _people(acts: QuerySet[Act], name: str) -> list[tuple[str, str]]:
    """Return the people of the acts that the asker may read, by name."""
    pks = acts.exclude(**{name: None}).order_by().values(name)
    people = User.objects.filter(pk__in=pks).order_by("display_name", "pk")
    return [(str(one.pk), one.get_display_name()) for one in people]


def _below_log(label: str) -> list[breadcrumbs.Crumb]:
    *above, last = breadcrumbs.below_index(label)
    return [*above, (_LOG[0], reverse(_LOG[1])), last]
