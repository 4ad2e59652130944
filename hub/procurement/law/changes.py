"""Which changes to the law something has not been checked against yet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.models import Page

from hub.core.chosen import saved
from hub.core.vocabulary import LawState
from hub.procurement.models.law import Provision

#: What may rest on a section, by the name that the section knows it by; guides are
#: strangers, known by their relation alone.
RESTING = {"clausepages": "Clauses", "routepages": "Routes", "guidepages": "Guides"}
_KNOWN = "_sections_it_rests_on"


def resting_model(name: str) -> type[Page]:
    """Return the kind of page that stands behind one of the names in RESTING."""
    return Provision._meta.get_field(name).related_model


def changes_for(thing: Any) -> list[Provision]:
    """Return the changed sections that `thing` rests on, unless checked since.

    `thing` is a clause, a route or a guide. What is repealed, or has run out, stays a
    warning until nothing rests on it any more.
    """
    rests_on = sections_of(thing)
    return [one for one in rests_on if is_open(one, thing.law_checked_on)]


def sections_of(thing: Any) -> list[Provision]:
    """Return the sections `thing` rests on, each with its law and nations, in order."""
    # Asked by the notice, the panel and the template: one answer serves them all.
    if (known := thing.__dict__.get(_KNOWN)) is not None:
        return known
    # What an unsaved page holds is a list in a queryset's clothes; saved() asks anew.
    found = list(saved(thing.provisions).with_law().in_order())
    thing.__dict__[_KNOWN] = found
    return found


def learn_sections_of(things: Sequence[Any]) -> None:
    """Ask at once for what `sections_of` says of each; they are of one kind."""
    sections = Provision.objects.with_law().in_order()
    prefetch_related_objects(list(things), Prefetch("provisions", sections))
    for thing in things:
        thing.__dict__[_KNOWN] = list(thing.provisions.all())


def is_open(provision: Provision, checked_on: Any) -> bool:
    """Say whether a change to the law still asks for a look, last looked at on a day."""
    standing = provision.standing()
    if standing in ("", "not yet in force"):
        return False
    if standing != LawState.AMENDED:
        return True
    return checked_on is None or checked_on < provision.last_change
