"""What somebody puts into the placeholders of wording: read from an address or a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import slugify

from hub.downloads.blocks import Numbered, Run, Wording
from hub.downloads.cleaning import clean
from hub.procurement.wording import Paragraph, Placeholder, paragraphs

LONGEST_VALUE = 200
_TOO_LONG = f"Use at most {LONGEST_VALUE} characters."
_PREFIX = "settle-"


@dataclass(frozen=True, slots=True)
class Blank:
    """One placeholder to settle: `field` is its name in an address, `value` what was put."""

    key: str
    name: str
    suggestion: str
    value: str = ""
    error: str = ""

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return f"{_PREFIX}{self.key}"


def blanks_of(
    placeholders: Iterable[Placeholder], params: Mapping[str, str]
) -> list[Blank]:
    """Return each placeholder with what `params` put into it, in order of first use."""
    found: dict[str, Blank] = {}
    for placeholder in placeholders:
        key = _key(placeholder.name, found)
        typed = " ".join(clean(params.get(f"{_PREFIX}{key}", "")).split())
        error = _TOO_LONG if len(typed) > LONGEST_VALUE else ""
        suggestion = placeholder.text.strip(" ,")
        found[key] = Blank(key, placeholder.name, suggestion, typed, error)
    return list(found.values())


def _key(name: str, taken: Mapping[str, Blank]) -> str:
    base = slugify(name)[:60] or "words"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def settled_wording(
    wording: str, blanks: Iterable[Blank] = (), notes: tuple[str, ...] = ()
) -> Wording:
    """Return wording as a block, with what was put into its placeholders."""
    by_name = {blank.name: blank for blank in blanks}
    return Wording(tuple(_numbered(one, by_name) for one in paragraphs(wording)), notes)


def _numbered(paragraph: Paragraph, blanks: Mapping[str, Blank]) -> Numbered:
    runs = tuple(_run(segment, blanks) for segment in paragraph.segments)
    return Numbered(paragraph.level, paragraph.number, runs)


def _run(segment: object, blanks: Mapping[str, Blank]) -> Run:
    if not isinstance(segment, Placeholder):
        return Run(segment.text)
    blank = blanks.get(segment.name)
    key = blank.key if blank else slugify(segment.name)
    if blank and blank.value and not blank.error:
        # What belongs to the sentence stays with it.
        start = segment.text[: len(segment.text) - len(segment.text.lstrip(" ,"))]
        return Run(f"{start}{blank.value}", key=key)
    return Run(segment.text, is_blank=True, key=key)
