"""What a post says, also where machina's field would not tell it."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from machina.models.fields import MarkupText, MarkupTextDescriptor

from forum.adapter import markup


class PostText(MarkupText):
    """The text of a post as it was typed, and as HTML."""

    @property
    def rendered(self) -> SafeString:
        """Return the HTML; a post that was made in bulk has none yet (B12)."""
        kept = getattr(self.instance, self.rendered_field_name)
        # Safe because `render` ends in an allow-list; see forum.adapter.markup.
        return mark_safe(markup.render(self.raw) if kept is None else kept)


class PostTextDescriptor(MarkupTextDescriptor):
    """Machina's, which fails on a post that was loaded without its text (B11)."""

    def __get__(self, instance: Any, owner: type) -> PostText | None:
        """Return the text, loaded now where the query left it out."""
        if instance is None:
            return None
        if self.field.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.name, self.rendered_field_name])
        if instance.__dict__[self.field.name] is None:
            return None
        return PostText(instance, self.field.name, self.rendered_field_name)
