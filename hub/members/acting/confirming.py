"""Somebody who acts for an organisation says that its entry is still right."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.acting.actions import NotAllowed
from hub.members.acting.rules import may_keep, may_oversee

LOG_ACTION = "members.confirm_entry"


class NotShown(Exception):
    """The entry is not on the site: there is nothing to confirm."""


@transaction.atomic
def confirm_entry(*, organisation: Organisation, by: User) -> None:
    """Note that the entry is right as of today, and who said so.

    It becomes a revision of its own, with an entry in the history; once a day is enough,
    and a second time that day changes nothing. A draft that somebody
    is at keeps its words and takes the date on, so that publishing it later does not
    take the date back. Raises NotAllowed and NotShown.
    """
    if not (may_keep(by, organisation) or may_oversee(by)):
        raise NotAllowed
    entry = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not entry.live:
        raise NotShown
    today = timezone.localdate()
    if entry.confirmed_on == today:
        return
    draft = (
        entry.get_latest_revision_as_object() if entry.has_unpublished_changes else None
    )
    entry.confirmed_on = today
    entry.save(update_fields=["confirmed_on"])
    # Not cleaned: nothing was edited, and rules that came later must not stand in the way.
    revision = entry.save_revision(user=by, changed=False, clean=False)
    entry.live_revision = revision
    entry.save(update_fields=["live_revision"])
    log(entry, LOG_ACTION, user=by, revision=revision)
    if draft is not None:
        draft.confirmed_on = entry.confirmed_on
        draft.save_revision(user=by, clean=False)
