"""Asking to join, and a coordinator's answer, as several journeys need them."""

from playwright.sync_api import Page, expect

from tests.browser.mail import Mailbox
from tests.browser.pages import follow, signed_in
from tests.browser.people import PASSWORD
from tests.browser.rules import assert_fit

WHY = "We start a co-op of personal assistants and want to hear how others did it."
# The site takes whoever is quicker with the form for a program.
AS_LONG_AS_A_PERSON = 3_500


def ask_to_join(
    page: Page, mailbox: Mailbox, *, name: str, address: str, password: str = PASSWORD
) -> None:
    """Fill in the form, and type the code that comes by mail."""
    if password:
        page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("Your name").fill(name)
    # Whoever was invited finds their address there, and cannot change it.
    box = page.get_by_label("E-mail address")
    if box.is_enabled():
        box.fill(address)
    expect(box).to_have_value(address)
    page.get_by_label("I want to start one").check()
    page.get_by_label("Why would you like to join?").fill(WHY)
    page.get_by_label("I have read the privacy notice").check()
    page.wait_for_timeout(AS_LONG_AS_A_PERSON)
    page.get_by_role("button", name="Ask to join").click()
    expect(page.locator("h1")).to_have_text("Confirm your address")
    page.get_by_label("Code").fill(mailbox.wait_for(address, "is your code").code())
    follow(page, page.get_by_role("button", name="Confirm"))


def decide(
    browser, site, name: str, button: str, words: str = "", known: str = WHY
) -> None:
    """Decide as a coordinator, from the desk, who is shown what is `known`."""
    with signed_in(browser, site, "coordinator") as page:
        page.goto("/admin/desk/applications/")
        page.get_by_role("link", name=name).click()
        expect(page.locator("main")).to_contain_text(known)
        assert_fit(page, inside="main")
        page.get_by_label("What they are told").fill(words)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".messages")).to_contain_text(name)
