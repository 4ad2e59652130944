"""How people want to be told: read, chosen, and stopped from a mail."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.db import transaction

from hub.accounts.models import User
from hub.notify.kinds import (
    Kind,
    PersonAndThing,
    Way,
    is_mailed,
    kind_of,
    kinds_for,
    less_of,
)
from hub.notify.models import Preference
from hub.notify.signals import way_chosen


def way_of(person: User, kind: str) -> Way:
    """Return how a person wants to be told of a kind; raises UnknownKind."""
    return ways_of([person.pk], kind)[person.pk]


def ways_of(people: Iterable[int], kind: str) -> dict[int, Way]:
    """Return how each of these people, by key, wants to be told; raises UnknownKind."""
    people = list(people)
    default = kind_of(kind).default
    chosen = Preference.objects.filter(kind=kind, person__in=people)
    ways = dict(chosen.values_list("person", "way"))
    return {pk: Way(ways.get(pk, default)) for pk in people}


def ways_about(
    pairs: Sequence[PersonAndThing], kind: str
) -> Mapping[PersonAndThing, Way]:
    """Return how each of these people wants to be told of that very thing now.

    Where the kind knows nothing of single things, it is what they chose for the kind.
    Raises UnknownKind.
    """
    at_most = ways_of({pk for pk, _ in pairs}, kind)
    ask = kind_of(kind).ways_about
    now = ask(pairs) if ask else {}
    return {
        pair: less_of(at_most[pair[0]], now.get(pair, at_most[pair[0]]))
        for pair in pairs
    }


@transaction.atomic
def choose(*, person: User, kind: str, way: Way | str) -> None:
    """Keep how a person wants to be told of a kind, and say so when that is a change.

    Raises UnknownKind.
    """
    before, way = way_of(person, kind), Way(way)
    Preference.objects.update_or_create(person=person, kind=kind, defaults={"way": way})
    if before != way:
        way_chosen.send(Preference, person=person, kind=kind, before=before, way=way)


@transaction.atomic
def stop_mail(*, person: User, kinds: Iterable[str]) -> None:
    """Send a person no more mail of these kinds; on the site it goes on.

    What was stopped already stays as it is. Raises UnknownKind.
    """
    for kind in kinds:
        if is_mailed(way_of(person, kind)):
            choose(person=person, kind=kind, way=kind_of(kind).way_without_mail)


class ChoicesForm(forms.Form):
    """One question for each kind of thing: how to be told of it."""

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        """Ask of the kinds that concern the person, with what they chose before."""
        super().__init__(*args, **kwargs)
        self.person = person
        chosen = dict(person.preferences.values_list("kind", "way"))
        for kind in kinds_for(person):
            self.fields[kind.key] = _question(kind, chosen.get(kind.key, kind.default))

    def save(self) -> None:
        """Keep the answers."""
        with transaction.atomic():
            for kind, way in self.cleaned_data.items():
                choose(person=self.person, kind=kind, way=way)


def _question(kind: Kind, way: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=kind.label,
        help_text=kind.explanation,
        choices=[(way.value, words) for way, words in kind.choices.items()],
        initial=way,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
