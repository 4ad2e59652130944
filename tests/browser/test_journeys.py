"""What people come for, done in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import opened, sign_in, signed_in
from tests.browser.rules import scrolls_sideways, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_commissioner_goes_from_home_to_a_clause_and_its_discussion(
    browser, site, width, script
):
    with opened(browser, site, width=width, java_script_enabled=script) as page:
        page.goto("/")
        page.get_by_role("link", name="Find peers who have solved it").click()
        page.get_by_role("link", name="Leading Lives", exact=True).click()
        expect(page).to_have_title(re.compile("^Leading Lives"))
        page.get_by_role("link", name="Leading Lives: a council service").first.click()
        expect(page).to_have_url(re.compile("/case-studies/"))
        page.locator("main").get_by_role("link", name="social value").first.click()
        expect(page).to_have_url(re.compile("/procurement/clauses/"))
        expect(page.get_by_text("not legal advice").first).to_be_visible()
        page.get_by_role("link", name="Open the discussion").click()
        expect(page.locator("h1")).to_contain_text("Weighting social value")
        subject = page.locator("h1").inner_text()
        page.goto("/")
        box = page.locator("main input[name=q]")
        box.fill(subject)
        box.press("Enter")
        expect(page).to_have_url(re.compile("/search/"))
        expect(page.locator("main .result").first).to_contain_text(subject)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("worker buyout", "/guides/converting-and-worker-buyout/"),
        ("Suffolk", "leading-lives"),
        ("social value", "/procurement/clauses/weight-social-value/"),
        ("rotas", "rota"),
    ],
)
def test_search_finds_the_right_thing_first(browser, site, words, expected):
    with opened(browser, site) as page:
        page.goto("/")
        box = page.locator("main input[name=q]")
        box.fill(words)
        box.press("Enter")
        expect(page).to_have_url(re.compile("/search/"))
        first = page.locator("main .result a").first

        expect(first).to_have_attribute("href", re.compile(re.escape(expected)))


def test_member_starts_a_discussion_and_others_find_it(browser, site):
    with opened(browser, site) as page:
        sign_in(page, site, "founder")
        page.goto("/forum/")
        page.locator("main").get_by_role("link", name="Starting").first.click()
        page.get_by_role("link", name="Start a topic").first.click()
        page.get_by_label("Subject").fill("Who has tried quokka meetings?")
        page.get_by_label("Message").fill("We meet once a month, *standing up*.")
        page.get_by_label("I keep to the community agreement").check()
        page.get_by_role("button", name="Post").first.click()
        expect(page.locator("h1")).to_contain_text("Who has tried quokka meetings?")
        expect(page.locator("main em")).to_have_text("standing up")

    with opened(browser, site) as page:
        page.goto("/search/?q=quokka")
        expect(page.get_by_role("link", name="quokka").first).to_be_visible()


def test_members_room_shows_to_members_and_to_nobody_else(browser, site):
    with opened(browser, site) as page:
        page.goto("/forum/")
        assert page.get_by_text("Members' room").count() == 0
        sign_in(page, site, "member")
        page.goto("/forum/")
        expect(page.get_by_text("Members' room").first).to_be_visible()


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_other_sign_in_pages_lead_to_the_one(browser, site, door):
    with opened(browser, site) as page:
        page.goto(door)

        assert "/accounts/login/" in page.url


def test_editor_opens_an_organisation_in_the_admin(browser, site):
    with opened(browser, site) as page:
        sign_in(page, site, "editor")
        page.get_by_role("link", name="Edit the site").click()
        page.get_by_role("button", name="Directory").click()
        page.get_by_role("link", name="Organisations").click()
        page.get_by_role("link", name="Leading Lives").first.click()

        expect(page.locator("#id_summary")).to_have_value(re.compile("^A worker-owned"))


def test_editor_previews_a_clause_and_saves_it_unchanged(browser, site):
    with opened(browser, site) as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        sign_in(page, site, "editor")
        page.goto("/admin/pages/search/?q=Weight+social+value")
        page.get_by_role("link", name="Weight social value").first.click()
        page.get_by_role("button", name="Toggle preview").click()
        preview = page.frame_locator("#w-preview-iframe")
        preview.get_by_role("heading", name="Weight social value").first.wait_for()
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text("has been updated").or_(
            page.get_by_text("has been saved")
        ).first.wait_for()

        assert [text for text in complaints if "Content Security" in text] == []


# Pixels: one line of links on a phone; beside the sections one more, of one's own.
HEIGHTS = {("visitor", 1280): 74, ("editor", 1280): 102}


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("reader", ["visitor", "editor"])
def test_header_keeps_to_its_lines_and_its_menu_opens_by_the_keyboard(
    browser, site, reader, width
):
    with (
        opened(browser, site, java_script_enabled=False)
        if reader == "visitor"
        else signed_in(browser, site, reader, java_script_enabled=False)
    ) as page:
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/case-studies/")
        header = page.locator("header.header")
        assert header.bounding_box()["height"] <= HEIGHTS.get((reader, width), 54)
        last = "Join the network" if reader == "visitor" else "Edit the site"
        if width < 1280:
            expect(header.get_by_role("link", name=last)).to_be_hidden()
            header.get_by_text("Menu").focus()
            page.keyboard.press("Enter")
        expect(header.get_by_role("link", name=last)).to_be_visible()
        expect(header.get_by_role("link", name="Search")).to_have_count(1)
        assert not scrolls_sideways(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_menu_breaks_no_accessibility_rule(browser, site, theme):
    with signed_in(browser, site, "editor", color_scheme=theme) as page:
        page.set_viewport_size({"width": 375, "height": 700})
        page.goto("/case-studies/")
        page.locator("header").get_by_text("Menu").click()

        assert violations(page) == []
