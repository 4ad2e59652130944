"""What is looked at before a page is published, whichever way it is published.

The editor, the last step of a workflow and the timer all end in `BasePage.publish`;
Wagtail's own hooks know of the editor alone. A plug-in that keeps something from being
published says so here, so that the platform needs to know no plug-in.
"""

from collections.abc import Callable

from wagtail.models import Page, Revision

#: Takes a page as it is and the revision that is about to be published, in the
#: transaction of that; may change the revision, and save it.
Look = Callable[[Page, Revision], None]

_looks: list[Look] = []


def register_look(look: Look) -> None:
    """Let an app look at each revision first; repeating it changes nothing."""
    if look not in _looks:
        _looks.append(look)


def look_at(page: Page, revision: Revision) -> None:
    """Let every app look at what is about to be published."""
    for look in _looks:
        look(page, revision)
