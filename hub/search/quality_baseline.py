"""The figures that the search has reached, kept as data, and not to fall below."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from hub.search.quality import Figures

BASELINE = Path(__file__).with_name("judged") / "baseline.toml"
# Below this, a difference is one question answered a little otherwise.
TOLERANCE = 0.02
_WORDS = """\
# What the search has reached on the judged questions, by engine. Written by
# `manage.py search_quality --record`; CI fails when nDCG@10 falls more than 0.02 below,
# or when more questions find nothing.
"""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures recorded of each engine."""

    engines: dict[str, dict[str, float]]

    @classmethod
    def read(cls, path: Path) -> "Baseline":
        """Return what is recorded; nothing when nothing is."""
        if not path.exists():
            return cls({})
        return cls(tomllib.loads(path.read_text(encoding="utf-8"))["engines"])

    def complaints(self, address: str, found: Figures) -> list[str]:
        """Say in what way the figures are worse than those recorded."""
        if address not in self.engines:
            return [f"{address}: nothing is recorded; use --record."]
        recorded = self.engines[address]
        said = []
        if found.ndcg < recorded["ndcg"] - TOLERANCE:
            said.append(
                f"{address}: nDCG@10 fell from {recorded['ndcg']:.3f} to {found.ndcg:.3f}."
            )
        if found.zero_rate > recorded["zero_rate"] + 0.0001:
            said.append(
                f"{address}: {found.zero_rate:.1%} of the questions find nothing; "
                f"it was {recorded['zero_rate']:.1%}."
            )
        return said

    def record(self, address: str, found: Figures) -> None:
        """Take these figures as what was reached."""
        self.engines[address] = {
            "ndcg": round(found.ndcg, 4),
            "mrr": round(found.mrr, 4),
            "zero_rate": round(found.zero_rate, 4),
        }

    def write(self, path: Path) -> None:
        """Write the figures down."""
        parts = [_WORDS]
        for address, recorded in sorted(self.engines.items()):
            lines = [f"{name} = {figure}" for name, figure in recorded.items()]
            parts.append("\n".join([f'[engines."{address}"]', *lines, ""]))
        path.write_text("\n".join(parts), encoding="utf-8")
