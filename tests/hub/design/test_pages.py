"""Pages that this room draws itself: frame, error pages, style guide."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser, Permission
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from hub.design import views
from hub.design.components import site
from hub.design.components.site import SECTIONS, HeaderCount
from hub.design.middleware import ErrorPageMiddleware

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
PAGE = '{% extends "base.html" %}{% block title %}Guides{% endblock %}'


def request_from(user, path="/", **headers):
    """Return a request of this reader."""
    request = RequestFactory().get(path, headers=headers)
    request.user = user
    return request


def page_for(user, path="/"):
    """Return a page as this reader sees it."""
    html = engines["django"].from_string(PAGE).render({}, request_from(user, path))
    return BeautifulSoup(html, "html5lib")


@pytest.fixture
def member(person):
    """A person who may sign in and no more."""
    return person("Ann Example")


def test_page_for_a_visitor_holds_no_token_and_no_name():
    page = page_for(AnonymousUser())

    assert page.select("[name=csrfmiddlewaretoken]") == []
    assert page.select("form") == []
    assert [link["href"] for link in page.select(".header__account a")] == [
        "/accounts/login/",
        "/accounts/signup/",
    ]


def test_page_for_a_member_offers_a_way_out_and_no_editing(member):
    page = page_for(member)

    form = page.select_one(".header__account form")
    assert form["method"] == "post"
    assert form["action"] == "/accounts/logout/"
    assert form.select("[name=csrfmiddlewaretoken]")
    name = page.select_one(".header__name")
    assert (name.text, name["href"]) == ("My account: Ann Example", "/me/")
    assert page.select('[href="/admin/"]') == []


def test_page_for_an_editor_leads_to_the_editing(member):
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert page_for(member).select('[href="/admin/"]')


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/co-ops/", [("/co-ops/", "page")]),
        ("/co-ops/example/", [("/co-ops/", "true")]),
        ("/co-opsmith/", []),
        ("/search/", [("/search/", "page")]),
    ],
)
def test_navigation_marks_the_section_a_page_stands_in(path, current):
    page = page_for(AnonymousUser(), path)

    marked = page.select(".header__nav [aria-current]")

    assert [(link["href"], link["aria-current"]) for link in marked] == current


def test_menu_of_a_phone_holds_the_sections_and_ones_own_and_says_what_is_new(
    member, monkeypatch
):
    monkeypatch.setattr(
        site, "_header_counts", [lambda user: HeaderCount("/new/", "News", 3)]
    )
    page = page_for(member)

    menu = page.select_one("details.header__menu")
    assert menu.summary.get_text(" ", strip=True) == "Menu 3 new"
    assert not menu.has_attr("open")
    inside = [link["href"] for link in menu.select("a")]
    assert inside == [*(url for url, _ in SECTIONS), "/search/", "/me/", "/new/"]
    outside = [link["href"] for link in page.select(".header__bar > a")]
    assert outside == ["/", "/search/"]


def test_page_names_itself_then_the_hub_and_starts_with_a_skip_link():
    page = page_for(AnonymousUser())

    assert page.title.text == "Guides · Care Co-op Hub"
    assert page.html["lang"] == "en-GB"
    assert page.select_one("body a")["href"] == "#main"
    assert page.select_one("main")["id"] == "main"


@pytest.mark.parametrize("status", sorted(views.ERROR_PAGES))
def test_error_page_without_any_request_is_in_our_look(status):
    page = BeautifulSoup(render_to_string(f"{status}.html"), "html5lib")

    assert len(page.select("h1")) == 1
    assert page.select_one(".header__brand")
    assert page.select_one('main a[href="/"]')


@pytest.mark.parametrize("status", sorted(views.ERROR_PAGES))
def test_error_page_keeps_its_status(status):
    response = views.error_page(request_from(AnonymousUser()), status)

    assert response.status_code == status


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (views.bad_request, 400),
        (views.permission_denied, 403),
        (views.page_not_found, 404),
        (views.method_not_allowed, 405),
    ],
)
def test_handler_says_nothing_of_the_exception(handler, status):
    request = RequestFactory().get("/")

    response = handler(request, Exception("leaky detail"))

    assert response.status_code == status
    assert b"leaky detail" not in response.content


def test_csrf_failure_says_what_to_do_and_not_why():
    response = views.csrf_failure(RequestFactory().get("/"), reason="leaky reason")

    assert response.status_code == 403
    assert b"This form has expired" in response.content
    assert b"leaky reason" not in response.content


def test_server_error_asks_the_database_nothing():
    # Without the django_db mark, any query fails this test.
    response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"design/css/site" in response.content


def test_server_error_without_the_static_manifest_still_answers(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        },
    }

    response = views.server_error(RequestFactory().get("/"))

    assert b"Something went wrong" in response.content
    assert b"stylesheet" not in response.content


def answer(response, accept):
    """Return what the middleware makes of a view's answer."""
    request = request_from(AnonymousUser(), accept=accept)
    return ErrorPageMiddleware(lambda _: response)(request)


def test_wrong_method_from_a_browser_becomes_our_page_and_keeps_allow():
    response = answer(HttpResponseNotAllowed(["POST"]), BROWSER)

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert b"This address does not work that way" in response.content


@pytest.mark.parametrize("status", sorted(views.ERROR_PAGES))
def test_bare_refusal_to_a_browser_becomes_our_page(status):
    response = answer(HttpResponse(status=status), BROWSER)

    assert response.status_code == status
    assert b"Care Co-op Hub" in response.content


def test_bare_refusal_to_a_program_stays_bare():
    assert answer(HttpResponseNotAllowed(["POST"]), "*/*").content == b""


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("Our own words", status=404),
        JsonResponse({}, status=404),
        HttpResponse(status=204),
        HttpResponse(status=404, content_type="text/csv"),
    ],
    ids=["words", "json", "no-error", "csv"],
)
def test_answer_that_is_no_bare_refusal_stays_as_it_is(response):
    before = response.content

    assert answer(response, BROWSER).content == before


def test_style_guide_shows_every_component():
    request = request_from(AnonymousUser(), "/style-guide/")

    page = BeautifulSoup(views.style_guide(request).content, "html5lib")

    shown = {heading.get("id") for heading in page.select("main h2[id]")}
    assert {"card", "field", "clause_block", "facet_panel"} <= shown
    themes = [box["data-theme"] for box in page.select("[data-theme]")]
    assert themes.count("light") == themes.count("dark") > 0


def test_style_guide_holds_each_id_once():
    request = request_from(AnonymousUser(), "/style-guide/")

    page = BeautifulSoup(views.style_guide(request).content, "html5lib")

    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_style_guide_for_a_visitor_opens_no_session(client):
    response = client.get("/style-guide/")

    assert response.status_code == 200
    assert response.cookies == {}


@pytest.mark.django_db
def test_style_guide_sent_a_form_from_a_browser_answers_in_our_look(client):
    response = client.post("/style-guide/", headers={"accept": BROWSER})

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert b"This address does not work that way" in response.content
