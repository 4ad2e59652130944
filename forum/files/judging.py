"""What members send, judged before any of it is kept."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from hub.media.kinds import Kind, NotAccepted, kind_of
from hub.media.pictures import NotAPicture, read_picture

MOST_BYTES = 10 * 1024 * 1024
#: The longest side of a picture that is kept, and of the one shown in a message.
LONGEST_SIDE = 2_400
SHOWN_SIDE = 960
_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept."""

    name: str
    kind: Kind
    file: BinaryIO
    preview: BinaryIO | None = None
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Upload:
    """All that was sent at once: what may be kept, and what is wrong with the rest."""

    good: list[Judged] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_too_often: bool = False


def judge_all(files: Iterable[UploadedFile], most: int) -> Upload:
    """Judge the first `most` of the files; the others are named and left out.

    It takes time: not to be called while rows are held.
    """
    upload = Upload()
    for place, file in enumerate(files):
        if place >= most:
            upload.problems.append(too_many([file.name or ""]))
            continue
        try:
            upload.good.append(judge(file))
        except (NotAccepted, NotAPicture) as refused:
            upload.problems.append(f"“{_told(file.name)}”: {refused}")
    return upload


def judge(file: UploadedFile) -> Judged:
    """Return the file as it may be kept. Raises NotAccepted or NotAPicture."""
    if not file.size:
        raise NotAccepted("This file is empty.")
    if file.size > MOST_BYTES:
        raise NotAccepted(
            f"This file is larger than {MOST_BYTES // (1024 * 1024)} megabytes."
        )
    kind = kind_of(file.file)
    name = name_of(file.name, kind)
    if kind.is_picture:
        return _drawn_anew(file.file, name, kind)
    file.seek(0)
    return Judged(name, kind, file)


def name_of(name: str | None, kind: Kind) -> str:
    """Return the name to show: what it was called, with the extension of what it is."""
    plain = unicodedata.normalize("NFC", (name or "").replace("\\", "/"))
    plain = plain.rpartition("/")[2]
    shown = "".join(one for one in plain if one.isprintable())
    stem = " ".join(_TROUBLE.sub(" ", shown).split()).strip(". ")
    before, dot, extension = stem.rpartition(".")
    if dot and _EXTENSION.fullmatch(extension):
        stem = before.strip(". ")
    return f"{stem[:_LONGEST_STEM].strip('. ') or 'file'}.{kind.extensions[0]}"


def too_many(names: list[str]) -> str:
    """Return what to say of files beyond those that fit."""
    listed = ", ".join(f"“{_told(name)}”" for name in names)
    return f"{listed}: no more files fit on this message. Add it to another message."


def _told(name: str | None) -> str:
    return "".join(one for one in (name or "") if one.isprintable())[:80] or "file"


def _drawn_anew(file: BinaryIO, name: str, kind: Kind) -> Judged:
    """Return the picture without anything else its file held: place, camera, programs."""
    picture = read_picture(
        file,
        needed=LONGEST_SIDE,
        of_longer_side=True,
        formats=[kind.drawn_as],
        keeps_see_through=kind.drawn_as != "JPEG",
    )
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    whole = _written(picture, kind)
    picture.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    return Judged(name, kind, whole, _written(picture, kind), *picture.size)


def _written(picture: Image.Image, kind: Kind) -> BinaryIO:
    stream = BytesIO()
    picture.save(stream, kind.drawn_as, quality=85)
    stream.seek(0)
    return stream


#: What one system or another does not want in the name of a file.
_TROUBLE = re.compile(r"[/\\:*?\"<>|%#\x00-\x1f]")
_EXTENSION = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}")
