"""The same boards, topics, posts and members for the hub and for machina's own project."""

import argparse
import random
from dataclasses import dataclass
from typing import Any

#: How many posts the topics have; a fifth of them fill a page of twenty.
_LENGTHS = (2, 5, 9, 14, 20)
_WORDS = [
    "rota",
    "carers",
    "visit",
    "council",
    "tender",
    "wage",
    "travel",
    "time",
    "home",
    "support",
    "team",
    "cover",
    "weekend",
    "member",
    "vote",
    "surplus",
    "training",
    "shift",
    "client",
    "family",
    "handover",
    "medication",
    "policy",
    "office",
    "mileage",
    "contract",
    "hours",
    "trial",
    "plan",
    "evidence",
    "price",
    "board",
    "commissioner",
]
_READS = ("can_see_forum", "can_read_forum")
_WRITES = (
    "can_start_new_topics",
    "can_reply_to_topics",
    "can_edit_own_posts",
    "can_delete_own_posts",
    "can_post_without_approval",
)


@dataclass(frozen=True)
class Made:
    """Who asks, and the addresses of each page."""

    member: Any
    addresses: dict[str, list[str]]


def fill(site: str, sizes: argparse.Namespace) -> Made:
    """Fill the database, unless it was filled by an earlier run; return what to ask."""
    from machina.core.db.models import get_model

    board_model = get_model("forum", "Forum")
    if not board_model.objects.exists():
        chance = random.Random(sizes.seed)
        people = _hub_people(sizes) if site == "hub" else _vanilla_people(sizes)
        boards = [_board(site, number, chance) for number in range(sizes.boards)]
        _topics(sizes, chance, boards, people)
        _posts(sizes, chance, people)
        _count()
        _marks(people[0], chance)
        if site == "hub":
            _hub_extras(chance)
    return _made(sizes, board_model, get_model("forum_conversation", "Topic"))


def _hub_people(sizes: argparse.Namespace) -> list:
    from django.utils import timezone

    from hub.accounts.models import User
    from hub.members.models import Profile

    people = User.objects.bulk_create(
        User(
            email=f"person-{one}@example.org",
            display_name=f"Person Number{one}",
            approved_at=timezone.now(),
        )
        for one in range(sizes.members)
    )
    Profile.objects.bulk_create(
        Profile(
            user=person,
            slug=f"person-{person.pk}",
            name_seen_by="public" if number % 2 else "members",
        )
        for number, person in enumerate(people)
    )
    return people


def _vanilla_people(sizes: argparse.Namespace) -> list:
    from django.contrib.auth.models import User

    return User.objects.bulk_create(
        User(username=f"Person Number{one}", email=f"person-{one}@example.org")
        for one in range(sizes.members)
    )


def _board(site: str, number: int, chance: random.Random) -> Any:
    name, about = f"Board {number}", _sentence(chance)
    if site == "hub":
        from forum.adapter.actions import make_board

        return make_board(name=name, description=about, public=True)
    from django.contrib.auth.models import AnonymousUser
    from machina.apps.forum.models import Forum
    from machina.apps.forum_permission.shortcuts import (
        ALL_AUTHENTICATED_USERS,
        assign_perm,
    )

    board = Forum.objects.create(name=name, description=about, type=Forum.FORUM_POST)
    for codename in _READS:
        assign_perm(codename, AnonymousUser(), board)
    for codename in (*_READS, *_WRITES):
        assign_perm(codename, ALL_AUTHENTICATED_USERS, board)
    return board


def _topics(
    sizes: argparse.Namespace, chance: random.Random, boards: list, people: list
) -> None:
    from machina.core.db.models import get_model

    model = get_model("forum_conversation", "Topic")
    model.objects.bulk_create(
        model(
            forum=chance.choice(boards),
            poster=chance.choice(people),
            subject=_sentence(chance)[:60],
            slug=f"topic-{number}",
            type=model.TOPIC_POST,
            status=model.TOPIC_UNLOCKED,
            approved=True,
        )
        for number in range(sizes.topics)
    )


def _posts(sizes: argparse.Namespace, chance: random.Random, people: list) -> None:
    """Write the posts; a few hundred texts are rendered once and used again."""
    from machina.core.db.models import get_model
    from machina.models.fields import render_func

    topics = list(get_model("forum_conversation", "Topic").objects.order_by("pk"))
    texts = [_text(chance) for _ in range(300)]
    rendered = [render_func(text) for text in texts]
    model = get_model("forum_conversation", "Post")
    rows = []
    for number, topic in enumerate(topics):
        share = sizes.posts / sizes.topics / 10
        for _ in range(max(round(_LENGTHS[number % len(_LENGTHS)] * share), 1)):
            text = chance.randrange(len(texts))
            rows.append(
                model(
                    topic=topic,
                    poster=chance.choice(people),
                    subject=topic.subject,
                    content=texts[text],
                    _content_rendered=rendered[text],
                    approved=True,
                    enable_signature=False,
                )
            )
    model.objects.bulk_create(rows, batch_size=500)


def _count() -> None:
    """Set what the models count themselves when posts are saved one by one."""
    from machina.core.db.models import get_model

    topics = get_model("forum_conversation", "Topic")
    by_topic: dict[int, list] = {}
    posts = get_model("forum_conversation", "Post").objects.order_by("pk")
    for pk, topic, created in posts.values_list("pk", "topic_id", "created"):
        by_topic.setdefault(topic, []).append((pk, created))
    changed = list(topics.objects.all())
    for topic in changed:
        rows = by_topic[topic.pk]
        topic.first_post_id, topic.posts_count = rows[0][0], len(rows)
        topic.last_post_id, topic.last_post_on = rows[-1]
    fields = ["first_post", "last_post", "last_post_on", "posts_count"]
    topics.objects.bulk_update(changed, fields, batch_size=200)
    for board in get_model("forum", "Forum").objects.all():
        board.update_trackers()


def _marks(member: Any, chance: random.Random) -> None:
    """Let the member who asks have read some topics."""
    from machina.core.db.models import get_model

    topics = list(get_model("forum_conversation", "Topic").objects.order_by("pk"))
    model = get_model("forum_tracking", "TopicReadTrack")
    read = chance.sample(topics, len(topics) // 5)
    model.objects.bulk_create(model(user=member, topic=topic) for topic in read)


def _hub_extras(chance: random.Random) -> None:
    """Add what only the hub shows: tags, questions."""
    from forum.adapter.models import Question, TopicTag
    from forum.forum_conversation.models import Topic
    from hub.core.models import Topic as Tag

    tags = [
        Tag.objects.get_or_create(slug=f"t-{n}", name=f"Tag {n}")[0] for n in range(9)
    ]
    topics = list(Topic.objects.order_by("pk"))
    Question.objects.bulk_create(Question(topic=topic) for topic in topics[::3])
    TopicTag.objects.bulk_create(
        TopicTag(topic=topic, tag=tag)
        for topic in topics[::2]
        for tag in chance.sample(tags, 2)
    )


def _made(sizes: argparse.Namespace, boards: type, topics: type) -> Made:
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    chance = random.Random(sizes.seed)
    full = list(topics.objects.filter(posts_count=20).select_related("forum")[:120])
    chance.shuffle(full)
    full, others = full[:60], full[60:]
    return Made(
        get_user_model().objects.get(email="person-0@example.org"),
        {
            "index": [reverse("forum:index")],
            "board": [
                reverse("forum:forum", args=[board.slug, board.pk])
                for board in boards.objects.all()
            ],
            "topic": [_address_of_topic(one) for one in full],
            "other topic": [_address_of_topic(one) for one in others],
            "unread": [reverse("forum_tracking:unread_topics")],
            "feed": [
                reverse("forum_feeds:forum_latest_topics", args=[board.slug, board.pk])
                for board in boards.objects.all()
            ],
        },
    )


def _address_of_topic(topic: Any) -> str:
    from django.urls import reverse

    args = [topic.forum.slug, topic.forum_id, topic.slug, topic.pk]
    return reverse("forum_conversation:topic", args=args)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=8)).capitalize() + "."


def _text(chance: random.Random) -> str:
    """Return two or three paragraphs, some with a list, a quotation or a link."""
    parts = [" ".join(_sentence(chance) for _ in range(4)) for _ in range(2)]
    kind = chance.randrange(4)
    if kind == 0:
        parts.append("\n".join(f"- {_sentence(chance)}" for _ in range(4)))
    if kind == 1:
        parts.insert(0, f"> {_sentence(chance)}")
    if kind == 2:
        parts.append(f"See **this**: https://example.org/{chance.randrange(99)}")
    return "\n\n".join(parts)
