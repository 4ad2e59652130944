"""What coordinators do to many entries of the directory at once."""

from django import forms

from hub.accounts.models import User
from hub.directory.editing.bulk import OrganisationBulkAction
from hub.directory.models import Organisation
from hub.members.acting.confirming import confirm_entry
from hub.members.acting.rules import DESK


class ConfirmAction(OrganisationBulkAction):
    """Note that each entry is right as of today."""

    display_name = "Confirm"
    action_type = "confirm"
    aria_label = "Confirm the chosen organisations"
    action_priority = 5
    permission = DESK
    says = (
        "Each is noted as right as of today, by you. Do it when you have heard so from "
        "the organisations; what is not published is left alone."
    )
    done = "confirmed"

    @classmethod
    def change(cls, organisation: Organisation, user: User, form: forms.Form) -> bool:
        """Confirm what is on the site."""
        if not organisation.live:
            return False
        confirm_entry(organisation=organisation, by=user)
        return True
