"""Pictures are read without ever holding more than one large copy of them."""

import io

import pytest
from PIL import Image, ImageChops, ImageFile

from hub.media import pictures
from hub.media.pictures import NotAPicture, read_picture
from tests.hub.members.pictures import picture, png_that_says


def never(*args, **kwargs):
    raise AssertionError("the picture was unpacked")


def written(image: Image.Image, kind="PNG", **options) -> io.BytesIO:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream


def on_its_side() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def uneven(mode="RGBA", size=(1_300, 1_000)) -> Image.Image:
    """A picture with something else everywhere."""
    shades = Image.linear_gradient("L").resize(size)
    across = shades.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    noise = Image.effect_noise(size, 90)
    return Image.merge("RGBA", (shades, noise, across, noise)).convert(mode)


def jpeg_in_passes() -> io.BytesIO:
    """A JPEG whose first pass says that it holds one of the three colours."""
    data = bytearray(picture())
    data[data.index(b"\xff\xda") + 4] = 1
    return io.BytesIO(bytes(data))


def jpeg_that_misleads(sign: bytes) -> io.BytesIO:
    """The same, with a sign in it that has no length: what follows looks like one.

    So far behind it, within a remark, lies a first pass that holds all colours.
    """
    data, whole = jpeg_in_passes().getvalue(), picture()
    remark = bytearray(65_533)
    remark[65_511:65_525] = whole[whole.index(b"\xff\xda") :][:14]
    small = b"\xff\xfe\x00\x04by"
    return io.BytesIO(data[:2] + small + sign + b"\xff\xeb\xff\xff" + remark + data[2:])


@pytest.fixture
def few_dots(monkeypatch):
    monkeypatch.setattr(pictures, "_MOST_DOTS_AT_ONCE", 1_000)


@pytest.mark.usefixtures("few_dots")
@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(picture("PNG", "LA")),
        io.BytesIO(picture("PNG", "P")),
        io.BytesIO(picture("JPEG", progressive=True)),
        jpeg_in_passes(),
        jpeg_that_misleads(b"\xff\xd0"),
        jpeg_that_misleads(b"\x00\x00"),
    ],
    ids=["PNG", "palette", "progressive", "passes", "restart", "rubbish"],
)
def test_picture_that_is_unpacked_whole_is_refused_unread_when_it_is_large(
    monkeypatch, file
):
    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    with pytest.raises(NotAPicture, match="for a file of its kind"):
        read_picture(file, needed=100)


@pytest.mark.usefixtures("few_dots")
def test_large_webp_is_refused():
    with pytest.raises(NotAPicture, match="for a file of its kind"):
        read_picture(io.BytesIO(picture("WEBP", "RGBA")), needed=100)


@pytest.mark.usefixtures("few_dots")
@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture(mode="L"),
        picture(mode="CMYK"),
        picture(exif=on_its_side(), comment=b"at home", icc_profile=bytes(90_000)),
        picture(optimize=True, subsampling=0, restart_marker_rows=1),
    ],
    ids=["colours", "grey", "print", "remarks", "restarts"],
)
def test_large_jpeg_that_comes_in_rows_is_taken(data):
    assert max(read_picture(io.BytesIO(data), needed=100).size) >= 100


def test_screenshot_of_a_large_screen_is_within_the_limit():
    with pytest.raises(NotAPicture, match="damaged"):
        # It holds fewer dots than it says, which is seen only when it is unpacked.
        read_picture(io.BytesIO(png_that_says(5_120, 2_880)), needed=100)


@pytest.mark.parametrize("mode", ["LA", "P", "1", "RGBA"])
def test_picture_is_never_turned_nor_changed_into_other_colours_as_a_whole(
    monkeypatch, mode
):
    sizes = []

    def watched(name):
        original = getattr(Image.Image, name)

        def watch(self, *args, **kwargs):
            sizes.append(self.width * self.height)
            return original(self, *args, **kwargs)

        monkeypatch.setattr(Image.Image, name, watch)

    large = written(Image.new(mode, (2_000, 1_500)), exif=on_its_side())
    for name in ("convert", "transpose", "paste", "copy"):
        watched(name)

    read = read_picture(large, needed=300)

    assert read.size == (750, 1_000)
    assert max(sizes) <= 750 * 1_000


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "RGB", "L", "1"])
def test_strips_come_to_the_picture_as_it_was(mode, keeps):
    image = uneven(mode)
    assert image.width * image.height > 2 * pictures._DOTS_OF_A_STRIP

    file = written(image, exif=on_its_side())
    read = read_picture(file, needed=3_000, keeps_see_through=keeps)

    whole = image.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    wanted = whole if keeps else Image.alpha_composite(white, whole)
    assert read.mode == ("RGBA" if keeps and "A" in mode else "RGB")
    wanted = wanted.convert(read.mode).transpose(Image.Transpose.ROTATE_270)
    # Two ways of mixing with white may round differently.
    assert furthest(read, wanted) <= 1


def furthest(one: Image.Image, other: Image.Image) -> int:
    """How far two pictures are from each other where they differ most."""
    assert one.size == other.size
    return max(most for _, most in ImageChops.difference(one, other).getextrema())


def test_strips_of_a_smaller_picture_have_no_seams():
    image = uneven("RGB", (2_001, 1_503))

    read = read_picture(written(image), needed=250)

    assert read.size == (667, 501)
    assert furthest(read, image.reduce(3)) == 0


def test_long_jpeg_is_unpacked_by_its_longer_side_where_that_is_enough():
    long = written(Image.new("RGB", (1_600, 160)), "JPEG")

    assert read_picture(long, needed=150).size == (1_600, 160)
    assert read_picture(long, needed=150, of_longer_side=True).size == (200, 20)
