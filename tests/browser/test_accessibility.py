"""Every type of page, in a real browser: rules of accessibility, width, policy."""

import pytest

from tests.browser.pages import (
    DESK_PAGES,
    MEMBER_PAGES,
    MODERATION_PAGES,
    PAGE_TYPES,
    opened,
    signed_in,
)
from tests.browser.rules import assert_fit, scrolls_sideways, violations

pytestmark = pytest.mark.browser

WITH_FORM = (
    "sign in",
    "forgotten password",
    "join",
    "join with a passkey",
    "pack to begin",
    "add to a pack",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_page_breaks_no_accessibility_rule(browser, site, name, theme):
    with opened(browser, site, color_scheme=theme) as page:
        page.goto(PAGE_TYPES[name])

        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("name", PAGE_TYPES)
def test_page_never_scrolls_sideways(browser, site, name, width):
    with opened(browser, site, width=width) as page:
        page.goto(PAGE_TYPES[name])

        assert not scrolls_sideways(page)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_page_keeps_the_policy_and_asks_no_other_host(browser, site, name):
    with opened(browser, site) as page:
        complaints, hosts = [], set()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        page.goto(PAGE_TYPES[name])

        expected = 1 if name == "not found" else 0
        assert len(complaints) == expected, complaints
        assert hosts == {site.url.split("/")[2]}
        # Only a form that is sent needs a cookie: the one against forged requests.
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        assert cookies == ({"csrftoken"} if name in WITH_FORM else set())


@pytest.mark.parametrize("address", MEMBER_PAGES)
def test_page_for_a_member_fits_and_breaks_no_rule(browser, site, address):
    with signed_in(browser, site, "member") as page:
        answer = page.goto(address)

        assert answer.ok
        assert_fit(page)


@pytest.mark.parametrize("address", MODERATION_PAGES)
def test_page_for_a_moderator_fits_and_breaks_no_rule(browser, site, address):
    with signed_in(browser, site, "coordinator") as page:
        answer = page.goto(address)

        assert answer.ok
        assert_fit(page)


@pytest.mark.parametrize("address", DESK_PAGES)
def test_page_for_a_coordinator_breaks_no_accessibility_rule(browser, site, address):
    with signed_in(browser, site, "coordinator") as page:
        answer = page.goto(address)

        assert answer.ok
        # What is around it is Wagtail's own.
        assert_fit(page, inside="main")
