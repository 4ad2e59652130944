"""What somebody may see of a person: decided here, for pages, lists and the search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.text import capfirst

from hub.core.addresses import address_of
from hub.core.models import Topic
from hub.core.visibility import MEMBERS, PUBLIC, Asker, levels_for
from hub.design.components.marks import initials_of
from hub.directory.models import Organisation
from hub.members.models import Profile

#: The levels of visibility of a member who looks.
OF_MEMBERS = frozenset({PUBLIC, MEMBERS})


def seen_by_members(part: str) -> Q:
    """Return the condition that members may see this part of a profile."""
    return Q(**{f"{part}_seen_by__in": sorted(OF_MEMBERS)})


@dataclass(frozen=True, slots=True)
class Acting:
    """An organisation that a person acts for or names; `url` is empty for mere words."""

    name: str
    url: str = ""


class SeenProfile:
    """A profile as far as somebody sees it; what is hidden is empty here.

    No part is seen by more people than the name is. `belongs_to` are the organisations
    that the person acts for or else names, those of them that have a page, where the
    caller has read them already.
    """

    def __init__(
        self,
        profile: Profile,
        levels: Collection[str],
        belongs_to: Sequence[Acting] | None = None,
    ) -> None:
        self._profile = profile
        self._levels = levels
        self._belongs_to = belongs_to
        self.slug = profile.slug

    @classmethod
    def by(cls, asker: Asker, profile: Profile) -> "SeenProfile":
        """Return the profile as `asker` sees it; its owner sees what members see."""
        return cls(profile, levels_for(asker))

    def sees(self, part: str) -> bool:
        """Say whether this part is for the one who looks."""
        profile = self._profile
        return {profile.name_seen_by, getattr(profile, f"{part}_seen_by")} <= set(
            self._levels
        )

    @property
    def name(self) -> str:
        """The name; the page is not shown to whom it is hidden from."""
        return self._profile.user.get_display_name()

    @property
    def pronouns(self) -> str:
        """The pronouns."""
        return self._profile.pronouns if self.sees("pronouns") else ""

    @property
    def role(self) -> str:
        """What they do, in their own words."""
        return self._profile.role if self.sees("role") else ""

    @property
    def kind(self) -> str:
        """What brings them to the network, in a word or two."""
        return KINDS.get(self._profile.kind, "") if self.sees("role") else ""

    @cached_property
    def organisations(self) -> Sequence[Acting]:
        """The organisations they act for; without any, the one they name."""
        if not self.sees("organisation"):
            return []
        of_theirs = self._belongs_to
        if of_theirs is None:
            acting = [row.organisation for row in self._profile.user.memberships.all()]
            named = self._profile.organisation
            of_theirs = [_acting(one) for one in acting or [named] if one and one.live]
        if of_theirs or not self._profile.organisation_name:
            return of_theirs
        return [Acting(self._profile.organisation_name)]

    @property
    def place(self) -> str:
        """Where they are, in one line."""
        if not self.sees("place"):
            return ""
        profile = self._profile
        nation = "" if profile.region else profile.get_nation_display()
        parts = (profile.place, profile.get_region_display(), nation)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def nation(self) -> str:
        """The key of their nation."""
        return self._profile.nation if self.sees("place") else ""

    @property
    def region(self) -> str:
        """The key of their region of England."""
        return self._profile.region if self.sees("place") else ""

    @property
    def languages(self) -> str:
        """The languages they speak."""
        return self._profile.languages if self.sees("languages") else ""

    @cached_property
    def can_help_with(self) -> Sequence[Topic]:
        """What they can help others with."""
        if not self.sees("can_help_with"):
            return []
        return list(self._profile.can_help_with.all())

    @property
    def photo(self) -> str:
        """The name of their picture."""
        return self._profile.photo if self.sees("photo") else ""

    @property
    def photo_url(self) -> str:
        """The address of their picture, which changes with it."""
        if not self.photo:
            return ""
        return f"{address_of('members:person_photo', self.slug)}?v={self.photo[:6]}"

    @property
    def small_photo_url(self) -> str:
        """The address of the picture as it stands in a list."""
        return f"{self.photo_url}&size=small" if self.photo_url else ""

    @property
    def url(self) -> str:
        """The address of the profile."""
        return self._profile.get_absolute_url()

    @property
    def initials(self) -> str:
        """What stands where there is no picture."""
        return initials_of(self.name)

    @property
    def meta(self) -> str:
        """Who they are, in one line for a list."""
        names = " and ".join(one.name for one in self.organisations)
        parts = (capfirst(self.role) or self.kind, names, self.place)
        return " · ".join(part for part in parts if part)


#: The kinds of people, as others read them.
KINDS = {
    "manager": "Runs or helps to run a care co-op",
    "founder": "Wants to start a care co-op",
    "care_worker": "Works in care",
    "commissioner": "Commissions care",
    "adviser": "Advises or funds co-operatives",
    "other": "",
}


def _acting(organisation: Organisation) -> Acting:
    return Acting(organisation.name, organisation.get_absolute_url())
