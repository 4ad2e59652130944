"""Lists of discussions across boards: questions, and what shares a topic."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.adapter import breadcrumbs
from forum.adapter.visibility import readable_boards, visible_topics
from forum.answers.questions import State, in_state, narrowed_by, questions_for
from forum.forum.views import for_lists_across_boards
from hub.core.models import Topic as Tag
from hub.search.narrowing import NarrowedList, page_of

PAGE_SIZE = 20


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List the questions that the asker may read, by how far they have come."""
    asked = request.GET.get("state", "")
    state = asked if asked in State.values else State.UNANSWERED.value
    listed = in_state(questions_for(request.user, request), state)
    boards = readable_boards(request.user, request)
    narrowed = NarrowedList(
        listed, narrowed_by(boards), request.GET, kept={"state": state}
    )
    # Which there are is known already: nothing need be counted.
    page = page_of(Paginator(narrowed.keys, PAGE_SIZE), request.GET.get("page"))
    rows = for_lists_across_boards(listed.filter(pk__in=page.object_list))
    context = {
        "state": state,
        "tabs": _tabs(state, narrowed.as_pairs()),
        "page": page,
        "topics": rows,
        "facets": narrowed.facets(),
        "chips": narrowed.chips(),
        "clear_url": f"?state={state}",
        "is_narrowed": narrowed.is_narrowed,
        "breadcrumb": breadcrumbs.below_index("Questions"),
    }
    return render(request, "forum_answers/questions.html", context)


@require_safe
def tagged(request: HttpRequest, slug: str) -> HttpResponse:
    """List the discussions of a topic of the hub that the asker may read."""
    tag = get_object_or_404(Tag, slug=slug)
    listed = visible_topics(request.user, request).filter(topic_tags__tag=tag)
    rows = for_lists_across_boards(listed.order_by("-last_post_on", "-pk"))
    context = {
        "tag": tag,
        "page": page_of(Paginator(rows, PAGE_SIZE), request.GET.get("page")),
        "breadcrumb": breadcrumbs.below_index(tag.name),
    }
    return render(request, "forum_answers/tag.html", context)


def _tabs(chosen: str, pairs: list[tuple[str, str]]) -> list[dict[str, object]]:
    """Return the states with their addresses, which keep what is narrowed."""
    return [
        {
            "label": label,
            "url": f"?{urlencode([('state', state), *pairs])}",
            "is_current": state == chosen,
        }
        for state, label in State.choices
    ]
