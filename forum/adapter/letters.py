"""What is said of a message outside its board: in notifications, and in their mail.

What is written on a members' board stays on the site, and so does the address that holds
a subject. Its words go into mail for those alone who asked for that; and mail says what
stands there when it is composed, so that a board that was closed, or a message that was
changed, meanwhile is not told as it was.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from textwrap import shorten
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from forum.adapter.post_names import number_in
from forum.adapter.visibility import readable_boards
from forum.answers.words import words_of as all_words_of
from forum.forum.models import Forum
from forum.forum_conversation.models import Post
from hub.accounts.models import User
from hub.core.addresses import address_of
from hub.notify.choosing import way_of
from hub.notify.kinds import InMail, Way

MENTIONS = "mentions"
REPLIES = "replies"
FOLLOWING = "following"
#: The question, among the ways to be told, whether words of members' boards are mailed.
BOARD_WORDS = "board-words"


def title_of(post: Post, kind: str, *, whole: bool) -> str:
    """Say in a line what somebody did; with the subject only when it is told `whole`."""
    topic, opens = post.topic, _opens(post)
    if whole:
        where = f"“{topic.subject}”"
        did = f"began {where}" if opens else f"replied in {where}"
    else:
        where = f"on the board {topic.forum.name}"
        did = f"began a discussion {where}" if opens else f"replied {where}"
    if kind == MENTIONS:
        did = f"named you {'in ' if whole else ''}{where}"
    who = post.poster.get_display_name() if post.poster else "A former member"
    return shorten(f"{who} {did}", 290, placeholder=" …")


def words_of(post: Post) -> str:
    """Return how the message begins."""
    return shorten(all_words_of(post), 300, placeholder=" …")


def said_as(
    kind: str,
    person: User,
    names: Sequence[str],
) -> Mapping[str, InMail]:
    """Return what the mail to `person` says of each post, now."""

    def say(post: Post, whole: bool) -> tuple[str, str]:
        return title_of(post, kind, whole=whole), words_of(post) if whole else ""

    return said_of(person, names, say)


#: Takes a post, and whether its words may be mailed; returns a title and a text.
Saying = Callable[[Post, bool], tuple[str, str]]


def said_of(person: User, names: Sequence[str], say: Saying) -> dict[str, InMail]:
    """Return what mail says of each post, in the words that `say` finds for it."""
    numbers = {name: number_in(name) for name in names}
    posts = Post.objects.select_related("topic__forum", "poster").in_bulk(
        {number for number in numbers.values() if number}
    )
    silent = boards_kept_out_of_mail(
        person, {post.topic.forum_id for post in posts.values()}
    )
    return {
        name: _said(posts[number], say, posts[number].topic.forum_id not in silent)
        for name, number in numbers.items()
        if number in posts
    }


def boards_kept_out_of_mail(person: User, boards: Collection[int]) -> set[int]:
    """Return those of the boards, by key, whose words `person` wants in no mail.

    They are the boards that visitors may not read, unless the person asked for words.
    """
    if not boards:
        return set()
    public = {board.pk for board in readable_boards(AnonymousUser())}
    silent = set(boards) - public
    return silent if silent and way_of(person, BOARD_WORDS) == Way.NONE else set()


def address_without_words(board: int, topic: int, post: int | None = None) -> str:
    """Return an address of a topic that holds no word of it; it leads to the right one."""
    address = address_of(
        "forum_conversation:topic",
        forum_slug="board",
        forum_pk=board,
        slug="discussion",
        pk=topic,
    )
    return address if post is None else f"{address}?post={post}#post-{post}"


def _said(post: Post, say: Saying, whole: bool) -> InMail:
    topic, opens = post.topic, _opens(post)
    title, text = say(post, whole)
    plain = address_without_words(topic.forum_id, topic.pk, post.pk)
    subject = topic.subject if whole else f"A discussion on {topic.forum.name}"
    choose = reverse("forum_following:choose")
    return InMail(
        title=title,
        text=text,
        url=post.get_absolute_url() if whole else plain,
        # Mail programs show mails of one subject together.
        subject=subject if opens else f"Re: {subject}",
        thread=f"forum.topic:{topic.pk}",
        opens_thread=opens,
        links=[
            (
                f"{choose}?{urlencode({'what': f'topic:{topic.pk}'})}",
                "Choose how you hear of this discussion, or stop",
            )
        ],
        headers={"List-Id": list_id(topic.forum)},
    )


def list_id(board: Forum) -> str:
    """Return how mail programs know the mail of a board (RFC 2919): renaming keeps it."""
    address = f"<board-{board.pk}.forum.{urlsplit(settings.BASE_URL).hostname}>"
    name = " ".join(board.name.split())
    if not (name.isascii() and name.isprintable()):
        return address
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" {address}'


def _opens(post: Post) -> bool:
    return post.pk == post.topic.first_post_id
