"""Guides as documents."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from hub.core.visibility import Asker
from hub.downloads.blocks import Block, Heading, Paragraph, words
from hub.downloads.reading import story_blocks
from hub.downloads.sources import Content, DownloadSource, register
from hub.guidance.models import GuidePage


@register
class GuideDocument(DownloadSource):
    """A whole guide, part after part."""

    kind = "guide"
    label = "Guide"

    def things(self, user: Asker) -> QuerySet:
        """Return the guides that `user` may see."""
        return GuidePage.objects.visible_to(user)

    def content(self, thing: GuidePage, typed: Mapping[str, str]) -> Content:
        """Return the guide with the parts that everybody may read."""
        blocks: list[Block] = list(story_blocks(thing.intro, heading_level=1))
        # A file is passed on: what only members may read stays on the site.
        parts = list(thing.parts_for(AnonymousUser()).prefetch_related("sources"))
        sources = [*thing.sources.all()]
        for part in parts:
            blocks.append(Heading(1, part.title))
            if part.summary:
                blocks.append(Paragraph(words(part.summary), is_lead=True))
            blocks += story_blocks(part.body, heading_level=2)
            sources += part.sources.all()
        reviewed = thing.reviewed_date
        return Content(
            title=thing.title,
            url=thing.full_url,
            lead=thing.summary,
            blocks=tuple(blocks),
            version=f"Reviewed on {reviewed.day} {reviewed:%B %Y}" if reviewed else "",
            sources=tuple(dict.fromkeys(map(str, sources))),
        )
