from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError
from wagtail.models import Page

from hub.home import views
from hub.home.models import StandardPage


def test_site_is_alive_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"alive\n")
    assert response["Content-Type"].startswith("text/plain")


def test_site_is_ready_when_the_database_answers(db, client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_site_is_not_ready_when_the_database_fails(db, client, monkeypatch, error):
    class Gone:
        def cursor(self):
            raise error("gone: host=secret")

    monkeypatch.setattr(views, "connection", Gone())

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"not ready\n")


def test_robots_are_told_what_is_not_for_them_and_where_the_rest_is_named(
    client, settings
):
    settings.BASE_URL = "https://hub.example"
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "",
        "Sitemap: https://hub.example/sitemap.xml",
    ]


@pytest.mark.parametrize(
    "address", ["/healthz", "/readyz", "/robots.txt", "/sitemap.xml"]
)
def test_answer_for_machines_is_read_and_never_sent_to(db, client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def demo():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture
def local(settings):
    settings.BASE_URL = "http://localhost:8000"


def test_demo_opens_every_page_and_finds_every_kind_of_starter_content(
    local, starter_content
):
    before = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    call_command("load_sample_content", verbosity=0)
    call_command("rebuild_search_index", verbosity=0)

    said = demo()

    assert "0 failed" in said
    for kind in ("organisation", "case_study", "guide", "route", "clause", "topic"):
        assert f", {kind}: " in said
    # Loading it a second time changed nothing.
    after = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    assert before == after


def test_demo_fails_and_names_the_page_that_does(local, home, monkeypatch):
    home.add_child(instance=StandardPage(title="About", slug="about"))

    def broken(self, request, *args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(StandardPage, "get_context", broken)

    with pytest.raises(CommandError, match="/about/: 500"):
        demo()


def test_demo_fails_where_nothing_can_be_found(local, home):
    with pytest.raises(CommandError, match="Nothing can be found"):
        demo()
