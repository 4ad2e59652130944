"""How apps say what can be found: one source for each kind of thing."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules
from wagtail.blocks import StreamValue
from wagtail.models import Page

from hub.core.visibility import page_keys
from hub.search.entries import Entry

# For pages made live without ever being published: by a script, or by an import.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

SourceT = TypeVar("SourceT", bound="Source")

_sources: dict[type[Model], "Source"] = {}


class Source(ABC):
    """Says how the things of one model become entries.

    `kind` groups things for the reader and may be shared by several sources; `label`
    is what the reader sees for one of them, `label_plural` for all. `affected_by` names
    other models whose changes change entries here, each with a function from the
    changed record to the things whose entries it touches; many-to-many and tag
    relations of the model itself are followed without being named.
    """

    model: ClassVar[type[Model]]
    kind: ClassVar[str]
    label: ClassVar[str]
    label_plural: ClassVar[str]
    affected_by: ClassVar[Mapping[type[Model], Callable[[Any], Iterable[Model]]]] = {}

    def key(self, pk: object) -> str:
        """Return the key of the entry of the thing with this primary key."""
        return f"{self.model._meta.label_lower}:{pk}"

    def queryset(self) -> QuerySet:
        """Return everything that may have an entry, with what entries need."""
        return self.model._default_manager.all()

    @abstractmethod
    def entry(self, obj: Any) -> Entry | None:
        """Return the entry of `obj`, or None when nobody may find it."""

    def entries(self, things: Iterable[Any]) -> Iterator[tuple[Any, Entry | None]]:
        """Yield the primary key of each thing with its entry; for many at once."""
        for thing in things:
            yield thing.pk, self.entry(thing)


class RecordSource(Source):
    """A source over plain records."""


class PageSource(Source):
    """A source over a page type; visibility comes from the one gate."""

    def queryset(self) -> QuerySet:
        """Return the live pages of this type, with what every entry needs."""
        return self.model._default_manager.live().prefetch_related("page_topics__tag")

    def body(self, page: Any) -> str:
        """Return the words of the page beyond title and summary."""
        return ""

    def where(self, page: Any, above: Sequence[Page]) -> str:
        """Return where the page stands: by default the titles above it, home left out."""
        return " › ".join(one.title for one in above)

    def facets(self, page: Any) -> Mapping[str, tuple[str, ...]]:
        """Return what the page may be filtered by; see `hub.search.facets`."""
        return {"topic": topics_of(page)}

    def facts(self, page: Any) -> tuple[str, ...]:
        """Return what is told on the result beside title and snippet."""
        return ()

    def entry(self, obj: Page) -> Entry | None:
        """Return the entry of a page, or None when no search may find it."""
        return next(self.entries([obj]))[1]

    def entries(self, things: Iterable[Page]) -> Iterator[tuple[Any, Entry | None]]:
        """Ask the gate, and for the pages above, once for all."""
        pages = list(things)
        keys, above = page_keys(pages), _above(pages)
        for page in pages:
            standing = [above[path] for path in _paths_above(page) if path in above]
            yield page.pk, self._entry(page, keys[page.pk], standing)

    def _entry(
        self, page: Page, visibility: str | None, above: Sequence[Page]
    ) -> Entry | None:
        address = page.full_url
        if visibility is None or address is None:
            return None
        return Entry(
            key=self.key(page.pk),
            kind=self.kind,
            title=page.title,
            url=urlsplit(address).path,
            changed_at=page.last_published_at or page.first_published_at or _LONG_AGO,
            summary=getattr(page, "summary", "") or page.search_description,
            body=self.body(page),
            visibility=visibility,
            where=self.where(page, above),
            facets=self.facets(page),
            facts=self.facts(page),
        )

    @staticmethod
    def text_of(stream: StreamValue) -> str:
        """Return the words of a StreamField, one block a line."""
        return "\n".join(stream.stream_block.get_searchable_content(stream))


def topics_of(page: Any) -> tuple[str, ...]:
    """Return the topics of a page, as values of that facet."""
    return tuple(row.tag.slug for row in page.page_topics.all())


def _paths_above(page: Page) -> list[str]:
    """Return the paths of the pages above, from the one under home downwards."""
    step = Page.steplen
    return [page.path[: step * depth] for depth in range(3, page.depth)]


def _above(pages: Iterable[Page]) -> dict[str, Page]:
    """Return every page that stands above one of `pages`, by path, in one query."""
    paths = {path for page in pages for path in _paths_above(page)}
    return {page.path: page for page in Page.objects.live().filter(path__in=paths)}


def register(source: type[SourceT]) -> type[SourceT]:
    """Let `source` say what can be found; used as a class decorator."""
    _sources[source.model] = source()
    return source


def all_sources() -> list[Source]:
    """Return every source, by kind."""
    return sorted(_sources.values(), key=lambda source: source.kind)


def source_of(model: type[Model]) -> Source | None:
    """Return the source over `model`, or None."""
    return _sources.get(model)


def kind_labels() -> dict[str, str]:
    """Return what the reader sees for each kind, as the name of a group."""
    return {source.kind: source.label_plural for source in all_sources()}


def thing_labels() -> dict[str, str]:
    """Return what the reader sees on a single thing of each kind."""
    return {source.kind: source.label for source in all_sources()}


def autodiscover() -> None:
    """Import `search_sources` of every installed app."""
    autodiscover_modules("search_sources")
