"""Passkeys, codes, forgotten passwords and where one is signed in, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.factors import authenticator_for, code_of
from tests.browser.pages import follow, opened, sign_in, sign_out
from tests.browser.people import PASSWORD, add_members

pytestmark = pytest.mark.browser

NEW_PASSWORD = "seven herons above the mill"


@pytest.fixture(scope="module", autouse=True)
def members(site):
    add_members(site, "kay key", "tom totp", "rita reset", "nell new", "sam sessions")


def give_password(page: Page, site, name: str, password: str = "") -> None:
    """Fill in the sign-in form, whatever comes of it."""
    address, usual = site.sign_ins[name]
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password or usual)
    follow(page, page.locator("form.sign-in").get_by_role("button", name="Sign in"))


def prove(page: Page) -> None:
    """Type the password once more where the site asks for it."""
    heading = page.locator("h1")
    heading.wait_for()
    if heading.inner_text() == "Is it you?":
        page.get_by_label("Password").fill(PASSWORD)
        follow(page, page.get_by_role("button", name="Go on"))


def set_up_app(page: Page, *, then_back: bool = True) -> tuple[str, list[str]]:
    """Set up an authenticator app; return its secret and the recovery codes."""
    page.goto("/accounts/2fa/totp/activate/")
    prove(page)
    expect(page.locator("h1")).to_have_text("Set up an authenticator app")
    secret = page.locator("code").inner_text()
    page.get_by_label("code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    return secret, page.locator("main li code").all_inner_texts()


def test_member_adds_a_passkey_and_signs_in_with_it(browser, site, mailbox):
    with opened(browser, site) as page:
        authenticator = authenticator_for(page)
        sign_in(page, site, "kay key")
        page.goto("/accounts/2fa/passkeys/add/")
        prove(page)
        page.get_by_role("button", name="Add the passkey").click()
        page.get_by_text("Passkey 1").or_(
            page.get_by_role("heading", name="Recovery codes")
        ).first.wait_for()
        (passkey,) = authenticator.passkeys()
        assert passkey["rpId"] == "localhost"
        assert passkey["isResidentCredential"]
        mailbox.wait_for(site.sign_ins["kay key"][0], "passkey")

        sign_out(page)
        page.goto("/accounts/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("button", name="Sign out").wait_for()
        expect(page.locator("header")).to_contain_text("Kay Key")


def test_sign_in_page_says_what_passkeys_need_without_javascript(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/accounts/login/")

        expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_member_sets_up_an_app_and_is_asked_for_its_code(browser, site, mailbox):
    with opened(browser, site, width=375, java_script_enabled=False) as page:
        sign_in(page, site, "tom totp")
        secret, codes = set_up_app(page)
        assert len(codes) == 10
        mailbox.wait_for(site.sign_ins["tom totp"][0], "app")
        sign_out(page)

        give_password(page, site, "tom totp")
        expect(page.locator("h1")).to_have_text("The second step")
        page.goto("/me/")
        expect(page.locator("h1")).to_have_text("The second step")
        # The last code may still be the one that was typed when the app was set up.
        page.get_by_label("code").fill(code_of(secret, periods=1))
        follow(page, page.locator("main").get_by_role("button", name="Sign in"))
        sign_out(page)

        give_password(page, site, "tom totp")
        page.get_by_label("code").fill(codes[0])
        follow(page, page.locator("main").get_by_role("button", name="Sign in"))
        sign_out(page)

        give_password(page, site, "tom totp")
        page.get_by_label("code").fill(codes[0])
        follow(page, page.locator("main").get_by_role("button", name="Sign in"))
        expect(page.get_by_text("That code is not right").first).to_be_visible()


def test_forgotten_password_is_replaced_through_the_mail(browser, site, mailbox):
    address, _ = site.sign_ins["rita reset"]
    with opened(browser, site, java_script_enabled=False) as page:
        page.goto("/accounts/login/")
        follow(page, page.get_by_role("link", name="I have forgotten my password"))
        page.get_by_label("E-mail address").fill(address)
        follow(page, page.locator("main").get_by_role("button").first)
        link = mailbox.wait_for(address, "password").link("/password/reset/key/")

        page.goto(link)
        expect(page.locator("h1")).to_have_text("Set a new password")
        for box in page.locator("main input[type=password]").all():
            box.fill(NEW_PASSWORD)
        follow(page, page.locator("main").get_by_role("button").first)
        expect(page.locator("h1")).to_contain_text("password")
        mailbox.wait_for(address, "password", count=2)

        page.goto(link)
        expect(page.locator("h1")).to_have_text("This link no longer works")
        give_password(page, site, "rita reset")
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
        site.sign_ins["rita reset"] = (address, NEW_PASSWORD)
        sign_in(page, site, "rita reset")


def test_sign_in_on_another_device_is_told_by_mail(browser, site, mailbox):
    address, _ = site.sign_ins["nell new"]
    with opened(browser, site, java_script_enabled=False) as page:
        # Her first sign-in ever, and the same device again: nothing to tell.
        sign_in(page, site, "nell new")
        sign_out(page)
        sign_in(page, site, "nell new")
    with opened(browser, site, java_script_enabled=False) as page:
        sign_in(page, site, "nell new")

    letter = mailbox.wait_for(address, "new device")
    assert letter.link("/accounts/sessions/")
    assert len(mailbox.to(address)) == 1


def test_member_signs_out_everywhere_else(browser, site):
    with (
        opened(browser, site, java_script_enabled=False) as here,
        opened(browser, site, java_script_enabled=False) as elsewhere,
    ):
        sign_in(elsewhere, site, "sam sessions")
        sign_in(here, site, "sam sessions")
        here.goto("/accounts/sessions/")
        here.get_by_role("button", name="Sign out elsewhere").click()
        expect(here.get_by_text("nowhere else")).to_be_visible()

        elsewhere.goto("/me/")
        expect(elsewhere).to_have_url(re.compile("/accounts/login/"))
        here.goto("/me/")
        expect(here.locator("h1")).to_have_text("My account")


def test_editor_reaches_the_admin_only_with_a_second_factor(browser, site):
    with (
        site.also_served(HUB_REQUIRE_SECOND_FACTOR="1") as strict,
        opened(browser, strict, java_script_enabled=False) as page,
    ):
        sign_in(page, strict, "editor")
        page.goto("/admin/")
        expect(page).to_have_url(re.compile("/accounts/second-factor/"))
        expect(page.locator("main")).to_contain_text("second")
