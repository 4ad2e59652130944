"""The columns of the files: what each holds, in which words, and from where it is read.

The files and the codebook are both made from `COLUMNS`, so neither can tell what the
other does not. Only what everybody may see is read here, whoever asks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
from hub.core.vocabulary import LegalForm, Nation, OrganisationKind, Stage
from hub.directory.contact import district_of
from hub.directory.models import Organisation, Verification
from hub.directory.vocabulary import (
    IdentifierScheme,
    PointPrecision,
    RatingGrade,
    ShownTo,
    SizeBand,
    VerificationCriterion,
)
from hub.places.models import Region

Cell = str | int | float | list[str] | None
Terms = Sequence[tuple[str, str]]

# What `read` needs of each organisation beside its own row.
RELATED = (
    "councils_served",
    "services",
    "people_supported",
    "ownership_models",
    "can_help_with",
    "looking_for",
    "identifiers",
    "ratings",
    "verifications",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, how it is read, and which words it may hold.

    `terms` gives the words with their labels, where the column holds words of a fixed
    list; `holds_several` says that it may hold several values.
    """

    name: str
    meaning: str
    read: Callable[[Organisation], Cell]
    terms: Callable[[], Terms] | None = None
    holds_several: bool = False


def _postcode(organisation: Organisation) -> Cell:
    if organisation.masks_address:
        return district_of(organisation.postcode)
    return organisation.postcode.upper()


def _field(name: str) -> Callable[[Organisation], Cell]:
    """Read a field as it stands; what is not known is empty."""
    return lambda organisation: getattr(organisation, name)


def _degrees(name: str) -> Callable[[Organisation], Cell]:
    """Read degrees to a tenth of a metre; more would be noise."""

    def read(organisation: Organisation) -> float | None:
        degrees = getattr(organisation, name)
        return None if degrees is None else round(degrees, 6)

    return read


def _day(name: str) -> Callable[[Organisation], Cell]:
    def read(organisation: Organisation) -> str:
        moment = getattr(organisation, name)
        if moment is None:
            return ""
        if hasattr(moment, "hour"):
            moment = timezone.localtime(moment).date()
        return moment.isoformat()

    return read


def _each(
    relation: str, value: Callable[[object], str]
) -> Callable[[Organisation], Cell]:
    def read(organisation: Organisation) -> list[str]:
        return [value(one) for one in getattr(organisation, relation).all()]

    return read


def _keys(relation: str) -> Callable[[Organisation], Cell]:
    return _each(relation, lambda term: term.key)


def _slugs(relation: str) -> Callable[[Organisation], Cell]:
    return _each(relation, lambda topic: topic.slug)


def _shown(name: str) -> Callable[[Organisation], Cell]:
    """Read a way of reaching an organisation that it shows to everybody."""

    def read(organisation: Organisation) -> str:
        shown_to = getattr(organisation, f"{name}_shown_to")
        return getattr(organisation, name) if shown_to == ShownTo.PUBLIC else ""

    return read


def _verification(organisation: Organisation) -> Verification | None:
    today = timezone.localdate()
    valid = (
        one for one in organisation.verifications.all() if one.valid_until >= today
    )
    return max(valid, key=lambda one: (one.valid_until, one.pk), default=None)


def _criterion(organisation: Organisation) -> str:
    verification = _verification(organisation)
    return verification.criterion if verification else ""


def _verified_until(organisation: Organisation) -> str:
    verification = _verification(organisation)
    return verification.valid_until.isoformat() if verification else ""


def _page(organisation: Organisation) -> str:
    return f"{settings.BASE_URL}{organisation.get_absolute_url()}"


def _address(organisation: Organisation) -> str:
    return "" if organisation.masks_address else organisation.address


def _table(model: type) -> Callable[[], Terms]:
    return lambda: list(model.objects.values_list("key", "label"))


def _topics() -> Terms:
    return list(Topic.objects.values_list("slug", "name"))


def _choices(vocabulary: type) -> Callable[[], Terms]:
    return lambda: vocabulary.choices


def _named(values: Iterable[tuple[str, str]], form: str) -> Callable[[], Terms]:
    return lambda: [(form.format(value), label) for value, label in values]


COLUMNS = (
    Column("id", "Its number here, which never changes.", _field("pk")),
    Column("page", "The address of its page, with all that is known of it.", _page),
    Column("name", "Its name.", _field("name")),
    Column(
        "kind",
        "What it is to the network.",
        _field("kind"),
        _choices(OrganisationKind),
    ),
    Column(
        "stage",
        "Where a care provider stands in its life.",
        _field("stage"),
        _choices(Stage),
    ),
    Column("summary", "What it is, in one or two sentences.", _field("summary")),
    Column("website", "The address of its own site.", _field("website")),
    Column("nation", "The nation it works in.", _field("nation"), _choices(Nation)),
    Column("region", "The region of England.", _field("region"), _choices(Region)),
    Column("place", "Where it works, in words.", _field("place")),
    Column(
        "councils_served",
        "Councils and trusts in whose area it works, by name.",
        _each("councils_served", lambda council: council.name),
        holds_several=True,
    ),
    Column(
        "council_codes",
        "The same councils by the codes of the Office for National Statistics; "
        "health and social care trusts have none.",
        _each("councils_served", lambda council: council.code),
        holds_several=True,
    ),
    Column("address", "Street and town, unless it keeps them to itself.", _address),
    Column(
        "postcode",
        "Its postcode; only the first half where it keeps its address to itself.",
        _postcode,
    ),
    Column(
        "latitude",
        "Degrees north (WGS 84), as exact as the next column but one says.",
        _degrees("latitude"),
    ),
    Column(
        "longitude",
        "Degrees east (WGS 84), as exact as the next column says.",
        _degrees("longitude"),
    ),
    Column(
        "precision",
        "What the point is the middle of. Anything but the postcode is approximate.",
        _field("precision"),
        _choices(PointPrecision),
    ),
    Column(
        "email", "Its e-mail address, if it shows it to everybody.", _shown("email")
    ),
    Column("phone", "Its telephone, if it shows it to everybody.", _shown("phone")),
    Column(
        "services",
        "The care it provides.",
        _keys("services"),
        _table(CareService),
        holds_several=True,
    ),
    Column(
        "people_supported",
        "Whom it supports.",
        _keys("people_supported"),
        _table(SupportedGroup),
        holds_several=True,
    ),
    Column(
        "ownership_models",
        "Who owns and controls it.",
        _keys("ownership_models"),
        _table(OwnershipModel),
        holds_several=True,
    ),
    Column("legal_form", "Its form in law.", _field("legal_form"), _choices(LegalForm)),
    Column(
        "membership",
        "Who the members are, and what a share costs.",
        _field("membership"),
    ),
    Column(
        "governance",
        "How the board is chosen, and how decisions are taken.",
        _field("governance"),
    ),
    Column("founded_year", "The year it was founded.", _field("founded_year")),
    Column("size", "How large it is, in its own measure.", _field("size")),
    Column("colleagues", "About how many people work in it.", _field("colleagues")),
    Column(
        "size_band",
        "The same as a band.",
        _field("size_band"),
        _choices(SizeBand),
    ),
    Column(
        "can_help_with",
        "What its people have done and can talk to others about.",
        _slugs("can_help_with"),
        _topics,
        holds_several=True,
    ),
    Column(
        "looking_for",
        "What its people would like help with.",
        _slugs("looking_for"),
        _topics,
        holds_several=True,
    ),
    Column(
        "identifiers",
        "Its numbers in registers, each as the register, a hyphen and the number.",
        _each("identifiers", lambda one: f"{one.scheme}-{one.number}"),
        _named(IdentifierScheme.choices, "{}-…"),
        holds_several=True,
    ),
    Column(
        "ratings",
        "What regulators said of it: the regulator, the grade and the date of the "
        "report, with colons between them.",
        _each(
            "ratings",
            lambda one: f"{one.regulator}:{one.grade}:{one.rated_on.isoformat()}",
        ),
        _named(RatingGrade.choices, "…:{}:…"),
        holds_several=True,
    ),
    Column(
        "verified_by",
        "By which sign it was found to be a co-op; empty where nobody has verified it, "
        "or no longer.",
        _criterion,
        _choices(VerificationCriterion),
    ),
    Column(
        "verified_until", "Until when that stands (year-month-day).", _verified_until
    ),
    Column(
        "confirmed_on",
        "When somebody from it last confirmed its entry (year-month-day).",
        _day("confirmed_on"),
    ),
    Column(
        "updated_on",
        "When the entry was last changed (year-month-day).",
        _day("updated_at"),
    ),
)
