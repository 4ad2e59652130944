"""Members for the journeys: each journey takes one of its own."""

import json
from itertools import count

from tests.browser.site import RunningSite

PASSWORD = "quiet otters mend the weir"
_SCRIPT = """
import json
from django.contrib.auth.models import Group
from forum.guarding.actions import accept
from forum.guarding.models import Agreement
from hub.accounts.models import User
agreement = Agreement.objects.current()
for name, address, group in json.loads({people!r}):
    person = User.objects.create_user(address, {password!r}, display_name=name)
    if agreement:
        accept(agreement=agreement, person=person)
    if group:
        person.groups.add(Group.objects.get(name=group))
"""
_numbers = count(1)


def add_members(site: RunningSite, *names: str, **groups: str) -> None:
    """Let people in who sign in as `names`; one process for all, for it is slow.

    `groups` says by a person's name, with `_` for spaces, which group they are put into.
    """
    people = [
        (
            name.title(),
            f"{name.replace(' ', '.')}@example.org",
            groups.get(name.replace(" ", "_"), ""),
        )
        for name in names
    ]
    script = _SCRIPT.format(people=json.dumps(people), password=PASSWORD)
    site.manage("shell", "-c", script)
    for name, (_, address, _) in zip(names, people, strict=True):
        site.sign_ins[name] = (address, PASSWORD)


def new_address(name: str) -> str:
    """Return an address that nobody here has had."""
    return f"{name}{next(_numbers)}@example.org"
