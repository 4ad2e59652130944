from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from hub.home.models import StandardPage
from hub.media.models import HubDocument
from tests.factories.accounts import make_staff


@pytest.fixture
def page(home):
    page = home.add_child(instance=StandardPage(title="Minutes", slug="minutes"))
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="Moderators"))
    return page


@pytest.fixture
def document(home):
    kept = Collection.get_first_root_node().add_child(name="Kept")
    restriction = CollectionViewRestriction.objects.create(
        collection=kept, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="Moderators"))
    return HubDocument.objects.create(
        title="Minutes", file=ContentFile(b"secret", "minutes.docx"), collection=kept
    )


@pytest.mark.parametrize("kind", ["page", "document"])
def test_thing_for_a_group_is_not_there_for_a_visitor_who_may_sign_in(
    client, kind, request
):
    address = request.getfixturevalue(kind).url

    response = client.get(address)

    assert response.status_code == 404
    assert f"/accounts/login/?next={quote(address, safe='')}" in response.text


@pytest.mark.parametrize("kind", ["page", "document"])
def test_thing_for_a_group_is_not_there_for_a_member_without_a_circle(
    person, client_for, kind, request
):
    address = request.getfixturevalue(kind).url

    response = client_for(person()).get(address, follow=True)

    assert response.status_code == 404
    assert b'class="header"' in response.content
    assert b"Some pages are for members" not in response.content


@pytest.mark.parametrize("kind", ["page", "document"])
def test_thing_for_a_group_is_given_to_those_in_it(client_for, kind, request):
    address = request.getfixturevalue(kind).url

    response = client_for(make_staff("Grace", "Moderators")).get(address)

    assert response.status_code == 200


def test_page_for_members_is_given_to_a_member(home, person, client, client_for):
    page = home.add_child(instance=StandardPage(title="Inside", slug="inside"))
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )

    missing = client.get("/beside/")
    hidden = client.get(page.url)

    assert (hidden.status_code, hidden.headers) == (404, missing.headers)
    assert hidden.text.replace("inside", "beside") == missing.text
    assert client_for(person()).get(page.url).status_code == 200
    waiting = person("Waiting", approved_at=None)
    assert client_for(waiting).get(page.url).status_code == 404
