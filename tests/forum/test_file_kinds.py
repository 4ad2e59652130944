"""What a file is, judged by what it holds: S6 of the findings, and B9, B13 for pictures."""

import io
import zipfile

import pytest
from PIL import Image, ImageFile

from forum.files.judging import LONGEST_SIDE, SHOWN_SIDE, judge, name_of
from hub.media import kinds
from hub.media.kinds import NotAccepted
from hub.media.pictures import NotAPicture
from tests.factories import files as make
from tests.factories.media import docx, odt, pdf
from tests.hub.members.pictures import png_that_says

MARKUP = b"<!DOCTYPE html><script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def never(*args, **kwargs):
    raise AssertionError("the file was unpacked")


def judged(data: bytes, name: str = "file"):
    return judge(make.sent(name, data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf("Rota"), kinds.PDF),
        (docx("Rota"), kinds.DOCX),
        (make.office(), kinds.DOCX),
        (odt("Rota"), kinds.ODT),
        (make.open_text(), kinds.ODT),
        (make.xlsx(), kinds.XLSX),
        (b"day,who\nMonday,Mo\n", kinds.CSV),
        ("Tag;Wer\nMontag;Jürgen\n".encode("cp1252"), kinds.CSV),
        ("\ufeffdiwrnod\tpwy\nLlun\tŵy\n".encode(), kinds.CSV),
        (make.photo("PNG"), kinds.PNG),
        (make.photo("JPEG"), kinds.JPEG),
        (make.photo("WEBP"), kinds.WEBP),
    ],
    ids=lambda value: getattr(value, "key", "data"),
)
def test_s6_file_of_an_accepted_kind_is_known_whatever_its_name(data, kind):
    for name in ("x.exe", "x.html", "x", "x.pdf"):
        kept = judged(data, name)
        assert kept.kind is kind
        assert kept.name == f"x.{kind.extensions[0]}"


@pytest.mark.parametrize(
    "data",
    [
        MARKUP,
        b"\xef\xbb\xbf" + MARKUP,
        b"a,b\n1,<script>alert(1)</script>\n",
        SVG,
        b"<?xml version='1.0'?>" + SVG,
        GIF,
        b"GIF89a=1,2\n3,4\n\x00",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"#!/bin/sh\necho a,b\n",
        b"Just words without columns.\n",
        b"\x00\x01\x02,\x03\n",
        b"   \n",
        MARKUP + pdf("Rota"),
        b"\n" + pdf("Rota"),
        pdf("Rota")[:40],
        b"%PDF-1.7\n" + MARKUP,
        MARKUP + make.office(),
        make.office()[:-30],
        make.zipped({"a.txt": "words"}),
        make.zipped({"index.html": MARKUP}),
        make.open_text("text-template"),
        make.open_text("spreadsheet"),
        make.office("ppt/presentation.xml", types="presentationml.presentation.main"),
        make.office(types="text/html"),
        make.office("xl/workbook.bin"),
    ],
    ids=range(26),
)
@pytest.mark.parametrize("name", ["rota.pdf", "rota.csv", "rota.png", "rota.docx"])
def test_s6_file_of_another_kind_is_refused_under_any_name(data, name):
    """S6: pages, drawings and programs were taken, and served as what they were."""
    with pytest.raises((NotAccepted, NotAPicture)):
        judged(data, name)


@pytest.mark.parametrize(
    "data",
    [
        make.office(types="application/vnd.ms-word.document.macroEnabled.main+xml"),
        make.office(members={"word/vbaProject.bin": b"x"}),
        make.office(members={"word/activeX/activeX1.xml": b"x"}),
        make.office(members={"word/embeddings/oleObject1.bin": b"MZ"}),
        make.office("xl/workbook.xml", members={"xl/macrosheets/sheet1.xml": b"x"}),
        make.office(members={"run.exe": b"MZ"}),
        make.open_text(**{"Basic/Standard/Module1.xml": "<x/>"}),
        make.open_text(**{"Scripts/python/run.py": "x"}),
    ],
    ids=range(8),
)
def test_s6_document_with_macros_or_programs_is_refused(data):
    with pytest.raises(NotAccepted, match="macros or embedded programs"):
        judged(data, "rota.docx")


@pytest.mark.timeout(60)
def test_s6_names_in_a_document_made_to_take_long_are_read_once():
    name = "embeddings/." * 5_400
    large = io.BytesIO(make.office(members={f"{n}{name}": b"" for n in range(400)}))
    assert kinds.kind_of(large) == kinds.DOCX


def test_s6_document_that_fills_the_disk_is_refused_without_unpacking_it(monkeypatch):
    large = make.office(members={"word/media/x.bmp": bytes(110 * 1024 * 1024)})
    assert len(large) < 1024 * 1024
    many = make.office(members={f"x{number}": b"" for number in range(5_001)})
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    for data in (large, many):
        with pytest.raises(NotAccepted, match="too large when it is unpacked"):
            judged(data, "rota.docx")


def test_document_packed_in_a_way_nobody_here_knows_is_refused():
    data = bytearray(make.office())
    # How a member is packed stands in its own head, and in the list at the end.
    for head, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = -1
        while (at := data.find(head, at + 1)) >= 0:
            data[at + offset : at + offset + 2] = (99).to_bytes(2, "little")
    with pytest.raises(NotAccepted, match="damaged or cut short"):
        judged(bytes(data), "a.docx")


def test_s6_file_beyond_the_size_is_refused_and_an_empty_one():
    with pytest.raises(NotAccepted, match="larger than 10 megabytes"):
        judged(pdf("x") + bytes(10 * 1024 * 1024))
    with pytest.raises(NotAccepted, match="empty"):
        judged(b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_s6_picture_that_is_also_a_program_is_kept_without_it(kind):
    kept = judged(make.photo(kind) + MARKUP + make.zipped({"a.exe": b"MZ"}))
    for stream in (kept.file, kept.preview):
        assert b"script" not in stream.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_s6_picture_cut_short_is_refused(kind):
    data = make.photo(kind, size=(900, 900))
    with pytest.raises(NotAPicture):
        judged(data[: len(data) // 3])


def test_s6_picture_of_another_format_behind_the_first_bytes_is_refused():
    with pytest.raises(NotAPicture):
        judged(b"\xff\xd8\xff" + make.photo("PNG"))
    with pytest.raises(NotAPicture):
        judged(b"\x89PNG\r\n\x1a\n" + GIF)


def test_photo_is_kept_as_it_was_held_and_tells_nothing_of_where_it_was_taken():
    kept = judged(make.photo_that_tells())
    for stream in (kept.file, kept.preview):
        data = stream.read()
        image = Image.open(io.BytesIO(data))
        red, _, _ = image.getpixel((600, 200))
        assert red > 200, "It was not turned."
        assert not image.getexif()
        assert not {"exif", "comment"} & set(image.info)
        assert b"camera" not in data
        assert b"at home" not in data


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("PNG", "LA"),
        ("WEBP", "RGBA"),
    ],
)
def test_b9_picture_in_any_colours_is_kept(kind, mode):
    """B9: a JPEG in the colours of print made the page fail."""
    kept = judged(make.photo(kind, mode))
    image = Image.open(kept.preview)
    image.load()
    assert image.format == kind
    assert image.mode in ("RGB", "RGBA")
    assert (kept.width, kept.height) == (640, 400)


# Pillow warns, and goes on: the site has to refuse.
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    "data",
    [png_that_says(12_000, 12_000), png_that_says(60_000, 60_000)],
    ids=["144 megapixels", "beyond Pillow's own limit"],
)
def test_b13_picture_of_144_megapixels_is_refused_without_unpacking_it(
    monkeypatch, data
):
    """B13: it was unpacked, at more than a second and half a gigabyte."""
    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    with pytest.raises(NotAPicture, match="too many dots"):
        judged(data)


def test_large_picture_is_kept_smaller_and_shown_smaller_still():
    kept = judged(make.photo(size=(5_000, 2_500)))
    assert Image.open(kept.file).size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert Image.open(kept.preview).size == (SHOWN_SIDE, SHOWN_SIDE // 2)
    assert (kept.width, kept.height) == (SHOWN_SIDE, SHOWN_SIDE // 2)


def test_see_through_picture_stays_see_through():
    kept = judged(make.photo("PNG", "RGBA"))
    assert Image.open(kept.file).getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rota.PDF", "Rota.pdf"),
        ("rota", "rota.pdf"),
        ("rota v1.2", "rota v1.2.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("..", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        (None, "file.pdf"),
        ("rota.html.pdf", "rota.html.pdf"),
        ("ro\u202eta\0\r\nSet-Cookie: x.pdf", "rotaSet-Cookie x.pdf"),
        ('a"b;c%2f.pdf', "a b;c 2f.pdf"),
        ("rôta 🌷 דוח.pdf", "rôta 🌷 דוח.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_shown_name_is_plain_and_fits_what_the_file_is(name, shown):
    assert name_of(name, kinds.PDF) == shown
