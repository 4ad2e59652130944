"""Documents as search entries; here because documents know nothing of the search."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from wagtail.models import Collection, CollectionViewRestriction

from hub.core.visibility import collection_keys
from hub.media.models import DocumentText, HubDocument
from hub.search.entries import Entry
from hub.search.sources import RecordSource, register


def _below(collection: Collection) -> QuerySet:
    return HubDocument.objects.filter(collection__path__startswith=collection.path)


@register
class DocumentSource(RecordSource):
    """Every document that the public or all members may fetch."""

    model = HubDocument
    kind = "document"
    label = "Document"
    label_plural = "Documents"
    affected_by = {
        # Read after it was uploaded.
        DocumentText: lambda text: HubDocument.objects.filter(pk=text.document_id),
        Collection: _below,
        CollectionViewRestriction: lambda one: _below(one.collection),
    }

    def queryset(self) -> QuerySet:
        """Return the documents with their words and collections."""
        return HubDocument.objects.select_related("collection", "text")

    def entry(self, obj: HubDocument) -> Entry | None:
        """Return the entry of a document, or None for one in a private collection."""
        return next(self.entries([obj]))[1]

    def entries(self, things: Iterable[Any]) -> Iterator[tuple[Any, Entry | None]]:
        """Ask the gate once for all collections."""
        documents = list(things)
        keys = collection_keys({document.collection for document in documents})
        for document in documents:
            key = keys[document.collection_id]
            yield document.pk, self._entry(document, key) if key else None

    def _entry(self, document: HubDocument, visibility: str) -> Entry:
        text = getattr(document, "text", None)
        collection = document.collection
        kind = document.file_extension.upper()
        size = filesizeformat(document.file_size) if document.file_size else ""
        return Entry(
            key=self.key(document.pk),
            kind=self.kind,
            title=document.title,
            # Wagtail's own view, which asks who may fetch it.
            url=document.url,
            changed_at=text.since if text else document.created_at,
            body="\n".join(
                part for part in (text and text.text, document.credit) if part
            ),
            visibility=visibility,
            where="" if collection.is_root() else collection.name,
            facts=tuple(part for part in (kind, size) if part),
        )
