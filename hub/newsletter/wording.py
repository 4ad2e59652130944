"""What a newsletter says, fixed when it is sent off, and what of it one person gets.

The wording is a list of parts, as JSON holds them: {"html": …, "text": …}, or
{"heading": …, "things": [{"key": …, "title": …, …}]}. What a thing is called is fixed
with the rest; whether it may be seen is asked anew for every mail.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from hub.core.visibility import MEMBERS, PUBLIC
from hub.newsletter.models import NewsletterPage
from hub.newsletter.picked import Part, parts_of, visible_keys
from hub.newsletter.plain import as_text, for_mail

#: What everybody who gets a newsletter may see.
READERS_KEYS = frozenset({PUBLIC, MEMBERS})

Wording = list[dict[str, Any]]


def wording_of(page: NewsletterPage) -> Wording:
    """Return what `page` says, to be kept."""
    parts = [{"html": "", "text": page.summary}] if page.summary else []
    return [*parts, *map(_kept, parts_of(page.body, READERS_KEYS))]


def for_holder(wording: Wording, keys: Collection[str]) -> Wording:
    """Return the wording without the things that a holder of `keys` may not see now."""
    wanted = {thing["key"] for part in wording for thing in part.get("things", ())}
    visible = visible_keys(wanted, keys) if wanted else set()
    parts = []
    for part in wording:
        if "things" not in part:
            parts.append(part)
            continue
        things = [thing for thing in part["things"] if thing["key"] in visible]
        if things:
            parts.append(part | {"things": things})
    return parts


def _kept(part: Part) -> dict[str, Any]:
    if part.block is None:
        things = [
            asdict(thing) | {"url": urljoin(settings.BASE_URL, thing.url)}
            for thing in part.things
        ]
        return {"heading": part.heading, "things": things}
    html = for_mail(part.block.render())
    return {"html": html, "text": as_text(html)}
