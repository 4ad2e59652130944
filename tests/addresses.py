"""Every named address of the project, filled in with things that are there."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from django.urls import URLResolver, get_resolver

_HOLE = re.compile(r"<(?:\w+:)?(\w+)>")


def named_patterns(resolver=None, spaces=(), before="") -> Iterator[tuple[str, str]]:
    """Return name (with its namespaces) and pattern of every address that has a name."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = (*spaces, one.namespace) if one.namespace else spaces
            yield from named_patterns(one, inside, pattern)
        elif one.name:
            yield ":".join((*spaces, one.name)), pattern


def fill_in(name: str, pattern: str, things: SimpleNamespace) -> str:
    """Return a path for the pattern, with the numbers and words of `things`."""
    if name in things.paths:
        return things.paths[name]
    space = name.rpartition(":")[0] or name

    def value(match: re.Match) -> str:
        for key in (f"{name} {match[1]}", f"{space} {match[1]}", match[1]):
            if key in things.values:
                return str(things.values[key])
        raise LookupError(f"Say in the table's things what {match[1]} of {name} is.")

    # Wagtail's API writes some of its patterns as expressions.
    path = "/" + _HOLE.sub(value, pattern).replace("^", "").rstrip("$")
    assert not set("()[]^$") & set(path), f"Write out the path of {name}: {pattern}"
    return path
