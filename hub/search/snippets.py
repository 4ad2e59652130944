"""Passages around the words asked for, with marks, safe to show."""

from collections.abc import Collection, Container, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hub.search.words import Word, is_stop_word, words_in

_WORDS_SHOWN = 36
_WORDS_BEFORE = 8
# Beyond this a passage is not looked for: nobody finds it by its last page.
_LETTERS_READ = 60_000


def marked(text: str, stems: Container[str]) -> SafeString:
    """Return `text`, escaped, with <mark> around the words asked for."""
    pieces: list[str] = []
    position = 0
    for word in words_in(text):
        if word.stem in stems and not is_stop_word(word.stem):
            pieces.append(escape(text[position : word.start]))
            pieces.append(f"<mark>{escape(text[word.start : word.end])}</mark>")
            position = word.end
    pieces.append(escape(text[position:]))
    return mark_safe("".join(pieces))


def passage(summary: str, body: str, stems: Collection[str]) -> SafeString:
    """Return the passage that shows most of what was asked for, marked.

    That is the summary, unless a passage of the body holds more different words.
    """
    telling = {stem for stem in stems if not is_stop_word(stem)} or set(stems)
    cut = _best_cut(body[:_LETTERS_READ], telling)
    if cut and _held(cut, telling) > _held(summary, telling):
        return marked(cut, stems)
    return marked(summary or _beginning(body), stems)


def _held(text: str, stems: Container[str]) -> int:
    """Count the different words asked for in `text`."""
    return len({word.stem for word in words_in(text) if word.stem in stems})


def _best_cut(text: str, stems: Container[str]) -> str:
    words = list(words_in(text))
    hits = [place for place, word in enumerate(words) if word.stem in stems]
    if not hits:
        return ""
    first = max(hits, key=lambda place: _different(words, place, stems))
    start = max(0, first - _WORDS_BEFORE)
    return _cut(text, words, start)


def _different(words: Sequence[Word], place: int, stems: Container[str]) -> int:
    """Count the different words asked for in the passage that begins at `place`."""
    near = words[place : place + _WORDS_SHOWN - _WORDS_BEFORE]
    return len({word.stem for word in near if word.stem in stems})


def _cut(text: str, words: Sequence[Word], start: int) -> str:
    end = min(len(words), start + _WORDS_SHOWN) - 1
    piece = " ".join(text[words[start].start : words[end].end].split())
    before = "… " if start else ""
    after = " …" if end < len(words) - 1 else ""
    return f"{before}{piece}{after}"


def _beginning(body: str) -> str:
    text = body[:_LETTERS_READ]
    words = list(words_in(text))
    return _cut(text, words, 0) if words else ""
