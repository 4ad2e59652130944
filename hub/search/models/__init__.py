"""The search's tables."""

from hub.search.models.entry import SearchEntry, SearchEntryQuerySet
from hub.search.models.indexed import IndexedEntry, IndexState
from hub.search.models.log import SearchLog
from hub.search.models.saved import SavedSearch, SearchMail, ToldEntry
from hub.search.models.synonym import Synonym
from hub.search.models.word import SearchWord

__all__ = [
    "IndexState",
    "IndexedEntry",
    "SavedSearch",
    "SearchEntry",
    "SearchEntryQuerySet",
    "SearchLog",
    "SearchMail",
    "SearchWord",
    "Synonym",
    "ToldEntry",
]
