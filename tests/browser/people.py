"""Members for the journeys: each journey takes one of its own."""

import json
from itertools import count

from tests.browser.site import RunningSite

PASSWORD = "quiet otters mend the weir"
_SCRIPT = """
import json
from hub.accounts.models import User
for name, address in json.loads({people!r}):
    User.objects.create_user(address, {password!r}, display_name=name)
"""
_numbers = count(1)


def add_members(site: RunningSite, *names: str) -> None:
    """Let people in who sign in as `names`; one process for all, for it is slow."""
    people = [(name.title(), f"{name.replace(' ', '.')}@example.org") for name in names]
    script = _SCRIPT.format(people=json.dumps(people), password=PASSWORD)
    site.manage("shell", "-c", script)
    for name, (_, address) in zip(names, people, strict=True):
        site.sign_ins[name] = (address, PASSWORD)


def new_address(name: str) -> str:
    """Return an address that nobody here has had."""
    return f"{name}{next(_numbers)}@example.org"
