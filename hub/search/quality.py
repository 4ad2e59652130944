"""How good the search is: asked what people would type, judged by what they wanted.

The questions with their graded answers are data, in `judged/questions.toml`; what was
reached is kept beside them, so that a change for the worse shows.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from hub.search.answers import search
from hub.search.models import SearchEntry
from hub.search.tuning import Tuning

QUESTIONS = Path(__file__).with_name("judged") / "questions.toml"
# Who asks, as the judged set names them and as the report does.
PEOPLE = {
    "manager": "Co-op managers",
    "founder": "Founders",
    "commissioner": "Commissioners",
}
# As many results as stand on the first page: what is measured is what a person sees.
DEPTH = 10
BEST_GRADE = 3
# Touching on a subject is not an answer; from here on a person is helped.
RELEVANT = 2
_NUMBER = re.compile(r"-\d+(?=/)")


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody would type, and how much they would be glad of each entry."""

    text: str
    by: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search answered to a judged question: addresses, best first."""

    asked: Judged
    addresses: Sequence[str]

    @property
    def grades(self) -> list[int]:
        """Return the grade of each result; one that was not judged is worth nothing."""
        return [self.asked.grades.get(address, 0) for address in self.addresses]

    @property
    def ndcg(self) -> float:
        """Return nDCG@10: the gain of the page beside the best page there could be."""
        best = sorted(self.asked.grades.values(), reverse=True)
        return discounted_gain(self.grades) / discounted_gain(best)

    @property
    def reciprocal_rank(self) -> float:
        """Return one divided by the place of the first relevant result, else nothing."""
        for place, grade in enumerate(self.grades[:DEPTH], start=1):
            if grade >= RELEVANT:
                return 1 / place
        return 0.0

    @property
    def is_missed(self) -> bool:
        """Whether nothing on the first page is relevant."""
        return not self.reciprocal_rank


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set of answers comes to."""

    questions: int
    ndcg: float
    mrr: float
    zero_rate: float
    missed: int


def discounted_gain(grades: Sequence[int]) -> float:
    """Return the discounted gain of the first ten grades, in order."""
    return sum(
        (2**grade - 1) / math.log2(place + 1)
        for place, grade in enumerate(grades[:DEPTH], start=1)
    )


def figures_of(answers: Sequence[Answer]) -> Figures:
    """Return the means over the answers."""
    number = len(answers)
    return Figures(
        questions=number,
        ndcg=sum(answer.ndcg for answer in answers) / number,
        mrr=sum(answer.reciprocal_rank for answer in answers) / number,
        zero_rate=sum(not answer.addresses for answer in answers) / number,
        missed=sum(answer.is_missed for answer in answers),
    )


def read_questions(path: Path = QUESTIONS) -> list[Judged]:
    """Return the judged questions; raises ValueError for one that judges nothing."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
    questions = [_judged(row) for row in rows]
    for question in questions:
        if max(question.grades.values(), default=0) < RELEVANT:
            raise ValueError(f"Nothing is relevant to {question.text!r}.")
        if question.by not in PEOPLE:
            raise ValueError(f"Who is {question.by!r}, who asks {question.text!r}?")
    return questions


def _judged(row: Mapping) -> Judged:
    grades: dict[str, int] = {}
    for grade in range(1, BEST_GRADE + 1):
        for address in row.get(str(grade), ()):
            if address in grades:
                raise ValueError(f"{address} is graded twice under {row['text']!r}.")
            grades[address] = grade
    return Judged(row["text"], row["by"], grades)


def not_there(questions: Iterable[Judged], visible: frozenset[str]) -> set[str]:
    """Return the judged addresses at which this site has no entry to be found."""
    entries = SearchEntry.objects.visible_to(visible).values_list("url", flat=True)
    return {address for question in questions for address in question.grades} - set(
        map(_steady, entries)
    )


def ask_all(questions: Iterable[Judged], visible: frozenset[str]) -> list[Answer]:
    """Ask the search every question, as somebody who holds these visibility keys."""
    return [_ask(question, visible) for question in questions]


def _ask(question: Judged, visible: frozenset[str]) -> Answer:
    results = search(question.text, visible=visible)
    shown = (_steady(hit.url) for hit in [*results.best_bets, *results.hits])
    return Answer(question, list(islice(dict.fromkeys(shown), DEPTH)))


def _steady(address: str) -> str:
    """Return an address without what differs between installations."""
    return _NUMBER.sub("", urlsplit(address).path)


def variations(tuned: Tuning) -> dict[str, Tuning]:
    """Return, by what is missing from it, every tuning with one thing left out.

    A switch is turned off, a weight is made to weigh nothing, a boost becomes one.
    """
    varied: dict[str, Tuning] = {}
    for field in fields(Tuning):
        value = getattr(tuned, field.name)
        name = field.name.replace("_", " ")
        if isinstance(value, Mapping):
            for key in value:
                if value[key] != 1:
                    flat = {**value, key: 1.0}
                    varied[f"{name}: {key}"] = replace(tuned, **{field.name: flat})
        elif value:
            varied[name] = replace(tuned, **{field.name: type(value)()})
    return varied
