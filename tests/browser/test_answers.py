"""Asking and being answered: a name is completed, an answer is useful and accepted."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import opened, sign_in
from tests.browser.people import add_members
from tests.browser.rules import assert_fit

pytestmark = pytest.mark.browser

_SCRIPT = """
from forum.adapter.actions import describe_topic, start_topic
from forum.adapter.models import BoardProfile
from forum.forum_conversation.models import Post
from hub.accounts.models import User
from hub.core.models import Topic as Tag
from hub.directory.models import Organisation
from hub.members.models import Profile
ann, wren = (
    User.objects.get(email=f"{name}@example.org") for name in ("ann.asker", "wren.writer")
)
Profile.objects.create(
    user=wren, slug="wrenwriter", role="Care manager", place="Ipswich",
    organisation=Organisation.objects.get(slug="leading-lives"),
)
board = BoardProfile.objects.get(key="working-in-care").board
topic = start_topic(
    board=board, author=ann, subject="How do you plan leave?", content="Over summer."
)
describe_topic(topic=topic, tags=Tag.objects.all()[:2], is_question=True)
for author, words in ((ann, "I mean August."), (wren, "Two people share each round.")):
    Post.objects.create(
        topic=topic, poster=author, subject="Re", content=words, approved=True
    )
print(topic.get_absolute_url())
"""


@pytest.fixture(scope="module")
def address(site) -> str:
    """A question with an answer; who asked and who answered can sign in."""
    add_members(site, "ann asker", "wren writer")
    return site.manage("shell", "-v", "0", "-c", _SCRIPT).strip().splitlines()[-1]


def test_asker_names_who_answered_and_accepts_the_answer(browser, site, address):
    with opened(browser, site) as page:
        sign_in(page, site, "ann asker")
        page.goto(address)
        expect(page.locator(".member-card")).to_contain_text("Leading Lives")

        message = page.get_by_label("Your message")
        message.press_sequentially("Thank you @wre")
        expect(page.get_by_role("option")).to_contain_text(["Wren Writer"])
        assert_fit(page)
        message.press("ArrowDown")
        message.press("Enter")
        expect(message).to_have_value("Thank you @wrenwriter ")
        expect(page.get_by_role("option")).to_have_count(0)
        page.get_by_role("button", name="Post reply").click()
        expect(page.get_by_role("link", name="@Wren Writer")).to_be_visible()

        useful = page.get_by_role("button", name=re.compile("Useful.*Wren"))
        useful.focus()
        useful.press("Enter")
        expect(useful).to_have_attribute("aria-pressed", "true")
        expect(useful).to_be_focused()

        page.get_by_role("button", name=re.compile("Accept.*Wren")).click()
        expect(page.get_by_role("heading", name="Accepted answer")).to_be_visible()
        assert_fit(page)


def test_message_without_an_offered_name_keeps_its_keys(browser, site, address):
    with opened(browser, site) as page:
        sign_in(page, site, "wren writer")
        page.goto(address)
        message = page.get_by_label("Your message")
        message.press_sequentially("Ask @ann")
        expect(page.get_by_role("option")).to_have_count(0)
        message.press("Enter")
        message.press_sequentially("@")
        message.press("Escape")
        expect(message).to_have_value("Ask @ann\n@")


def test_visitor_without_a_script_reads_the_answer(browser, site, address):
    with opened(browser, site, width=375, java_script_enabled=False) as page:
        page.goto(address)
        expect(page.get_by_text("Two people share each round.").first).to_be_visible()
        expect(page.locator(".helped button")).to_have_count(0)
