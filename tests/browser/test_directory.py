"""Finding a co-op by place, on the list and the map, and passing it on."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import opened
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser

# Name, postcode, nation, service.
ENTRIES = [
    ["Gipping Home Care", "IP1 1AA", "england", "home_care"],
    ["Orwell Supported Living", "IP3 0AB", "england", "supported_living"],
    ["Severn Home Care", "SY16 1AA", "wales", "home_care"],
    ["Lagan Home Care", "BT1 1AA", "northern_ireland", "home_care"],
]
_ADD = """
import json
from tests.factories.directory import make_organisation
for name, postcode, nation, service in json.loads({entries!r}):
    make_organisation(name, postcode=postcode, nation=nation, services=(service,))
"""
_REMOVE = """
import json
from hub.directory.models import Organisation
names = [name for name, *_ in json.loads({entries!r})]
for organisation in Organisation.objects.filter(name__in=names):
    organisation.delete()
"""


@pytest.fixture(scope="module", autouse=True)
def entries(site):
    """Entries with postcodes, for as long as this module runs."""
    site.manage("shell", "-c", _ADD.format(entries=json.dumps(ENTRIES)))
    yield
    site.manage("shell", "-c", _REMOVE.format(entries=json.dumps(ENTRIES)))


def find_near(page: Page, place: str, within: str = "25 miles") -> None:
    page.goto("/co-ops/")
    page.get_by_label("Near").fill(place)
    page.get_by_label("Within").select_option(within)
    page.get_by_role("search").get_by_role("button", name="Search").click()


def expect_count(page: Page, count: str) -> None:
    """Wait until so many are shown; "1 organisation" is not the end of "21 organisations"."""
    expect(page.locator("#found")).to_have_text(re.compile(rf"^\s*{count}\b"))


def tab_to(page: Page, name: str) -> None:
    """Go on by the keyboard until what bears this name has the focus."""
    named = "document.activeElement.getAttribute('aria-label') || ''"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(named).startswith(name):
            return
    raise AssertionError(f"No way to {name} by the keyboard.")


@pytest.mark.parametrize(
    ("width", "theme"),
    [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")],
    ids=["light-1280", "dark-1280", "light-375", "dark-375"],
)
def test_manager_finds_by_postcode_filters_and_opens_a_profile_from_the_map_by_keyboard(
    browser, site, width, theme
):
    with opened(browser, site, width=width, color_scheme=theme) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        find_near(page, "ip1 1aa")
        expect_count(page, "2 organisations")
        expect(page.locator("main")).to_contain_text("approximate")
        open_filters(page)
        page.locator(".facets").get_by_label("Home care").check()
        expect_count(page, "1 organisation")
        assert_fit(page)

        page.get_by_role("link", name="Map", exact=True).click()
        pin = page.get_by_role("button", name=re.compile("^Gipping Home Care"))
        expect(pin).to_be_visible()
        assert_fit(page)
        page.get_by_role("link", name="Go past the map to the list").focus()
        tab_to(page, "Gipping Home Care")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Gipping Home Care").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(pin).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Gipping Home Care")
        assert_fit(page)

    foreign = [url for url in asked if not url.startswith((site.url, "data:", "blob:"))]
    assert foreign == []


def open_filters(page: Page) -> None:
    """Open the panel of filters, which a wide screen shows by itself."""
    summary = page.locator(".facets summary").first
    if not page.locator(".facets").get_by_label("Home care").is_visible():
        summary.click()


def test_address_of_what_was_found_shows_somebody_else_the_same(browser, site):
    with opened(browser, site) as page:
        find_near(page, "IP1 1AA", "50 miles")
        expect_count(page, "2 organisations")
        page.locator(".facets").get_by_label("Supported living").check()
        expect_count(page, "1 organisation")
        address = page.url
    state = parse_qs(urlsplit(address).query)
    assert (state["near"], state["within"]) == (["IP1 1AA"], ["50"])
    with opened(browser, site, width=375, java_script_enabled=False) as page:
        page.goto(address)
        expect_count(page, "1 organisation")
        expect(page.get_by_role("link", name="Orwell Supported Living")).to_be_visible()


def test_reader_without_script_finds_filters_and_takes_away_the_same(browser, site):
    with opened(browser, site, width=375, java_script_enabled=False) as page:
        find_near(page, "IP1")
        expect_count(page, "2 organisations")
        open_filters(page)
        page.locator(".facets").get_by_label("Home care").check()
        page.locator(".facets").get_by_role("button", name="Show results").click()
        expect_count(page, "1 organisation")
        file = page.request.get(
            page.get_by_role("link", name="CSV").get_attribute("href")
        )
        assert "Gipping Home Care" in file.text()
        assert "Orwell Supported Living" not in file.text()

        page.get_by_role("link", name="Map", exact=True).click()
        expect(page.locator("main")).to_contain_text("The map needs JavaScript")
        page.get_by_role("link", name="Gipping Home Care").click()
        expect(page.locator("h1")).to_have_text("Gipping Home Care")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_place_that_is_several_or_none_is_answered_in_words(browser, site, theme):
    with opened(browser, site, color_scheme=theme) as page:
        find_near(page, "Richmond")
        choice = page.get_by_role("link", name=re.compile("^Richmond, near Darlington"))
        expect(choice).to_be_visible()
        assert_fit(page)
        choice.click()
        expect(page.get_by_label("Near")).to_have_value(re.compile("^Richmond, "))

        find_near(page, "Nowhere-under-Lyme <b>")
        expect(page.get_by_label("Near")).to_have_value("Nowhere-under-Lyme <b>")
        expect(page.locator("main")).to_contain_text("No place called")
        assert_fit(page)


def test_postcode_of_belfast_is_found_and_said_to_be_approximate(browser, site):
    with opened(browser, site, width=375) as page:
        find_near(page, "BT1 1AA")
        expect(page.get_by_role("link", name="Lagan Home Care")).to_be_visible()
        expect(page.locator("main")).to_contain_text("approximate")
