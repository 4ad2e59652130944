"""Read the words of one document file: a program of its own, which needs no Django.

    python reading.py EXTENSION < file

It is run with little time and memory, because a file may be broken on purpose. The text
goes to standard output; a file that cannot be read is refused with one line of reason.
"""

import csv
import io
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator

MOST_BYTES = 25 * 1024 * 1024
MOST_LETTERS = 200_000
MOST_PAGES = 500
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
REFUSED = 3


class Refused(Exception):
    """The file cannot be read; the message says why."""


def main() -> None:
    """Read the file on standard input."""
    _limit()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        sys.stdout.buffer.write(words_of(data, sys.argv[1]).encode())
    except Refused as refused:
        sys.stderr.write(str(refused))
        sys.exit(REFUSED)


def words_of(data: bytes, extension: str) -> str:
    """Return the words of a file, as many as are searched."""
    if len(data) > MOST_BYTES:
        raise Refused("larger than is read")
    read = _READERS.get(extension)
    if read is None:
        raise Refused("of a kind that is not read")
    parts, left = [], MOST_LETTERS
    for part in read(data):
        text = part.encode(errors="ignore").decode().strip()[:left]
        left -= len(text) + 1
        parts.append(text)
        if left <= 0:
            break
    return "\n".join(part for part in parts if part)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    # It writes no file, and leaves none behind when it is stopped.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        raise Refused("not a PDF")
    reader = PdfReader(io.BytesIO(data))
    # Many are locked against changes alone, and open without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("locked with a password")
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES:
            return
        yield page.extract_text()


def _docx(data: bytes) -> Iterator[str]:
    from docx import Document
    from docx.table import Table

    _check_archive(data, "word/document.xml")
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(cell.text for cell in row.cells)
        else:
            yield block.text


def _odt(data: bytes) -> Iterator[str]:
    from odfdo import Document

    _check_archive(data, "content.xml")
    for block in Document(io.BytesIO(data)).body.xpath("//text:p|//text:h"):
        yield block.inner_text


def _check_archive(data: bytes, needed: str) -> None:
    """Refuse what would fill the memory when unpacked, and XML with entities."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused("not what its name says, or cut short")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
            raise Refused("too large when unpacked")
        if needed not in archive.namelist():
            raise Refused("not what its name says")
        for member in members:
            if member.filename.endswith(".xml") and b"<!DOCTYPE" in archive.read(
                member
            ):
                raise Refused("with a document type, which none of its kind needs")


def _csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(_decoded(data))):
        yield " ".join(cell.strip() for cell in row)


def _txt(data: bytes) -> Iterator[str]:
    yield from _decoded(data).splitlines()


def _decoded(data: bytes) -> str:
    if b"\x00" in data:
        raise Refused("not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "csv": _csv,
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "txt": _txt,
}

if __name__ == "__main__":
    main()
