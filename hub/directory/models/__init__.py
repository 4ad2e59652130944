"""The organisation, and what belongs to it."""

from hub.directory.models.identity import Identifier, Rating
from hub.directory.models.organisation import (
    Organisation,
    OrganisationSource,
    OrganisationTopic,
)
from hub.directory.models.relation import Relation
from hub.directory.models.verification import Verification

__all__ = [
    "Identifier",
    "Organisation",
    "OrganisationSource",
    "OrganisationTopic",
    "Rating",
    "Relation",
    "Verification",
]
