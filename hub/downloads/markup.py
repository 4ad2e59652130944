"""Build XML quickly: each element is made in its place, under its parent."""

from collections.abc import Callable, Mapping
from functools import cache

from lxml import etree

Element = etree._Element
Add = Callable[..., Element]


def adder(namespaces: Mapping[str, str]) -> tuple[Callable[[str], str], Add]:
    """Return `full` and `add` for names with the given prefixes.

    `full("w:p")` is the name as lxml knows it; `add(parent, "w:p", {"w:id": "1"}, text)`
    appends a new element and returns it.
    """

    @cache
    def full(name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        return f"{{{namespaces[prefix]}}}{local}" if colon else name

    def add(
        parent: Element,
        name: str,
        attributes: Mapping[str, str] | None = None,
        text: str | None = None,
    ) -> Element:
        made = etree.SubElement(parent, full(name))
        for key, value in (attributes or {}).items():
            made.set(full(key), value)
        if text is not None:
            made.text = text
        return made

    return full, add
