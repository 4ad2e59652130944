"""A document that is uploaded is read."""

from django.db.models.signals import post_save

from hub.media.models import HubDocument


def connect() -> None:
    """Connect the signal; once, when the app is ready."""
    post_save.connect(_saved, sender=HubDocument, dispatch_uid="media.document_saved")


def _saved(sender: type, instance: HubDocument, **kwargs: object) -> None:
    from hub.media.texts import keep_text_soon

    if not kwargs.get("raw"):
        keep_text_soon(instance)
