"""The editor says so when a page quotes words that may not be used.

Other ways of publishing leave them out: see `keeping_out`.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks

from forum.into_guidance.blocks import story_of
from forum.into_guidance.keeping_out import refused_in


@hooks.register("before_publish_page")
def refuse_without_consent(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to publish a page with words that may not be used any more."""
    if not refused_in(page, story_of(page.specific)):
        return None
    messages.error(
        request,
        "This page quotes somebody who took their words back. Take the quotation out, "
        "then publish it.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
