"""Terms as search entries."""

from datetime import UTC, datetime

from hub.core.visibility import PUBLIC
from hub.glossary.models import Term
from hub.search.entries import Entry
from hub.search.sources import RecordSource, register

# Terms keep no date of their own, and are as right today as when they were written.
_SETTLED = datetime(2000, 1, 1, tzinfo=UTC)


@register
class TermSource(RecordSource):
    """Every term of the glossary."""

    model = Term
    kind = "term"
    label = "Term"
    label_plural = "Glossary"

    def entry(self, obj: Term) -> Entry:
        """Return the search entry."""
        return Entry(
            key=self.key(obj.pk),
            kind=self.kind,
            title=obj.name,
            url=obj.get_absolute_url(),
            changed_at=_SETTLED,
            summary=obj.meaning,
            body="\n".join(obj.forms),
            where="Glossary",
            visibility=PUBLIC,
        )
