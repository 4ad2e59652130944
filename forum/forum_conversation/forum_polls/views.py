"""Voting in the poll of a topic."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from machina.apps.forum_permission.viewmixins import PermissionRequiredMixin

from forum.adapter import breadcrumbs
from forum.forum_conversation.addresses import ConversationMixin
from forum.forum_conversation.forum_polls import actions
from forum.forum_conversation.forum_polls.forms import TopicPollVoteForm
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollVote
from forum.forum_conversation.forum_polls.results import is_closed


class TopicPollVoteView(ConversationMixin, PermissionRequiredMixin, View):
    """A page to vote on, or to change one's vote; the topic's page sends here too."""

    topic_kwarg = "pk"
    template_name = "forum_polls/vote.html"
    http_method_names = ["get", "head", "post", "options"]

    def find_named(self) -> None:
        """Find the topic and its poll."""
        super().find_named()
        self.poll = TopicPoll.objects.filter(topic=self._topic).first()
        if self.poll is None or not self.poll.options.exists():
            raise Http404("This topic has no poll.")

    def get_controlled_object(self) -> Any:
        """Return the board, where voting is allowed or not."""
        return self._forum

    def perform_permissions_check(self, user: Any, obj: Any, perms: Any) -> bool:
        """Ask for the permission to vote; whether the poll still runs comes later."""
        return self.request.forum_permission_handler.can_vote_in_polls(obj, user)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for the vote."""
        own = TopicPollVote.objects.filter(
            poll_option__poll=self.poll, voter=request.user
        )
        chosen = [str(pk) for pk in own.values_list("poll_option", flat=True)]
        refused = self._refused(bool(chosen))
        return refused or self._page(
            TopicPollVoteForm(self.poll, initial={"options": chosen})
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Count the vote, once."""
        if refused := self._refused(has_voted=False):
            return refused
        form = TopicPollVoteForm(self.poll, request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            actions.vote(
                poll=self.poll, voter=request.user, options=form.cleaned_data["options"]
            )
        except actions.VotedAlready:
            return self._back("Your vote is counted already.")
        messages.success(request, "Your vote is counted. Thank you.")
        return redirect(f"{self._topic.get_absolute_url()}#poll")

    def _refused(self, has_voted: bool) -> HttpResponse | None:
        """Lead back, with the reason, whoever cannot vote any more."""
        if is_closed(self.poll):
            return self._back("This poll has ended.")
        if self._topic.is_locked:
            return self._back("This topic is locked: nobody can vote any more.")
        if has_voted and not self.poll.user_changes:
            return self._back("Your vote is counted already.")
        return None

    def _back(self, reason: str) -> HttpResponse:
        messages.info(self.request, reason)
        return redirect(f"{self._topic.get_absolute_url()}#poll")

    def _page(self, form: TopicPollVoteForm) -> HttpResponse:
        context = {
            "topic": self._topic,
            "poll": self.poll,
            "form": form,
            "breadcrumb": breadcrumbs.below_topic(self._topic, "Vote"),
        }
        return render(self.request, self.template_name, context)
