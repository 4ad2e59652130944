"""The patterns, read from `patterns.toml` beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from hub.core.vocabulary import ClauseStage, Obligation
from hub.procurement.wording import faults

_FILE = Path(__file__).with_name("patterns.toml")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The skeleton of a clause; `key` stands in the form."""

    key: str
    name: str
    explanation: str
    stage: str
    obligation: str
    wording: str
    drafting_notes: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return every pattern in the order of the file; raises ImproperlyConfigured."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["pattern"]
    found = tuple(Pattern(**row) for row in rows)
    for one in found:
        known = one.stage in ClauseStage.values and one.obligation in Obligation.values
        if not known or faults(one.wording):
            raise ImproperlyConfigured(f"{_FILE.name}: {one.key}")
    return found
