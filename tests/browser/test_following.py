"""Following, as a member does it: on a discussion, on a page, and in the list."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import follow, signed_in
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser


def test_member_follows_a_discussion_and_a_co_op_and_stops(browser, site):
    # Somebody who has written nothing yet: who writes hears of it anyway.
    with signed_in(browser, site, "commissioner") as page:
        page.goto("/forum/")
        follow(page, page.locator("main h3 a").first)
        page.get_by_role("button", name="Follow this board").click()
        expect(page.get_by_text("You follow this board ·")).to_be_visible()
        assert_fit(page)
        follow(page, page.locator("main h3 a").first)
        page.get_by_role("button", name="Follow this discussion").click()
        expect(page.get_by_text("You follow this discussion ·")).to_be_visible()
        assert_fit(page)

        page.goto("/co-ops/leading-lives/")
        follow(page, page.get_by_role("link", name="Follow the discussions"))
        page.get_by_label("E-mail once a week").check()
        assert_fit(page)
        follow(page, page.get_by_role("button", name="Follow", exact=True))

        page.goto("/forum/following/")
        way = page.get_by_label("How you hear of Leading Lives", exact=True)
        expect(way).to_have_value("weekly")
        assert_fit(page)
        stop = page.get_by_role("button", name="Stop following")
        for left in (2, 1, 0):
            stop.first.click()
            expect(stop).to_have_count(left)
        expect(page.get_by_text("You follow nothing yet")).to_be_visible()
        assert_fit(page)
