"""What the members app itself has waiting for a coordinator."""

from django.urls import reverse

from hub.directory.models import Organisation
from hub.members.acting import DESK
from hub.members.desk import queue
from hub.members.desk.waiting import Waiting, register


def register_lines() -> None:
    """Put the lines on the desk; once, when the app is ready."""
    register(
        Waiting(
            key="applications",
            label="People who ask to join",
            count=lambda user: queue.applications().count(),
            url=lambda: reverse("desk_applications"),
            permission=DESK,
        )
    )
    register(
        Waiting(
            key="claims",
            label="Members who ask to act for an organisation",
            count=lambda user: queue.claims().count(),
            url=lambda: reverse("desk_claims"),
            permission=DESK,
        )
    )
    register(
        Waiting(
            key="stale-entries",
            label="Directory entries nobody has confirmed for a year",
            count=lambda user: Organisation.objects.stale().count(),
            url=lambda: reverse("desk_stale"),
            permission=DESK,
        )
    )
