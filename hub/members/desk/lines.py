"""What the members app itself has waiting for a coordinator."""

from django.urls import reverse

from hub.directory.models import Organisation
from hub.members.acting.rules import DESK
from hub.members.desk import queue
from hub.members.desk.waiting import Waiting, register
from hub.notify.models import Letter


def register_lines() -> None:
    """Put the lines on the desk; once, when the app is ready."""
    register(
        Waiting(
            key="applications",
            label="People who ask to join",
            count=lambda user: queue.applications().count(),
            url=lambda: reverse("desk_applications"),
            permission=DESK,
            position=10,
        )
    )
    register(
        Waiting(
            key="claims",
            label="Members who ask to act for an organisation",
            count=lambda user: queue.claims().count(),
            url=lambda: reverse("desk_claims"),
            permission=DESK,
            position=20,
        )
    )
    register(
        Waiting(
            key="stale-entries",
            label="Directory entries nobody has confirmed for a year",
            count=lambda user: Organisation.objects.stale().count(),
            url=lambda: reverse("desk_stale"),
            permission=DESK,
            position=30,
        )
    )
    register(
        Waiting(
            key="ownerless",
            label="Organisations whose last owner left",
            count=lambda user: queue.ownerless().count(),
            url=lambda: reverse("desk_ownerless"),
            permission=DESK,
            position=40,
        )
    )
    register(
        Waiting(
            key="letters",
            label="E-mails that could not be sent",
            count=lambda user: Letter.objects.in_need().count(),
            url=lambda: reverse("letters_report"),
            permission="notify.view_letter",
            position=200,
        )
    )
