"""The vocabularies of the directory: a stable key, a label, in order."""

from django.db.models import TextChoices


class SizeBand(TextChoices):
    """How many people work in an organisation."""

    UNDER_10 = "under_10", "Fewer than 10 colleagues"
    UNDER_50 = "under_50", "10 to 49 colleagues"
    UNDER_250 = "under_250", "50 to 249 colleagues"
    LARGE = "large", "250 colleagues or more"

    @classmethod
    def of(cls, colleagues: int | None) -> str:
        """Return the band of so many people, or "" where their number is not known."""
        if colleagues is None:
            return ""
        for limit, band in ((10, cls.UNDER_10), (50, cls.UNDER_50)):
            if colleagues < limit:
                return band
        return cls.UNDER_250 if colleagues < 250 else cls.LARGE


class ShownTo(TextChoices):
    """Who may see one way of reaching an organisation."""

    PUBLIC = "public", "Everybody"
    MEMBERS = "members", "Members of the network"
    NOBODY = "nobody", "Nobody"


class IdentifierScheme(TextChoices):
    """The registers in which organisations have numbers."""

    COMPANY = "GB-COH", "Companies House"
    MUTUAL = "GB-MPR", "Mutuals Public Register"
    CHARITY_ENGLAND_WALES = "GB-CHC", "Charity Commission for England and Wales"
    CHARITY_SCOTLAND = "GB-SC", "Office of the Scottish Charity Regulator"
    CHARITY_NORTHERN_IRELAND = "GB-NIC", "Charity Commission for Northern Ireland"
    CQC_PROVIDER = "CQC-PROVIDER", "Care Quality Commission, provider"
    CQC_LOCATION = "CQC-LOCATION", "Care Quality Commission, location"


class Regulator(TextChoices):
    """Who inspects care."""

    CQC = "cqc", "Care Quality Commission"
    CARE_INSPECTORATE = "care_inspectorate", "Care Inspectorate (Scotland)"
    CIW = "ciw", "Care Inspectorate Wales"
    RQIA = "rqia", "Regulation and Quality Improvement Authority"


class RatingGrade(TextChoices):
    """The Care Quality Commission's overall ratings, and what others publish instead."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"
    NOT_RATED = "not_rated", "Inspected, not rated in one word"


class RelationKind(TextChoices):
    """How one organisation stands to another, said from its own side."""

    MEMBER_OF = "member_of", "Member of"
    SPUN_OUT_FROM = "spun_out_from", "Spun out from"
    ADVISED_BY = "advised_by", "Advised by"
    FUNDED_BY = "funded_by", "Funded by"


class VerificationCriterion(TextChoices):
    """By which of the accepted signs an organisation counts as a co-op."""

    REGISTERED_SOCIETY = (
        "registered_society",
        "Registered as a co-operative or community benefit society",
    )
    RULES = "rules", "Its rules give control to members, one vote each"
    EMPLOYEE_OWNED = (
        "employee_owned",
        "Its employees own most of it, directly or through a trust",
    )
    MEMBER_OF_BODY = (
        "member_of_body",
        "Member of a body that checks that its members are co-ops",
    )


class PointPrecision(TextChoices):
    """How exactly a point on the map is known."""

    POSTCODE = "postcode", "The postcode"
    DISTRICT = "district", "The postcode district"
    AREA = "area", "The postcode area"
    PLACE = "place", "The town"
