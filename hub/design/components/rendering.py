"""What every component needs: its template, checked choices and safe addresses."""

import re
from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
# Browsers drop these characters from an address before they look for its scheme,
# so "java\nscript:" has to be read as they read it.
_IGNORED = re.compile(r"[\x00-\x20\x7f]")


def component(name: str, **parameters: object) -> SafeString:
    """Render `templates/components/<name>.html` with exactly these parameters."""
    return render_to_string(f"components/{name}.html", parameters)


def one_of(value: str, allowed: Collection[str], what: str) -> str:
    """Return `value`, or raise `ValueError` naming the choices there are."""
    if value not in allowed:
        choices = ", ".join(sorted(allowed))
        raise ValueError(f"{what} must be one of {choices}; got {value!r}.")
    return value


def heading_level(level: int | str) -> int:
    """Return a heading level from 1 to 6, or raise `ValueError`."""
    number = int(level)
    if not 1 <= number <= 6:
        raise ValueError(f"A heading level lies between 1 and 6; got {level!r}.")
    return number


def link_or_nothing(url: object) -> str:
    """Return an address that is safe in `href`, or "" where it could run a script.

    Templates escape markup, but an escaped `javascript:` address would still run.
    """
    address = "" if url is None else str(url).strip()
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    if scheme and scheme[1].lower() not in _SCHEMES:
        return ""
    return address
