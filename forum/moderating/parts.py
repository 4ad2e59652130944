"""What moderation keeps of a person: what was done about them, and by them."""

from django.conf import settings
from django.db.models import Q, QuerySet

from forum.moderating.log import TOLD
from forum.moderating.models import Act, MemberWarning, Suspension
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_part() -> None:
    """Count moderation among what is kept."""
    register(
        Part(
            key="moderation",
            label="What moderators decided about you, and you as a moderator",
            why="So that decisions can be explained, and looked at again.",
            kept_for=(
                "As long as you have an account; the words of messages that were "
                f"removed for {settings.KEEP_REMOVED_WORDS_DAYS} days. When you leave, "
                "warnings and suspensions are deleted, and the log of decisions names "
                "you no more."
            ),
            export=_export,
            erase=_erase,
            covers=(
                "forum_moderating.act.actor",
                "forum_moderating.act.person",
                "forum_moderating.memberwarning.person",
                "forum_moderating.memberwarning.moderator",
                "forum_moderating.suspension.person",
                "forum_moderating.suspension.moderator",
                "forum_moderating.suspension.lifted_by",
            ),
        )
    )


def _export(person: User) -> Rows:
    """Return what was decided about `person` and by them; never who decided."""
    return [
        *rows_of(person.forum_warnings.all(), _WARNED),
        *rows_of(person.forum_suspensions.all(), _SUSPENDED),
        # Never that something was reported: the note might say who did.
        *_acts(
            Act.objects.filter(person=person).exclude(
                Q(actor=person) | Q(kind=Act.Kind.RESOLVE)
            ),
            "About you",
        ),
        *_acts(Act.objects.filter(actor=person), "By you"),
    ]


def _acts(acts: QuerySet[Act], heading: str) -> Rows:
    """Return acts as rows.

    The words only where they are the person's own; the reason only where it is, or where
    they were told. Moderators write the others for one another.
    """
    about = heading == "About you"
    return [
        {
            heading: act.get_kind_display(),
            "On": act.made_at.isoformat(),
            "Subject": act.subject,
            "Reason": act.reason if act.kind in TOLD or not about else "",
            **({"Your words": act.words} if about else {}),
        }
        for act in acts
    ]


_WARNED = {"Warned of": "rule", "Message": "words", "On": "made_at"}
_SUSPENDED = {"Suspended because": "reason", "On": "made_at", "Until": "ends_at"}


def _erase(person: User) -> None:
    Act.objects.forget_person(person)
    person.forum_warnings.all().delete()
    person.forum_suspensions.all().delete()
    MemberWarning.objects.filter(moderator=person).update(moderator=None)
    Suspension.objects.filter(moderator=person).update(moderator=None)
    Suspension.objects.filter(lifted_by=person).update(lifted_by=None)
