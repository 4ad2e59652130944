"""Who acts for one organisation: its owners keep the list, coordinators may too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hub.directory.models import Organisation
from hub.members.acting import actions
from hub.members.acting.forms import DeclineForm, RoleForm
from hub.members.acting.rules import may_manage_people, may_oversee, role_in
from hub.members.acting.trail import to_organisations
from hub.members.models import Claim, Membership


@login_required
@require_safe
@never_cache
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who acts for an organisation to those who do too, and to coordinators."""
    found = get_object_or_404(Organisation, slug=slug)
    role = role_in(request.user, found)
    if role is None and not may_oversee(request.user):
        raise Http404("Not there, or not for them: the same answer.")
    return _page(request, found, role)


def _page(
    request: HttpRequest,
    found: Organisation,
    role: str | None,
    *,
    declining: Claim | None = None,
    form: DeclineForm | None = None,
) -> HttpResponse:
    manages = may_manage_people(request.user, found)
    people = found.memberships.in_force().owners_first()
    claims = found.claims.waiting().select_related("user") if manages else []
    context = {
        "organisation": found,
        "role": role,
        "manages": manages,
        "people": people,
        "roles": Membership.Role,
        "claims": claims,
        "declining": declining,
        "form": form or DeclineForm(),
        "breadcrumb": to_organisations(found.name),
    }
    return render(request, "members/organisation.html", context)


@login_required
@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make one of its people an owner or an editor."""
    membership = _one_of_its_people(request, slug, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what they may do.")
        return redirect("members:organisation", slug)
    try:
        actions.change_role(
            membership=membership, by=request.user, role=form.cleaned_data["role"]
        )
    except actions.LastOwner:
        messages.error(request, _ONE_OWNER)
    else:
        messages.success(request, f"Changed for {membership.user}.")
    return _back(request, membership.organisation)


@login_required
@require_POST
def remove_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End it for one of its people."""
    membership = _one_of_its_people(request, slug, pk)
    try:
        actions.remove(membership=membership, by=request.user)
    except actions.LastOwner:
        messages.error(request, _ONE_OWNER)
    else:
        messages.success(
            request, f"{membership.user} no longer acts for {membership.organisation}."
        )
    return _back(request, membership.organisation)


@login_required
@require_POST
def decide_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody act for the organisation too, or say why not."""
    found = _organisation_to_manage(request, slug)
    claim = get_object_or_404(found.claims.select_related("user"), pk=pk)
    form = DeclineForm(request.POST)
    try:
        if request.POST.get("decision") == "approve":
            actions.approve(claim=claim, by=request.user)
            messages.success(request, f"{claim.user} now acts for {found}.")
        elif form.is_valid():
            reason = form.cleaned_data["reason"]
            actions.decline(claim=claim, by=request.user, reason=reason)
            messages.success(request, f"Declined, and {claim.user} was told why.")
        else:
            role = role_in(request.user, found)
            return _page(request, found, role, declining=claim, form=form)
    except actions.AlreadyDecided:
        messages.info(request, "It was decided or taken back meanwhile.")
    except actions.NotAllowed:
        messages.error(request, "Somebody else has to decide your own request.")
    return redirect("members:organisation", slug)


_ONE_OWNER = "It needs at least one owner. Make somebody else an owner first."


def _organisation_to_manage(request: HttpRequest, slug: str) -> Organisation:
    found = get_object_or_404(Organisation, slug=slug)
    if not may_manage_people(request.user, found):
        raise Http404("Not there, or not for them: the same answer.")
    return found


def _one_of_its_people(request: HttpRequest, slug: str, pk: int) -> Membership:
    found = _organisation_to_manage(request, slug)
    return get_object_or_404(
        found.memberships.select_related("user", "organisation"), pk=pk
    )


def _back(request: HttpRequest, found: Organisation) -> HttpResponse:
    """Return to the list, or to one's own organisations after letting go of this one."""
    if role_in(request.user, found) is None and not may_oversee(request.user):
        return redirect("members:organisations")
    return redirect("members:organisation", found.slug)
