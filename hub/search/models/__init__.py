"""The search's tables."""

from hub.search.models.entry import SearchEntry, SearchEntryQuerySet

__all__ = ["SearchEntry", "SearchEntryQuerySet"]
