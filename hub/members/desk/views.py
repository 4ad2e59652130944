"""The desk itself: one page of what waits; and entries that nobody confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.acting.rules import DESK
from hub.members.desk import queue
from hub.members.desk.access import DeskView
from hub.members.desk.waiting import lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the desk, counted for one person."""

    label: str
    count: int
    url: str


def lines_for(user: User) -> list[Line]:
    """Return what waits, of what this person may deal with."""
    return [
        Line(line.label, line.count(user), line.url())
        for line in lines()
        if user.has_perm(line.permission)
    ]


class Desk(DeskView):
    """What waits for a coordinator."""

    page_title = "Desk"
    template_name = "members/desk/desk.html"
    is_first = True

    def shown(self) -> Mapping[str, Any]:
        """Return the lines, each with its count."""
        return {"lines": lines_for(self.request.user)}


class StaleView(DeskView):
    """Entries that the directory shows though nobody has confirmed them for a year."""

    page_title = "Entries to confirm"
    template_name = "members/desk/stale.html"

    def shown(self) -> Mapping[str, Any]:
        """Return a page of them: never confirmed first, then the longest ago."""
        stale = Organisation.objects.stale().prefetch_related("memberships__user")
        return {
            "stale": self.page_of(stale.longest_unconfirmed_first()),
            "may_change": self.request.user.has_perm("directory.change_organisation"),
        }


class OwnerlessView(DeskView):
    """Organisations whose last owner left or cannot sign in."""

    page_title = "Organisations without an owner"
    template_name = "members/desk/ownerless.html"

    def shown(self) -> Mapping[str, Any]:
        """Return a page of them, with the people who are left."""
        found = queue.ownerless().prefetch_related("memberships__user")
        return {"ownerless": self.page_of(found)}


class DeskPanel(Component):
    """What waits, on the first page of the admin; nothing where nothing waits."""

    name = "desk"
    template_name = "members/desk/panel.html"
    order = 20

    class Media:
        css = {"all": ["members/desk.css"]}

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Count what waits, for those who may come to the desk."""
        user = self.request.user
        if not user.has_perm(DESK):
            return {"lines": []}
        return {"lines": [line for line in lines_for(user) if line.count]}
