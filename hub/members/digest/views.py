"""What is new for a member, on the site: the whole of what digests tell a part of."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.accounts.models import User
from hub.members.digest.making import LONGEST_BACK, visible_to
from hub.members.digest.news import WhatIsNew, with_interests
from hub.search.narrowing import page_of
from hub.search.sources import thing_labels

_PAGE_SIZE = 20


@login_required
@require_safe
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """List what is new in the member's topics, place and boards."""
    person = with_interests(User.objects.filter(pk=request.user.pk)).get()
    since = timezone.now() - LONGEST_BACK
    choices = WhatIsNew.since(since).for_people([person])[person.pk]
    visible = sorted(
        visible_to(person, choices), key=lambda one: one.news.at, reverse=True
    )
    listed = page_of(Paginator(visible, _PAGE_SIZE), request.GET.get("page"))
    labels = thing_labels()
    things = [
        {
            "title": one.news.title,
            "url": one.news.url,
            "summary": one.news.summary,
            "meta": " · ".join(
                part for part in (labels.get(one.news.kind, ""), one.news.where) if part
            ),
        }
        for one in listed
    ]
    context = {
        "listed": listed,
        "things": things,
        "days": LONGEST_BACK // timedelta(days=1),
        "breadcrumb": [("Home", "/"), ("My account", "/me/"), ("New for you", None)],
    }
    return render(request, "members/new.html", context)
