"""One address for each type of page, and ways to open them."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser.site import RunningSite

# Name of the page type → an address of that type in the starter content.
PAGE_TYPES = {
    "home": "/",
    "directory": "/co-ops/",
    "directory narrowed": "/co-ops/?kind=care_provider",
    "directory empty": "/co-ops/?q=zzzz",
    "profile": "/co-ops/leading-lives/",
    "case studies": "/case-studies/",
    "case study": "/case-studies/leading-lives/",
    "guides": "/guides/",
    "guide": "/guides/starting-a-care-co-op/",
    "procurement": "/procurement/",
    "routes": "/procurement/routes/",
    "route": "/procurement/routes/direct-award/",
    "clauses": "/procurement/clauses/",
    "clause": "/procurement/clauses/weight-social-value/",
    "newsletters": "/newsletters/",
    "forum": "/forum/",
    "search": "/search/?q=care",
    "search empty": "/search/?q=zzzz",
    "search start": "/search/",
    "sign in": "/accounts/login/",
    "forgotten password": "/accounts/password/reset/",
    "joining": "/join/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "style guide": "/style-guide/",
    "not found": "/no-such-page/",
}


@contextmanager
def opened(
    browser: Browser, site: RunningSite, *, width: int = 1280, **options: object
) -> Iterator[Page]:
    """Yield a page in a window of its own, `width` CSS pixels wide."""
    context = browser.new_context(
        base_url=site.url, viewport={"width": width, "height": 900}, **options
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, site: RunningSite, kind: str) -> None:
    """Sign in as one of the demo people."""
    address, password = site.sign_ins[kind]
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("form.sign-in").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
