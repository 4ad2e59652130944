"""A member begins a topic with a picture and a poll; another looks and votes."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import opened, signed_in
from tests.browser.rules import assert_fit
from tests.factories.files import photo
from tests.factories.media import pdf

pytestmark = pytest.mark.browser

FILES = [
    {"name": "house.jpg", "mimeType": "image/jpeg", "buffer": photo()},
    {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf("Plan")},
]


@pytest.mark.parametrize("width", [375, 1280])
def test_topic_with_picture_and_poll_works_without_javascript(browser, site, width):
    subject = f"Our house, {width}"
    with signed_in(
        browser,
        site,
        "member",
        width=width,
        java_script_enabled=False,
    ) as page:
        page.goto("/forum/")
        page.locator(".list-row a").first.click()
        page.get_by_role("link", name="Start a topic").click()
        page.get_by_label("Subject").fill(subject)
        page.get_by_label("Your message").fill("Please look at ![](file:1)")
        page.get_by_label("Add files").set_input_files(FILES)
        page.locator("summary", has_text="Add a poll").click()
        page.get_by_label("What do you want to ask?").fill("Which colour?")
        page.get_by_label("What can people choose?").fill("Red\nGreen\nBlue")
        page.get_by_role("button", name="Post topic").click()

        expect(
            page.get_by_text("Please say what “house.jpg” shows").first
        ).to_be_visible()
        page.get_by_label("What the picture shows").fill("A red house")
        page.get_by_role("button", name="Post topic").click()

        expect(page.get_by_role("heading", name=subject)).to_be_visible()
        expect(page.get_by_role("img", name="A red house")).to_be_visible()
        page.get_by_label("Green").check()
        page.get_by_role("button", name="Vote").click()
        expect(page.get_by_text("1 vote, 100%")).to_be_visible()
        address = page.url

    with opened(browser, site, width=width) as page:
        page.goto(address)
        assert_fit(page)
        image = page.get_by_role("img", name="A red house")
        assert image.evaluate("one => one.naturalWidth") == 640
        with page.expect_download() as download:
            page.get_by_role("link", name="plan.pdf").click()
        assert download.value.suggested_filename == "plan.pdf"


def test_forms_with_files_and_a_poll_break_no_rule(browser, site):
    with signed_in(browser, site, "member") as page:
        page.goto("/forum/")
        page.locator(".list-row a").first.click()
        page.get_by_role("link", name="Start a topic").click()
        page.locator("summary", has_text="Add a poll").click()
        assert_fit(page)
        page.get_by_label("Subject").fill("A form")
        page.get_by_label("Your message").fill("Words")
        page.get_by_label("Add files").set_input_files(FILES)
        page.get_by_role("button", name="Post topic").click()
        expect(page.get_by_label("What the picture shows")).to_be_visible()
        assert_fit(page)
