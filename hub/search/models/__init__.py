"""The search's tables."""

from hub.search.models.entry import SearchEntry, SearchEntryQuerySet
from hub.search.models.synonym import Synonym
from hub.search.models.word import SearchWord

__all__ = ["SearchEntry", "SearchEntryQuerySet", "SearchWord", "Synonym"]
