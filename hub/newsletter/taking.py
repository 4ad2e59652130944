"""Who gets the newsletter: those who chose it, and may still be written to."""

from django.db.models import Exists, OuterRef, QuerySet

from hub.accounts.models import User
from hub.notify.kinds import Kind, Way, register
from hub.notify.models import Preference

KIND = "newsletter"
#: What people are asked; noted word for word with their answer.
SENTENCE = "Send me the newsletter of the Care Co-op Hub by e-mail."


def register_kind() -> None:
    """Offer the newsletter on the page of preferences; nobody gets it unasked."""
    register(
        Kind(
            key=KIND,
            label="Newsletter",
            explanation="Now and then, what the coordinators want everybody to know.",
            default=Way.NONE,
            ways={
                Way.NONE: "Do not send it to me",
                Way.AT_ONCE: "Send me the newsletter",
            },
            consent=SENTENCE,
        )
    )


def takers() -> QuerySet[User]:
    """Return the members who chose the newsletter, in the order of their numbers."""
    chose = Preference.objects.filter(person=OuterRef("pk"), kind=KIND, way=Way.AT_ONCE)
    members = User.objects.filter(
        Exists(chose),
        is_active=True,
        approved_at__isnull=False,
        leaves_at=None,
        erased_at=None,
    )
    return members.exclude(email="").order_by("pk")


def takes_it(person: User) -> bool:
    """Say whether this person is among them now."""
    return takers().filter(pk=person.pk).exists()
