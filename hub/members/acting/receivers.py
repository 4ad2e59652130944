"""What happens to an entry is told to those who act for the organisation."""

from typing import Any

from wagtail.models import Revision
from wagtail.signals import published

from hub.directory.models import Organisation
from hub.members.acting.news import tell_of_entry


def connect() -> None:
    """Connect the signals; once, when the app is ready."""
    published.connect(
        _tell, sender=Organisation, dispatch_uid="members.organisation_published"
    )


def _tell(
    sender: type[Organisation],
    instance: Organisation,
    revision: Revision | None = None,
    **kwargs: Any,
) -> None:
    if revision is not None:
        tell_of_entry(instance, revision_pk=revision.pk, by_pk=revision.user_id)
