"""Coordinators say that an organisation is a co-op, and until when that holds."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from hub.accounts.models import User
from hub.directory.models import Organisation, Verification
from hub.directory.verified import standing_of

PERMISSION = "directory.add_verification"
VERIFIED, ENDED = "directory.verify", "directory.end_verification"
_A_YEAR = dt.timedelta(days=365)
_LONGEST = dt.timedelta(days=3 * 366)


class VerificationForm(forms.ModelForm):
    """By what, on which evidence, until when."""

    class Meta:
        model = Verification
        fields = ("criterion", "evidence", "evidence_url", "valid_until")
        widgets = {"valid_until": forms.DateInput({"type": "date"}, "%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].widget.attrs["rows"] = 3
        until = self.fields["valid_until"]
        until.initial = timezone.localdate() + _A_YEAR
        until.help_text = "A year from today as a rule; three years at most."

    def clean_valid_until(self) -> dt.date:
        """Refuse a day that is past, and one too far off to be looked at again."""
        until, today = self.cleaned_data["valid_until"], timezone.localdate()
        if until <= today:
            raise ValidationError("Choose a day that is still to come.")
        if until > today + _LONGEST:
            raise ValidationError("Choose a day within three years.")
        return until


@transaction.atomic
def verify(
    organisation: Organisation, form: VerificationForm, by: User
) -> Verification:
    """Keep what was found, with a line in the entry's history."""
    one = form.save(commit=False)
    one.organisation, one.verified_by = organisation, by
    one.verified_on = timezone.localdate()
    one.save()
    log(organisation, VERIFIED, user=by)
    return one


@transaction.atomic
def end(organisation: Organisation, by: User) -> bool:
    """End what holds now as of yesterday; say whether anything held.

    One that began today or yesterday held on no day before yesterday and is dropped. The
    history of the entry keeps what each was found by, on which evidence.
    """
    today = timezone.localdate()
    holding = Verification.objects.select_for_update().filter(
        organisation=organisation, valid_until__gte=today
    )
    ended = list(holding)
    for one in ended:
        told = {"criterion": one.get_criterion_display(), "evidence": one.evidence}
        log(organisation, ENDED, user=by, data=told)
    pks = [one.pk for one in ended]
    yesterday = today - dt.timedelta(days=1)
    Verification.objects.filter(pk__in=pks, verified_on__gte=yesterday).delete()
    Verification.objects.filter(pk__in=pks).update(valid_until=yesterday)
    return bool(ended)


class VerifyView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what was found before, and takes what is found now."""

    page_title = "Verification"
    header_icon = "check"
    template_name = "directory/admin/verify.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse everybody but coordinators, as Wagtail refuses."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.organisation = get_object_or_404(Organisation, pk=kwargs["pk"])
        self.form = VerificationForm(request.POST or None)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or end what holds."""
        if "end" in request.POST:
            if end(self.organisation, request.user):
                messages.success(request, f"{self.organisation} is verified no longer.")
            return redirect("directory_verify", self.organisation.pk)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        verify(self.organisation, self.form, request.user)
        messages.success(request, f"{self.organisation} is verified.")
        return redirect("directory_verify", self.organisation.pk)

    def get_page_title(self) -> str:
        """Name the organisation."""
        return f"{self.page_title}: {self.organisation.name}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the entry."""
        name = "wagtailsnippets_directory_organisation"
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{name}:list"), "label": "Organisations"},
            {
                "url": reverse(f"{name}:edit", args=[self.organisation.pk]),
                "label": self.organisation.name,
            },
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, what holds, and what held."""
        history = self.organisation.verifications.select_related("verified_by")
        return super().get_context_data(**kwargs) | {
            "organisation": self.organisation,
            "form": self.form,
            "standing": standing_of(self.organisation),
            "history": history,
        }
