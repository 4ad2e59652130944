"""The field's fixed vocabularies: a stable key, a label, in order.

Vocabularies that a record may hold several of, or that editors may extend, are tables:
see `hub.core.models`.
"""

from django.db.models import TextChoices


class Nation(TextChoices):
    """The nation whose law and services are meant."""

    ENGLAND = "england", "England"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"
    INTERNATIONAL = "international", "International"


UK_NATIONS = tuple(choice for choice in Nation.choices if choice[0] != "international")


class LegalForm(TextChoices):
    """The form in law of an organisation."""

    CO_OPERATIVE_SOCIETY = "co_operative_society", "Co-operative society"
    COMMUNITY_BENEFIT_SOCIETY = (
        "community_benefit_society",
        "Community benefit society",
    )
    CIC_GUARANTEE = (
        "cic_guarantee",
        "Community interest company limited by guarantee",
    )
    CIC_SHARES = "cic_shares", "Community interest company limited by shares"
    COMPANY_GUARANTEE = "company_guarantee", "Company limited by guarantee"
    COMPANY_SHARES_TRUST = (
        "company_shares_trust",
        "Company limited by shares with an employee ownership trust",
    )
    LLP = "llp", "Limited liability partnership"
    CIO = "cio", "Charitable incorporated organisation"
    UNINCORPORATED = "unincorporated", "Unincorporated"
    NOT_YET_FORMED = "not_yet_formed", "Not yet formed"


class Stage(TextChoices):
    """Where an organisation stands in its life."""

    EXPLORING = "exploring", "Exploring"
    FORMING = "forming", "Forming"
    TRADING = "trading", "Trading"
    CONVERTING = "converting", "Converting to a co-op or employee ownership"
    CLOSED = "closed", "Closed"


class OrganisationKind(TextChoices):
    """What an organisation is to the network."""

    CARE_PROVIDER = "care_provider", "Care provider"
    DEVELOPMENT_BODY = "development_body", "Co-op development body"
    ADVISER = "adviser", "Adviser"
    FUNDER = "funder", "Funder or lender"
    COMMISSIONER = "commissioner", "Commissioner"
    RESEARCH = "research", "Research or university"
    REPRESENTATIVE_BODY = "representative_body", "Representative body"


class Procedure(TextChoices):
    """How a contract or grant comes about."""

    DIRECT_AWARD = "direct_award", "Direct award"
    OPEN_PROCEDURE = "open_procedure", "Open procedure"
    COMPETITIVE_FLEXIBLE = "competitive_flexible", "Competitive flexible procedure"
    FRAMEWORK = "framework", "Framework or dynamic market"
    LIGHT_TOUCH = "light_touch", "Light-touch contract"
    RESERVED = "reserved", "Reserved contract"
    GRANT = "grant", "Grant"
    PILOT = "pilot", "Pilot"


class ClauseStage(TextChoices):
    """When in a procurement a clause is used."""

    PRE_MARKET = "pre_market", "Pre-market engagement"
    SPECIFICATION = "specification", "Specification"
    SELECTION = "selection", "Selection"
    AWARD_CRITERIA = "award_criteria", "Award criteria"
    CONTRACT_TERMS = "contract_terms", "Contract terms"
    CONTRACT_MANAGEMENT = "contract_management", "Contract management"


class Obligation(TextChoices):
    """Who owes whom what a clause asks for."""

    AUTHORITY_TO_BIDDERS = "authority_to_bidders", "The authority owes bidders"
    AUTHORITY_TO_SUPPLIER = "authority_to_supplier", "The authority owes the supplier"
    SUPPLIER_TO_AUTHORITY = "supplier_to_authority", "The supplier owes the authority"
    SUPPLIER_TO_WORKFORCE = "supplier_to_workforce", "The supplier owes the workforce"
    SUPPLIER_TO_PEOPLE = (
        "supplier_to_people",
        "The supplier owes people who draw on care",
    )
    EACH_OTHER = "each_other", "Authority and supplier owe each other"


class Regime(TextChoices):
    """The set of rules that a purchase comes under."""

    PROCUREMENT_ACT = "procurement_act", "Procurement Act 2023"
    LIGHT_TOUCH = "light_touch", "Procurement Act 2023, light touch"
    BELOW_THRESHOLD = "below_threshold", "Below threshold"
    PROVIDER_SELECTION = "provider_selection", "Provider Selection Regime"
    SCOTLAND = "scotland", "Scottish procurement rules"
    GRANT = "grant", "Grant, not a contract"


class LawState(TextChoices):
    """What has become of a provision since it was entered."""

    IN_FORCE = "in_force", "In force as entered"
    AMENDED = "amended", "Amended"
    REPEALED = "repealed", "Repealed"


class Risk(TextChoices):
    """How much care a route or clause asks of the one who uses it."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class ClauseStatus(TextChoices):
    """Whether wording may still be relied on."""

    DRAFT = "draft", "Draft"
    CURRENT = "current", "Current"
    UNDER_REVIEW = "under_review", "Under review"
    SUPERSEDED = "superseded", "Superseded"


class EvidenceStrength(TextChoices):
    """Who says that an outcome happened; shown beside every outcome."""

    TOLD_BY_ORGANISATION = "told_by_organisation", "Told by the organisation"
    INDEPENDENT_REPORT = "independent_report", "Independent report"
    OFFICIAL_STATISTICS = (
        "official_statistics",
        "Official statistics or inspection",
    )
    PEER_REVIEWED = "peer_reviewed", "Peer-reviewed research"
