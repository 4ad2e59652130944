"""One account for each kind of person, for trying the site on one's own machine."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from hub.accounts import roles
from hub.accounts.addresses import vouch_for
from hub.accounts.models import User

FILE_NAME = "demo-sign-ins.txt"


class NotALocalSite(Exception):
    """Demo accounts are never made where other people can reach the site."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A kind of person, and the group that gives them their rights."""

    kind: str
    email: str
    group: str = ""
    is_superuser: bool = False


PEOPLE = (
    DemoPerson("member", "member@localhost.invalid"),
    DemoPerson("founder", "founder@localhost.invalid"),
    DemoPerson("commissioner", "commissioner@localhost.invalid"),
    DemoPerson("editor", "editor@localhost.invalid", group=roles.EDITORS),
    DemoPerson(
        "coordinator", "coordinator@localhost.invalid", group=roles.COORDINATORS
    ),
    DemoPerson("administrator", "administrator@localhost.invalid", is_superuser=True),
)


def ensure_demo_people() -> Path:
    """Make the demo accounts that are missing; return the file with the passwords.

    Passwords are random, and written (readable by the owner alone) beside the data. An
    account whose password is not in the file any more gets a new one.

    Raises NotALocalSite where the site's address is not this machine.
    """
    if not settings.IS_LOCAL:
        raise NotALocalSite(settings.BASE_URL)
    file = settings.DATA_DIR / FILE_NAME
    known = _read(file)
    with transaction.atomic():
        lines = [_line_for(person, known.get(person.email)) for person in PEOPLE]
    file.touch(mode=0o600)
    # A file that was there before keeps the mode it had.
    file.chmod(0o600)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def _line_for(person: DemoPerson, password: str | None) -> str:
    user = User.objects.filter(email=person.email).first()
    if user is None or password is None:
        password = secrets.token_urlsafe(12)
        user = user or User(email=person.email, display_name=f"Demo {person.kind}")
        user.is_superuser = user.is_staff = person.is_superuser
        user.approved_at = user.approved_at or timezone.now()
        user.set_password(password)
        user.approved_at = user.approved_at or timezone.now()
        user.save()
        vouch_for(user)
        if person.group:
            user.groups.add(Group.objects.get(name=person.group))
    return f"{person.kind:<14} {person.email:<34} {password}"


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {row[1]: row[2] for row in rows if len(row) == 3}
