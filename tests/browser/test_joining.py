"""From asking to join to being a member, or not: a real browser and real mail."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.factors import authenticator_for
from tests.browser.joining import AS_LONG_AS_A_PERSON, WHY, ask_to_join, decide
from tests.browser.pages import follow, open_menu, opened, sign_in, sign_out
from tests.browser.people import PASSWORD, new_address
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "script"), [(1280, True), (375, False)], ids=["script", "no-script-375"]
)
def test_newcomer_joins_is_approved_and_signs_in(browser, site, mailbox, width, script):
    name, address = f"Nia {width}", new_address("nia")
    with opened(browser, site, width=width, java_script_enabled=script) as page:
        page.goto("/")
        open_menu(page)
        follow(page, page.get_by_role("link", name="Join").first)
        ask_to_join(page, mailbox, name=name, address=address)
        expect(page.locator("h1")).to_have_text("Your application")
        expect(page.locator("main")).to_contain_text("Your address is confirmed")
        if script:
            assert_fit(page)

        decide(browser, site, name, "Approve")

        letter = mailbox.wait_for(address, "You are a member")
        # The browser in which they waited is let in at once; another asks who they are.
        page.goto(letter.link("/accounts/login/"))
        sign_out(page)
        site.sign_ins[name] = (address, PASSWORD)
        sign_in(page, site, name)
        page.goto("/me/")
        expect(page.locator("h1")).to_have_text("My account")


def test_newcomer_who_is_declined_is_told_why(browser, site, mailbox):
    name, address = "Otto Outsider", new_address("otto")
    reason = "This network is for people who run, start or commission care co-ops."
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/accounts/signup/")
        ask_to_join(page, mailbox, name=name, address=address)
        expect(page.locator("h1")).to_have_text("Your application")

        decide(browser, site, name, "Decline", reason)

        letter = mailbox.wait_for(address, "About your application")
        assert reason in letter.text
        page.reload()
        expect(page.locator("blockquote")).to_have_text(reason)
        page.goto("/me/")
        expect(page.locator("blockquote")).to_have_text(reason)


def test_newcomer_joins_with_a_passkey_and_no_password(browser, site, mailbox):
    name, address = "Pia Passkey", new_address("pia")
    with opened(browser, site) as page:
        authenticator = authenticator_for(page)
        page.goto("/accounts/signup/")
        page.get_by_role("link", name="Join with a passkey").click()
        expect(page).to_have_url(re.compile("/passkey/"))
        ask_to_join(page, mailbox, name=name, address=address, password="")
        make = page.get_by_role("button", name="Make the passkey")
        make.wait_for()
        assert_fit(page)
        make.click()
        expect(page.locator("h1")).to_have_text("Your application")
        assert len(authenticator.passkeys()) == 1

        decide(browser, site, name, "Approve", "Welcome. Tell us about yourself.")

        assert "Tell us about yourself" in mailbox.wait_for(address, "a member").text
        page.goto("/accounts/login/")
        sign_out(page)
        page.goto("/accounts/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("button", name="Sign out").wait_for()


def test_address_that_is_known_gets_the_same_page_and_another_letter(
    browser, site, mailbox
):
    known, _ = site.sign_ins["founder"]
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/accounts/signup/")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_label("Your name").fill("Somebody Else")
        page.get_by_label("E-mail address").fill(known)
        page.get_by_label("Something else").check()
        page.get_by_label("Why would you like to join?").fill(WHY)
        page.get_by_label("I have read the privacy notice").check()
        page.wait_for_timeout(AS_LONG_AS_A_PERSON)
        page.get_by_role("button", name="Ask to join").click()

        expect(page.locator("h1")).to_have_text("Confirm your address")
    letter = mailbox.wait_for(known, "")
    assert "account" in letter.text
    assert not re.search(r"^[B-Z]{4}-[B-Z]{4}$", letter.text, re.MULTILINE)


def test_newcomer_finds_the_organisation_by_typing_and_keeps_one_that_is_not_there(
    browser, site
):
    with opened(browser, site, width=375) as page:
        page.goto("/accounts/signup/")
        box = page.get_by_role("combobox", name="Your organisation (optional)")
        other = page.get_by_label("Your organisation, if it is not in the list")
        chosen = page.locator("select[name=organisation]")

        box.press_sequentially("lives")
        expect(page.get_by_role("option")).to_have_text(["Leading Lives"])
        assert_fit(page)
        box.press("ArrowDown")
        box.press("Enter")
        expect(box).to_have_value("Leading Lives")
        assert chosen.locator("option:checked").inner_text() == "Leading Lives"
        expect(page).to_have_url(re.compile("/signup/"))

        box.fill("Night Owls Care")
        box.press("Tab")
        expect(other).to_have_value("Night Owls Care")
        expect(box).to_have_value("")
        assert chosen.input_value() == ""
