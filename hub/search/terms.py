"""An entry taken apart into terms, for an engine that keeps what it is given.

Every term has a place, even where nobody asks for it: Whoosh loses values that are
empty.
"""

from collections import defaultdict

from hub.search import tuning
from hub.search.columns import Row
from hub.search.facets import values_of
from hub.search.models import SearchEntry
from hub.search.scoring import FIELD_BITS, FIELDS
from hub.search.snapshot import LONGEST_BEGINNING, WHOLE
from hub.search.words import folded, stems_in, words_in

# Each term with its weight and the places where it stands.
Terms = tuple[tuple[str, float, tuple[int, ...]], ...]

# A term in a title's first word is the likelier thing to be typing.
_FIRST_WORD = 2.0


def words_of(row: SearchEntry) -> Terms:
    """Return the stems of an entry, weighed by the fields they stand in."""
    weights: defaultdict[str, float] = defaultdict(float)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for name, begin, text in _texts(row):
        boost = tuning.current().field_boosts[name]
        for place, stem in enumerate(stems_in(text), start=begin):
            weights[stem] += boost
            places[stem].append(place)
    return tuple(
        (stem, weight, tuple(places[stem])) for stem, weight in weights.items()
    )


def titles_of(row: SearchEntry) -> Terms:
    """Return the stems of the title."""
    return tuple((stem, 1.0, (0,)) for stem in sorted(set(stems_in(row.title))))


def starts_of(row: SearchEntry) -> Terms:
    """Return every beginning of every word of the title, and each word whole."""
    weights: dict[str, float] = {}
    for place, word in enumerate(words_in(row.title)):
        text = folded(row.title[word.start : word.end])[:LONGEST_BEGINNING]
        weight = 1.0 if place else _FIRST_WORD
        beginnings = [text[:end] for end in range(1, len(text) + 1)]
        for term in [*beginnings, f"{text}{WHOLE}"]:
            weights[term] = max(weight, weights.get(term, 0.0))
    return tuple((term, weight, (0,)) for term, weight in weights.items())


def row_of(row: SearchEntry, words: Terms) -> Row:
    """Return what filters, counts and scores need of an entry with these words."""
    return Row(
        pk=row.pk,
        visibility=row.visibility,
        facets=values_of(row),
        changed=row.changed_at.timestamp(),
        length=sum(weight for _, weight, _ in words),
        title_length=len(stems_in(row.title)),
    )


def _texts(row: SearchEntry) -> list[tuple[str, int, str]]:
    """Return each text with the field it counts as and the place where it begins."""
    title, summary, body = (number << FIELD_BITS for number, _ in enumerate(FIELDS))
    return [
        ("title", title, row.title),
        ("summary", summary, row.summary),
        # Where a thing stands says what it is about: the guide of a part, a council.
        # Half a field away, so that no phrase reaches into it.
        ("summary", summary + (1 << FIELD_BITS - 1), row.where),
        ("body", body, row.body),
    ]
