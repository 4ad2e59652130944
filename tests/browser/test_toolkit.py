"""A commissioner leaves with wording of her own, with and without JavaScript."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.pages import follow, opened

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
WIDTHS = pytest.mark.parametrize("width", [1280, 375])


@WIDTHS
@WAYS
def test_commissioner_finds_a_clause_fills_it_in_and_takes_it_away(
    browser, site, width, script
):
    with opened(browser, site, width=width, java_script_enabled=script) as page:
        page.goto("/procurement/clauses/")
        box = page.locator("main input[name=q]")
        box.fill("worker buyout")
        box.press("Enter")
        expect(page).to_have_url(re.compile("q=worker"))
        page.get_by_role("link", name="Give the workforce time").first.click()
        expect(page).to_have_title(re.compile("^Give the workforce time"))
        page.get_by_label("Notice period").fill("thirteen months")
        if not script:
            page.get_by_role("button", name="Put them into the wording").click()
            expect(page).to_have_url(re.compile("settle-notice-period=thirteen"))
        expect(page.locator("#wording")).to_contain_text(
            "at least thirteen months before"
        )
        with page.expect_download() as told:
            page.get_by_role("button", name="Word (.docx)").click()
        words = text_of(told.value.path())
        assert "at least thirteen months before" in words
        assert "not yet reviewed by a lawyer" in words


@WIDTHS
@WAYS
def test_commissioner_answers_six_questions_and_reaches_a_clause(
    browser, site, width, script
):
    with opened(browser, site, width=width, java_script_enabled=script) as page:
        page.goto("/procurement/")
        follow(page, page.get_by_role("link", name="Find a route"))
        for answer in (
            "England",
            "A council, or a health and social care trust",
            "Social care or support",
            "At the threshold or above",
            "Yes, and the provider is leaving or closing",
            "Several providers",
        ):
            page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Show the routes").click()
        expect(page.get_by_role("heading", name="2 routes may be open")).to_be_visible()
        page.get_by_role("link", name="Direct award").first.click()
        expect(page.get_by_text("Written for England")).to_be_visible()


def test_copied_wording_holds_what_was_filled_in(browser, site):
    with opened(
        browser, site, permissions=["clipboard-read", "clipboard-write"]
    ) as page:
        page.goto("/procurement/clauses/worker-buyout-on-exit/")
        page.get_by_label("Notice period").fill("thirteen months")
        page.get_by_role("button", name="Copy the wording").click()
        expect(page.get_by_text("Copied")).to_be_visible()

        copied = page.evaluate("navigator.clipboard.readText()")
        rich = page.evaluate(
            "navigator.clipboard.read()"
            ".then((items) => items[0].getType('text/html'))"
            ".then((blob) => blob.text())"
        )

    assert "at least thirteen months before" in copied
    assert "[four months]" in copied
    assert "at least thirteen months before" in rich
    assert "<mark>[four months]</mark>" in rich
    assert '<li value="2">' in rich
    assert '<ol type="a">' in rich


def test_term_is_explained_where_it_stands_by_the_keyboard_alone(browser, site):
    with opened(browser, site) as page:
        page.goto("/procurement/clauses/worker-buyout-on-exit/")
        term = page.locator("#wording a.term").first
        meaning = page.locator(
            f"#{term.get_attribute('aria-describedby')}"
        ).inner_text()
        term.focus()
        tip = page.locator(".term-tip")
        expect(tip).to_be_visible()
        expect(tip).to_have_text(meaning)
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()


def test_self_check_with_javascript_sends_nothing(browser, site):
    with opened(browser, site) as page:
        page.goto("/procurement/self-check/")
        # The icon of the site is asked for at a time of the browser's own choosing.
        page.wait_for_load_state("networkidle")
        sent = []
        page.on("request", lambda request: sent.append(request.url))
        first = page.locator("[data-area]").first
        for question in first.locator("fieldset").all():
            question.get_by_role("radio").first.check()
        page.get_by_role("button", name="Add it up").click()
        expect(first.locator("[data-result]")).to_have_text(
            "Your level here: 1.0 of 5."
        )
        expect(first.locator("[data-reading]")).to_be_visible()

        assert [one for one in sent if "/static/design/favicon." not in one] == []


def test_self_check_without_javascript_is_added_up_by_the_site(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/procurement/self-check/")
        first = page.locator("[data-area]").first
        for question in first.locator("fieldset").all():
            question.get_by_role("radio").first.check()
        page.get_by_role("button", name="Add it up").click()

        expect(page.locator("#result")).to_be_visible()
        expect(page.get_by_role("heading", name="Leadership: 1.0 of 5")).to_be_visible()


def text_of(path: Path) -> str:
    document = Document(io.BytesIO(Path(path).read_bytes()))
    return "\n".join(one.text for one in document.paragraphs)
