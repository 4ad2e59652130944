"""People's pictures: taken in with care, kept where no address leads by itself."""

import secrets
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

from hub.media.pictures import NotAPicture as NotAPhoto
from hub.media.pictures import read_picture

#: Sides of the squares that are kept, by the name in an address.
SIZES = {"small": 96, "large": 320}
#: A side may be this many times longer than the other.
_NARROWEST = 10

#: A picture as it is kept: a JPEG file for each of the sizes.
Squares = Mapping[str, bytes]


def squares_of(file: BinaryIO) -> Squares:
    """Return the picture in our own squares.

    It is drawn anew, so nothing else that the file held (where it was taken, by whom, a
    program in disguise) is left. Raises NotAPhoto.
    """
    picture = read_picture(file, needed=2 * SIZES["large"], narrowest=_NARROWEST)
    squares = {}
    for size, side in SIZES.items():
        square = ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
        written = BytesIO()
        square.save(written, "JPEG", quality=85, optimize=True)
        squares[size] = written.getvalue()
    return squares


def keep_photo(squares: Squares) -> str:
    """Write the squares to the private folder; return the name they are kept under."""
    name = secrets.token_urlsafe(24)
    _folder().mkdir(mode=0o700, exist_ok=True)
    for size, data in squares.items():
        path = photo_path(name, size)
        path.touch(mode=0o600)
        path.write_bytes(data)
    return name


def drop_photo(name: str) -> None:
    """Remove a kept picture; one that is not there is no error."""
    for path in _paths(name):
        path.unlink(missing_ok=True)


def photo_path(name: str, size: str) -> Path:
    """Return where a kept picture of this size lies."""
    return _folder() / f"{name}-{SIZES[size]}.jpg"


def _paths(name: str) -> Iterator[Path]:
    return (photo_path(name, size) for size in SIZES if name)


def _folder() -> Path:
    return settings.DATA_DIR / "photos"


def old_photos(seconds: int = 3_600) -> set[str]:
    """Return the names of the pictures that were written longer ago than this."""
    if not _folder().is_dir():
        return set()
    before = time.time() - seconds
    return {
        path.stem.rpartition("-")[0]
        for path in _folder().glob("*.jpg")
        if path.stat().st_mtime < before
    }


__all__ = [
    "SIZES",
    "NotAPhoto",
    "Squares",
    "drop_photo",
    "keep_photo",
    "old_photos",
    "photo_path",
    "squares_of",
]
