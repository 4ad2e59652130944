"""Load the starter entries of the directory."""

from pathlib import Path
from typing import Any

from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
from hub.core.sample import SampleError, by_keys, html_from_markdown, read_entry
from hub.core.vocabulary import LegalForm, Nation, OrganisationKind, Stage
from hub.directory.models import Organisation
from hub.directory.models import OrganisationSource as SourceOfOrganisation
from hub.places.models import Council, Region

_FOLDER = Path(__file__).parent / "sample"
_VOCABULARIES = {
    "kind": OrganisationKind,
    "stage": Stage,
    "nation": Nation,
    "region": Region,
    "legal_form": LegalForm,
}
_MANY = {
    "services": (CareService, "key"),
    "people_supported": (SupportedGroup, "key"),
    "ownership_models": (OwnershipModel, "key"),
    "councils_served": (Council, "name"),
    "can_help_with": (Topic, "slug"),
    "looking_for": (Topic, "slug"),
    "topics": (Topic, "slug"),
}
_PLAIN = (
    "name",
    "summary",
    "place",
    "website",
    "membership",
    "governance",
    "founded_year",
    "size",
    "colleagues",
)


def load() -> None:
    """Add each entry that is not in the directory yet; an edited one is left alone."""
    for path in sorted(_FOLDER.glob("*.md")):
        if not Organisation.objects.filter(slug=path.stem).exists():
            _add(path)


def _add(path: Path) -> None:
    front, body = read_entry(path)
    unknown = set(front) - {*_PLAIN, *_VOCABULARIES, *_MANY, "sources"}
    if unknown:
        raise SampleError(f"{path.name}: unknown fields {', '.join(sorted(unknown))}.")
    organisation = Organisation(
        slug=path.stem,
        description=html_from_markdown(body),
        **{name: front[name] for name in _PLAIN if name in front},
        **{name: _choice(path, name, front) for name in _VOCABULARIES if name in front},
    )
    for name, (model, field) in _MANY.items():
        records = by_keys(model, front.get(name, []), field=field)
        if name == "topics":
            organisation.topics.set(records)
        else:
            setattr(organisation, name, records)
    organisation.sources = [
        SourceOfOrganisation(sort_order=place, **row)
        for place, row in enumerate(front.get("sources", []))
    ]
    organisation.full_clean()
    organisation.save()
    organisation.save_revision().publish()


def _choice(path: Path, name: str, front: dict[str, Any]) -> str:
    vocabulary = _VOCABULARIES[name]
    given = front[name]
    for value, label in vocabulary.choices:
        if given in (value, label):
            return value
    raise SampleError(f"{path.name}: {name} {given!r} is not in the vocabulary.")
