"""Organisations as search entries."""

from collections.abc import Iterable

from django.db.models import QuerySet
from wagtail.rich_text import get_text_for_indexing

from hub.directory.contact import public_address
from hub.directory.models import Organisation
from hub.directory.registers import ways_to_write
from hub.search.entries import Entry
from hub.search.sources import RecordSource, register


@register
class OrganisationSource(RecordSource):
    """Every published entry of the directory."""

    model = Organisation
    kind = "organisation"
    label = "Organisation"
    label_plural = "Co-ops and organisations"

    def queryset(self) -> QuerySet:
        """Return the entries with what their search entry needs."""
        return Organisation.objects.for_cards().prefetch_related(
            "councils_served", "people_supported", "topics", "identifiers"
        )

    def entry(self, obj: Organisation) -> Entry | None:
        """Return the search entry, or None for an entry that is not published."""
        if not obj.live:
            return None
        models = [model.label for model in obj.ownership_models.all()]
        topics = [*obj.topics.all(), *obj.can_help_with.all()]
        return Entry(
            key=f"directory.organisation:{obj.pk}",
            kind=self.kind,
            title=obj.name,
            url=obj.get_absolute_url(),
            changed_at=obj.last_published_at or obj.updated_at,
            summary=obj.summary,
            body="\n".join(_words(obj, models)),
            where=" · ".join(part for part in (obj.where, *models) if part),
            facets={
                "topic": tuple(dict.fromkeys(topic.slug for topic in topics)),
                "nation": (obj.nation,) if obj.nation else (),
                "region": (obj.region,) if obj.region else (),
                "service": tuple(service.key for service in obj.services.all()),
                "ownership": tuple(model.key for model in obj.ownership_models.all()),
            },
        )


def _words(organisation: Organisation, models: list[str]) -> Iterable[str]:
    yield get_text_for_indexing(organisation.description)
    yield organisation.membership
    yield organisation.governance
    yield organisation.get_kind_display()
    yield ", ".join(models)
    for related in (
        organisation.services,
        organisation.people_supported,
        organisation.councils_served,
        organisation.can_help_with,
        organisation.looking_for,
    ):
        yield ", ".join(str(thing) for thing in related.all())
    # The town in the address finds it; ways to reach it do not, whoever may see them.
    yield ", ".join(public_address(organisation))
    for one in organisation.identifiers.all():
        yield f"{one.get_scheme_display()} {ways_to_write(one.number)}"
