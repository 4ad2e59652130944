"""The ways out that stand in every mail: they work signed out.

No form's token here: mail programs send the first by themselves (RFC 8058), and a page
for somebody signed out sets no cookie. The signature in the address, which only the
person's own mail holds, stands for both.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hub.notify.choosing import ChoicesForm, stop_mail
from hub.notify.kinds import UnknownKind, kind_of
from hub.notify.tokens import (
    UnknownToken,
    choices_token,
    person_and_kinds_by,
    person_by,
)
from hub.notify.views import keep_choices


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop the mail of its kind, and stop it when told to.

    Looking changes nothing, for programs look at every link in a mail.
    """
    try:
        person, keys = person_and_kinds_by(token)
        kinds = [kind_of(key) for key in keys]
    except (UnknownToken, UnknownKind) as error:
        raise Http404("No such address.") from error
    if request.method == "POST":
        stop_mail(person=person, kinds=keys)
    context = {
        "kinds": kinds,
        "is_stopped": request.method == "POST",
        "choices_token": choices_token(person),
    }
    return render(request, "notify/stop.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody's choices, without saying whose, and keep what they change."""
    try:
        person = person_by(token)
    except UnknownToken as error:
        raise Http404("No such address.") from error
    form = ChoicesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid() and keep_choices(request, form):
        return redirect(f"{request.path}?kept=1")
    context = {"form": form, "is_kept": "kept" in request.GET and not form.is_bound}
    return render(request, "notify/mail_choices.html", context)
