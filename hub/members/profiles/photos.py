"""People's pictures: taken in with care, kept where no address leads by itself."""

import secrets
import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

#: Sides of the squares that are kept, by the name in an address.
SIZES = {"small": 96, "large": 320}
_FORMATS = ("JPEG", "PNG", "WEBP")
_WHITE = (255, 255, 255)
# What Pillow raises on files that are broken, or broken on purpose.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)


class NotAPhoto(Exception):
    """This file cannot be a person's picture; the message says why, to its sender."""


#: A picture as it is kept: a JPEG file for each of the sizes.
Squares = Mapping[str, bytes]


def squares_of(file: BinaryIO) -> Squares:
    """Return the picture in our own squares.

    It is drawn anew, so nothing else that the file held (where it was taken, by whom, a
    program in disguise) is left. Raises NotAPhoto.
    """
    picture = _read(file)
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


def _read(file: BinaryIO) -> Image.Image:
    if file.seek(0, 2) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        megabytes = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // (1024 * 1024)
        raise NotAPhoto(f"This file is larger than {megabytes} megabytes.")
    file.seek(0)
    try:
        # Reads the beginning alone; nothing is unpacked yet.
        with Image.open(file, formats=_FORMATS) as opened:
            _refuse_huge(opened)
            # A JPEG can be unpacked at a fraction of its size: all that is needed.
            opened.draft("RGB", (2 * SIZES["large"], 2 * SIZES["large"]))
            return _plain(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise NotAPhoto(_TOO_MANY_DOTS) from error
    except Image.UnidentifiedImageError as error:
        raise NotAPhoto(
            "This file is not a picture that can be read. Choose a JPEG, PNG or WebP."
        ) from error
    except _BROKEN as error:
        raise NotAPhoto(
            "This picture is damaged. Open it and save it again, or choose another."
        ) from error


_TOO_MANY_DOTS = "This picture has too many dots. Choose a smaller one."


def _refuse_huge(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise NotAPhoto(_TOO_MANY_DOTS)
    if min(width, height) < 1 or max(width, height) > 50 * min(width, height):
        raise NotAPhoto("This picture is too narrow to be cut to a square.")


def _plain(picture: Image.Image) -> Image.Image:
    """Return the first frame in plain colours, on white where it is see-through."""
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would turn all but the darkest white.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    # A new one: a converted picture keeps the remarks that the file held.
    plain = Image.new("RGB", picture.size, _WHITE)
    if "A" in picture.getbands() or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain


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
