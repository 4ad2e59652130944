"""Editors are told of reviews that are due: once, and only those who can publish."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.guidance.models import GuidePage
from hub.notify.kinds import kind_of
from hub.notify.models import Notification
from hub.notify.reading import still_readable
from tests.factories.accounts import make_staff
from tests.factories.guidance import make_guide, make_guides

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def guides(home):
    return make_guides(home)


@pytest.fixture
def publisher(home):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    GroupPagePermission.objects.get_or_create(
        group=Group.objects.get(name="Moderators"),
        page=home,
        permission=Permission.objects.get(codename="publish_page"),
    )
    return make_staff("Petra", "Moderators")


def told(user) -> list[str]:
    return list(user.notifications.order_by("pk").values_list("title", flat=True))


def tell_due() -> int:
    from hub.notify import reviews

    return reviews.tell_due(TODAY)


def test_due_review_is_told_once_to_those_who_may_publish(guides, publisher, person):
    editor, member = make_staff("Edith", "Editors"), person("Mia")
    make_guide(guides, "Due", review_due_date=TODAY)
    make_guide(guides, "Not yet", review_due_date=TODAY + dt.timedelta(days=1))
    make_guide(guides, "Draft", review_due_date=TODAY, live=False)
    make_guide(guides, "Without a date")
    assert [tell_due(), tell_due()] == [1, 1]
    assert told(publisher) == ["The review of “Due” is due"]
    assert told(editor) == told(member) == []


def test_next_due_day_is_told_again(guides, publisher):
    guide = make_guide(guides, "Due", review_due_date=TODAY - dt.timedelta(days=90))
    tell_due()
    GuidePage.objects.filter(pk=guide.pk).update(review_due_date=TODAY)
    tell_due()
    assert len(told(publisher)) == 2
    # What was due before is settled by the new day.
    readable = still_readable(publisher, publisher.notifications.order_by("pk"))
    assert [one.about.rpartition(":")[2] for one in readable] == ["2026-11-23"]


def test_guide_for_a_few_is_told_to_nobody(guides, publisher):
    make_guide(guides, "Secret", review_due_date=TODAY)
    PageViewRestriction.objects.create(
        page=guides, restriction_type=PageViewRestriction.GROUPS
    )
    tell_due()
    assert not Notification.objects.exists()


def test_kind_is_offered_to_those_who_may_publish(guides, publisher, person):
    kind = kind_of("review-due")
    assert kind.is_for(publisher)
    assert not kind.is_for(person("Mia"))


def test_command_says_how_many_are_due(guides, publisher, capsys):
    make_guide(guides, "Due", review_due_date=timezone.localdate())
    call_command("tell_reviews_due")
    assert capsys.readouterr().out == "Reviews due: 1\n"
    assert told(publisher) == ["The review of “Due” is due"]
