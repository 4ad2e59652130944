"""Newsletters for tests, published as a coordinator would."""

from django.contrib.auth.models import Permission
from wagtail.models import Page

from hub.accounts.models import User
from hub.newsletter.models import NewsletterIndexPage, NewsletterPage
from hub.newsletter.taking import KIND
from hub.notify.choosing import choose
from hub.notify.kinds import Way


def make_newsletters(home: Page) -> NewsletterIndexPage:
    """Add the list of newsletters."""
    return home.add_child(
        instance=NewsletterIndexPage(title="Newsletters", slug="newsletters")
    )


def make_newsletter(
    index: NewsletterIndexPage,
    title: str = "Spring news",
    *,
    body: list[tuple[str, object]] | None = None,
    live: bool = True,
    **fields: object,
) -> NewsletterPage:
    """Add a newsletter; `live=False` leaves it a draft."""
    page = NewsletterPage(title=title, summary=f"{title} in short.", live=live)
    page.body = body or [("text", "<p>Good news.</p>")]
    index.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return NewsletterPage.objects.get(pk=page.pk)


def take(*people: User) -> None:
    """Let people choose the newsletter."""
    for person in people:
        choose(person=person, kind=KIND, way=Way.AT_ONCE)


def may_send(person: User) -> User:
    """Let a person into the admin, and send newsletters."""
    person.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="send_newsletter"),
    )
    return User.objects.get(pk=person.pk)
