"""The last step of signing in: nobody goes on who was not let in."""

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect


class ApprovalStage(LoginStage):
    """Leads applicants to where they stand, without a session of their own."""

    key = "approval"
    urlname = "members:application"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let members through."""
        user = self.login.user
        if user is None:
            return redirect("account_login"), False
        if user.approved_at:
            return None, True
        return redirect(self.urlname), True
