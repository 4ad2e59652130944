"""What people search for, counted so that editors learn; never who searched.

Nothing here may cost the searcher anything: a count that fails is logged and dropped.
"""

import logging
import re
import sqlite3
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from hub.search import log_store
from hub.search.answers import Results

logger = logging.getLogger(__name__)

MOST_LETTERS = 80
# For the whole site, so that no address need be kept, not even for a minute.
_FOLLOWED_A_MINUTE = 300
# An e-mail address, or a number that may belong to somebody: of a telephone, a case, a
# patient. Spaces and dashes do not make it less of a number.
_PERSONAL = re.compile(r"@|\d(?:[\s().+/-]*\d){5}")
_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|monitor", re.IGNORECASE)


def record(results: Results, request: HttpRequest) -> None:
    """Count a search that somebody made: once, on its first page, without its facets."""
    if results.question.asks_nothing or not _is_new(request, results.question.text):
        return
    words = worth_keeping(results.question.text)
    if not words:
        return
    try:
        log_store.count_search(
            words, day=timezone.localdate(), found_something=bool(results.reach)
        )
    except (sqlite3.Error, OSError) as error:
        _drop(error)


def record_followed(typed: str) -> None:
    """Count that a result was followed from the results for what was typed."""
    words = worth_keeping(typed)
    if not words or not _has_room():
        return
    try:
        log_store.count_followed(words, day=timezone.localdate())
    except (sqlite3.Error, OSError) as error:
        _drop(error)


def keep_retention() -> None:
    """Forget what is old, also while nobody searches; for a timer."""
    try:
        log_store.forget_what_is_old(today=timezone.localdate())
    except (sqlite3.Error, OSError) as error:
        _drop(error)


def worth_keeping(text: str) -> str:
    """Return the words as they are kept: nothing when they may name a person."""
    if _PERSONAL.search(text):
        return ""
    return _same(text)[:MOST_LETTERS].strip()


def _same(text: str) -> str:
    """Return what is the same for everybody who asks the same, however they type."""
    return " ".join(text.casefold().split())


def _is_new(request: HttpRequest, text: str) -> bool:
    """Say whether a person asked this just now, rather than going on with it.

    Further pages, ticked facets and filters taken off are the same search again: the
    browser says that it comes from the same question. What begins on a further page or
    with filters, and comes from nowhere, is a link that was kept, or a robot.
    """
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        # No browser says so; whoever does is not counted.
        return False
    asked_there = parse_qs(came_from.query).get("q", [""])[0]
    if came_from.path == request.path and _same(asked_there) == _same(text):
        return False
    if request.GET.get("page", "1") != "1" or request.method != "GET":
        return False
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    if not came_from.netloc and request.GET.keys() - {"q", "page"}:
        return False
    return not _ROBOT.search(request.headers.get("User-Agent", ""))


def _has_room() -> bool:
    """Say whether this minute has room for one more followed result."""
    key = f"search-followed:{timezone.now():%H%M}"
    if cache.add(key, 1, timeout=120):
        return True
    try:
        return cache.incr(key) <= _FOLLOWED_A_MINUTE
    except ValueError:
        # It ran out between the two calls: the next one starts afresh.
        return True


def _drop(error: Exception) -> None:
    logger.warning(
        "A search was not counted",
        extra={"event": "search.log.dropped", "reason": type(error).__name__},
    )
