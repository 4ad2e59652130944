"""Pictures that people send: opened with care, and drawn anew without what they hide."""

import struct
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
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
_TOO_MANY_DOTS = "This picture has too many dots. Choose a smaller one."


class NotAPicture(Exception):
    """This file cannot be taken as a picture; the message says why, to its sender."""


def read_picture(
    file: BinaryIO,
    *,
    needed: int,
    narrowest: int = 0,
    formats: Sequence[str] = FORMATS,
    keeps_see_through: bool = False,
) -> Image.Image:
    """Return the first frame, the right way up and in plain colours.

    Both sides have at least `needed` dots where the file has them; more is not promised.
    `narrowest` is how many times longer than the other a side may be; 0: any number.
    What is see-through stands on white unless it is to be kept. Raises NotAPicture.
    """
    if file.seek(0, 2) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        megabytes = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // (1024 * 1024)
        raise NotAPicture(f"This file is larger than {megabytes} megabytes.")
    file.seek(0)
    try:
        # Reads the beginning alone; nothing is unpacked yet.
        with Image.open(file, formats=formats) as opened:
            _refuse_huge(opened, narrowest)
            # A JPEG can be unpacked at a fraction of its size: all that is needed.
            opened.draft("RGB", (needed, needed))
            return _plain(ImageOps.exif_transpose(opened), keeps_see_through)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_TOO_MANY_DOTS) from error
    except Image.UnidentifiedImageError as error:
        raise NotAPicture(
            "This file is not a picture that can be read. Choose a JPEG, PNG or WebP."
        ) from error
    except _BROKEN as error:
        raise NotAPicture(
            "This picture is damaged. Open it and save it again, or choose another."
        ) from error


def _refuse_huge(picture: Image.Image, narrowest: int) -> None:
    width, height = picture.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise NotAPicture(_TOO_MANY_DOTS)
    if min(width, height) < 1 or (
        narrowest and max(width, height) > narrowest * min(width, height)
    ):
        raise NotAPicture("This picture is too narrow to be cut to a square.")


def _plain(picture: Image.Image, keeps_see_through: bool) -> Image.Image:
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would turn all but the darkest white.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    # A new one: a converted picture keeps the remarks that the file held.
    if see_through and keeps_see_through:
        plain = Image.new("RGBA", picture.size)
        plain.paste(picture.convert("RGBA"))
        return plain
    plain = Image.new("RGB", picture.size, _WHITE)
    if see_through:
        seen = picture.convert("RGBA")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain
