"""The abstract page, and the vocabularies that are tables."""

from hub.core.models.page import BasePage, PageTopic
from hub.core.models.source import SourceRow
from hub.core.models.vocabulary import (
    Audience,
    CareService,
    OwnershipModel,
    SupportedGroup,
    Term,
    Topic,
)

__all__ = [
    "Audience",
    "BasePage",
    "CareService",
    "OwnershipModel",
    "PageTopic",
    "SourceRow",
    "SupportedGroup",
    "Term",
    "Topic",
]
