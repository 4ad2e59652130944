"""What the route finder asks, and how answers stand in an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.core.vocabulary import UK_NATIONS


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `name` is its parameter, `choices` are pairs of key and label."""

    name: str
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...]


QUESTIONS = (
    Question("nation", "Where is the care given?", "", UK_NATIONS),
    Question(
        "buyer",
        "Who buys?",
        "",
        (
            ("council", "A council, or a health and social care trust"),
            ("health", "An NHS body"),
            ("together", "Both together"),
        ),
    ),
    Question(
        "service",
        "What kind of service is it?",
        "",
        (
            ("care", "Social care or support"),
            ("health", "Health care"),
            ("mixed", "Both in one contract"),
        ),
    ),
    Question(
        "value",
        "How large is it over its whole life?",
        "Thresholds differ by nation and kind of contract, and change. Ask your procurement team.",
        (
            ("below", "Below the threshold for this kind of contract"),
            ("above", "At the threshold or above"),
            ("unknown", "I do not know yet"),
        ),
    ),
    Question(
        "existing",
        "Is there a contract now?",
        "",
        (
            ("none", "No, this is something new"),
            ("running", "Yes, and it comes to its end as planned"),
            ("closing", "Yes, and the provider is leaving or closing"),
        ),
    ),
    Question(
        "market",
        "How many could do it?",
        "",
        (
            ("several", "Several providers"),
            ("few", "Perhaps only one"),
            ("unknown", "I do not know"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """One answer to each question."""

    nation: str
    buyer: str
    service: str
    value: str
    existing: str
    market: str


def chosen(params: Mapping[str, str]) -> dict[str, str]:
    """Return the answers in an address; what is not on offer is left out."""
    return {
        one.name: params[one.name]
        for one in QUESTIONS
        if params.get(one.name) in dict(one.choices)
    }


def answers_of(params: Mapping[str, str]) -> Answers | None:
    """Return the answers when there is one to each question."""
    given = chosen(params)
    return Answers(**given) if len(given) == len(QUESTIONS) else None
