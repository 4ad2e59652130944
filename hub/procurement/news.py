"""Members hear of new wordings of model clauses, if they choose to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.signals import post_save

from hub.accounts.models import User
from hub.core.visibility import page_key, page_keys
from hub.notify.actions import tell
from hub.notify.kinds import Kind, Way, register
from hub.procurement.models import ClausePage, ClauseVersion

UPDATES = "clause-updates"
_ABOUT = "procurement.clause"


def connect() -> None:
    """Let people be told, in the transaction of the publication; once, when ready."""
    post_save.connect(
        _tell, sender=ClauseVersion, dispatch_uid="procurement.version_published"
    )
    register(
        Kind(
            key=UPDATES,
            label="New wording of model clauses",
            explanation="A model clause is published, or gets a new version.",
            default=Way.NONE,
            visibility_of=_keys_now,
        )
    )


def _tell(
    sender: type[ClauseVersion],
    instance: ClauseVersion,
    created: bool,
    raw: bool = False,
    **kwargs: Any,
) -> None:
    # Publishing the same version again is news to nobody.
    if created and not raw and not instance.is_minor:
        tell_of_version(instance)


def tell_of_version(version: ClauseVersion) -> None:
    """Tell those who chose to hear of it, and may read it, of a wording just published."""
    clause = version.clause
    key, url = page_key(clause), clause.url
    if key is None or not url:
        return
    is_first = not clause.versions.exclude(pk=version.pk).exists()
    what = "New model clause" if is_first else f"Version {version.version}"
    tell(
        kind=UPDATES,
        people=_who_chose(),
        about=f"{_ABOUT}:{clause.pk}:{version.version}",
        title=f"{what}: {clause.title}",
        text=version.note,
        url=url,
        visibility=key,
    )


def _who_chose() -> Iterable[User]:
    # In one call: both are to hold of the same preference.
    ways = [way for way in Way if way != Way.NONE]
    return User.objects.filter(
        is_active=True, preferences__kind=UPDATES, preferences__way__in=ways
    )


def _keys_now(abouts: Iterable[str]) -> Mapping[str, str | None]:
    """Return the key that each clause carries now; none when it is gone or hidden."""
    ids = {about: int(about.split(":")[1]) for about in abouts}
    keys = page_keys(ClausePage.objects.filter(pk__in=set(ids.values())))
    return {about: keys.get(pk) for about, pk in ids.items()}
