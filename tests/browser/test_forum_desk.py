"""The pages on which moderators and editors decide about discussions; and paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.forum_desk import SUSPENDED, WRITER, make_desk
from tests.browser.pages import follow, opened, signed_in
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser

#: By whom each page is opened.
PAGES = {
    "coordinator": (
        *("topic", "lock", "pin", "move", "delete", "split", "merge"),
        *("member", "warn", "suspend", "lift", "log", "act"),
        *("history", "queue", "queued", "approve", "decline"),
        *("reports", "reported", "edit", "remove"),
    ),
    "editor": ("proposals", "new", "proposal"),
    WRITER: ("topic", "vote", "edit", "remove", "consent", "print"),
    SUSPENDED: ("topic", "told"),
}


@pytest.fixture(scope="module")
def desk(site) -> dict[str, str]:
    """The address of each page, by name."""
    return make_desk(site)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in PAGES.items() for name in names]
)
def test_page_that_decides_fits_and_breaks_no_rule(browser, site, desk, kind, name):
    with signed_in(browser, site, kind) as page:
        answer = page.goto(desk[name])

        assert answer.ok
        assert_fit(page)


def test_member_who_cannot_write_is_told_so_on_a_page_that_fits(browser, site, desk):
    with signed_in(browser, site, SUSPENDED) as page:
        answer = page.goto(desk["reply"])

        assert answer.status == 403
        expect(page.locator("h1")).to_have_text(
            "You cannot write in the forum at the moment"
        )
        assert_fit(page)


@pytest.mark.parametrize("name", ["split", "merge", "warn", "suspend"])
def test_decision_that_lacks_something_says_so_on_a_page_that_fits(
    browser, site, desk, name
):
    with signed_in(browser, site, "coordinator") as page:
        page.goto(desk[name])
        form = page.locator("main form")
        # Browsers would not send it.
        form.evaluate("one => { one.noValidate = true }")
        follow(page, form.locator("button[type=submit]").first)

        expect(page.locator(".error-summary")).to_be_visible()
        assert_fit(page)


def test_topic_on_paper_shows_messages_and_votes_and_nothing_to_press(
    browser, site, desk
):
    with signed_in(browser, site, WRITER) as page:
        page.goto(desk["topic"])
        expect(page.get_by_role("radio")).to_have_count(2)
        votes = page.get_by_text("0 votes, 0%")
        expect(votes.first).to_be_hidden()
        page.emulate_media(media="print")

        expect(page.get_by_text("And paid?")).to_be_visible()
        for line in votes.all():
            expect(line).to_be_visible()
        for control in page.locator("main").locator("input, button, textarea").all():
            expect(control).to_be_hidden()
        expect(page.get_by_text("You hear of replies")).to_be_hidden()
        expect(page.get_by_text("Print the whole discussion")).to_be_hidden()


def test_whole_discussion_is_printed_from_one_page(browser, site, desk):
    with opened(browser, site) as page:
        page.goto(desk["topic"])
        expect(page.locator(".posts .post")).to_have_count(20)
        follow(page, page.get_by_role("link", name="Print the whole discussion"))
        assert_fit(page)
        page.emulate_media(media="print")

        expect(page.locator(".posts .post")).to_have_count(25)
        expect(page.get_by_text("Night 23, paid.")).to_be_visible()
        expect(page.get_by_text("0 votes, 0%").first).to_be_visible()
        expect(page.get_by_text("Back to the discussion")).to_be_hidden()
