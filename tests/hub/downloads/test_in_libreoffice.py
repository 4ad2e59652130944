import subprocess

import pytest
from docx import Document

from hub.downloads.docx import docx
from hub.downloads.odt import odt
from tests.hub.downloads.papers import HEADINGS, HOSTILE, hostile, paper

WRITERS = {"docx": docx, "odt": odt}


@pytest.fixture
def converted(soffice, tmp_path):
    """Open a document in LibreOffice and save it: `converted(data, "odt", "docx")`."""

    def convert(data, kind, wanted):
        source = tmp_path / f"paper.{kind}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        result = tmp_path / "result"
        command = [soffice, profile, "--headless", "--convert-to", wanted]
        subprocess.run(
            [*command, "--outdir", result, source],
            check=True,
            capture_output=True,
            timeout=120,
        )
        (made,) = result.iterdir()
        return made

    return convert


@pytest.mark.parametrize("kind", WRITERS)
def test_document_opened_in_libreoffice_numbers_its_clauses(kind, converted):
    made = converted(WRITERS[kind](paper()), kind, "txt:Text (encoded):UTF8")

    lines = [
        " ".join(line.split()) for line in made.read_text("utf-8-sig").splitlines()
    ]
    first = lines.index("1. The Authority gives [12] weeks' notice.")
    second = lines.index("1. The Provider gives [12] weeks' notice.")
    for start in (first, second):
        assert lines[start + 1 : start + 6] == [
            "(a) in writing, and",
            "(b) to every member.",
            "(c) without delay.",
            "2. Nothing else changes.",
            "(a) not even the price.",
        ]


@pytest.mark.parametrize("kind", WRITERS)
def test_document_opened_in_libreoffice_keeps_headings_tables_and_notes(
    kind, converted
):
    other = {"docx": "odt", "odt": "docx"}[kind]
    made = converted(WRITERS[kind](paper()), kind, other)

    if other == "docx":
        document = Document(made)
        found = [
            (int(one.style.name.split()[1]), one.text)
            for one in document.paragraphs
            if one.style.name.startswith("Heading ")
        ]
        notes = [one.text for one in document.comments]
        heads = [row.cells[0].text for row in document.tables[0].rows][:1]
    else:
        from odfdo import Document as OpenDocument

        body = OpenDocument(made).body
        found = [
            (one.get_attribute_integer("text:outline-level"), one.text_recursive)
            for one in body.headers
        ]
        notes = [
            "\n".join(part.inner_text for part in one.paragraphs)
            for one in body.get_annotations()
        ]
        rows = body.get_elements("//table:table-header-rows//text:p")
        heads = [rows[0].inner_text]
    assert found == HEADINGS
    assert notes == ["Agree this first.\nThen that."]
    assert heads == ["Lot"]


@pytest.mark.parametrize("kind", WRITERS)
def test_hostile_document_opened_in_libreoffice_is_whole(kind, converted):
    typed = HOSTILE["markup"]
    made = converted(WRITERS[kind](hostile(typed)), kind, "txt:Text (encoded):UTF8")

    assert made.read_text("utf-8-sig").count("]]> <!-- &amp; &#0;") >= 10
