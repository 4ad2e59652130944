"""Profiles, joining, acting for organisations, introductions, consent."""

from hub.members.models.acting import Claim, Membership
from hub.members.models.consent import Consent
from hub.members.models.desk import ReasonTemplate
from hub.members.models.digest import DigestedEntry, DigestMark
from hub.members.models.joining import Application, Decided, Decision, Invitation
from hub.members.models.meeting import Block, Introduction
from hub.members.models.profile import PersonKind, Profile, SeenBy

__all__ = [
    "Application",
    "Block",
    "Claim",
    "Consent",
    "Decided",
    "Decision",
    "DigestMark",
    "DigestedEntry",
    "Introduction",
    "Invitation",
    "Membership",
    "PersonKind",
    "Profile",
    "ReasonTemplate",
    "SeenBy",
]
