"""The directory's list: what it may be narrowed by."""

from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
from hub.core.vocabulary import Nation, OrganisationKind, Stage
from hub.places.models import Region
from hub.search.narrowing import Question

PAGE_SIZE = 20


def questions() -> list[Question]:
    """Return what the list may be narrowed by, in the order shown; four queries."""
    topics = [(topic.slug, topic.name) for topic in Topic.objects.all()]
    return [
        Question("kind", "Kind of organisation", "kind", OrganisationKind.choices),
        Question("model", "Ownership", "ownership_models__key", _terms(OwnershipModel)),
        Question("service", "Service", "services__key", _terms(CareService)),
        Question(
            "people",
            "People supported",
            "people_supported__key",
            _terms(SupportedGroup),
        ),
        Question("nation", "Nation", "nation", Nation.choices),
        Question("region", "Region of England", "region", Region.choices),
        Question("helps", "Can help with", "can_help_with__slug", topics),
        Question("seeks", "Looking for", "looking_for__slug", topics),
        Question("stage", "Stage", "stage", Stage.choices),
    ]


def _terms(model: type) -> list[tuple[str, str]]:
    return list(model.objects.values_list("key", "label"))
