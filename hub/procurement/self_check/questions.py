"""The questions of the self-check, and what answers to them come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hub.core.sample import read_toml

_FILE = Path(__file__).parent / "questions.toml"
LEVELS = range(1, 6)
#: Up to this mean of an area something to read is offered.
LOW = 3.0


@dataclass(frozen=True, slots=True)
class Question:
    """A statement to judge oneself by, with what each of five levels means."""

    key: str
    text: str
    levels: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Return each level with its words."""
        return list(zip(LEVELS, self.levels, strict=True))


@dataclass(frozen=True, slots=True)
class Area:
    """Some questions that belong together, and what to read next; (title, address)."""

    key: str
    title: str
    about: str
    questions: tuple[Question, ...]
    reading: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers to one area come to: a mean from 1 to 5."""

    area: Area
    score: float

    @property
    def is_low(self) -> bool:
        """Whether something to read is offered."""
        return self.score <= LOW


@cache
def areas() -> tuple[Area, ...]:
    """Return every area, in order."""
    return tuple(
        Area(
            key=area["key"],
            title=area["title"],
            about=area["about"],
            questions=tuple(
                Question(one["key"], one["text"], tuple(one["levels"]))
                for one in area["question"]
            ),
            reading=tuple((one["title"], one["url"]) for one in area["reading"]),
        )
        for area in read_toml(_FILE)["area"]
    )


def given(params: Mapping[str, str]) -> dict[str, int]:
    """Return the level chosen for each question; what is not on offer is left out."""
    known = {str(level) for level in LEVELS}
    return {
        one.key: int(params[one.key])
        for area in areas()
        for one in area.questions
        if params.get(one.key) in known
    }


def results(levels: Mapping[str, int]) -> list[Result]:
    """Return the result of each area in which every question is answered."""
    found = []
    for area in areas():
        answered = [levels[one.key] for one in area.questions if one.key in levels]
        if len(answered) == len(area.questions):
            found.append(Result(area, sum(answered) / len(answered)))
    return found
