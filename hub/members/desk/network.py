"""The network in numbers, as far as the platform knows it."""

import datetime as dt
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from hub.accounts.models import User
from hub.core.vocabulary import Nation
from hub.directory.models import Organisation
from hub.members.desk import queue
from hub.members.desk.figures import Figure, Table, register
from hub.members.models import (
    Application,
    Decision,
    Introduction,
    Membership,
    PersonKind,
    Profile,
)
from hub.places.models import Region

_MONTHS = 12
_ACTIVE_DAYS = 30
_YEAR = dt.timedelta(days=365)
_NOT_SAID = "Not said"


def register_tables() -> None:
    """Put the tables on the desk; once, when the app is ready."""
    register(
        Table(
            "members",
            "Members",
            "People who were let in and can sign in. “Signed in” counts those who last "
            f"gave their password or passkey within {_ACTIVE_DAYS} days; who stays "
            "signed in for longer on one device is not counted.",
            _members,
            position=10,
        )
    )
    register(
        Table(
            "members-by-kind",
            "Members by what brings them",
            "What members say of themselves in their profiles.",
            _by_kind,
            guards_few=True,
            position=20,
        )
    )
    register(
        Table(
            "members-by-region",
            "Members by place",
            "The region of England, or else the nation, that members give in their "
            "profiles.",
            _by_region,
            guards_few=True,
            position=30,
        )
    )
    register(
        Table(
            "joined",
            "Joined in each month",
            "People let in, by month; those who have left since are counted too, "
            "until their accounts are erased.",
            _joined,
            position=40,
        )
    )
    register(
        Table(
            "applications",
            "Applications",
            "The time from confirming the address to the decision, half of them "
            "faster and half slower, over those that coordinators decided within a "
            "year.",
            _applications,
            position=50,
        )
    )
    register(
        Table(
            "introductions",
            "Introductions",
            "Members who asked to be put in touch with another within a year, and "
            "what became of it.",
            _introductions,
            position=60,
        )
    )
    register(
        Table(
            "directory",
            "The directory",
            "Published entries.",
            _directory,
            position=70,
        )
    )


def _let_in() -> Q:
    return Q(is_active=True, approved_at__isnull=False)


def _members() -> list[Figure]:
    recent = timezone.now() - dt.timedelta(days=_ACTIVE_DAYS)
    counts = User.objects.filter(_let_in()).aggregate(
        all=Count("pk"), recent=Count("pk", filter=Q(last_login__gte=recent))
    )
    return [
        Figure("Members", counts["all"]),
        Figure(f"Signed in within {_ACTIVE_DAYS} days", counts["recent"]),
    ]


def _by_kind() -> list[Figure]:
    counts = _counts_by("kind")
    figures = [Figure(label, counts.pop(key, 0)) for key, label in PersonKind.choices]
    return _with_rest(figures, counts)


def _by_region() -> list[Figure]:
    regions = _counts_by("region")
    regions.pop("", None)
    figures = [Figure(label, regions.pop(key, 0)) for key, label in Region.choices]
    nations = _counts_by("nation", region="")
    figures += [
        Figure(label, nations.pop(key, 0))
        for key, label in Nation.choices
        if key != Nation.ENGLAND
    ]
    elsewhere = nations.pop(Nation.ENGLAND, 0)
    figures.append(Figure("England, region not said", elsewhere))
    return _with_rest(figures, {**nations, **regions})


def _counts_by(field: str, **only: str) -> dict[str, int]:
    """Count members by what one field of their profiles holds."""
    people = Profile.objects.filter(
        user__is_active=True, user__approved_at__isnull=False, **only
    )
    rows = people.order_by().values_list(field).annotate(Count("pk"))
    return dict(rows)


def _with_rest(figures: list[Figure], rest: dict[str, int]) -> list[Figure]:
    """Add those who fit none of the figures: nobody goes uncounted."""
    without_profile = User.objects.filter(_let_in(), profile=None).count()
    return [*figures, Figure(_NOT_SAID, sum(rest.values()) + without_profile)]


def _joined() -> list[Figure]:
    first = _months_ago(_MONTHS - 1)
    rows = (
        User.objects.filter(approved_at__gte=first)
        .order_by()
        .annotate(month=TruncMonth("approved_at"))
        .values_list("month")
        .annotate(Count("pk"))
    )
    counts = {month.date(): count for month, count in rows}
    months = [_months_ago(back) for back in reversed(range(_MONTHS))]
    return [
        Figure(month.strftime("%B %Y"), counts.get(month.date(), 0)) for month in months
    ]


def _months_ago(back: int) -> dt.datetime:
    """Return the first moment of the month that many months ago."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - back
    first = dt.datetime(months // 12, months % 12 + 1, 1)
    return timezone.make_aware(first)


def _applications() -> list[Figure]:
    decided = Application.objects.filter(
        way__in=("", Application.Way.COORDINATOR),
        state__in=(Decision.APPROVED, Decision.DECLINED),
        decided_at__gte=timezone.now() - _YEAR,
        confirmed_at__isnull=False,
    )
    days = [
        (decided_at - confirmed_at) / dt.timedelta(days=1)
        for confirmed_at, decided_at in decided.order_by().values_list(
            "confirmed_at", "decided_at"
        )
    ]
    middle = round(median(days), 1) if days else None
    return [
        Figure("Waiting now", queue.applications().count()),
        Figure("Decided within a year", len(days)),
        Figure("Time to decide", middle, "days"),
    ]


def _introductions() -> list[Figure]:
    state = Introduction.State
    counts = Introduction.objects.filter(made_at__gte=timezone.now() - _YEAR).aggregate(
        asked=Count("pk"),
        accepted=Count("pk", filter=Q(state=state.ACCEPTED)),
        waiting=Count("pk", filter=Q(state=state.WAITING)),
    )
    return [
        Figure("Asked for", counts["asked"]),
        Figure("Introduced", counts["accepted"]),
        Figure("Waiting for an answer", counts["waiting"]),
    ]


def _directory() -> list[Figure]:
    acted_for = Membership.objects.in_force().values("organisation")
    listed = Organisation.objects.listed()
    total, stale = listed.count(), Organisation.objects.stale().count()
    return [
        Figure("Entries", total),
        Figure("Confirmed within a year", total - stale),
        Figure(
            "With somebody who acts for it", listed.filter(pk__in=acted_for).count()
        ),
    ]
