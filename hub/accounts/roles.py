"""Who may do what: the one place that maps roles to permissions.

A role is a Django group, or follows from the account itself. What each group may do is
written here by codename and given after every `migrate`; rights that a site has given
beside these are left alone. Plug-ins say who else holds a role (`register_holder`), so
that the account knows none of them.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.auth.management import _get_all_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Error
from django.db import transaction
from wagtail.models import DraftStateMixin, GroupPagePermission, LockableMixin

EDITORS = "Editors"
PUBLISHERS = "Moderators"
BOARD_MODERATORS = "Forum moderators"
COORDINATORS = "Coordinators"
LEGAL_REVIEWERS = "Legal reviewers"


class Role(StrEnum):
    """What a person is to the hub."""

    VISITOR = "visitor"
    APPLICANT = "applicant"
    MEMBER = "member"
    ORGANISATION_EDITOR = "organisation editor"
    BOARD_MODERATOR = "board moderator"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


def _each(model: str, *actions: str) -> tuple[str, ...]:
    app, name = model.split(".")
    return tuple(f"{app}.{action}_{name}" for action in actions)


_KEEP_LAW = (
    *_each("procurement.provision", "add", "change", "delete"),
    *_each("procurement.threshold", "add", "change", "delete"),
    *_each("procurement.legalbasis", "add", "change"),
    *_each("glossary.term", "add", "change", "delete"),
)
_KEEP_SEARCH = (
    *_each("search.synonym", "add", "change", "delete"),
    *_each("wagtailsearchpromotions.searchpromotion", "add", "change", "delete"),
    "search.view_searchlog",
)

#: What each group may do. Administrators may do everything; members need no row: what is
#: theirs follows from being signed in. Boards have rows of their own: see
#: `forum.adapter.permissions`.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: (
        "wagtailadmin.access_admin",
        *_each("directory.organisation", "add", "change"),
        *_KEEP_LAW,
        *_KEEP_SEARCH,
    ),
    PUBLISHERS: (
        "wagtailadmin.access_admin",
        *_each(
            "directory.organisation",
            *("add", "change", "delete", "publish", "lock", "unlock"),
        ),
        *_KEEP_LAW,
        *_KEEP_SEARCH,
    ),
    BOARD_MODERATORS: (),
    # What they may pass follows from the step of the workflow that names them.
    LEGAL_REVIEWERS: ("wagtailadmin.access_admin",),
    COORDINATORS: (
        "wagtailadmin.access_admin",
        *_each("directory.organisation", "add", "change", "publish"),
        "directory.add_verification",
        # Names, switching off, and making board moderators: see `may_change`.
        "accounts.change_user",
        "members.change_application",
        "members.use_desk",
        *_each("members.reasontemplate", "add", "change", "delete"),
        "newsletter.send_newsletter",
    ),
}
#: Wagtail's own groups are only completed, never brought back where a site has none.
_OURS = (BOARD_MODERATORS, COORDINATORS, LEGAL_REVIEWERS)

#: What coordinators may do with pages of these kinds, and below them.
PAGES: dict[str, tuple[str, ...]] = {
    "newsletter.NewsletterIndexPage": ("add_page", "change_page", "publish_page"),
}

#: The groups that a coordinator may put a member into.
GRANTED_BY_COORDINATORS = (BOARD_MODERATORS,)

_ROLE_OF_GROUP = {
    EDITORS: Role.EDITOR,
    PUBLISHERS: Role.EDITOR,
    BOARD_MODERATORS: Role.BOARD_MODERATOR,
    COORDINATORS: Role.COORDINATOR,
}
_holders: dict[Role, Callable[[Any], bool]] = {}


def register_holder(role: Role, holds: Callable[[Any], bool]) -> None:
    """Let `holds` say whether a member has `role`; repeating it changes nothing."""
    _holders[role] = holds


def roles_of(user: Any) -> frozenset[Role]:
    """Return every role of `user`; whoever is switched off is a visitor."""
    if not (user.is_authenticated and user.is_active):
        return frozenset({Role.VISITOR})
    if user.approved_at is None:
        return frozenset({Role.APPLICANT})
    roles = {Role.MEMBER}
    if user.is_superuser:
        roles.add(Role.ADMINISTRATOR)
    names = user.groups.values_list("name", flat=True)
    roles.update(_ROLE_OF_GROUP[name] for name in names if name in _ROLE_OF_GROUP)
    roles.update(role for role, holds in _holders.items() if holds(user))
    return frozenset(roles)


def may_change(changer: Any, person: Any) -> bool:
    """Say whether `changer` may change the account of `person`.

    Administrators change every account. Others who may change accounts at all (the
    coordinators) change members' only: nobody who works in the admin, themselves
    included, so that no right can be gained or taken by way of an account.
    """
    if not (changer.is_active and changer.has_perm("accounts.change_user")):
        return False
    if changer.is_superuser:
        return True
    if person.is_superuser or person.is_staff:
        return False
    # Asked of the rows: whoever is switched off has no permissions in Django's eyes.
    return not Permission.objects.filter(
        group__user=person, codename="access_admin"
    ).exists()


@transaction.atomic
def give_permissions() -> None:
    """Give every group what it is to have; nothing is taken away."""
    known = dict(_known())
    for name, labels in PERMISSIONS.items():
        group = _group(name)
        if group is None:
            continue
        held = {
            f"{app}.{codename}"
            for app, codename in group.permissions.values_list(
                "content_type__app_label", "codename"
            )
        }
        missing = [label for label in labels if label in known and label not in held]
        group.permissions.add(*(_permission(label, *known[label]) for label in missing))


def give_pages() -> None:
    """Let the coordinators keep their kinds of pages, as far as there are any."""
    group = Group.objects.filter(name=COORDINATORS).first()
    for label, codenames in PAGES.items():
        kind = apps.get_model(label)
        for page in kind.objects.all() if group else ():
            for codename in codenames:
                GroupPagePermission.objects.get_or_create(
                    group=group,
                    page_id=page.pk,
                    permission=Permission.objects.get(
                        content_type__app_label="wagtailcore",
                        content_type__model="page",
                        codename=codename,
                    ),
                )


def permissions_exist(**kwargs: Any) -> list[Error]:
    """Find permissions that are mapped here and that no model defines."""
    known = dict(_known())
    return [
        Error(
            f"{name} are to be given {label!r}, which no model defines.",
            hint="Mend the name in hub/accounts/roles.py, or the model's permissions.",
            id="accounts.E001",
        )
        for name, labels in PERMISSIONS.items()
        for label in labels
        if label not in known
    ]


def _group(name: str) -> Group | None:
    if name in _OURS:
        return Group.objects.get_or_create(name=name)[0]
    return Group.objects.filter(name=name).first()


def _permission(label: str, model: type, words: str) -> Permission:
    # Django makes permissions app by app after migrating; what is needed now is made now,
    # under the name it would get.
    return Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(
            model, for_concrete_model=not model._meta.proxy
        ),
        codename=label.partition(".")[2],
        defaults={"name": words},
    )[0]


def _known() -> Iterator[tuple[str, tuple[type, str]]]:
    """Return every permission that a model defines, Wagtail's extra ones included."""
    for model in apps.get_models():
        options = model._meta
        for codename, words in _get_all_permissions(options):
            yield f"{options.app_label}.{codename}", (model, words)
        extra = ["publish"] if issubclass(model, DraftStateMixin) else []
        if issubclass(model, LockableMixin):
            extra += ["lock", "unlock"]
        for action in extra:
            codename = f"{action}_{options.model_name}"
            words = f"Can {action} {options.verbose_name}"
            yield f"{options.app_label}.{codename}", (model, words)
