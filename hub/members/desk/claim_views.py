"""Members who ask to act for an organisation: the queue, and one of them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet

from hub.members.acting import actions as acting_actions
from hub.members.desk import queue
from hub.members.desk.access import DeskView
from hub.members.desk.deciding import DecisionView
from hub.members.desk.knowing import domain_of, is_at
from hub.members.models import Claim, Membership, ReasonTemplate


class ClaimsView(DeskView):
    """Every claim that waits, the oldest first."""

    page_title = "Claims"
    template_name = "members/desk/claims.html"

    def shown(self) -> Mapping[str, Any]:
        """Return a page of the queue."""
        waiting = queue.claims().select_related("user", "organisation")
        return {"waiting": self.page_of(waiting)}


class ClaimView(DecisionView):
    """One claim: who asks, for what, on what grounds, and who acts for it already."""

    template_name = "members/desk/claim.html"
    list_name = "desk_claims"
    one_name = "desk_claim"
    uses = (ReasonTemplate.Use.DECLINE_CLAIM,)

    def everything(self) -> QuerySet[Claim]:
        """Return all claims."""
        return Claim.objects.select_related("user", "organisation", "decided_by")

    def waiting(self) -> QuerySet[Claim]:
        """Return the queue."""
        return queue.claims()

    def _decide(self) -> None:
        try:
            super()._decide()
        except acting_actions.NotAllowed:
            messages.error(
                self.request, "Somebody else has to decide your own request."
            )

    def approve(self, reason: str) -> None:
        """Let them act for it, as its owner where the coordinator says so."""
        as_owner = self.request.POST.get("role") == Membership.Role.OWNER
        role = Membership.Role.OWNER if as_owner else None
        acting_actions.approve(claim=self.asked, by=self.request.user, role=role)

    def decline(self, reason: str) -> None:
        """Say no, and why."""
        acting_actions.decline(claim=self.asked, by=self.request.user, reason=reason)

    def shown(self) -> Mapping[str, Any]:
        """Add who acts for it, and whether the address speaks for the claim."""
        organisation, user = self.asked.organisation, self.asked.user
        people = list(organisation.memberships.in_force().owners_first())
        roles = [person.role for person in people]
        domain = domain_of(user.email)
        return {
            **super().shown(),
            "people": people,
            "has_owner": Membership.Role.OWNER in roles,
            "domain": domain,
            "is_at_own_domain": is_at(domain, organisation),
            "is_own": user.pk == self.request.user.pk,
            "before": user.claims.filter(organisation=organisation).exclude(
                pk=self.asked.pk
            ),
        }
