"""A pack as a file, opened again: order, headings, numbering, notes, annex."""

import io
import subprocess
from itertools import pairwise

import pytest
from docx import Document
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from hub.downloads import pdf as pdf_writer
from tests.factories.glossary import make_term
from tests.factories.packs import make_own_pack
from tests.factories.procurement import make_clause, make_provision
from tests.hub.downloads.reading import W, everything, part

WORDING = (
    "1. The Buyer gives notice.\n(a) in writing\n2. The Buyer pays [[rate|a rate]]."
)


@pytest.fixture
def pack(member, every_thing, things):
    """All kinds, and a second clause, each with what an annex is made of."""
    make_term("Buyer", is_defined_term=True, contract_meaning="Who buys.")
    second = make_clause(things.clauses, "Give notice", wording=WORDING)
    third = make_clause(things.clauses, "Give it again", wording=WORDING)
    second.provisions.add(make_provision())
    second.save()
    pack = make_own_pack(member, *every_thing, second, third, rate="£14")
    pack.items.filter(thing_id=second.pk).update(note="Agree this with finance.")
    return pack


def opened(client, pack, ending):
    response = client.get(f"/packs/{pack.pk}/pack.{ending}")
    assert response.status_code == 200
    name = f'filename="home-care-in-leeds.{ending}"'
    assert name in response["Content-Disposition"]
    return response.content


def headings_of(document) -> list[tuple[int, str]]:
    return [
        (int(one.style.name.split()[1]), one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading ")
    ]


def text_of(document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def test_word_file_has_everything_in_order_under_one_title(
    member_client, pack, every_thing
):
    document = Document(io.BytesIO(opened(member_client, pack, "docx")))

    chapters = [text for level, text in headings_of(document) if level == 1]
    assert document.core_properties.title == "Home care in Leeds"
    assert document.core_properties.language == "en-GB"
    assert chapters == [
        *map(str, every_thing),
        "Give notice",
        "Give it again",
        "Defined terms",
        "Annex: where this comes from",
    ]


def test_word_file_passes_no_level_of_headings_over(member_client, pack):
    document = Document(io.BytesIO(opened(member_client, pack, "docx")))

    levels = [0, *(level for level, _ in headings_of(document))]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "TOC" in everything(opened(member_client, pack, "docx"))


def test_word_file_numbers_each_clause_anew(member_client, pack):
    body = part(opened(member_client, pack, "docx"), "word/document.xml")

    numbers = [
        paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        for paragraph in body.iter(f"{W}p")
        if "gives notice" in "".join(paragraph.itertext())
        and paragraph.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    ]
    assert len(numbers) == len(set(numbers)) == 2


def test_word_file_defines_each_term_once(member_client, pack):
    document = Document(io.BytesIO(opened(member_client, pack, "docx")))

    assert text_of(document).count("Buyer: Who buys.") == 1


def test_word_file_tells_notes_standing_versions_law_and_licence(member_client, pack):
    document = Document(io.BytesIO(opened(member_client, pack, "docx")))

    words = text_of(document)
    assert "Agree this with finance." in words
    assert words.count("Draft wording, not legal advice, not yet reviewed") == 3
    assert "Version 0.1 of 1 November 2026" in words
    assert "Procurement Act 2023, act-s1" in words
    assert "Creative Commons Attribution 4.0" in words
    assert "Downloaded on" in words
    assert [one.text for one in document.comments] == ["Settle the rate first."]
    rows = [row.cells[0].text for row in document.tables[-1].rows]
    assert rows[:3] == ["Title", "Pay for travel time", "Direct award"]


def test_word_file_fills_in_what_is_settled_and_marks_what_is_open(
    member_client, member, things
):
    pack = make_own_pack(member, things.clause)
    marked = everything(opened(member_client, pack, "docx"))
    assert "[the hourly rate]" in marked

    pack.settled = {"rate": "£14"}
    pack.save()

    filled = everything(opened(member_client, pack, "docx"))
    assert "[the hourly rate]" not in filled
    assert "£14" in filled


def test_open_document_has_the_same_headings_and_notes(member_client, pack):
    data = io.BytesIO(opened(member_client, pack, "docx"))
    wanted = headings_of(Document(data))

    body = OpenDocument(io.BytesIO(opened(member_client, pack, "odt"))).body

    found = [
        (one.get_attribute_integer("text:outline-level"), one.text_recursive)
        for one in body.headers
    ]
    assert found == wanted
    assert len(body.get_annotations()) == 1


@pytest.mark.usefixtures("weasyprint")
def test_pdf_is_tagged_and_tells_its_title_and_language(member_client, pack):
    reader = PdfReader(io.BytesIO(opened(member_client, pack, "pdf")))
    catalog = reader.root_object

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en-GB"
    assert reader.metadata.title == "Home care in Leeds"
    outline = [one.title for one in reader.outline if not isinstance(one, list)]
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Give notice" in f"{outline} {words}"
    assert "The Buyer pays £14" in " ".join(words.split())


def test_pdf_is_neither_offered_nor_made_where_it_cannot_be(
    member_client, pack, monkeypatch
):
    from hub.downloads.templatetags import downloads

    monkeypatch.setattr(pdf_writer, "is_available", lambda: False)
    monkeypatch.setattr(downloads, "is_available", lambda: False)

    assert "pack.pdf" not in member_client.get(f"/packs/{pack.pk}/").text
    assert member_client.get(f"/packs/{pack.pk}/pack.pdf").status_code == 404


@pytest.mark.parametrize("ending", ["exe", "doc", "docx2", "DOCX"])
def test_file_of_another_kind_is_not_found(member_client, pack, ending):
    assert member_client.get(f"/packs/{pack.pk}/pack.{ending}").status_code == 404


def test_pack_of_no_latin_letters_has_a_file_name_all_the_same(member_client, member):
    pack = make_own_pack(member, name="שלום 👩🏽")

    response = member_client.get(f"/packs/{pack.pk}/pack.docx")

    assert 'filename="pack.docx"' in response["Content-Disposition"]


def test_word_file_names_nothing_of_what_is_no_longer_there(
    member_client, member, things
):
    pack = make_own_pack(member, things.clause, things.organisation)
    pack.items.update(note="Secret note.")
    things.organisation.unpublish()
    things.clause.unpublish()

    written = everything(opened(member_client, pack, "docx"))

    assert "Clause: no longer available" in written
    assert "Organisation: no longer available" in written
    for secret in ("Pay for travel time", "Equal Care", "Secret note"):
        assert secret not in written


@pytest.mark.usefixtures("db")
def test_pack_opened_in_libreoffice_numbers_each_clause_anew(
    member_client,
    pack,
    soffice,
    tmp_path,
):
    source = tmp_path / "pack.docx"
    source.write_bytes(opened(member_client, pack, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    wanted = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path / "made"]
    subprocess.run(
        [soffice, profile, "--headless", *wanted, source],
        check=True,
        capture_output=True,
        timeout=120,
    )

    words = (tmp_path / "made" / "pack.txt").read_text("utf-8-sig")
    lines = [" ".join(line.split()) for line in words.splitlines()]
    for start in ("Give notice", "Give it again"):
        # Once in the contents, once over its clause, once in the annex.
        chapter = lines[lines.index(start, lines.index(start) + 1) :]
        assert "1. The Buyer gives notice." in chapter
        assert chapter.index("(a) in writing") < chapter.index("2. The Buyer pays £14.")
