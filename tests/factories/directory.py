"""Organisations for tests, published as an editor would."""

from django.utils.text import slugify

from hub.core.models import CareService, OwnershipModel, Topic
from hub.directory.models import Organisation, OrganisationSource
from hub.places.models import Council


def make_organisation(
    name: str = "Equal Care",
    *,
    models: tuple[str, ...] = (),
    services: tuple[str, ...] = (),
    councils: tuple[str, ...] = (),
    helps: tuple[str, ...] = (),
    seeks: tuple[str, ...] = (),
    sources: int = 0,
    live: bool = True,
    **fields: object,
) -> Organisation:
    """Add an entry; `live=False` leaves it a draft."""
    values = {
        "slug": slugify(name),
        "kind": "care_provider",
        "summary": f"What {name} is.",
    }
    organisation = Organisation(name=name, live=live, **(values | fields))
    organisation.ownership_models = OwnershipModel.objects.filter(key__in=models)
    organisation.services = CareService.objects.filter(key__in=services)
    organisation.councils_served = Council.objects.filter(slug__in=councils)
    organisation.can_help_with = Topic.objects.filter(slug__in=helps)
    organisation.looking_for = Topic.objects.filter(slug__in=seeks)
    organisation.sources = [
        OrganisationSource(title=f"Source {number}") for number in range(sources)
    ]
    organisation.save()
    revision = organisation.save_revision()
    if live:
        revision.publish()
    return Organisation.objects.get(pk=organisation.pk)
