"""Reads documents back, for the tests of what was written."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    """The XML of one part of a DOCX or an ODT."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def everything(data: bytes) -> str:
    """All XML of a package in one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [one for one in package.namelist() if one.endswith((".xml", ".rels"))]
        for name in names:
            if package.read(name):
                etree.fromstring(package.read(name))
        return "\n".join(package.read(one).decode("utf-8") for one in names)
