"""A commissioner collects a pack without an account, with and without JavaScript."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.pages import follow, opened, sign_in
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser

ANSWERS = (
    "England",
    "A council, or a health and social care trust",
    "Social care or support",
    "At the threshold or above",
    "Yes, and the provider is leaving or closing",
    "Several providers",
)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_commissioner_leaves_with_a_pack_of_wording_and_route(
    browser, site, width, script
):
    may_copy = {"permissions": ["clipboard-read", "clipboard-write"]} if script else {}
    with opened(
        browser, site, width=width, java_script_enabled=script, **may_copy
    ) as page:
        find_the_clause(page)
        page.get_by_label("Notice period").fill("thirteen months")
        if script:
            page.get_by_role("button", name="Copy the wording").click()
            expect(page.get_by_text("Copied")).to_be_visible()
            assert "at least thirteen months" in page.evaluate(
                "navigator.clipboard.readText()"
            )
        page.get_by_role("button", name="Add to my pack").click()
        expect(page.get_by_label("Notice period")).to_have_value("thirteen months")
        page.get_by_label("Name of the pack").fill("Home care")
        follow(page, page.get_by_role("button", name="Add it", exact=True))
        expect(page.get_by_role("heading", name="Home care", level=1)).to_be_visible()

        find_the_route(page)
        page.get_by_role("link", name="Add to my pack").click()
        page.get_by_label("Home care").check()
        follow(page, page.get_by_role("button", name="Add it", exact=True))
        expect(page).to_have_title(re.compile("^Home care"))

        with page.expect_download() as told:
            page.get_by_role("link", name="Word (.docx)").click()
        words = text_of(told.value.path())
    assert "at least thirteen months before" in words
    assert words.index("Give the workforce time") < words.index("What to record")
    assert "not yet reviewed by a lawyer" in words
    assert "Annex: where this comes from" in words


def test_pages_of_a_pack_fit_and_break_no_rule(browser, site):
    with opened(browser, site) as page:
        page.goto("/packs/add/clause/worker-buyout-on-exit/?settle-notice-period=x")
        follow(page, page.get_by_role("button", name="Add it", exact=True))
        for address in (
            "/packs/add/route/direct-award/",
            "/packs/add/case-study/leading-lives/",
            "/packs/add/organisation/leading-lives/",
        ):
            page.goto(address)
            follow(page, page.get_by_role("button", name="Add it", exact=True))
        pack = page.url
        assert_fit(page)
        for name in ("Write a note", "Rename it", "Delete it", "Fill them in"):
            follow(page, page.get_by_role("link", name=name).first)
            assert_fit(page)
            page.goto(pack)
        follow(page, page.get_by_role("button", name="Up Direct award"))
        assert_fit(page)
        follow(page, page.get_by_role("button", name="Make a secret link"))
        link = page.locator("#shared-link a").inner_text()
        with opened(browser, site) as reader:
            assert reader.goto(link).ok
            assert_fit(reader)
            assert reader.context.cookies() == []


def test_pack_of_a_visitor_is_theirs_after_signing_in(browser, site):
    with opened(browser, site) as page:
        page.goto("/packs/add/route/direct-award/")
        page.get_by_label("Name of the pack").fill("Before I signed in")
        follow(page, page.get_by_role("button", name="Add it", exact=True))
        sign_in(page, site, "member")
        page.goto("/packs/")
        expect(page.get_by_role("link", name="Before I signed in")).to_be_visible()
        follow(page, page.get_by_role("link", name="Before I signed in"))
        follow(page, page.get_by_role("link", name="Delete it"))
        follow(page, page.get_by_role("button", name="Delete it"))
        expect(page.get_by_text("Deleted: Before I signed in.")).to_be_visible()


def find_the_clause(page) -> None:
    page.goto("/procurement/clauses/")
    box = page.locator("main input[name=q]")
    box.fill("worker buyout")
    box.press("Enter")
    expect(page).to_have_url(re.compile("q=worker"))
    page.get_by_role("link", name="Give the workforce time").first.click()
    expect(page).to_have_title(re.compile("^Give the workforce time"))


def find_the_route(page) -> None:
    page.goto("/procurement/")
    follow(page, page.get_by_role("link", name="Find a route"))
    for answer in ANSWERS:
        page.get_by_label(answer, exact=True).check()
    follow(page, page.get_by_role("button", name="Show the routes"))
    page.get_by_role("link", name="Direct award").first.click()
    expect(page.get_by_text("Written for England")).to_be_visible()


def text_of(path: Path) -> str:
    document = Document(io.BytesIO(Path(path).read_bytes()))
    return "\n".join(one.text for one in document.paragraphs)
