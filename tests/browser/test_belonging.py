"""Being told, being introduced, the newsletter, and leaving: with real mail."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.pages import follow, opened, sign_in, signed_in
from tests.browser.people import add_members
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser

TOPIC = "How do you plan night shifts?"
READERS = ("nora reads", "ned reads", "nell reads")


@pytest.fixture(scope="module", autouse=True)
def members(site):
    add_members(
        *(site, "anna asks", "rob replies", "ida asks", "ivo answers", "cora chooses"),
        *("lea leaves", *READERS),
    )


def answer_topic(browser, site, who: str, address: str, words: str) -> None:
    with signed_in(browser, site, who, java_script_enabled=False) as page:
        page.goto(address)
        page.get_by_role("textbox", name="Your message").fill(words)
        page.get_by_role("button", name="Post reply").click()
        expect(page.get_by_text(words)).to_be_visible()


def choose(page: Page, kind: str, way: str) -> None:
    page.goto("/me/notifications/choices/")
    question = page.get_by_role("group", name=kind, exact=True)
    question.get_by_label(way, exact=True).check()
    page.get_by_role("button", name="Keep these choices").click()
    expect(question.get_by_label(way, exact=True)).to_be_checked()


def test_member_hears_of_a_reply_and_stops_the_mail_with_one_click(
    browser, site, mailbox
):
    address, _ = site.sign_ins["anna asks"]
    with signed_in(browser, site, "anna asks", java_script_enabled=False) as page:
        page.goto("/forum/")
        page.locator("main").get_by_role("link", name="Starting").first.click()
        page.get_by_role("link", name="Start a topic").first.click()
        page.get_by_label("Subject").fill(TOPIC)
        page.get_by_label("Message").fill("We have two people awake each night.")
        page.get_by_role("button", name="Post").first.click()
        expect(page.locator("h1")).to_contain_text(TOPIC)
        topic = page.url
    answer_topic(browser, site, "rob replies", topic, "One awake, one on call.")

    letter = mailbox.wait_for(address, "Re: How do you plan night")
    assert "One awake, one on call." in letter.text
    assert letter.link("?post=")
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.search(r"<(http[^>]+)>", letter.message["List-Unsubscribe"]).group(1)
    with opened(browser, site, java_script_enabled=False) as page:
        # As the mail program does it: a POST by nobody in particular.
        answer = page.request.post(stop, form={"List-Unsubscribe": "One-Click"})
        assert answer.ok
        page.goto(letter.link("/mail/choices/"))
        replies = page.get_by_role("group", name="Replies", exact=True)
        expect(replies.get_by_label("On the site only")).to_be_checked()

    answer_topic(browser, site, "rob replies", topic, "And a manager by telephone.")
    with signed_in(browser, site, "anna asks", java_script_enabled=False) as page:
        page.goto("/")
        page.locator("header").get_by_role("link", name="Notifications").click()
        page.get_by_role("button", name="Rob Replies replied").first.click()
        expect(page.get_by_text("And a manager by telephone.")).to_be_visible()
    told = [
        one for one in mailbox.to(address) if "Re: How do you plan night" in one.subject
    ]
    assert len(told) == 1


def test_member_stops_a_kind_of_mail_by_its_link_signed_out(browser, site, mailbox):
    address, _ = site.sign_ins["cora chooses"]
    with signed_in(browser, site, "cora chooses", java_script_enabled=False) as page:
        page.goto("/forum/")
        page.locator("main").get_by_role("link", name="Starting").first.click()
        page.get_by_role("link", name="Start a topic").first.click()
        page.get_by_label("Subject").fill("Who insures volunteers?")
        page.get_by_label("Message").fill("Ours are asked for it.")
        page.get_by_role("button", name="Post").first.click()
        expect(page.locator("h1")).to_contain_text("Who insures volunteers?")
        topic = page.url
    answer_topic(browser, site, "rob replies", topic, "The council's policy did.")

    link = mailbox.wait_for(address, "Re: Who insures").link("/mail/stop/")
    with opened(browser, site, width=375, java_script_enabled=False) as page:
        page.goto(link)
        page.get_by_role("button", name="Stop the e-mail").click()
        expect(page.locator("h1")).to_have_text("No more e-mail of this kind")
    with signed_in(browser, site, "cora chooses", java_script_enabled=False) as page:
        page.goto("/me/notifications/choices/")
        replies = page.get_by_role("group", name="Replies", exact=True)
        expect(replies.get_by_label("On the site only")).to_be_checked()
        choose(page, "Replies", "E-mail once a week")


def test_members_are_introduced_when_the_answer_is_yes(browser, site, mailbox):
    ida, ivo = site.sign_ins["ida asks"][0], site.sign_ins["ivo answers"][0]
    with signed_in(browser, site, "ivo answers", java_script_enabled=False) as page:
        page.goto("/me/")
        page.get_by_role("link", name="profile").first.click()
        page.get_by_label("Your role").fill("Keeper of the books")
        page.get_by_label("Let members find me").check()
        page.get_by_role("button", name="Save my profile").click()
        page.get_by_role("link", name="See my page").click()
        expect(page.locator("h1")).to_have_text("Ivo Answers")
    with signed_in(browser, site, "ida asks", java_script_enabled=False) as page:
        page.goto("/people/?q=books")
        page.get_by_role("link", name="Ivo Answers").click()
        expect(page.get_by_text(ivo)).to_have_count(0)
        page.get_by_role("link", name="Ask for an introduction").click()
        page.locator("main textarea").fill("May I see how you keep them?")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("main")).to_contain_text("May I see how you keep them?")

    asked = mailbox.wait_for(ivo, "Ida Asks")
    assert ida not in asked.message.as_string()
    with signed_in(
        browser, site, "ivo answers", width=375, java_script_enabled=False
    ) as page:
        page.goto("/me/introductions/")
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("link", name=ida)).to_be_visible()
    assert ivo in mailbox.wait_for(ida, "You and Ivo Answers are introduced").text
    assert ida in mailbox.wait_for(ivo, "You and Ida Asks are introduced").text


def type_until_kept(box: Locator, words: str) -> None:
    """Type until Wagtail has kept a first draft by itself.

    It begins to look for changes a while after the page is there; to publish while it
    keeps the first of them would make a second page of that address.
    """
    for stops in range(1, 31):
        box.fill(words + "." * stops)
        with suppress(TimeoutError):
            box.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"), timeout=2000)
            return
    raise AssertionError("No draft was kept.")


def publish_newsletter(page: Page, title: str) -> None:
    page.goto("/admin/pages/search/?q=newsletters")
    page.get_by_role("link", name="Newsletters", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/"))
    parent = re.search(r"/pages/(\d+)/", page.url).group(1)
    page.goto(f"/admin/pages/add/newsletter/newsletterpage/{parent}/")
    page.locator("#id_title").fill(title)
    type_until_kept(page.locator("#id_summary"), "Three co-ops opened, and one grew")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("published")


def count_until(page: Page, **numbers: int) -> None:
    """Count again as the coordinator does, until the page says these numbers."""
    for _ in range(60):
        page.reload()
        rows = page.locator(".sending-numbers tr").all_inner_texts()
        cells = [row.split("\t") for row in rows]
        told = {name.strip().lower(): int(number) for name, number, *_ in cells}
        if numbers.items() <= told.items():
            return
        page.wait_for_timeout(500)
    raise AssertionError(told)


def test_newsletter_is_paused_goes_on_and_reaches_each_reader_once(
    browser, site, mailbox
):
    title, (sender, _) = "What autumn brought", site.sign_ins["coordinator"]
    readers = [site.sign_ins[name][0] for name in READERS]
    for name in READERS:
        with signed_in(browser, site, name, java_script_enabled=False) as page:
            choose(page, "Newsletter", "Send me the newsletter")
    with signed_in(browser, site, "coordinator") as page:
        publish_newsletter(page, title)
        page.goto("/admin/newsletters/")
        assert_fit(page, inside="main")
        follow(page, page.get_by_role("link", name=title))
        assert_fit(page, inside="main")
        follow(page, page.get_by_role("button", name="Send me a trial"))
        mailbox.wait_for(sender, title)
        assert not any(mailbox_has(mailbox, reader, title) for reader in readers)
        page.get_by_label("I have read the mail below").check()
        with mailbox.thinking() as has_one:
            page.get_by_role("button", name="Send it to").click()
            assert has_one.wait(30)
            follow(page, page.get_by_role("button", name="Pause"))
            expect(page.locator(".messages")).to_contain_text("Paused")
        # What was being handed over is taken; nothing follows it.
        count_until(page, sent=1, waiting=len(READERS) - 1)
        assert_fit(page, inside="main")
        assert sum(mailbox_has(mailbox, reader, title) for reader in readers) == 1
        follow(page, page.get_by_role("button", name="Go on"))
        count_until(page, sent=len(READERS), waiting=0)
        assert_fit(page, inside="main")

    for reader in readers:
        assert mailbox.wait_for(reader, title).link("/mail/stop/")
        assert mailbox_has(mailbox, reader, title) == 1
    # The trial counts for nothing, and the coordinator did not choose the newsletter.
    assert mailbox_has(mailbox, sender, title) == 1


def mailbox_has(mailbox, address: str, subject: str) -> int:
    return sum(subject in letter.subject for letter in mailbox.to(address))


def leave(page: Page, password: str) -> None:
    page.goto("/me/leave/")
    page.get_by_label("Yes, I want to leave the network").check()
    follow(page, page.get_by_role("button", name="Leave the network"))
    is_it_you = page.get_by_role("heading", name="Is it you?")
    signed_out = page.locator("header").get_by_role("link", name="Sign in")
    expect(is_it_you.or_(signed_out)).to_be_visible()
    if is_it_you.is_visible():
        page.get_by_label("Password").fill(password)
        follow(page, page.get_by_role("button", name="Go on"))
    expect(signed_out).to_be_visible()


def test_member_leaves_comes_back_and_leaves_for_good(browser, site, mailbox):
    address, password = site.sign_ins["lea leaves"]
    with opened(browser, site, java_script_enabled=False) as page:
        sign_in(page, site, "lea leaves")
        leave(page, password)
        page.goto(mailbox.wait_for(address, "will be erased").link("/me/leave/"))
        follow(page, page.get_by_role("button", name="Keep my account"))
        sign_in(page, site, "lea leaves")

    with (
        site.also_served(HUB_LEAVING_GRACE_DAYS="0") as hasty,
        opened(browser, hasty, java_script_enabled=False) as page,
    ):
        sign_in(page, hasty, "lea leaves")
        leave(page, password)
        mailbox.wait_for(address, "will be erased", count=2)
        assert "1 erased, 0 failed" in site.manage("erase_accounts")
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Password", exact=True).fill(password)
        page.locator("form.sign-in").get_by_role("button", name="Sign in").click()
        expect(page.locator(".error-summary, [role=alert]").first).to_be_visible()
