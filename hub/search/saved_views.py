"""A member's saved searches: save one, see them, delete one; stop the mails."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from hub.core.visibility import keys_for
from hub.search.models import SavedSearch
from hub.search.saved_actions import (
    MOST_EACH,
    NotToBeSaved,
    TooManySaved,
    save_search,
    saved_by_token,
)
from hub.search.saved_question import read


@login_required
@require_safe
@never_cache
def saved(request: HttpRequest) -> HttpResponse:
    """List what the member has saved."""
    own = request.user.saved_searches.annotate(last_sent=Max("mails__sent_at"))
    return render(request, "search/saved.html", {"saved": own, "most": MOST_EACH})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def save(request: HttpRequest) -> HttpResponse:
    """Show the question that ?q= and the facets ask; save it when told to."""
    kept, found = read(request.GET, keys_for(request.user))
    if found.question.asks_nothing or kept.is_too_long:
        messages.error(request, "Search for something first, then save it.")
        return redirect("search:results")
    if request.method == "POST":
        return _save(request, kept)
    is_full = request.user.saved_searches.count() >= MOST_EACH
    context = {"kept": kept, "results": found, "is_full": is_full, "most": MOST_EACH}
    return render(request, "search/save.html", context)


def _save(request: HttpRequest, kept: object) -> HttpResponse:
    try:
        search = save_search(owner=request.user, kept=kept)
    except TooManySaved:
        messages.error(
            request, f"You have {MOST_EACH} saved searches. Delete one first."
        )
    except NotToBeSaved:
        messages.error(request, "This search cannot be saved.")
    else:
        messages.success(
            request, f"Saved. You get an e-mail when something new matches {search}."
        )
    return redirect("search:saved")


@login_required
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one of the member's own."""
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user)
    search.delete()
    messages.success(request, f"Deleted. No more e-mail about {search}.")
    return redirect("search:saved")


# Without a token of the form's: mail programs send this by themselves, signed out (RFC
# 8058). The signature in the address, which only the owner's mails hold, stands for it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop the mails about a saved search, and stop them when told to.

    Looking changes nothing, for programs look at every link in a mail.
    """
    try:
        search = saved_by_token(token)
    except BadSignature as error:
        raise Http404("No such address.") from error
    is_stopped = search is None
    if request.method == "POST" and search is not None:
        search.delete()
        is_stopped = True
    context = {"search": search, "is_stopped": is_stopped}
    return render(request, "search/stop.html", context)
