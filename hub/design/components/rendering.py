"""What every component needs: its template, checked choices and safe addresses."""

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PLAIN = frozenset({str, SafeString, int})
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
# Browsers drop these characters from an address before they look for its scheme,
# so "java\nscript:" has to be read as they read it.
_IGNORED = re.compile(r"[\x00-\x20\x7f]")


def component(name: str, **parameters: object) -> SafeString:
    """Render `templates/components/<name>.html` with exactly these parameters."""
    return render_to_string(f"components/{name}.html", parameters)


def small(name: str, **parameters: object) -> SafeString:
    """Render a component that is drawn again and again with the same few words.

    What was drawn is kept, in each process. `typed`, because text that is safe equals the
    same text that is not, and only one of the two is escaped.
    """
    known = all(type(one) in _PLAIN for one in parameters.values())
    if settings.DEBUG or not known:
        return component(name, **parameters)
    return _drawn(name, tuple(parameters), *parameters.values())


@lru_cache(maxsize=2_000, typed=True)
def _drawn(name: str, names: tuple[str, ...], *values: object) -> SafeString:
    return component(name, **dict(zip(names, values, strict=True)))


def plain(value: Any) -> Any:
    """Return dictionaries in place of dataclasses and named tuples, also within them.

    A template asks every object for a key before it asks for an attribute; on a page drawn
    from many small objects the exceptions take half the time.
    """
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        parts = [plain(one) for one in value]
        return dict(zip(names, parts, strict=True)) if names else parts
    return value


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
