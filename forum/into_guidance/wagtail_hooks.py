"""Nothing is published whose author took it back, not from a tab left open either."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks

from forum.into_guidance.blocks import ids_in
from forum.into_guidance.models import AGREED, Quotation


@hooks.register("before_publish_page")
def refuse_without_consent(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to publish a page with words that may not be used any more."""
    not_agreed = Quotation.objects.filter(consent__proposal__page=page.pk).exclude(
        consent__answer__in=AGREED
    )
    refused = {str(block) for block in not_agreed.values_list("block", flat=True)}
    if not refused or not refused & ids_in(page.specific):
        return None
    messages.error(
        request,
        "This page quotes somebody who took their words back. Take the quotation out, "
        "then publish it.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
