"""What is done to polls: made with their topics, changed until the first vote, voted in."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from forum.forum_conversation.forum_polls.models import (
    TopicPoll,
    TopicPollOption,
    TopicPollVote,
)
from forum.forum_conversation.models import Topic
from hub.accounts.models import User


class VotedAlready(Exception):
    """This person has voted, and the poll takes no second vote."""


class NoSuchOption(Exception):
    """The poll has no such option, or has none any more."""


@transaction.atomic
def set_poll(
    *,
    topic: Topic,
    question: str,
    options: Sequence[str],
    most: int,
    days: int | None,
    may_change: bool,
) -> TopicPoll:
    """Give the topic this poll, in place of any that it has and nobody has voted in."""
    poll, _ = TopicPoll.objects.update_or_create(
        topic=topic,
        defaults={
            "question": question,
            "max_options": most,
            "duration": days,
            "user_changes": may_change,
            "hide_results": False,
        },
    )
    before = poll.options.order_by("pk").values_list("text", flat=True)
    if list(before) != list(options):
        poll.options.all().delete()
        for text in options:
            TopicPollOption.objects.create(poll=poll, text=text)
    return poll


def remove_poll(*, topic: Topic) -> None:
    """Take the topic's poll away, if it has one."""
    TopicPoll.objects.filter(topic=topic).delete()


@transaction.atomic
def vote(*, poll: TopicPoll, voter: User, options: Iterable[int]) -> None:
    """Count the vote of `voter` once, whatever is sent how often and at once.

    The poll's row is held, so that two votes of one person come one after the other.
    Raises VotedAlready or NoSuchOption.
    """
    poll = TopicPoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    own = set(poll.options.values_list("pk", flat=True))
    chosen = set(options)
    if not chosen or not chosen <= own:
        raise NoSuchOption
    before = TopicPollVote.objects.filter(poll_option__poll=poll, voter=voter)
    if before.exists() and not poll.user_changes:
        raise VotedAlready
    before.delete()
    TopicPollVote.objects.bulk_create(
        TopicPollVote(poll_option_id=option, voter=voter) for option in sorted(chosen)
    )
