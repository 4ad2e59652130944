"""Pictures that people send: opened with care, and drawn anew without what they hide."""

import struct
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from django.conf import settings
from PIL import ExifTags, Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

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
# What only a JPEG in rows may exceed: of all others each dot is in memory at once, of a
# WebP several times. The screens of large computers have less.
_MOST_DOTS_AT_ONCE = 16_000_000
_TOO_MANY_AT_ONCE = (
    "This picture has too many dots for a file of its kind. Make it smaller, or save it "
    "as a JPEG that is not progressive."
)
# So many dots of a picture are turned into plain colours at a time.
_DOTS_OF_A_STRIP = 500_000
# Becoming smaller by whole steps must leave so many times more than is needed, or it shows.
_FINE_ENOUGH = 2


class NotAPicture(Exception):
    """This file cannot be taken as a picture; the message says why, to its sender."""


def read_picture(
    file: BinaryIO,
    *,
    needed: int,
    of_longer_side: bool = False,
    narrowest: int = 0,
    formats: Sequence[str] = FORMATS,
    keeps_see_through: bool = False,
) -> Image.Image:
    """Return the first frame, the right way up and in plain colours.

    Both sides have at least `needed` dots where the file has them, or only the longer one
    when that is enough; more is not promised.
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
            side = (max if of_longer_side else min)(opened.size)
            wanted = [max(1, needed * length // side) for length in opened.size]
            plain = _drawn_small(opened, wanted, keeps_see_through)
            turn = opened.getexif().get(ExifTags.Base.Orientation)
        # What was unpacked is not held while the picture is turned.
        del opened
        return _turned(plain, turn)
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
    if width * height > _MOST_DOTS_AT_ONCE and not _comes_in_rows(picture):
        raise NotAPicture(_TOO_MANY_AT_ONCE)


def _comes_in_rows(picture: Image.Image) -> bool:
    """Tell whether it is unpacked row by row: a JPEG whose first pass holds all of it.

    Of any other JPEG all passes are kept until the last, at its full size. What stands
    before the first pass is read as cautiously as can be: when in doubt, it does not.
    """
    if not isinstance(picture, JpegImageFile) or "progressive" in picture.info:
        return False
    file = picture.fp
    file.seek(2)
    while len(head := file.read(5)) == 5:
        sign, marker, length = head[0], head[1], int.from_bytes(head[2:4])
        if sign != 0xFF or marker < 0xC0 or 0xD0 <= marker <= 0xD9 or length < 3:
            return False
        if marker == 0xDA:
            return head[4] == picture.layers
        file.seek(length - 3, 1)
    return False


def _drawn_small(
    picture: Image.Image, wanted: Sequence[int], keeps_see_through: bool
) -> Image.Image:
    """Return the picture in plain colours, smaller where it has far more dots than wanted.

    Strip by strip: beside what is unpacked there is only what it becomes.
    """
    # A JPEG can be unpacked at a fraction of its size: all that is needed.
    picture.draft("RGB", (wanted[0], wanted[1]))
    picture.load()
    width, height = picture.size
    step = min(width // wanted[0], height // wanted[1]) // _FINE_ENOUGH or 1
    rows = max(1, _DOTS_OF_A_STRIP // (width * step)) * step
    mode = "RGBA" if keeps_see_through and _is_see_through(picture) else "RGB"
    # A new one: a converted picture keeps the remarks that the file held.
    drawn = Image.new(mode, (-(-width // step), -(-height // step)))
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(top + rows, height)))
        drawn.paste(_plain(strip, keeps_see_through).reduce(step), (0, top // step))
    return drawn


def _plain(picture: Image.Image, keeps_see_through: bool) -> Image.Image:
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would turn all but the darkest white.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if not _is_see_through(picture):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    if keeps_see_through:
        return seen
    plain = Image.new("RGB", picture.size, _WHITE)
    plain.paste(seen, mask=seen.getchannel("A"))
    return plain


def _is_see_through(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _turned(picture: Image.Image, turn: int | None) -> Image.Image:
    """Return the picture the right way up; `turn` is how the camera was held."""
    if turn is None:
        return picture
    picture.getexif()[ExifTags.Base.Orientation] = turn
    return ImageOps.exif_transpose(picture)
