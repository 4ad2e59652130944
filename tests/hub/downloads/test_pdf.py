import builtins
import gc
import io
import logging
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from pypdf import PdfReader

from hub.downloads import pdf as pdf_module
from hub.downloads.blocks import Heading, Paper, Paragraph, Picture, Run, Table, words
from hub.downloads.pdf import AddressRefused, is_available, pdf
from tests.hub.downloads.papers import HEADINGS, HOSTILE, hostile, paper, png

pytestmark = pytest.mark.usefixtures("weasyprint")


@pytest.fixture(scope="module")
def reader(weasyprint):
    return PdfReader(io.BytesIO(pdf(paper())))


def tags(reader):
    """The kinds of all elements in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node["/S"][1:])
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def words_of(data):
    reader = PdfReader(io.BytesIO(data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_pdf_is_tagged_british_and_shows_its_title(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own boolean
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata.title == "Buying care from co-ops"
    assert reader.metadata.author == "Care Co-op Hub"


def test_pdf_says_it_is_accessible(reader):
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_pdf_headings_follow_each_other_without_a_jump(reader):
    levels = [int(one[1]) for one in tags(reader) if re.fullmatch(r"H\d", one)]

    assert levels == [1, *(level + 1 for level, _ in HEADINGS)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pdf_tags_lists_tables_figures_and_links(reader):
    assert {"L", "LI", "Table", "TH", "TD", "Caption", "Figure", "Link", "P"} <= set(
        tags(reader)
    )


def test_pdf_has_bookmarks_for_its_headings(reader):
    def names(outline):
        for one in outline:
            if isinstance(one, list):
                yield from names(one)
            else:
                yield one.title

    assert list(names(reader.outline)) == [
        "Buying care from co-ops",
        *(text for _, text in HEADINGS),
    ]


def test_pdf_has_foot_and_number_on_each_page(reader):
    pages = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Care Co-op Hub, 3 November 2026" in text
        assert f"Page {number} of {pages}" in text


def test_pdf_keeps_brackets_and_numbers_of_the_wording(reader):
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert "1. The Authority gives [12] weeks' notice." in text
    assert "(b) to every member." in text


def test_pdf_leaves_out_what_only_decorates_and_complains_of_nothing(caplog):
    logging.getLogger("weasyprint").propagate = True
    with caplog.at_level(logging.WARNING):
        data = pdf(
            Paper("Decoration", (Picture(png(), ""), Picture(png(), "", "Hall")))
        )

    assert tags(PdfReader(io.BytesIO(data))).count("Figure") >= 1
    assert [one.message for one in caplog.records] == []


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest",
        "https://evil.example/a.png",
        "file:///etc/passwd",
        "ftp://a.example/",
        "data:text/css,*{}",
        "data:image/svg+xml;base64,AAAA",
        "/etc/passwd",
    ],
)
def test_pdf_reads_nothing_from_outside(address):
    with pytest.raises(AddressRefused):
        pdf_module._fetcher().fetch(address)


@pytest.mark.parametrize("address", ["http://evil.example/x", "file:///etc/hostname"])
def test_pdf_of_hostile_addresses_asks_for_none(address, monkeypatch):
    asked = []
    fetcher = pdf_module._fetcher()
    fetch = type(fetcher).fetch

    def noted(self, url, headers=None):
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(type(fetcher), "fetch", noted)
    typed = f'"><img src="{address}"><link rel="stylesheet" href="{address}">'
    typed += f"<style>@import url({address})</style>"

    data = pdf(hostile(typed))

    assert [url for url in asked if not url.startswith("data:image/png")] == []
    assert "<img src=" in words_of(data)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "long"])
def test_pdf_of_hostile_text_opens(name):
    data = pdf(hostile(HOSTILE[name]))

    assert len(PdfReader(io.BytesIO(data)).pages) >= 1


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(words(HOSTILE["long"])),
        Paragraph(words("x" * 100_000)),
        Table("", ("Head",), ((HOSTILE["long"][:20_000],),)),
    ],
    ids=["words", "one word", "cell"],
)
def test_pdf_of_long_text_has_all_its_pages(block):
    data = pdf(Paper("Long", (Heading(1, "Part"), block)))

    assert len(PdfReader(io.BytesIO(data)).pages) > 5


def test_address_of_a_link_in_pdf_stays_whole_however_long_it_is():
    address = "https://example.org/" + "a" * 200
    data = pdf(Paper("Link", (Paragraph((Run(address, href=address),)),)))

    annotation = PdfReader(io.BytesIO(data)).pages[0]["/Annots"][0].get_object()
    assert annotation["/A"]["/URI"] == address


@pytest.mark.parametrize("error", [ImportError("no library"), OSError("no libpango")])
def test_pdf_is_not_available_without_library_or_pango(error, monkeypatch):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "weasyprint":
            raise error
        return real(name, *args, **kwargs)

    is_available.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(builtins, "__import__", missing)
        assert not is_available()
    is_available.cache_clear()
    assert is_available()


def test_making_a_pdf_leaves_the_collection_of_rubbish_on():
    pdf(paper())

    assert gc.isenabled()


def test_making_a_pdf_leaves_pillow_strict_about_pictures_cut_short():
    # In a process of its own: the library is imported once in each.
    script = (
        "from hub.downloads.pdf import is_available\n"
        "from PIL import ImageFile\n"
        "print(is_available(), ImageFile.LOAD_TRUNCATED_IMAGES)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "False"]
