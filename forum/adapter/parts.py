"""What the forum keeps of a person: what they wrote."""

from typing import Any

from forum.adapter.former_members import forget
from forum.adapter.visibility import UNREADABLE, handler_of
from forum.forum_conversation.forum_polls.models import TopicPollVote
from forum.forum_conversation.models import Post
from forum.forum_member.models import ForumProfile
from forum.forum_permission.models import UserForumPermission
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_parts() -> None:
    """Count the forum among what is kept."""
    register(
        Part(
            key="forum",
            label="What you write on the forum",
            why="So that questions find answers, and later readers find both.",
            kept_for=(
                "Until it is deleted. When you leave, your words stay under “A former "
                "member” or are removed, as you choose."
            ),
            export=lambda person: _written(person) + _voted(person),
            erase=_erase,
            covers=(
                "forum_conversation.post.poster",
                "forum_conversation.post.updated_by",
                "forum_conversation.topic.poster",
                "forum_member.forumprofile.user",
                "forum_permission.userforumpermission.user",
                "forum_polls.topicpollvote.voter",
                "forum_adapter.report.reporter",
                "forum_adapter.report.resolved_by",
            ),
        )
    )


def _erase(person: User) -> None:
    forget(person)
    ForumProfile.objects.filter(user=person).delete()
    TopicPollVote.objects.filter(voter=person).delete()
    UserForumPermission.objects.filter(user=person).delete()


def _written(person: User) -> Rows:
    """Return what a person wrote, with where it stands as far as they may read there."""
    posts = Post.objects.filter(poster=person).select_related("topic__forum")
    readable = set(handler_of(None).readable_ids(person))
    return [
        _told(post, shown=post.topic.forum_id in readable)
        for post in posts.order_by("created", "pk")
    ]


def _told(post: Post, *, shown: bool) -> dict[str, Any]:
    return {
        "Board": post.topic.forum.name if shown else "",
        "Discussion": post.topic.subject if shown else UNREADABLE,
        "Written": post.created.isoformat(),
        "Words": post.content.raw,
        "Address": post.get_absolute_url() if shown else "",
    }


def _voted(person: User) -> Rows:
    """Return what a person voted for."""
    return rows_of(
        TopicPollVote.objects.filter(voter=person).order_by("timestamp", "pk"),
        {
            "Voted in the poll": "poll_option__poll__question",
            "For": "poll_option__text",
            "On": "timestamp",
        },
    )
