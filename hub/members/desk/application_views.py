"""People who ask to join: the queue, and one of them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from hub.members.desk import queue
from hub.members.desk.access import DeskView
from hub.members.desk.deciding import DecisionView
from hub.members.desk.knowing import known_of
from hub.members.joining import actions as joining_actions
from hub.members.models import Application, ReasonTemplate

Use = ReasonTemplate.Use


class ApplicationsView(DeskView):
    """Everybody who waits to be let in, the longest waiting first."""

    page_title = "Applications"
    template_name = "members/desk/applications.html"

    def shown(self) -> Mapping[str, Any]:
        """Return a page of the queue."""
        waiting = queue.applications().select_related("user", "organisation")
        return {"waiting": self.page_of(waiting)}


class ApplicationView(DecisionView):
    """One person who wants to join: all that is known, on one screen."""

    template_name = "members/desk/application.html"
    list_name = "desk_applications"
    one_name = "desk_application"
    uses = (Use.WELCOME, Use.DECLINE)

    def everything(self) -> QuerySet[Application]:
        """Return applications whose addresses are confirmed, or that are decided."""
        return Application.objects.filter(confirmed_at__isnull=False).select_related(
            "user", "organisation", "invitation__inviter", "decided_by"
        )

    def waiting(self) -> QuerySet[Application]:
        """Return the queue."""
        return queue.applications()

    def approve(self, reason: str) -> None:
        """Let them in."""
        joining_actions.approve(
            application=self.asked, by=self.request.user, reason=reason
        )

    def decline(self, reason: str) -> None:
        """Keep them out, and tell them why."""
        joining_actions.decline(
            application=self.asked, by=self.request.user, reason=reason
        )

    def shown(self) -> Mapping[str, Any]:
        """Add what is known."""
        return {**super().shown(), "known": known_of(self.asked)}
