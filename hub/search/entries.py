"""What a source gives the search: one thing a person may find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One findable thing; all texts are plain, without markup."""

    key: str  # "casestudies.casestudypage:42", unique across sources
    kind: str  # organisation, case_study, guide, route, clause, page, topic
    title: str
    url: str
    changed_at: datetime
    summary: str = ""
    body: str = ""
    visibility: str = "public"  # a key of hub.core.visibility
    where: str = ""  # where it stands, in one short line: "Suffolk · Worker-owned"
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
