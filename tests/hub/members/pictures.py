"""Pictures for tests, good and bad, made here."""

import io
import struct
import zlib

from PIL import Image

from hub.members.profiles.photos import squares_of


def picture(kind="JPEG", mode="RGB", size=(640, 400), colour=None, **options) -> bytes:
    """A file of one colour."""
    stream = io.BytesIO()
    colour = colour or ({"RGB": (200, 30, 30)}.get(mode, 0))
    Image.new(mode, size, colour).save(stream, kind, **options)
    return stream.getvalue()


def squares():
    """A picture as the site keeps it."""
    return squares_of(io.BytesIO(picture()))


def png_that_says(width: int, height: int) -> bytes:
    """A small PNG whose header says that it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )
