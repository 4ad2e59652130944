"""What a profile page shows of an organisation."""

from hub.core.visibility import Asker, pages_visible_to
from hub.directory.models import Organisation


def profile_context(organisation: Organisation, *, user: Asker) -> dict[str, object]:
    """Return the entry, its facts, and what stands in relation to it."""
    return {
        "organisation": organisation,
        "ownership_models": organisation.ownership_models.all(),
        "services": organisation.services.all(),
        "people_supported": organisation.people_supported.all(),
        "councils": organisation.councils_served.all(),
        "can_help_with": organisation.can_help_with.all(),
        "looking_for": organisation.looking_for.all(),
        "sources": organisation.sources.all(),
        "case_studies": _case_studies(organisation, user),
    }


def _case_studies(organisation: Organisation, user: Asker) -> list:
    # The plug-in with case studies gives organisations this relation; without it an
    # entry has none. Nor has an entry that is previewed before it is first saved.
    if organisation.pk is None or not hasattr(organisation, "case_studies"):
        return []
    return list(pages_visible_to(user, organisation.case_studies.all()))
