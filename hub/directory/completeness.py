"""How much of what readers look for an entry says."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.core.vocabulary import OrganisationKind
from hub.directory.models import Organisation

Told = Callable[[Organisation], object]

#: What readers look for in every entry, and whether it is there.
_EVERYBODY: tuple[tuple[str, Told], ...] = (
    ("what it is and does", lambda one: one.description),
    ("where it is", lambda one: one.postcode or one.place),
    ("its website", lambda one: one.website),
    ("how to reach it", lambda one: one.email or one.phone),
    (
        "what it can help with or looks for",
        lambda one: _any(one, "can_help_with", "looking_for"),
    ),
    ("when it was confirmed", lambda one: one.confirmed_on),
)
#: What they look for besides in one that provides care.
_PROVIDERS: tuple[tuple[str, Told], ...] = (
    ("its services", lambda one: _any(one, "services")),
    ("whom it supports", lambda one: _any(one, "people_supported")),
    ("the councils it serves", lambda one: _any(one, "councils_served")),
    ("who owns it", lambda one: _any(one, "ownership_models")),
    ("who the members are", lambda one: one.membership),
    ("how it decides", lambda one: one.governance),
    ("its size", lambda one: one.size or one.colleagues),
)
#: What `completeness_of` reads for many entries at once.
READ_WITH = (
    "can_help_with",
    "looking_for",
    "services",
    "people_supported",
    "councils_served",
    "ownership_models",
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many things an entry says, of how many, and which are missing."""

    told: int
    asked: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.told} of {self.asked}"


def completeness_of(organisation: Organisation) -> Completeness:
    """Return how complete an entry is."""
    asked = list(_EVERYBODY)
    if organisation.kind == OrganisationKind.CARE_PROVIDER:
        asked += _PROVIDERS
    missing = tuple(name for name, told in asked if not told(organisation))
    return Completeness(len(asked) - len(missing), len(asked), missing)


def _any(organisation: Organisation, *names: str) -> bool:
    return any(len(getattr(organisation, name).all()) for name in names)
