"""The page on which one thing is decided, and what follows."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from hub.members.desk import queue
from hub.members.desk.access import DeskView
from hub.members.desk.forms import APPROVE, DecisionForm
from hub.members.models import Decision


class DecisionView(DeskView, ABC):
    """Show one thing that waits; decide it; open the next."""

    list_name = ""
    one_name = ""
    uses: tuple[str, ...] = ()

    @abstractmethod
    def everything(self) -> QuerySet:
        """Return all such things, decided ones too, with what the page shows."""

    @abstractmethod
    def waiting(self) -> QuerySet:
        """Return those that wait."""

    @abstractmethod
    def approve(self, reason: str) -> None:
        """Say yes to `self.asked`."""

    @abstractmethod
    def decline(self, reason: str) -> None:
        """Say no to `self.asked`."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the answer, should this be one."""
        super().setup(request, *args, **kwargs)
        self.form = DecisionForm(request.POST or None, uses=self.uses)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.asked = get_object_or_404(self.everything(), pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide it, unless somebody else was faster."""
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        with transaction.atomic():
            locked = self.everything().select_for_update(of=("self",))
            self.asked = get_object_or_404(locked, pk=kwargs["pk"])
            self._decide()
        return self._next()

    def _decide(self) -> None:
        if self.asked.state != Decision.WAITING:
            messages.warning(self.request, self._already())
            return
        name, reason = str(self.asked.user), self.form.cleaned_data["reason"]
        if self.form.decision == APPROVE:
            self.approve(reason)
            messages.success(self.request, f"{name}: approved.")
        else:
            self.decline(reason)
            messages.success(self.request, f"{name}: declined, and told why.")

    def _already(self) -> str:
        asked = self.asked
        by = f" by {asked.decided_by}" if asked.decided_by else ""
        what = asked.get_state_display().lower()
        return f"{asked.user}: already {what}{by}. Nothing was changed."

    def _next(self) -> HttpResponse:
        following = queue.next_after(self.waiting(), self.asked)
        if following is None:
            return redirect(self.list_name)
        return redirect(self.one_name, following.pk)

    def get_page_title(self) -> str:
        """Name the person."""
        return str(self.asked.user)

    def shown(self) -> Mapping[str, Any]:
        """Return the thing, the form, and how many others wait."""
        templates = self.form.fields["template"].queryset
        following = queue.next_after(self.waiting(), self.asked)
        return {
            "asked": self.asked,
            "is_waiting": self.asked.state == Decision.WAITING,
            "form": self.form,
            "texts": {str(one.pk): one.text for one in templates},
            "others": self.waiting().exclude(pk=self.asked.pk).count(),
            "following": following,
            "list_name": self.list_name,
            "one_name": self.one_name,
        }
