"""How apps say what can be downloaded: one source for each kind of thing.

An app may carry `download_sources.py`; it is found by name, as `search_sources.py` is.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from hub.core.visibility import Asker
from hub.downloads.blocks import Block

SourceT = TypeVar("SourceT", bound="DownloadSource")
_sources: dict[str, "DownloadSource"] = {}


@dataclass(frozen=True, slots=True)
class Law:
    """What something rests on: its name and where it can be read."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says of one thing, and what goes into its annex.

    `blocks` begin at heading level 1. `standing` says how far it may be relied on, as
    (tone, title, text); `version` says which it is and of what day. `terms` are pairs of
    a term and its meaning.
    """

    title: str
    url: str
    lead: str
    blocks: tuple[Block, ...]
    standing: tuple[str, str, str] | None = None
    version: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    law: tuple[Law, ...] = ()
    sources: tuple[str, ...] = ()


class DownloadSource(ABC):
    """Says how the things of one kind become documents; `kind` stands in addresses."""

    kind: ClassVar[str]
    #: What one of them is called, as it begins a sentence.
    label: ClassVar[str]

    @abstractmethod
    def things(self, user: Asker) -> QuerySet:
        """Return what `user` may have, with a field `slug`."""

    @abstractmethod
    def content(self, thing: Any, typed: Mapping[str, str]) -> Content:
        """Return what a document says of `thing`; `typed` is what an address holds."""

    def contents(self, asked: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Content]:
        """Return what one document says of many; a source may ask less often for it."""
        return [self.content(thing, typed) for thing, typed in asked]


def register(source: type[SourceT]) -> type[SourceT]:
    """Let `source` say what can be downloaded; used as a class decorator."""
    _sources[source.kind] = source()
    return source


def source_of(kind: str) -> DownloadSource | None:
    """Return the source of a kind, or None."""
    return _sources.get(kind)


def autodiscover() -> None:
    """Import `download_sources` of every installed app."""
    autodiscover_modules("download_sources")
