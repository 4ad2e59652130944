import base64
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from hub.media.models import HubDocument, HubImage

# One black point, as PNG.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def picture(home):
    return HubImage.objects.create(title="A", file=ContentFile(PICTURE, "team.png"))


@pytest.fixture
def document(home):
    return HubDocument.objects.create(
        title="Rules", file=ContentFile(b"Our rules", "rules.docx")
    )


def body(response):
    return b"".join(response.streaming_content)


def test_size_of_an_image_is_served_fenced_in(picture, client):
    rendition = picture.get_rendition("original")

    response = client.get(rendition.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert body(response).startswith(b"\x89PNG")


def test_original_of_an_image_is_not_served(picture, client):
    assert Path(picture.file.path).exists()

    assert client.get(picture.file.url).status_code == 404


def test_document_is_served_as_a_download_by_its_own_door_alone(document, client):
    assert Path(document.file.path).exists()

    response = client.get(document.url)

    assert client.get(document.file.url).status_code == 404
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert body(response) == b"Our rules"


@pytest.mark.parametrize(
    "path",
    [
        "images/../secret-key",
        "images/..%2Fsecret-key",
        "images/%2e%2e/secret-key",
        "images//etc/passwd",
        "images/..",
        "images/.",
        "images/",
        "../secret-key",
        "secret-key",
        "images/nothing.png",
    ],
)
def test_path_that_leaves_the_images_is_not_found(home, client, path):
    Path(settings.MEDIA_ROOT, "images").mkdir(parents=True, exist_ok=True)
    Path(settings.MEDIA_ROOT, "secret-key").write_text("leak")
    Path(settings.DATA_DIR, "secret-key").write_text("leak")

    # Django adds a slash to what it does not know; there is nothing there either.
    response = client.get(f"/media/{path}", follow=True)

    assert response.status_code == 404
    assert b"leak" not in response.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_image_takes_no_other_method(picture, client, method):
    address = picture.get_rendition("original").url

    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("model", [HubImage, HubDocument])
def test_editors_are_asked_for_credit_and_licence(model):
    assert {"credit", "licence"} <= set(model.admin_form_fields)


@pytest.mark.parametrize("name", ["drawing.svg", "page.html"])
def test_image_upload_of_another_kind_is_refused(home, person, client_for, name):
    upload = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name)

    response = client_for(person(is_superuser=True)).post(
        "/admin/images/add/", {"title": "A", "file": upload, "collection": 1}
    )

    assert not HubImage.objects.exists()
    assert response.context["form"].errors.keys() == {"file"}
