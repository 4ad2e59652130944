"""Files to send with messages, good and bad, and files that messages have."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forum.files.actions import take_in
from forum.files.judging import judge
from forum.files.models import PostFile

_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_WORD = _MAIN.format("wordprocessingml.document")
_SHEET = _MAIN.format("spreadsheetml.sheet")


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it; what it says of its type is never believed."""
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def attached(post, name="rota.csv", data=b"day,who\nMonday,Mo\n", by=None, words=""):
    """A file on a post, as if its author had sent it; `post` None: it waits."""
    (made,) = take_in(judged=[judge(sent(name, data))], person=by or post.poster)
    if post is not None:
        number = post.files.count() + 1
        PostFile.objects.filter(pk=made.pk).update(
            post=post, number=number, words=words
        )
    return PostFile.objects.get(pk=made.pk)


def photo(kind="JPEG", mode="RGB", size=(640, 400), **options) -> bytes:
    """A picture with a colour on its left half that it has not on its right."""
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def photo_that_tells() -> bytes:
    """A photo taken upside down, which says where, with what and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010F] = "A camera of mine"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 38.0), 3: "W"})
    return photo(exif=exif, comment=b"at home")


def zipped(members: dict, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def office(main: str = "word/document.xml", types: str = "", **more) -> bytes:
    """A document of Word or Excel with as much in it as tells what it is."""
    said = types or (_WORD if main.startswith("word/") else _SHEET)
    return zipped(
        {"[Content_Types].xml": f'<Types ContentType="{said}"/>', main: "<x/>"}
        | more.get("members", {})
    )


def xlsx() -> bytes:
    """An Excel workbook."""
    return office("xl/workbook.xml")


def open_text(kind="text", **members) -> bytes:
    """An OpenDocument file, a text unless another kind is said."""
    said = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": said, "content.xml": "<x/>"} | members)
