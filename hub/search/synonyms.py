"""The field's synonyms: each row names one thing in several ways.

Data, not code: a row may be added by anybody who knows the field. Rows of words are
compared as stems, so one form of a word is enough.
"""

from hub.search.words import stems_in

ROWS = (
    ("home care", "domiciliary care", "homecare"),
    ("council", "local authority", "LA"),
    ("CQC", "Care Quality Commission"),
    ("worker-owned", "employee-owned", "worker ownership", "employee ownership"),
    ("EOT", "employee ownership trust"),
    ("CIC", "community interest company"),
    ("CBS", "community benefit society"),
    ("ISF", "individual service fund"),
    ("DPS", "dynamic purchasing system", "dynamic market"),
    ("PA", "personal assistant"),
    ("NHS", "National Health Service"),
    ("PSR", "provider selection regime"),
    ("worker buyout", "employee buyout", "worker buy-out", "management buyout"),
)

Phrase = tuple[str, ...]


def _by_phrase() -> dict[Phrase, tuple[Phrase, ...]]:
    table: dict[Phrase, tuple[Phrase, ...]] = {}
    for row in ROWS:
        phrases = tuple(dict.fromkeys(tuple(stems_in(text)) for text in row))
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            table[phrase] = (phrase, *others)
    return table


# Every phrase of the table with all the ways to say it, itself first.
ALTERNATIVES = _by_phrase()
LONGEST = max(len(phrase) for phrase in ALTERNATIVES)
