"""A guide and its parts go together."""

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from hub.guidance.models import GuidePage, GuidePartPage
from hub.search.refreshing import refresh_tree


def connect() -> None:
    """Connect the signals; once, when the app is ready."""
    page_published.connect(
        _refresh_parts, sender=GuidePage, dispatch_uid="guidance.guide_published"
    )
    page_unpublished.connect(
        _unpublish_parts, sender=GuidePage, dispatch_uid="guidance.guide_unpublished"
    )


def _refresh_parts(sender: type[Page], instance: GuidePage, **kwargs: object) -> None:
    # A part is found under its guide's title, nations and readers.
    refresh_tree(instance)


def _unpublish_parts(sender: type[Page], instance: GuidePage, **kwargs: object) -> None:
    # Wagtail goes on serving what stands below an unpublished page: parts of a guide
    # that was taken down would stay readable, with its title on them.
    for part in GuidePartPage.objects.child_of(instance).live():
        part.unpublish()
