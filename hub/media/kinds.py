"""What a file is, judged by what it holds; its name is never believed.

Only what members need to hand to each other is known here. What can carry a program
(macros, embedded objects, pages of HTML) is refused, and so is what fills a disk when it
is unpacked.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_MEMBERS = 5_000
_MOST_OF_A_LIST = 1024 * 1024
_LETTERS_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; the first extension is the one that it is given."""

    key: str
    label: str
    extensions: tuple[str, ...]
    #: Set for pictures alone: what a browser shows it as, and what Pillow calls it.
    shown_as: str = ""
    drawn_as: str = ""

    @property
    def is_picture(self) -> bool:
        """Say whether it can be shown, and needs words for those who cannot see it."""
        return bool(self.shown_as)


PDF = Kind("pdf", "PDF", ("pdf",))
DOCX = Kind("docx", "Word document", ("docx",))
ODT = Kind("odt", "OpenDocument text", ("odt",))
XLSX = Kind("xlsx", "Excel workbook", ("xlsx",))
CSV = Kind("csv", "CSV table", ("csv",))
PNG = Kind("png", "PNG picture", ("png",), "image/png", "PNG")
JPEG = Kind("jpeg", "JPEG picture", ("jpg", "jpeg"), "image/jpeg", "JPEG")
WEBP = Kind("webp", "WebP picture", ("webp",), "image/webp", "WEBP")
KINDS = {one.key: one for one in (PDF, DOCX, ODT, XLSX, CSV, PNG, JPEG, WEBP)}
ACCEPTED = (
    "PDF, Word (DOCX), OpenDocument (ODT), Excel (XLSX) and CSV files, "
    "and JPEG, PNG and WebP pictures"
)


class NotAccepted(Exception):
    """Files like this one are not taken; the message says why, to its sender."""


def kind_of(file: BinaryIO) -> Kind:
    """Return what `file` is. Raises NotAccepted.

    A picture is known by its first bytes here; whoever draws it anew finds out the rest.
    """
    file.seek(0)
    start = file.read(16)
    for begins, judge in _BEGINNINGS:
        if begins.match(start):
            return judge(file)
    return _table(file)


def _pdf(file: BinaryIO) -> Kind:
    size = file.seek(0, 2)
    file.seek(max(0, size - 2_048))
    if b"%%EOF" not in file.read():
        raise NotAccepted("This PDF is damaged or cut short. Please save it again.")
    return PDF


def _archive(file: BinaryIO) -> Kind:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _document(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        OSError,
        # Packed in a way that Python does not know, among other things.
        RuntimeError,
        ValueError,
    ) as error:
        raise NotAccepted(
            "This document is damaged or cut short. Please save it again."
        ) from error


def _document(archive: zipfile.ZipFile) -> Kind:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
        raise NotAccepted("This document is too large when it is unpacked.")
    if any(member.flag_bits & 1 for member in members):
        raise NotAccepted(
            "This document is locked with a password. Save it without one."
        )
    names = {member.filename.lower() for member in members}
    if any(map(_is_program, names)):
        raise NotAccepted(_HOLDS_A_PROGRAM)
    if "[content_types].xml" in names:
        return _office(archive, names)
    if members[:1] and members[0].filename == "mimetype" and "content.xml" in names:
        said = _read(archive, "mimetype").strip()
        if said == b"application/vnd.oasis.opendocument.text":
            return ODT
    raise NotAccepted(_NOT_ACCEPTED)


def _is_program(name: str) -> bool:
    # Not a pattern of its own: it would read the rest of a long name from each place.
    if "embeddings/" in name and name.endswith(".bin"):
        return True
    return _PROGRAM.search(name) is not None


def _office(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    types = _read(archive, "[Content_Types].xml")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise NotAccepted(_HOLDS_A_PROGRAM)
    if b"wordprocessingml.document.main+xml" in types and "word/document.xml" in names:
        return DOCX
    if b"spreadsheetml.sheet.main+xml" in types and "xl/workbook.xml" in names:
        return XLSX
    raise NotAccepted(_NOT_ACCEPTED)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_MOST_OF_A_LIST)


def _table(file: BinaryIO) -> Kind:
    """Accept text whose lines have cells; all other text may be a program or a page."""
    file.seek(0)
    data = file.read()
    text = _text(data)
    if text is None or not text.strip() or _MARKUP.search(text):
        raise NotAccepted(_NOT_ACCEPTED if data else "This file is empty.")
    if not any(_has_columns(text, mark) for mark in ",;\t"):
        raise NotAccepted(_NOT_ACCEPTED)
    return CSV


def _text(data: bytes) -> str | None:
    if _CONTROLS.search(data):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's own CSV files are in the character set of Windows.
        return data.decode("cp1252", errors="replace")


def _has_columns(text: str, mark: str) -> bool:
    """Say whether most lines have as many cells as the others, and more than one."""
    counts: dict[int, int] = {}
    try:
        start = io.StringIO(text[:_LETTERS_LOOKED_AT], newline="")
        for row in csv.reader(start, delimiter=mark):
            if row:
                counts[len(row)] = counts.get(len(row), 0) + 1
    except csv.Error:
        return False
    usual = max(counts, key=lambda cells: counts[cells], default=0)
    return usual > 1 and 2 * counts[usual] > sum(counts.values())


def _is(kind: Kind) -> Callable[[BinaryIO], Kind]:
    return lambda file: kind


_BEGINNINGS: tuple[tuple[re.Pattern[bytes], Callable[[BinaryIO], Kind]], ...] = (
    (re.compile(rb"%PDF-\d"), _pdf),
    (re.compile(rb"PK\x03\x04"), _archive),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _is(PNG)),
    (re.compile(rb"\xff\xd8\xff"), _is(JPEG)),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _is(WEBP)),
)
_NOT_ACCEPTED = f"This kind of file cannot be added. You can add {ACCEPTED}."
_HOLDS_A_PROGRAM = "This document holds macros or embedded programs. Save it without them, or as a PDF."
_PROGRAM = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex"
    r"|^(basic|scripts)/|\.(exe|dll|js|jse|vbs|vbe|bat|cmd|ps1|scr|hta|jar|lnk|msi)$"
)
#: Control characters that no table holds.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(
    r"\A\s*(<|#!|%!|\{\\rtf)|<\s*(!doctype|\?(xml|php)|html|head|body|script|svg|iframe"
    r"|object|embed|style|meta|link)\b",
    re.IGNORECASE,
)
