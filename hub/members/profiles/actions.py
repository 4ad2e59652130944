"""What people do with their profiles."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from hub.accounts.models import User
from hub.core.models import Topic
from hub.directory.models import Organisation
from hub.members.models import PersonKind, Profile
from hub.members.profiles.photos import Squares, drop_photo, keep_photo, old_photos

# Without letters and digits that are taken for each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 10


@transaction.atomic
def ensure_profile(
    *,
    person: User,
    kind: str = PersonKind.OTHER,
    organisation: Organisation | None = None,
    organisation_name: str = "",
) -> Profile:
    """Return the person's profile; one that is there already stays as it is."""
    profile, _ = Profile.objects.get_or_create(
        user=person,
        defaults={
            "slug": new_slug(),
            "kind": kind,
            "organisation": organisation,
            "organisation_name": organisation_name,
        },
    )
    return profile


def new_slug() -> str:
    """Return an address for a profile that tells nothing.

    Made from the name it would outlive a change of name, and a "-2" would tell of
    somebody who hides.
    """
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def save_profile(
    *,
    profile: Profile,
    name: str,
    can_help_with: Iterable[Topic],
    topics: Iterable[Topic],
    photo: Squares | None = None,
    drops_photo: bool = False,
) -> Profile:
    """Save what a person says of themselves, with their name and picture, or nothing."""
    kept = keep_photo(photo) if photo else ""
    try:
        return _save(
            profile, name, list(can_help_with), list(topics), kept, drops_photo
        )
    except BaseException:
        drop_photo(kept)
        raise


@transaction.atomic
def _save(
    profile: Profile,
    name: str,
    can_help_with: list[Topic],
    topics: list[Topic],
    photo: str,
    drops_photo: bool,
) -> Profile:
    person = User.objects.select_for_update().get(pk=profile.user_id)
    if person.display_name != name:
        person.display_name = name
        person.save(update_fields=["display_name"])
    # Read from the table: another window may have changed them meanwhile.
    before = Profile.objects.filter(pk=person.pk).first()
    profile.slug = before.slug if before else new_slug()
    had = before.photo if before else ""
    profile.photo = photo or ("" if drops_photo else had)
    if had and had != profile.photo:
        transaction.on_commit(lambda: drop_photo(had))
    profile.save(force_insert=before is None)
    profile.can_help_with.set(can_help_with)
    profile.topics.set(topics)
    return profile


def sweep_photos() -> int:
    """Remove pictures that no profile names: of a process killed after a commit.

    Those of the last hour may belong to a form that is being saved.
    """
    kept = set(Profile.objects.exclude(photo="").values_list("photo", flat=True))
    left_over = [name for name in old_photos() if name not in kept]
    for name in left_over:
        drop_photo(name)
    return len(left_over)
