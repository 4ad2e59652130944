"""What a source gives the search: one thing a person may find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an entry's body that has an address of its own: a reply, say."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable thing; all texts are plain, without markup."""

    key: str  # "casestudies.casestudypage:42", unique across sources
    kind: str  # organisation, case_study, guide, route, clause, page, topic, document
    title: str
    url: str
    changed_at: datetime
    summary: str = ""
    body: str = ""
    visibility: str = "public"  # a key of hub.core.visibility
    where: str = ""  # where it stands, in one short line: "Suffolk · Worker-owned"
    # Values by the names of hub.search.facets; other names are kept and not offered.
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Told on the result, in order: "3 replies", "Answered", "12 % fewer leavers".
    facts: tuple[str, ...] = ()
    # Follow `body` in the search; the result links to the part that matches best.
    parts: tuple[Part, ...] = ()
