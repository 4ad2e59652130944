"""Pages for visitors, kept as they were drawn until anything in the database changes.

A page is kept under the stamp that the database had before it was drawn. Whatever is
committed, by whichever process and however, changes the stamp, and with it every page is
drawn anew: there is no list of what depends on what, and nothing to forget on it. What
follows from the time of day alone shows up to `HUB_PAGE_CACHE_SECONDS` late.

Who has a session gets no page from here and leaves none. So is it with whatever sets a
cookie, holds the token of a form, or says that it is private. Values that pages are made
of are kept in the same way, for members as for visitors.
"""

from hub.core.page_cache.keeping import draw_each_time, on_each_reading
from hub.core.page_cache.values import KeptValues

__all__ = ["KeptValues", "draw_each_time", "on_each_reading"]
