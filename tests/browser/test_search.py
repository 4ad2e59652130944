"""Searching with the keyboard: things offered while typing, results narrowed in place."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import opened
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["/", "/search/", "/search/?q=zzzz"])
def test_thing_offered_while_typing_is_opened_by_the_keyboard(browser, site, address):
    with opened(browser, site) as page:
        page.goto(address)
        box = page.locator("main").get_by_role("combobox", name="Search the hub")
        box.fill("weight social")
        option = page.get_by_role("option", name="Weight social value in the award")
        expect(option).to_be_visible()
        expect(
            page.get_by_text(re.compile("suggestions?. Use the arrow"))
        ).to_be_attached()
        expect(box).to_have_attribute("aria-expanded", "true")

        box.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute(
            "aria-activedescendant", option.get_attribute("id")
        )
        box.press("Enter")
        expect(page).to_have_url(
            re.compile("/procurement/clauses/weight-social-value/")
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_open_list_breaks_no_accessibility_rule_and_moves_nothing(
    browser, site, width, theme
):
    with opened(browser, site, width=width, color_scheme=theme) as page:
        page.goto("/search/")
        heights = "[document.documentElement.scrollHeight, scrollY]"
        before = page.evaluate(heights)
        box = page.locator("main").get_by_role("combobox")
        box.fill("care")
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("ArrowDown")

        assert page.evaluate(heights) == before
        assert page.evaluate(
            "document.documentElement.scrollWidth <= window.innerWidth"
        )
        assert violations(page) == []


def test_escape_closes_the_list_and_keeps_the_words(browser, site):
    with opened(browser, site) as page:
        page.goto("/")
        box = page.locator("main").get_by_role("combobox")
        box.fill("care")
        expect(page.get_by_role("listbox")).to_be_visible()
        box.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(box).to_have_value("care")
        box.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q=care$"))


def test_last_option_and_a_click_search_and_open(browser, site):
    with opened(browser, site) as page:
        page.goto("/")
        box = page.locator("main").get_by_role("combobox")
        box.fill("leading l")
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("ArrowUp")
        box.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q=leading\+l$"))
        box.fill("leading l")
        page.get_by_role("option", name=re.compile("^Leading Lives Organ")).click()
        expect(page).to_have_url(re.compile("/co-ops/leading-lives/"))


def test_ticking_a_box_narrows_in_place_and_keeps_the_focus(browser, site):
    with opened(browser, site) as page:
        page.goto("/search/?q=care")
        page.locator("summary", has_text="Nation").click()
        box = page.get_by_role("checkbox", name=re.compile("^England"))
        box.focus()
        box.press("Space")
        expect(page).to_have_url(re.compile(r"/search/\?q=care&nation=england$"))
        expect(page.locator("#results-said")).to_have_text(re.compile(r"^\d+ results"))
        expect(box).to_be_focused()
        expect(box).to_be_checked()

        page.get_by_role("link", name="Remove filter: England").click()
        expect(page).to_have_url(re.compile(r"/search/\?q=care$"))
        expect(page.locator("#found")).to_be_focused()
        page.go_back()
        expect(page.get_by_role("link", name="Remove filter: England")).to_be_visible()


def test_panel_on_a_phone_stays_open_while_boxes_are_ticked(browser, site):
    with opened(browser, site, width=375) as page:
        page.goto("/search/?q=care")
        page.locator("summary", has_text="Filter").click()
        page.get_by_role("checkbox", name=re.compile("^Guides")).check()
        expect(page).to_have_url(re.compile("kind=guide"))
        page.get_by_role("checkbox", name=re.compile("^Clauses")).check()
        expect(page).to_have_url(re.compile("kind=guide&kind=clause"))


def test_filters_without_a_script_are_a_plain_form(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/search/?q=care")
        page.get_by_role("checkbox", name=re.compile("^Guides")).check()
        page.get_by_role("button", name="Show results").click()
        expect(page).to_have_url(re.compile(r"/search/\?q=care&kind=guide$"))
        expect(page.get_by_role("link", name="Remove filter: Guides")).to_be_visible()


def test_nothing_found_leads_a_visitor_to_signing_in_with_the_words(browser, site):
    with opened(browser, site) as page:
        page.goto("/search/?q=zzzz+qqqq")
        page.get_by_role("link", name="Ask the forum").click()
        expect(page).to_have_url(re.compile("/accounts/login/.*zzzz"))
