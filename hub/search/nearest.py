"""Where to look when nothing was found: topics whose names are close to the words."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils

from hub.core.models import Topic
from hub.search.answers import search

_MOST = 3
# Of 100: "buy out of workers" still reaches "Converting and worker buyout".
_CLOSE_ENOUGH = 65


def nearest_topics(text: str, *, visible: frozenset[str]) -> list[Topic]:
    """Return the topics nearest to what was typed, as far as they lead to something."""
    return [
        topic for topic in _close(text) if search(topic.name, visible=visible).total
    ]


def _close(text: str) -> Iterator[Topic]:
    topics = {topic: topic.name for topic in Topic.objects.all()}
    found = process.extract(
        text,
        topics,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_MOST,
        score_cutoff=_CLOSE_ENOUGH,
    )
    return (topic for _, _, topic in found)
