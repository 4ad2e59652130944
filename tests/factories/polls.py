"""Polls and votes for tests."""

from forum.forum_conversation.forum_polls.actions import set_poll, vote
from forum.forum_conversation.models import Topic


def poll_on(topic, *options, most=1, days=None, may_change=False, question="Which?"):
    """Give a topic a poll with these options, or with two."""
    return set_poll(
        topic=topic,
        question=question,
        options=options or ("This", "That"),
        most=most,
        days=days,
        may_change=may_change,
    )


def voted(poll, voter, *texts) -> None:
    """Let somebody vote for the options with these texts."""
    chosen = poll.options.filter(text__in=texts).values_list("pk", flat=True)
    vote(poll=poll, voter=voter, options=list(chosen))


def tally(poll) -> dict[str, int]:
    """Votes by option."""
    return {option.text: option.votes.count() for option in poll.options.order_by("pk")}


def fresh(topic) -> Topic:
    """The topic as it is now, with nothing remembered."""
    return Topic.objects.get(pk=topic.pk)
