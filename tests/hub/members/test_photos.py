"""Pictures that people send: good ones, odd ones, and what is no picture."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hub.members.models import Profile
from hub.members.profiles import forms
from hub.members.profiles.photos import NotAPhoto, photo_path, squares_of
from tests.hub.members.pictures import picture, png_that_says

EDIT = "/me/profile/"


def cut(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(squares_of(io.BytesIO(data))["large"]))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
    ],
)
def test_picture_of_any_sort_becomes_two_square_jpegs(kind, mode):
    kept = squares_of(io.BytesIO(picture(kind, mode)))
    for size, side in (("small", 96), ("large", 320)):
        image = Image.open(io.BytesIO(kept[size]))
        image.load()
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (side, side))


def test_picture_is_turned_as_the_camera_was_held_and_loses_what_it_told():
    red_left = Image.new("RGB", (400, 400), (0, 0, 255))
    red_left.paste((255, 0, 0), (0, 0, 200, 400))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    exif[0x010F] = "A camera of mine"
    stream = io.BytesIO()
    red_left.save(stream, "JPEG", exif=exif, comment=b"at home")
    kept = squares_of(io.BytesIO(stream.getvalue()))["large"]
    image = Image.open(io.BytesIO(kept))
    red, _, blue = image.getpixel((300, 160))
    assert red > 200 > blue
    assert not image.getexif()
    assert b"camera" not in kept
    assert b"at home" not in kept


def test_transparent_picture_stands_on_white():
    assert cut(picture("PNG", "RGBA")).getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_of_grey_stay_grey():
    level = cut(picture("PNG", "I;16", colour=32_768)).getpixel((5, 5))[0]
    assert 100 < level < 156


def test_moving_picture_stands_still():
    stream = io.BytesIO()
    frames = [Image.new("RGB", (50, 50), (level, 0, 0)) for level in (250, 10)]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:])
    assert cut(stream.getvalue()).getpixel((5, 5))[0] > 200


JPEG = picture(size=(900, 900))
BAD = {
    "cut short": (JPEG[: len(JPEG) // 2], "damaged"),
    "empty of picture": (b"\xff\xd8\xff\xe0", "not a picture"),
    "a program": (b"MZ\x90\x00" * 50, "not a picture"),
    "a page": (b"<html><script>alert(1)</script>", "not a picture"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
    "another format": (picture("GIF", "P"), "not a picture"),
    "too many dots": (png_that_says(60_000, 60_000), "too many dots"),
    "more dots than we want": (png_that_says(9_000, 9_000), "too many dots"),
    "a lie": (png_that_says(500, 500), "damaged"),
    "a line": (png_that_says(4_000, 10), "too narrow"),
    "a strip": (png_that_says(4_000, 390), "too narrow"),
    "too many dots for a PNG": (png_that_says(4_100, 4_100), "for a file of its kind"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_a_sentence(name):
    data, words = BAD[name]
    with pytest.raises(NotAPhoto, match=words):
        squares_of(io.BytesIO(data))


def test_file_that_is_too_large_is_refused_unread(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024 * 1024
    with pytest.raises(NotAPhoto, match="larger than 1 megabyte"):
        squares_of(io.BytesIO(b"x" * (1024 * 1024 + 1)))


def fields(**changed):
    seen = {
        f"{part}_seen_by": "members"
        for part in [
            "name",
            "pronouns",
            "role",
            "organisation",
            "place",
            "languages",
            "can_help_with",
            "photo",
        ]
    }
    return {"name": "Mara", "kind": "manager"} | seen | changed


def upload(data: bytes, name="me.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, data, content_type=kind)


def test_photo_sent_with_the_form_is_kept_under_a_name_of_ours(
    member, django_capture_on_commit_callbacks
):
    member.post(EDIT, fields(new_photo=upload(JPEG, name="../../mara.jpg")))
    kept = Profile.objects.get(user=member.user).photo
    assert "mara" not in kept
    assert photo_path(kept, "small").is_file()
    assert photo_path(kept, "small").stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        member.post(EDIT, fields(new_photo=upload(JPEG)))
    assert not photo_path(kept, "small").exists()
    newer = Profile.objects.get(user=member.user).photo
    with django_capture_on_commit_callbacks(execute=True):
        member.post(EDIT, fields(drops_photo="on"))
    assert Profile.objects.get(user=member.user).photo == ""
    assert not photo_path(newer, "large").exists()


def test_old_photo_stays_when_saving_fails(member, monkeypatch):
    member.post(EDIT, fields(new_photo=upload(JPEG)))
    kept = Profile.objects.get(user=member.user).photo
    before = set(photo_path(kept, "small").parent.iterdir())
    monkeypatch.setattr(Profile, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        member.post(EDIT, fields(new_photo=upload(JPEG)))
    assert set(photo_path(kept, "small").parent.iterdir()) == before


@pytest.mark.parametrize("name", BAD)
def test_bad_photo_is_told_beside_the_question_and_nothing_typed_is_lost(member, name):
    data, words = BAD[name]
    page = member.post(EDIT, fields(role="Night manager", new_photo=upload(data)))
    assert page.status_code == 200
    assert words in page.text
    assert 'value="Night manager"' in page.text
    assert not Profile.objects.get(user=member.user).photo


def test_good_photo_with_a_bad_answer_is_asked_for_again(member):
    page = member.post(EDIT, fields(name="", new_photo=upload(JPEG)))
    assert "choose your photo again" in page.text


def test_photo_beyond_the_limit_is_not_looked_at_and_nothing_typed_is_lost(
    member, settings, monkeypatch
):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "profile_photo": "2/h/user",
    }
    for _ in range(2):
        # Those that go wrong count, too: they are work as well.
        member.post(EDIT, fields(name="", new_photo=upload(JPEG)))
    drawn = []
    monkeypatch.setattr(forms, "squares_of", drawn.append)

    page = member.post(EDIT, fields(role="Night manager", new_photo=upload(JPEG)))

    assert drawn == []
    assert "That was many photos: 2 an hour is the most." in page.text
    assert 'value="Night manager"' in page.text
    assert not Profile.objects.get(user=member.user).photo
    assert member.post(EDIT, fields(role="Night manager")).status_code == 302
