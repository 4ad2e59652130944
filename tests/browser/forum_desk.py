"""A discussion with all that moderators and editors can be asked to decide about."""

import json

from tests.browser.people import add_members
from tests.browser.site import RunningSite

WRITER, SUSPENDED = "desk writer", "desk suspended"

_SCRIPT = """
import json
from datetime import timedelta
from django.urls import reverse
from django.utils import timezone
from forum.adapter.actions import describe_topic, start_topic
from forum.adapter.models import BoardProfile
from forum.adapter.reporting import report
from forum.forum_conversation.forum_polls.actions import set_poll
from forum.forum_conversation.models import Post, Topic
from forum.into_guidance.actions import ask
from forum.moderating.asking import slug_of
from forum.moderating.models import Act
from forum.moderating.people import suspend, warn
from forum.writing.models import EarlierWords
from hub.accounts.models import User

def user(address):
    return User.objects.get(email=address)

asker, writer, suspended = (
    user(f"desk.{{name}}@example.org") for name in ("asker", "writer", "suspended")
)
coordinator, editor = user({coordinator!r}), user({editor!r})
board = BoardProfile.objects.get(key="working-in-care").board
topic = start_topic(
    board=board, author=asker, subject="Who is awake at night?", content="And paid?"
)
describe_topic(topic=topic, tags=(), is_question=True)
set_poll(
    topic=topic, question="Which night?", options=("This one", "The other one"),
    most=1, days=None, may_change=True,
)
replies = [
    Post.objects.create(
        topic=topic, poster=writer, subject="Re", content=f"Night {{number}}, **paid**.",
        approved=True,
    )
    for number in range(24)
]
waiting = Post.objects.create(
    topic=topic, poster=suspended, subject="Re", content="This waits.", approved=False
)
EarlierWords.objects.create(
    post=replies[0], subject="Re", content="Night 0, unpaid.", edited_by=writer,
    reason="A slip",
)
report(post=replies[1], reporter=asker, reason="unkind", words="Please look at it.")
warn(person=suspended, moderator=coordinator, rule="kind", words="Kindly, please.")
suspend(
    person=suspended, moderator=coordinator, reason="Until you have cooled down.",
    ends_at=timezone.now() + timedelta(days=7),
)
act = Act.objects.filter(person=suspended).latest("pk")
proposal = ask(
    topic=topic, posts=replies[:2], kind="guide", title="Nights", note="For starters.",
    editor=editor,
)
topic = Topic.objects.get(pk=topic.pk)
named, person = (topic.slug, topic.pk), (slug_of(suspended),)
place = lambda name, *args: reverse(name, args=args)
print(json.dumps({{
    "topic": topic.get_absolute_url(),
    "print": topic.address("topic_print"),
    "vote": topic.address("poll_vote"),
    "reply": topic.address("post_create"),
    "lock": place("forum_moderation:topic_lock", *named),
    "pin": place("forum_moderation:topic_update_to_sticky", *named),
    "move": place("forum_moderation:topic_move", *named),
    "delete": place("forum_moderation:topic_delete", *named),
    "split": place("forum_moderating:split", *named),
    "merge": place("forum_moderating:merge", *named),
    "member": place("forum_moderating:person", *person),
    "warn": place("forum_moderating:warn", *person),
    "suspend": place("forum_moderating:suspend", *person),
    "lift": place("forum_moderating:lift", *person),
    "log": place("forum_moderating:log"),
    "act": place("forum_moderating:act", act.pk),
    "told": place("forum_moderating:told", act.pk),
    "history": place("forum_writing:history", replies[0].pk),
    "queue": place("forum_moderation:queue"),
    "queued": place("forum_moderation:queued_post", waiting.pk),
    "approve": place("forum_moderation:approve_queued_post", waiting.pk),
    "decline": place("forum_moderation:disapprove_queued_post", waiting.pk),
    "reports": place("forum_reports:reports"),
    "reported": place("forum_reports:reported", replies[1].pk),
    "report": place("forum_reports:report", replies[2].pk),
    "edit": replies[0].address("post_update"),
    "remove": replies[0].address("post_delete"),
    "proposals": place("forum_into_guidance:proposals"),
    "new": place("forum_into_guidance:new", topic.pk),
    "proposal": place("forum_into_guidance:proposal", proposal.pk),
    "consent": place(
        "forum_into_guidance:consent", proposal.consents.get(author=writer).pk
    ),
}}))
"""


def make_desk(site: RunningSite) -> dict[str, str]:
    """Make it, and return the address of each page by name; its people can sign in."""
    add_members(site, "desk asker", WRITER, SUSPENDED)
    script = _SCRIPT.format(
        coordinator=site.sign_ins["coordinator"][0], editor=site.sign_ins["editor"][0]
    )
    said = site.manage("shell", "-v", "0", "-c", script)
    # Letters that are sent meanwhile may be printed around it.
    return json.JSONDecoder().raw_decode(said, said.index('{"topic"'))[0]
