"""The way back from each page of the forum."""

from typing import Any

from django.urls import reverse_lazy

Crumb = tuple[str, object]

HOME: Crumb = ("Home", "/")
FORUM: Crumb = ("Forum", reverse_lazy("forum:index"))


def to_index() -> list[Crumb]:
    """Lead to the list of boards."""
    return [HOME, ("Forum", None)]


def below_index(label: str) -> list[Crumb]:
    """Lead to something done with the forum as a whole."""
    return [HOME, FORUM, (label, None)]


def to_board(board: Any) -> list[Crumb]:
    """Lead to a board."""
    return [HOME, FORUM, (board.name, None)]


def to_topic(topic: Any) -> list[Crumb]:
    """Lead to a topic."""
    board = (topic.forum.name, topic.forum.get_absolute_url())
    return [HOME, FORUM, board, (topic.subject, None)]


def below_board(board: Any, label: str) -> list[Crumb]:
    """Lead to something done on a board."""
    return [HOME, FORUM, (board.name, board.get_absolute_url()), (label, None)]


def below_topic(topic: Any, label: str) -> list[Crumb]:
    """Lead to something done with a topic."""
    return [
        *below_board(topic.forum, "")[:-1],
        (topic.subject, topic.get_absolute_url()),
        (label, None),
    ]


def to_unread() -> list[Crumb]:
    """Lead to what is new to a member."""
    return below_index("New to you")


def to_queue(label: str | None = None) -> list[Crumb]:
    """Lead to the posts that wait for a moderator, or to one of them."""
    waiting = "Waiting for approval"
    if label is None:
        return below_index(waiting)
    return [
        HOME,
        FORUM,
        (waiting, reverse_lazy("forum_moderation:queue")),
        (label, None),
    ]


def to_report() -> list[Crumb]:
    """Lead to what was reported of one message."""
    listed = ("Reported messages", reverse_lazy("forum_reports:reports"))
    return [HOME, FORUM, listed, ("A message", None)]
