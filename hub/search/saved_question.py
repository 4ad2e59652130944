"""The question that an address asks, in the form in which it is kept."""

from dataclasses import dataclass

from django.http import QueryDict

from hub.search.answers import Results, search
from hub.search.choices import Choices

_LONGEST_ADDRESS = 2_000
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as it is kept.

    `title` says it in words: "rotas · Guides · Wales"; `address` is what stands after the
    question mark, the same for the same question whatever its order.
    """

    words: str
    title: str
    address: str

    @property
    def is_too_long(self) -> bool:
        """Whether so many values are chosen that the question cannot be kept."""
        return len(self.address) > _LONGEST_ADDRESS


def read(params: QueryDict, visible: frozenset[str]) -> tuple[Kept, Results]:
    """Return the question that an address asks, and what it finds now."""
    choices = Choices(params)
    found = search(choices.typed, visible=visible, chosen=choices.asked)
    labels = [str(chip.label) for chip in choices.chips(found)]
    kept = Kept(
        words=found.question.text,
        title=" · ".join([found.question.text, *labels])[:_LONGEST_TITLE],
        address=choices.address(found).removeprefix("?"),
    )
    return kept, found
