"""One's own account: one page that leads to all that is one's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.members.models import Profile

# Heading, then (name of the address, label, what one does there).
_GROUPS = (
    (
        "You",
        (
            ("members:profile_edit", "My profile", "Who you are, and who sees it."),
            (
                "members:people",
                "Find people",
                "Members who can help, and what with.",
            ),
            (
                "members:introductions",
                "Introductions",
                "Who would like to meet you, and whom you asked.",
            ),
            (
                "packs:list",
                "My packs",
                "What you collected, to take away as one document.",
            ),
            (
                "members:organisations",
                "My organisations",
                "Those you act for in the directory.",
            ),
            (
                "members:invitations",
                "Invitations",
                "Ask somebody to join the network.",
            ),
        ),
    ),
    (
        "Being told",
        (
            ("notify:inbox", "Notifications", "What is new for you."),
            (
                "notify:choices",
                "What I am told, and how",
                "On the site, by e-mail, or not at all.",
            ),
            (
                "search:saved",
                "Saved searches",
                "An e-mail when something new matches.",
            ),
        ),
    ),
    (
        "Signing in",
        (
            ("account_email", "E-mail address", "Where mail for you goes."),
            ("account_change_password", "Password", "Change it."),
            (
                "mfa_index",
                "Passkeys and second step",
                "Passkeys, codes from an app, recovery codes.",
            ),
            (
                "usersessions_list",
                "Where I am signed in",
                "Every device, and signing out of the others.",
            ),
        ),
    ),
    (
        "What is kept about me",
        (
            ("members:data", "My data", "See what is kept and why; download it."),
            ("members:consents", "What I agreed to", "With the wording and the day."),
            ("members:leave", "Leave the network", "Have your account erased."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A page of one's own."""

    url: str
    label: str
    does: str


@login_required
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Lead to everything that is one's own."""
    groups = [(heading, list(_doors(rows))) for heading, rows in _GROUPS]
    context = {
        "groups": [(heading, doors) for heading, doors in groups if doors],
        "profile": Profile.objects.filter(user=request.user).first(),
        "breadcrumb": [("Home", "/"), ("My account", None)],
    }
    return render(request, "members/account.html", context)


def _doors(rows: Iterable[tuple[str, str, str]]) -> Iterable[Door]:
    for name, label, does in rows:
        try:
            yield Door(reverse(name), label, does)
        except NoReverseMatch:
            # Not every site has each of them.
            continue


def own_trail(title: str) -> list[tuple[str, str | None]]:
    """Return the way from home to a page of one's own."""
    return [("Home", "/"), ("My account", reverse("members:account")), (title, None)]
