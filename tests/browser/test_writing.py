"""Writing on the forum: drafts, quotes and previews, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import signed_in
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser


def open_a_topic(page: Page) -> str:
    """Open a topic that the starter content brings; return its address."""
    page.goto("/forum/")
    page.locator("main h3 a[href^='/forum/']").first.click()
    page.locator("main h3 a[href*='/topic/']").first.click()
    expect(page.get_by_label("Your message")).to_be_visible()
    return page.url.partition("?")[0].partition("#")[0]


def discard(page: Page) -> None:
    page.get_by_role("button", name="Discard them and begin afresh").click()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_draft_survives_a_closed_tab_and_is_there_on_another_device(browser, site):
    words = "Half a thought, then the tab was closed."
    with signed_in(browser, site, "member") as page:
        topic = open_a_topic(page)
        page.get_by_label("Your message").press_sequentially(words)
        expect(page.locator("[data-draft-status]")).to_have_text(
            re.compile(r"^Draft saved at \d\d:\d\d\.$")
        )
    with signed_in(browser, site, "member", width=375) as page:
        page.goto(topic)
        expect(page.get_by_label("Your message")).to_have_value(words)
        assert_fit(page)
        page.goto("/forum/drafts/")
        expect(page.get_by_text(words)).to_be_visible()
        assert_fit(page)
        page.get_by_role("link", name=re.compile("^Go on writing")).first.click()
        expect(page.get_by_label("Your message")).to_have_value(words)
        discard(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reply_is_quoted_previewed_saved_and_gone_on_with(browser, site, script):
    with signed_in(browser, site, "member", java_script_enabled=script) as page:
        topic = open_a_topic(page)
        page.get_by_role("link", name=re.compile("^Quote the message by")).first.click()
        box = page.get_by_label("Your message")
        expect(box).to_have_value(re.compile(r"^> \[.+ wrote\]\(/forum/"))
        quote = box.input_value()
        box.fill(f"{quote}And **I** say this.")

        page.get_by_role("button", name="Preview").press("Enter")
        expect(page.locator("main .post__text blockquote").first).to_be_visible()
        expect(page.locator("main .post__text strong").first).to_have_text("I")
        expect(page.get_by_label("Your message")).to_have_value(
            re.compile("And .{2}I.{2} say this")
        )
        page.get_by_role("button", name="Save draft").press("Enter")
        expect(page.get_by_text("Your draft is saved.")).to_be_visible()
        page.goto(topic)
        expect(page.get_by_text("You began this before")).to_be_visible()
        discard(page)
