"""One address for each type of page, and ways to open them."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

from tests.browser.site import RunningSite

# Name of the page type → an address of that type in the starter content.
PAGE_TYPES = {
    "home": "/",
    "directory": "/co-ops/",
    "directory narrowed": "/co-ops/?kind=care_provider",
    "directory near": "/co-ops/?near=Newport&within=100&sort=name",
    "directory empty": "/co-ops/?q=zzzz",
    "directory without such a place": "/co-ops/?near=zzzz",
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
    "clause version": "/procurement/clauses/weight-social-value/v0.1/",
    "clause difference": "/procurement/clauses/weight-social-value/diff/0.1..0.1/",
    "clause for another nation": "/procurement/clauses/worker-buyout-on-exit/?nation=northern_ireland",
    "clause filled in": "/procurement/clauses/pay-for-travel-time/?settle-words=x",
    "law": "/procurement/law/",
    "route finder": "/procurement/find-a-route/",
    "routes found": "/procurement/find-a-route/?nation=england&buyer=council&service=care&value=unknown&existing=closing&market=few",
    "answers missing": "/procurement/find-a-route/?nation=england",
    "self-check": "/procurement/self-check/",
    "packs": "/packs/",
    "pack to begin": "/packs/new/",
    "add to a pack": "/packs/add/clause/worker-buyout-on-exit/?settle-notice-period=x",
    "glossary": "/glossary/",
    "care deserts": "/co-ops/deserts/",
    "codebook": "/co-ops/codebook/",
    "credits": "/credits/",
    "newsletters": "/newsletters/",
    "forum": "/forum/",
    "community agreement": "/forum/agreement/",
    "questions": "/forum/questions/",
    "questions answered": "/forum/questions/?state=answered",
    "board": "/forum/working-in-care-4/",
    "discussion": "/forum/working-in-care-4/topic/how-do-you-pay-for-the-time-between-visits-4/",
    "discussion to print": "/forum/working-in-care-4/topic/how-do-you-pay-for-the-time-between-visits-4/print/",
    "tag": "/forum/tags/pay-and-conditions/",
    "search": "/search/?q=care",
    "search empty": "/search/?q=zzzz",
    "search start": "/search/",
    "sign in": "/accounts/login/",
    "forgotten password": "/accounts/password/reset/",
    "join": "/accounts/signup/",
    "join with a passkey": "/accounts/signup/passkey/",
    "invitation that has ended": "/invitation/none/",
    "privacy": "/privacy/",
    "joining": "/join/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "style guide": "/style-guide/",
    "not found": "/no-such-page/",
}

# What members see, signed in.
MEMBER_PAGES = (
    "/forum/",
    "/forum/new/",
    "/forum/unread/",
    "/forum/drafts/",
    "/forum/following/",
    "/forum/following/choose/?what=all:",
    "/forum/agreement/",
    "/forum/questions/",
    "/search/?q=care",
    "/search/saved/",
    "/search/saved/add/?q=care",
    "/packs/",
    "/people/",
    "/co-ops/leading-lives/claim/",
    "/me/",
    "/me/new/",
    "/me/profile/",
    "/me/notifications/",
    "/me/notifications/choices/",
    "/me/invitations/",
    "/me/introductions/",
    "/me/organisations/",
    "/me/data/",
    "/me/consents/",
    "/me/leave/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/passkeys/",
    "/accounts/2fa/passkeys/add/",
    "/accounts/sessions/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/second-factor/",
    "/accounts/logout/",
)

# The coordinators' pages in the admin.
DESK_PAGES = (
    "/admin/desk/",
    "/admin/desk/applications/",
    "/admin/desk/claims/",
    "/admin/desk/stale/",
    "/admin/desk/numbers/",
    "/admin/newsletters/",
)

# What moderators see, coordinators among them.
MODERATION_PAGES = (
    "/forum/moderation/queue/",
    "/forum/moderation/log/",
    "/forum/reports/",
)


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


@contextmanager
def signed_in(
    browser: Browser, site: RunningSite, kind: str, **options: object
) -> Iterator[Page]:
    """Yield a page of somebody who has signed in; once for all who only look.

    Not for journeys that sign out: the others would be signed out with them.
    """
    if kind not in site.kept_cookies:
        with opened(browser, site) as page:
            sign_in(page, site, kind)
            site.kept_cookies[kind] = page.context.storage_state()
    with opened(
        browser, site, storage_state=site.kept_cookies[kind], **options
    ) as page:
        yield page


def sign_in(page: Page, site: RunningSite, kind: str) -> None:
    """Sign in as one of the demo people."""
    address, password = site.sign_ins[kind]
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("form.sign-in").get_by_role("button", name="Sign in").click()
    page.locator("header .header__name").wait_for(state="attached")


def sign_out(page: Page) -> None:
    """Sign out, by the button in the header."""
    page.locator("header .header__name").wait_for(state="attached")
    open_menu(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.locator("header a[href='/accounts/login/']").wait_for(state="attached")


def open_menu(page: Page) -> None:
    """Open the menu of the header, which a wide screen shows by itself."""
    menu = page.locator(".header__summary")
    if menu.is_visible():
        menu.click()


def follow(page: Page, way: Locator) -> None:
    """Click what leads to another page, and wait until that page is there.

    A click alone returns while the old page still stands, half gone.
    """
    with page.expect_navigation():
        way.click()
