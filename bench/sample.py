"""Made-up entries of realistic length, and questions about them.

Nothing here is a fact: words are drawn by Zipf's law from the field's words and from
words built of syllables, the same for the same seed.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

_LITTLE_WORDS = """
    the of and to a in for is that on with as are be this by it or from at which an
    not have we they their our will can has was more all other who what when may
    """
_FIELD_WORDS = """
    care worker member home rota visit council support people community service board
    cooperative owner contract training wage organisation decision local provider
    commission meeting vote share group region quality plan family nurse living manager
    supervision coordinator trust society budget personal direct payment social value
    clause tender procurement framework lot price hour travel pension sickness holiday
    recruit retain turnover leaver wellbeing dementia disability autism respite reablement
    domiciliary residential neighbourhood circle team self-managing democratic ownership
    governance director rule registration inspection regulator rating policy procedure
    safeguarding consent medication record app phone finance loan grant capital surplus
    dividend reserve start-up conversion buyout succession adviser federation network
    village city county rural island language carer volunteer friend neighbour garden
    kitchen transport accessible assessment outcome evidence evaluation survey interview
    """
_LITTLE = frozenset(_LITTLE_WORDS.split())
_VOCABULARY = 24_000
_SYLLABLES = [
    f"{start}{middle}{end}"
    for start in ("b", "br", "d", "f", "g", "h", "l", "m", "n", "p", "st", "t", "w")
    for middle in ("a", "e", "i", "o", "u")
    for end in ("", "l", "n", "r", "st", "m")
]
_KINDS = {
    "organisation": 30, "topic": 30, "case_study": 10, "guide": 10,
    "clause": 8, "document": 6, "page": 4, "route": 2,
}  # fmt: skip
_FACETS = {
    "topic": [f"topic-{number}" for number in range(30)],
    "audience": ["members", "founders", "commissioners"],
    "nation": ["england", "scotland", "wales", "northern-ireland"],
    "region": [f"region-{number}" for number in range(9)],
    "service": [f"service-{number}" for number in range(14)],
    "ownership": [f"ownership-{number}" for number in range(6)],
}
# What a visitor may not see: some for members, some for the members of one board.
_VISIBILITIES = {"public": 92, "members": 5, "board:1": 2, "board:2": 1}
_ASKED_OF = 400


@dataclass(slots=True)
class Sample:
    """Draws entries one after the other, and remembers what questions need."""

    entries: int
    chance: random.Random
    words: list[str] = field(init=False)
    weights: list[float] = field(init=False)
    held_by: Counter[str] = field(default_factory=Counter)
    asked_of: list[list[str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = _vocabulary(self.chance)
        self.weights = list(
            accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(len(self.words)))
        )

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Yield the columns of one entry after the other."""
        remembered = max(1, self.entries // _ASKED_OF)
        for number in range(self.entries):
            title = " ".join(self._telling(self.chance.randint(3, 7)))
            words = self._draw(self._length())
            self.held_by.update({*words, *title.split()})
            visibility = self._one_of(_VISIBILITIES)
            if number % remembered == 0 and visibility == "public":
                self.asked_of.append(words)
                self.titles.append(title)
            yield {
                "key": f"bench.thing:{number}",
                "kind": self._one_of(_KINDS),
                "title": title.capitalize(),
                "url": f"/things/{number}/",
                "summary": self._summary(),
                "body": _sentences(words, self.chance),
                "where": f"{self.words[60 + number % 40].capitalize()} · Example",
                "visibility": visibility,
                "facets": self._facets(),
                "changed_at": f"{self.chance.randint(2019, 2026)}-0{self.chance.randint(1, 9)}-11T12:00:00+00:00",
            }

    def _draw(self, number: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=number)

    def _telling(self, number: int) -> list[str]:
        return [word for word in self._draw(number * 4) if word not in _LITTLE][:number]

    def _length(self) -> int:
        # Median 150 over all, a tenth over a thousand.
        if self.chance.random() < 0.1:
            return 1_000 + int(self.chance.expovariate(1 / 500))
        return min(999, max(12, int(self.chance.lognormvariate(4.93, 0.6))))

    def _summary(self) -> str:
        if self.chance.random() < 0.3:
            return ""
        return _sentences(self._draw(self.chance.randint(12, 30)), self.chance)

    def _facets(self) -> dict[str, list[str]]:
        drawn = {
            name: self.chance.sample(
                values, k=min(len(values), self.chance.choice((0, 1, 1, 2, 3)))
            )
            for name, values in _FACETS.items()
        }
        return {name: values for name, values in drawn.items() if values}

    def _one_of(self, weighted: dict[str, int]) -> str:
        return self.chance.choices(list(weighted), weights=weighted.values())[0]


def questions(sample: Sample, number: int) -> dict[str, list[str]]:
    """Return `number` questions of each kind, about entries that were drawn."""
    chance = sample.chance
    pools = _pools(sample)
    rare, middling, common = (pools[name] for name in ("rare", "middling", "common"))
    return {
        "rare word": [chance.choice(rare) for _ in range(number)],
        "middling word": [chance.choice(middling) for _ in range(number)],
        "very common word": [chance.choice(common) for _ in range(number)],
        "three words, all": [_together(sample, middling) for _ in range(number)],
        "relaxed, any of four": [
            " ".join([*chance.sample(middling, 2), *chance.sample(rare, 2)])
            for _ in range(number)
        ],
        "phrase": [_phrase(sample) for _ in range(number)],
        "typing error": [_misspelt(chance, middling) for _ in range(number)],
        "two facets chosen": [chance.choice(middling) for _ in range(number)],
        "suggest": [_beginning(chance, sample.titles) for _ in range(number)],
    }


def _pools(sample: Sample) -> dict[str, list[str]]:
    """Return words by how many entries hold them; single words without a hyphen."""
    bounds = {"rare": (0.0002, 0.002), "middling": (0.01, 0.06), "common": (0.25, 1.0)}
    held = {
        word: count / sample.entries
        for word, count in sorted(sample.held_by.items())
        if word not in _LITTLE and "-" not in word and len(word) > 3
    }
    return {
        name: [word for word, part in held.items() if low <= part <= high]
        for name, (low, high) in bounds.items()
    }


def _together(sample: Sample, middling: list[str]) -> str:
    """Return three telling words that one entry holds."""
    known = set(middling)
    while True:
        held = sorted(known & set(sample.chance.choice(sample.asked_of)))
        if len(held) >= 3:
            return " ".join(sample.chance.sample(held, 3))


def _phrase(sample: Sample) -> str:
    """Return two telling words that stand side by side in some entry."""
    while True:
        words = sample.chance.choice(sample.asked_of)
        pairs = [
            pair
            for pair in pairwise(words)
            if not {*pair} & _LITTLE and "-" not in "".join(pair)
        ]
        if pairs:
            return f'"{" ".join(sample.chance.choice(pairs))}"'


def _misspelt(chance: random.Random, words: list[str]) -> str:
    """Return a word with two neighbouring letters the wrong way round."""
    while True:
        word = chance.choice(words)
        place = chance.randrange(1, len(word) - 1)
        wrong = f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
        if wrong not in words:
            return wrong


def _beginning(chance: random.Random, titles: list[str]) -> str:
    """Return what somebody has typed of a title so far."""
    words = chance.choice(titles).split()[: chance.choice((1, 1, 2))]
    return " ".join([*words[:-1], words[-1][: chance.randint(2, 5)]])


def _vocabulary(chance: random.Random) -> list[str]:
    """Return little words, then the field's among made-up ones, most common first."""
    made_up: dict[str, None] = {}
    while len(made_up) < _VOCABULARY:
        made_up[
            "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))
        ] = None
    ranked = list(made_up)
    for place, word in enumerate(dict.fromkeys(_FIELD_WORDS.split())):
        ranked.insert(place * 2, word)
    return [*_LITTLE_WORDS.split(), *ranked]


def _sentences(words: list[str], chance: random.Random) -> str:
    pieces, start = [], 0
    while start < len(words):
        length = chance.randint(6, 22)
        sentence = " ".join(words[start : start + length])
        pieces.append(f"{sentence[:1].upper()}{sentence[1:]}.")
        start += length
    return " ".join(pieces)
