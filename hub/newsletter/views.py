"""The coordinators' page for sending a newsletter, in the Wagtail admin."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from hub.accounts.models import User
from hub.newsletter import actions
from hub.newsletter.composing import mail_of
from hub.newsletter.models import NewsletterPage, Sending
from hub.newsletter.picked import left_out
from hub.newsletter.progress import progress_of
from hub.newsletter.taking import takers
from hub.newsletter.wording import READERS_KEYS, wording_of
from hub.notify.outbox import Mail
from hub.search.narrowing import page_of

PERMISSION = "newsletter.send_newsletter"
_PAGE_SIZE = 25
#: So many letters are put in while the coordinator waits; the rest by the next run.
_MOST_AT_ONCE = 2_000


def _for_senders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let those in who may send newsletters."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@_for_senders
@require_safe
def newsletters(request: HttpRequest) -> HttpResponse:
    """List the newsletters, and how each stands."""
    paginator = Paginator(
        NewsletterPage.objects.select_related("sending").order_by("-pk"), _PAGE_SIZE
    )
    context = {
        "page_title": "Newsletters",
        "header_title": "Newsletters",
        "header_icon": "mail",
        "listed": page_of(paginator, request.GET.get("page")),
        "takers": takers().count(),
    }
    return render(request, "newsletter/admin/newsletters.html", context)


@_for_senders
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a newsletter will go out, or goes; do with it what is asked."""
    page = _page_or_404(pk)
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            messages.error(request, "That was not understood. Nothing was done.")
        else:
            act(request, page)
        return redirect("newsletter_sending", pk)
    return render(request, "newsletter/admin/sending.html", _context(page, request))


@_for_senders
@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the mail as programs that read HTML do."""
    page = _page_or_404(pk)
    return HttpResponse(_mail(page, request.user).html)


def _page_or_404(pk: int) -> NewsletterPage:
    if pk > BigIntegerField.MAX_BIGINT:
        # SQLite would choke on it.
        raise Http404("No such newsletter.")
    pages = NewsletterPage.objects.select_related("sending__begun_by")
    return get_object_or_404(pages, pk=pk)


def _mail(page: NewsletterPage, person: User) -> Mail:
    """Return the mail as it went out; as it would, when it has not yet."""
    sent = getattr(page, "sending", None)
    url = page.get_url() or ""
    if sent is not None:
        return mail_of(sent.subject, sent.wording, person, url=url)
    said = actions.as_it_would_go(page)
    return mail_of(said.title, wording_of(said), person, url=url)


def _context(page: NewsletterPage, request: HttpRequest) -> dict[str, object]:
    sent = getattr(page, "sending", None)
    return {
        "page_title": "Send a newsletter",
        "header_title": f"Send a newsletter: {page.get_admin_display_title()}",
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "mail",
        "newsletter": page,
        "sending": sent,
        "progress": progress_of(sent) if sent else None,
        "takers": takers().count() if sent is None else None,
        "mail": _mail(page, request.user),
        "left_out": []
        if sent
        else left_out(actions.as_it_would_go(page).body, READERS_KEYS),
        "preview_url": reverse("newsletter_preview", args=[page.pk]),
    }


def _send(request: HttpRequest, page: NewsletterPage) -> None:
    if not request.POST.get("sure"):
        messages.error(
            request, "Tick that you have read it, then send. Nothing was sent yet."
        )
        return
    try:
        begun = actions.send(page=page, by=request.user)
    except actions.NotPublished:
        messages.error(request, "Publish the page first. Nothing was sent.")
    except actions.SentBefore:
        messages.error(request, "This newsletter was sent before. It is sent once.")
    else:
        actions.carry_on(begun, most=_MOST_AT_ONCE)
        messages.success(request, "It is on its way.")


def _test(request: HttpRequest, page: NewsletterPage) -> None:
    if not ratelimit.consume(request, action="newsletter_trial", user=request.user):
        messages.error(request, "That was many trials. Wait an hour, then try again.")
        return
    actions.send_test(page=page, to=request.user)
    messages.success(request, f"A trial is on its way to {request.user.email}.")


def _pause(request: HttpRequest, page: NewsletterPage) -> None:
    _change(request, page, actions.pause, "Paused. No more letters go out for now.")


def _resume(request: HttpRequest, page: NewsletterPage) -> None:
    _change(request, page, actions.resume, "It goes on.")


def _cancel(request: HttpRequest, page: NewsletterPage) -> None:
    _change(request, page, actions.cancel, "Cancelled. It goes to nobody else.")


def _change(
    request: HttpRequest,
    page: NewsletterPage,
    action: Callable[..., None],
    done: str,
) -> None:
    try:
        action(sending=Sending.objects.get(page=page))
    except (Sending.DoesNotExist, actions.NotNowPossible):
        messages.error(
            request,
            "That could not be done: how it stands has changed meanwhile. See below.",
        )
    else:
        messages.success(request, done)


_ACTS: dict[str, Callable[[HttpRequest, NewsletterPage], None]] = {
    "send": _send,
    "test": _test,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
}
