"""The words of documents: had from sound files, and never at the site's cost."""

import io
import zipfile
from pathlib import Path

import pytest

from hub.media import reading, texts
from hub.media.models import DocumentText, HubDocument
from tests.factories.media import docx, make_document, odt, pdf

pytestmark = pytest.mark.django_db


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_member(archive: bytes, name: str, data: bytes) -> bytes:
    """The same archive with one member more, or another in its place."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return stream.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>"""


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("p.pdf", lambda: pdf("Equal rotas", "Second page"), ["rotas", "Second page"]),
        ("p.PDF", lambda: pdf("Equal rotas"), ["Equal rotas"]),
        (
            "p.docx",
            lambda: docx("Equal", cells=("Pay", "Rotas")),
            ["Equal", "Pay Rotas"],
        ),
        ("p.odt", lambda: odt("Equal rotas", "Café"), ["Equal rotas", "Café"]),
        ("p.csv", lambda: b"Name,Pay\nAda,Equal\n", ["Name Pay", "Ada Equal"]),
        ("p.txt", lambda: "Caf\xe9".encode("cp1252"), ["Café"]),
        ("p.txt", lambda: "Café".encode("utf-8-sig"), ["Café"]),
    ],
)
def test_sound_file_is_read(name, make, words):
    kept = make_document(name=name, data=make()).text
    assert kept.problem == ""
    for one in words:
        assert one in kept.text


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("p.pdf", lambda: pdf("Secret", password="quokka"), "password"),
        ("p.pdf", lambda: docx("Not a PDF"), "not a PDF"),
        ("p.docx", lambda: pdf("Not a DOCX"), "not what its name says"),
        ("p.odt", lambda: docx("Not an ODT"), "not what its name says"),
        ("p.docx", lambda: docx("Cut short")[:-600], "cut short"),
        ("p.pdf", lambda: pdf("Cut short")[:40], "broken"),
        ("p.txt", lambda: b"\x00\x01", "not text"),
        ("p.xlsx", lambda: zipped(a=b"1"), "not read"),
        ("p.docx", lambda: with_member(docx("x"), "word/document.xml", LAUGHS), "type"),
        (
            "p.docx",
            lambda: with_member(docx("x"), "bomb", bytes(201 * 1024 * 1024)),
            "too large",
        ),
    ],
)
def test_file_that_cannot_be_read_has_no_words_and_is_logged(
    name, make, problem, caplog
):
    kept = make_document(name=name, data=make()).text
    assert kept.text == ""
    assert problem in kept.problem
    assert [record.event for record in caplog.records] == ["media.document.unread"]


def test_file_that_takes_too_long_is_given_up(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(reading, "__file__", str(endless))
    monkeypatch.setattr(texts, "_SECONDS", 0.5)
    assert make_document().text.problem == "took too long"


def test_file_that_takes_too_much_memory_is_given_up(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        "import sys; sys.path.insert(0, sys.argv[0].rsplit('/', 1)[0])\n"
        + Path(reading.__file__).read_text().split("def words_of")[0]
        + "_limit = None\n"
        "resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))\n"
        "bytes(2 * MOST_MEMORY)\n"
    )
    monkeypatch.setattr(reading, "__file__", str(greedy))
    assert make_document().text.problem.startswith("broken")


def test_file_larger_than_is_read_is_not_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert make_document(data=b"x" * 11).text.problem == "larger than is read"


def test_long_file_is_read_as_far_as_is_searched():
    words = reading.words_of(b"word " * 100_000, "txt")
    assert len(words) == reading.MOST_LETTERS


def test_file_that_is_gone_has_no_words():
    document = make_document()
    document.file.storage.delete(document.file.name)
    DocumentText.objects.all().delete()
    texts.keep_missing_texts()
    assert "missing" in DocumentText.objects.get().problem


def test_file_is_read_again_only_when_it_changed(monkeypatch):
    from django.core.files.base import ContentFile

    document = make_document()
    read = []
    monkeypatch.setattr(texts, "_read", lambda one: read.append(one) or "New words")
    texts.keep_text(document)
    assert texts.keep_missing_texts() == 0
    assert read == []
    document.file = ContentFile(b"Other", name="policy.txt")
    document.save()
    assert texts.keep_missing_texts() == 1
    assert HubDocument.objects.get().text.text == "New words"


def test_upload_is_read_after_the_commit_behind_the_requests_back(
    monkeypatch, django_capture_on_commit_callbacks
):
    begun = []
    monkeypatch.setattr(texts, "_in_background", begun.append)
    with django_capture_on_commit_callbacks(execute=True):
        make_document()
        DocumentText.objects.all().delete()
        assert begun == []
    assert not DocumentText.objects.exists()
    begun[0]()
    assert DocumentText.objects.get().text == "Equal rotas for all."
