"""How organisations stand to each other, said at either end in fitting words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hub.directory.models import Organisation, Relation
from hub.directory.vocabulary import RelationKind

#: What a relation is called on the page of the other.
FROM_THE_OTHER_END = {
    RelationKind.MEMBER_OF: "Members",
    RelationKind.SPUN_OUT_FROM: "Spun out into",
    RelationKind.ADVISED_BY: "Advises",
    RelationKind.FUNDED_BY: "Funds",
}


@dataclass(frozen=True, slots=True)
class Other:
    """Who stands at the other end; `url` is empty for one without an entry."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """All that stand in one relation to an organisation, by name."""

    label: str
    others: tuple[Other, ...]


def relations_of(organisation: Organisation) -> list[RelationGroup]:
    """Return its own relations, then those that others have to it.

    An entry that is not published is never named, at either end.
    """
    by_label: dict[str, set[Other]] = defaultdict(set)
    for label, other in (*_own(organisation), *_to_it(organisation)):
        by_label[label].add(other)
    labels = [*RelationKind.labels, *FROM_THE_OTHER_END.values()]
    return [
        RelationGroup(label, tuple(sorted(by_label[label], key=_by_name)))
        for label in labels
        if label in by_label
    ]


def _own(organisation: Organisation) -> Iterator[tuple[str, Other]]:
    relations = list(organisation.relations.all())
    asked = {one.other_id for one in relations if one.other_id}
    shown = Organisation.objects.listed().in_bulk(asked) if asked else {}
    for relation in relations:
        label = RelationKind(relation.kind).label
        if relation.other_id is None:
            yield label, Other(relation.other_name)
        elif relation.other_id in shown:
            yield label, _entry(shown[relation.other_id])


def _to_it(organisation: Organisation) -> Iterator[tuple[str, Other]]:
    if organisation.pk is None:
        return
    found = Relation.objects.filter(other=organisation, organisation__live=True)
    for relation in found.select_related("organisation"):
        yield FROM_THE_OTHER_END[relation.kind], _entry(relation.organisation)


def _entry(organisation: Organisation) -> Other:
    return Other(organisation.name, organisation.get_absolute_url())


def _by_name(other: Other) -> tuple[str, str]:
    return other.name.casefold(), other.url
