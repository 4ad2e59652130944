"""What the forum adds to the coordinators' desk: two lines, and a table of figures."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils import timezone

from forum.adapter import reporting
from forum.forum_conversation.models import Topic
from hub.members.desk import figures, waiting

USE_DESK = "members.use_desk"
#: The questions of so many days are counted.
DAYS = 365


def register() -> None:
    """Add both lines and the table."""
    waiting.register(
        waiting.Waiting(
            key="forum-approval",
            label="Messages in the forum waiting for approval",
            count=lambda user: reporting.waiting_posts(user).count(),
            url=lambda: reverse("forum_moderation:queue"),
            permission=USE_DESK,
        )
    )
    waiting.register(
        waiting.Waiting(
            key="forum-reports",
            label="Messages in the forum that were reported",
            count=lambda user: reporting.reported_posts(user).count(),
            url=lambda: reverse("forum_reports:reports"),
            permission=USE_DESK,
        )
    )
    figures.register(
        figures.Table(
            key="questions",
            heading="Questions in the forum",
            note=(
                f"Approved questions of the last {DAYS} days. Replies are those of "
                "others than the asker; the hours are those until the first, in the "
                "middle of all questions with one. Answered means that whoever asked, "
                "or a moderator, accepted an answer."
            ),
            rows=questions,
        )
    )


def questions() -> Sequence[figures.Figure]:
    """Count questions asked, replied to and answered, and how soon the first reply came."""
    by_others = Q(posts__approved=True) & (
        ~Q(posts__poster=F("poster")) | Q(posts__poster=None)
    )
    asked = list(
        Topic.objects.filter(
            question__isnull=False,
            approved=True,
            created__gte=timezone.now() - timedelta(days=DAYS),
        )
        .annotate(replied_on=Min("posts__created", filter=by_others))
        .values_list("created", "replied_on", "question__accepted")
    )
    hours = [
        (reply - asked).total_seconds() / 3_600 for asked, reply, _ in asked if reply
    ]
    middle = round(median(hours), 1) if hours else None
    return [
        figures.Figure("Asked", len(asked)),
        figures.Figure("With a reply", len(hours)),
        figures.Figure("Answered", sum(answer is not None for *_, answer in asked)),
        figures.Figure("Time to the first reply", middle, "hours"),
    ]
