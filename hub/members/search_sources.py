"""People as search entries: those who want to be found, by what they show."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.models import Membership, Profile, SeenBy
from hub.members.profiles.seen import OF_MEMBERS, SeenProfile
from hub.search.entries import Entry
from hub.search.sources import RecordSource, register


def _naming(organisation: Organisation) -> QuerySet:
    return Profile.objects.filter(
        Q(organisation=organisation) | Q(user__memberships__organisation=organisation)
    )


@register
class PersonSource(RecordSource):
    """Every person in the people finder.

    One entry serves all who find it, so it holds what the least of them may see: of
    somebody whose name is public, the public parts alone.
    """

    model = Profile
    kind = "person"
    label = "Member"
    label_plural = "People"
    affected_by = {
        User: lambda person: Profile.objects.filter(pk=person.pk),
        Membership: lambda row: Profile.objects.filter(pk=row.user_id),
        Organisation: _naming,
    }

    def queryset(self) -> QuerySet:
        """Return the people in the finder, with what their entries need."""
        return Profile.objects.listed().prefetch_related(
            "can_help_with", "user__memberships__organisation"
        )

    def entry(self, obj: Profile) -> Entry | None:
        """Return the entry of a person, or None for one who is not to be found."""
        if not Profile.objects.listed().filter(pk=obj.pk).exists():
            return None
        return self._entry(obj)

    def entries(self, things: Iterable[Profile]) -> Iterator[tuple[Any, Entry]]:
        """Yield the entries of people from `queryset`, who are all to be found."""
        for profile in things:
            yield profile.pk, self._entry(profile)

    def _entry(self, profile: Profile) -> Entry:
        is_public = profile.name_seen_by == SeenBy.PUBLIC
        seen = SeenProfile(profile, {SeenBy.PUBLIC} if is_public else OF_MEMBERS)
        helps = seen.can_help_with
        return Entry(
            key=self.key(profile.pk),
            kind=self.kind,
            title=seen.name,
            url=profile.get_absolute_url(),
            changed_at=profile.updated_at,
            summary=seen.role or seen.kind,
            body="\n".join(
                part
                for part in (
                    ", ".join(one.name for one in seen.organisations),
                    ", ".join(topic.name for topic in helps),
                    seen.languages,
                )
                if part
            ),
            where=seen.place,
            visibility=SeenBy.PUBLIC.value if is_public else SeenBy.MEMBERS.value,
            facets={
                "topic": tuple(topic.slug for topic in helps),
                "nation": (seen.nation,) if seen.nation else (),
                "region": (seen.region,) if seen.region else (),
            },
        )
