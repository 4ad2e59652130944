"""What a poll shows: in one query, however many options and votes it has."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from forum.forum_conversation.forum_polls.forms import TopicPollVoteForm
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollVote
from forum.forum_conversation.models import Topic
from forum.forum_permission.handler import LONGEST_POLL_DAYS


@dataclass(frozen=True, slots=True)
class Line:
    """An option with its votes; `share` is its part of the voters, in percent."""

    pk: int
    text: str
    votes: int
    share: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll as its page shows it to one person."""

    question: str
    lines: list[Line]
    voters: int
    several: bool
    ends: datetime | None
    is_over: bool
    has_voted: bool
    may_vote: bool
    may_change: bool


def shown_poll(topic: Topic, user: Any, handler: Any) -> dict[str, Any]:
    """Return the topic's poll for a template, with the form for those who may vote."""
    poll = topic.poll
    rows, voters = _counted(poll, user)
    if not rows:
        return {}
    has_voted = any(own for *_, own in rows)
    ends = end_of(poll)
    is_over = is_closed(poll)
    may = (
        not (is_over or topic.is_locked)
        and handler.can_vote_in_polls(topic.forum, user)
        and (poll.user_changes or not has_voted)
    )
    form = None
    if may and not has_voted:
        form = TopicPollVoteForm(poll)
        form.fields["options"].choices = [(str(pk), text) for pk, text, *_ in rows]
    shown = ShownPoll(
        question=poll.question,
        lines=[
            Line(pk, text, votes, _share(votes, voters), bool(own))
            for pk, text, votes, own in rows
        ],
        voters=voters,
        several=poll.max_options > 1,
        ends=ends,
        is_over=is_over,
        has_voted=has_voted,
        may_vote=may and not has_voted,
        may_change=may and has_voted,
    )
    return {"poll": shown, "poll_form": form}


def end_of(poll: TopicPoll) -> datetime | None:
    """Return when the poll ends; None for one without an end that can be written down (B4)."""
    if not poll.duration or poll.duration > LONGEST_POLL_DAYS:
        return None
    return poll.created + timedelta(days=poll.duration)


def is_closed(poll: TopicPoll) -> bool:
    """Say whether its time is over; an end beyond any date closes it at once (B4)."""
    if poll.duration and poll.duration > LONGEST_POLL_DAYS:
        return True
    ends = end_of(poll)
    return ends is not None and ends < timezone.now()


def _counted(poll: TopicPoll, user: Any) -> tuple[list[tuple[int, str, int, int]], int]:
    """Return (key, text, votes, own votes) of each option, and how many people voted."""
    own = Count("votes", filter=Q(votes__voter=user.pk or 0))
    of_all = TopicPollVote.objects.filter(poll_option__poll=poll.pk).order_by()
    people = of_all.values("poll_option__poll").values(n=Count("voter", distinct=True))
    options = poll.options.annotate(
        counted=Count("votes"), own=own, voters=Coalesce(Subquery(people), Value(0))
    )
    rows = list(
        options.order_by("pk").values_list("pk", "text", "counted", "own", "voters")
    )
    if poll.max_options <= 1:
        # Votes of people who have left count too, and are nobody's.
        return [row[:4] for row in rows], sum(row[2] for row in rows)
    return [row[:4] for row in rows], rows[0][4] if rows else 0


def _share(votes: int, voters: int) -> int:
    return min(round(100 * votes / voters), 100) if voters else 0
