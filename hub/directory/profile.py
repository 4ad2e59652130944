"""What a profile page shows of an organisation."""

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from hub.core.visibility import Asker, pages_visible_to
from hub.core.vocabulary import OrganisationKind
from hub.directory.contact import contact_of
from hub.directory.likeness import like
from hub.directory.linked_data import as_script, linked_data_of
from hub.directory.locating import place_to_ask_for
from hub.directory.models import Organisation
from hub.directory.querysets import CONFIRMED_FOR
from hub.directory.registers import register_address
from hub.directory.relations import relations_of
from hub.directory.subjects import further_from
from hub.directory.verified import standing_of

_SHOWN = (
    "services",
    "people_supported",
    "ownership_models",
    "councils_served",
    "can_help_with",
    "looking_for",
    "sources",
    "identifiers",
    "ratings",
)


def profile_context(organisation: Organisation, *, user: Asker) -> dict[str, object]:
    """Return the entry, its facts, and what stands in relation to it."""
    if organisation.pk is not None:
        # Read once, for the page, for what is like it, and for programs. Where a draft
        # has rows of its own, those are shown all the same.
        prefetch_related_objects([organisation], *_SHOWN)
    standing = standing_of(organisation)
    stories = _case_studies(organisation, user)
    return {
        "organisation": organisation,
        "ownership_models": organisation.ownership_models.all(),
        "services": organisation.services.all(),
        "people_supported": organisation.people_supported.all(),
        "councils": organisation.councils_served.all(),
        "can_help_with": organisation.can_help_with.all(),
        "looking_for": organisation.looking_for.all(),
        "sources": organisation.sources.all(),
        "case_studies": stories,
        "contact": contact_of(organisation, user),
        "identifiers": [
            (one, register_address(one.scheme, one.number))
            for one in organisation.identifiers.all()
        ],
        "ratings": organisation.ratings.all(),
        "relations": relations_of(organisation),
        "standing": standing,
        "says_standing": _could_be_a_co_op(organisation) or standing.verification,
        "is_stale": is_stale(organisation),
        "nearby": _nearby(organisation),
        "further": further_from(organisation, user, has_stories=bool(stories)),
        "likenesses": like(organisation),
        "linked_data": as_script(linked_data_of(organisation)),
    }


def is_stale(organisation: Organisation) -> bool:
    """Tell whether the entry was confirmed once, but not for a year."""
    confirmed = organisation.confirmed_on
    return bool(confirmed) and confirmed < timezone.localdate() - CONFIRMED_FOR


def _nearby(organisation: Organisation) -> dict[str, str]:
    """Return where to find what is near it; empty where nobody knows where it is."""
    place = place_to_ask_for(organisation)
    if not place:
        return {}
    found = f"{reverse('directory:list')}?{urlencode({'near': place})}"
    return {
        "place": place,
        "list": found,
        "map": f"{found}&view=map" if settings.HAS_LEAFLET else "",
    }


def _could_be_a_co_op(organisation: Organisation) -> bool:
    # Of a funder or a university nobody asks whether it is a co-op.
    return organisation.kind == OrganisationKind.CARE_PROVIDER


def _case_studies(organisation: Organisation, user: Asker) -> list:
    # The plug-in with case studies gives organisations this relation; without it an
    # entry has none. Nor has an entry that is previewed before it is first saved.
    if organisation.pk is None or not hasattr(organisation, "case_studies"):
        return []
    return list(pages_visible_to(user, organisation.case_studies.all()))
