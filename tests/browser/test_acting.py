"""What members do with and for each other, and what is kept of them: with real mail."""

import json
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.joining import ask_to_join, decide
from tests.browser.pages import follow, open_menu, opened, sign_in, signed_in
from tests.browser.people import PASSWORD, add_members, new_address
from tests.browser.rules import assert_fit, scrolls_sideways

pytestmark = pytest.mark.browser

NOTE = "We talked about rotas in Leeds. Come and see how others do it."
GROUNDS = "I keep its books; ask anybody at its office."
MESSAGE = "May I see how you plan the weekends?"
UNKIND = "Only fools pay for sleep-in shifts."
WAYS = pytest.mark.parametrize(
    ("width", "script"), [(1280, True), (375, False)], ids=["script", "no-script-375"]
)


@pytest.fixture(scope="module", autouse=True)
def members(site):
    add_members(
        *(site, "ines invites", "clem claims 1280", "clem claims 375", "dora data"),
        *("bea blocks 1280", "ali asks 1280", "bea blocks 375", "ali asks 375"),
        *("paul posts", "rita reports", "mo moderates"),
        mo_moderates="Forum moderators",
    )


def look_at(page: Page, *, script: bool = True) -> None:
    """Hold the page to the rules; axe is a script, and needs them to run."""
    if script:
        assert_fit(page)
    else:
        assert not scrolls_sideways(page), page.url


def open_door(page: Page, label: str) -> None:
    """Go by one's name in the header, and on by a door of one's account."""
    page.goto("/")
    open_menu(page)
    follow(page, page.locator("header").get_by_role("link", name="My account"))
    follow(page, page.locator("main").get_by_role("link", name=label, exact=True))


def test_member_invites_somebody_who_joins_and_is_let_in(browser, site, mailbox):
    address = new_address("ivy")
    with signed_in(browser, site, "ines invites") as page:
        open_door(page, "Invitations")
        look_at(page)
        page.get_by_label("Their e-mail address").fill(address)
        page.get_by_label("A word with it").fill(NOTE)
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.get_by_role("heading", name=address)).to_be_visible()
        look_at(page)

    letter = mailbox.wait_for(address, "Ines Invites")
    assert NOTE in letter.text
    with opened(browser, site) as page:
        page.goto(letter.link("/invitation/"))
        expect(page.locator("h1")).to_have_text("Ines Invites has invited you")
        expect(page.locator("blockquote")).to_have_text(NOTE)
        look_at(page)
        follow(
            page, page.get_by_role("main").get_by_role("link", name="Join the network")
        )
        look_at(page)
        ask_to_join(page, mailbox, name="Ivy Invited", address=address)
        expect(page.locator("h1")).to_have_text("Your application")
        decide(browser, site, "Ivy Invited", "Approve", known="Ines Invites")
        page.goto(
            mailbox.wait_for(address, "You are a member").link("/accounts/login/")
        )
        open_door(page, "Invitations")

    with signed_in(browser, site, "ines invites") as page:
        page.goto("/me/invitations/")
        expect(page.get_by_text("· used")).to_be_visible()
    with opened(browser, site) as page:
        page.goto(letter.link("/invitation/"))
        expect(page.locator("h1")).to_have_text("This invitation no longer works")


@WAYS
def test_member_asks_to_act_for_an_organisation_and_confirms_its_entry(
    browser, site, mailbox, width, script
):
    who = f"clem claims {width}"
    slug = "leading-lives" if script else "equal-care-co-op"
    ways = {"width": width, "java_script_enabled": script}
    with signed_in(browser, site, who, **ways) as page:
        page.goto(f"/co-ops/{slug}/")
        name = page.locator("h1").inner_text()
        follow(page, page.get_by_role("link", name="I act for this organisation"))
        look_at(page, script=script)
        page.get_by_role("button", name="Ask to act for it").click()
        expect(page.locator(".error-summary")).to_be_visible()
        page.get_by_label("How can we tell?").fill(GROUNDS)
        page.get_by_role("button", name="Ask to act for it").click()
        expect(page.locator("main")).to_contain_text("Waiting")
        look_at(page, script=script)

    with signed_in(browser, site, "coordinator") as page:
        page.goto("/admin/desk/")
        page.get_by_role("link", name="ask to act for").click()
        page.get_by_role("heading", name="waiting").wait_for()
        assert_fit(page, inside="main")
        page.get_by_role("link", name=who.title()).click()
        expect(page.get_by_text(GROUNDS)).to_be_visible()
        assert_fit(page, inside="main")
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.locator(".messages")).to_contain_text(who.title())

    letter = mailbox.wait_for(site.sign_ins[who][0], f"act for {name}")
    with signed_in(browser, site, who, **ways) as page:
        page.goto(letter.link("/me/organisations/"))
        look_at(page, script=script)
        page.get_by_role("link", name="See the entry").click()
        page.wait_for_url(f"**/co-ops/{slug}/**")
        look_at(page, script=script)
        page.get_by_role("button", name="This entry is still right").click()
        expect(page.get_by_text(f"{name} is confirmed as of today")).to_be_visible()
        look_at(page, script=script)
        follow(page, page.get_by_role("link", name="People who act"))
        look_at(page, script=script)


def test_member_sees_what_is_kept_and_takes_it_away(browser, site, tmp_path):
    address, _ = site.sign_ins["dora data"]
    with opened(browser, site) as page:
        sign_in(page, site, "dora data")
        open_door(page, "My data")
        expect(page.get_by_role("table")).to_contain_text("Your profile and photo")
        look_at(page)
        page.get_by_role("button", name="Download my data").click()
        expect(page.locator("h1")).to_have_text("Is it you?")
        look_at(page)
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_text("You can download your data now")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download my data").click()
        file = download.value
        assert file.suggested_filename.endswith(".zip")
        with zipfile.ZipFile(file.path()) as archive:
            kept = json.loads(archive.read("my-data.json"))
            archive.extractall(tmp_path)
        page.goto((tmp_path / "my-data.html").as_uri())
        shown = page.locator("body").inner_text()
        look_at(page)

    assert address in json.dumps(kept["parts"])
    assert address in shown
    labels = [part["label"] for part in kept["parts"].values()]
    assert [label for label in labels if label not in shown] == []


def ask(page: Page, slug: str) -> None:
    """Ask to be introduced, as whoever is blocked can too: they are not told."""
    page.goto(f"/people/{slug}/")
    page.get_by_role("link", name="Ask for an introduction").click()
    page.get_by_label("Your message").fill(MESSAGE)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("main")).to_contain_text(MESSAGE)


@WAYS
def test_member_blocks_another_whose_asking_then_reaches_nobody(
    browser, site, mailbox, width, script
):
    blocker, asker = f"bea blocks {width}", f"ali asks {width}"
    address, _ = site.sign_ins[blocker]
    ways = {"width": width, "java_script_enabled": script}
    with signed_in(browser, site, blocker, **ways) as page:
        open_door(page, "My profile")
        page.get_by_label("Let members find me").check()
        page.get_by_role("button", name="Save my profile").click()
        page.get_by_role("link", name="See my page").click()
        expect(page.locator("h1")).to_have_text(blocker.title())
        slug = page.url.rstrip("/").rpartition("/")[2]
    with signed_in(browser, site, asker, **ways) as page:
        ask(page, slug)

    link = mailbox.wait_for(address, asker.title()).link("/me/introductions/")
    with signed_in(browser, site, blocker, **ways) as page:
        page.goto(link)
        look_at(page, script=script)
        page.get_by_role("button", name=f"Block {asker.title()}").click()
        expect(page.get_by_text(MESSAGE)).to_have_count(0)
        expect(page.get_by_role("heading", name="Whom you block")).to_be_visible()
        look_at(page, script=script)
    with signed_in(browser, site, asker, **ways) as page:
        page.goto("/me/introductions/")
        follow(page, page.get_by_role("button", name="Take back"))
        ask(page, slug)
        look_at(page, script=script)
    with signed_in(browser, site, blocker, **ways) as page:
        page.goto("/me/introductions/")
        expect(page.get_by_text(MESSAGE)).to_have_count(0)
        page.get_by_role("button", name="Unblock").click()
        expect(page.get_by_role("heading", name="Whom you block")).to_have_count(0)
    with signed_in(browser, site, asker, **ways) as page:
        page.goto("/me/introductions/")
        follow(page, page.get_by_role("button", name="Take back"))
        ask(page, slug)
    # Letters go in their order: had the second asking been told, it would be here.
    mailbox.wait_for(address, asker.title(), count=2)
    told = [one for one in mailbox.to(address) if asker.title() in one.subject]
    assert len(told) == 2


def test_member_reports_a_message_and_a_moderator_closes_the_report(browser, site):
    with signed_in(browser, site, "paul posts") as page:
        page.goto("/forum/")
        page.get_by_role("main").get_by_role("link", name="Starting").first.click()
        page.get_by_role("link", name="Start a topic").first.click()
        page.get_by_label("Subject").fill("Sleep-in shifts")
        page.get_by_label("Message").fill(UNKIND)
        page.get_by_role("button", name="Post").first.click()
        expect(page.get_by_text(UNKIND)).to_be_visible()
        topic = page.url
        expect(page.get_by_role("link", name="Report")).to_have_count(0)
    with signed_in(browser, site, "rita reports") as page:
        page.goto(topic)
        follow(page, page.get_by_role("link", name="Report the message by Paul Posts"))
        look_at(page)
        page.get_by_label("It is unkind or threatening").check()
        page.get_by_role("textbox").last.fill("Nobody here is a fool.")
        page.get_by_role("button", name="Report the message").click()
        expect(page.get_by_text("A moderator will read")).to_be_visible()
        look_at(page)
    with signed_in(browser, site, "mo moderates") as page:
        page.goto("/forum/")
        follow(page, page.get_by_role("link", name="Reported messages"))
        look_at(page)
        page.get_by_role("link", name="Sleep-in shifts").click()
        expect(page.locator("main")).to_contain_text("Rita Reports")
        look_at(page)
        page.get_by_label("What you did about it").fill("Asked Paul to reword it.")
        page.get_by_role("button", name="Close the report").click()
        expect(
            page.get_by_text("The reports of this message are closed")
        ).to_be_visible()
        expect(page.get_by_role("link", name="Sleep-in shifts")).to_have_count(0)
        look_at(page)
    with signed_in(browser, site, "paul posts") as page:
        page.goto(topic)
        expect(page.get_by_text(UNKIND)).to_be_visible()
        expect(page.get_by_text("Rita")).to_have_count(0)
        assert page.goto("/forum/reports/").status == 403
