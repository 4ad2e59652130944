"""What tests of digests share: members with interests, and things that are new."""

import datetime as dt

from hub.accounts.models import User
from hub.core.models import Topic
from hub.members.digest.making import COMPOSER, KIND
from hub.members.models import Profile
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from hub.notify.models import Letter, Notification
from hub.notify.outbox import Mail, composer_of
from hub.search.models import SearchEntry

# A Monday at seven, with the week before it.
MONDAY = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TOPIC = "starting-up"


def interested(
    person: User,
    *,
    way: Way = Way.WEEKLY,
    topics: tuple[str, ...] = (TOPIC,),
    **profile: object,
) -> User:
    """Give a member a profile with interests, and let them choose the digest."""
    made, _ = Profile.objects.update_or_create(
        user=person, defaults={"slug": f"p{person.pk}", **profile}
    )
    made.topics.set(Topic.objects.filter(slug__in=topics))
    choose(person=person, kind=KIND, way=way)
    return person


def new_thing(title: str, **fields: object) -> SearchEntry:
    """Add something that was found two days before that Monday."""
    number = SearchEntry.objects.count()
    at = fields.pop("at", MONDAY - 2 * DAY)
    values = {
        "key": f"tests.thing:{number}",
        "kind": "guide",
        "url": f"/things/{number}/",
        "visibility": "public",
        "facets": {"topic": [TOPIC]},
        "changed_at": at,
        "found_since": at,
    }
    return SearchEntry.objects.create(title=title, **(values | fields))


def notified(person: User, title: str, **fields: object) -> Notification:
    """Tell a member of something by weekly mail, two days before that Monday."""
    values = {
        "kind": "tests-replies",
        "about": f"tests.post:{Notification.objects.count()}",
        "url": "/told/1/",
        "way": Way.WEEKLY,
        "made_at": MONDAY - 2 * DAY,
    }
    return Notification.objects.create(person=person, title=title, **(values | fields))


def digests() -> list[Letter]:
    """Return the digests in the outbox, in the order in which they were put in."""
    letters = Letter.objects.filter(composer=COMPOSER)
    return list(letters.select_related("person").order_by("pk"))


def composed(letter: Letter) -> Mail | None:
    """Compose a letter as the sender does."""
    letter = Letter.objects.select_related("person").get(pk=letter.pk)
    return composer_of(COMPOSER).compose(letter)
