"""What people come for, done in a real browser, with and without JavaScript."""

import pytest

from tests.browser.pages import opened, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_commissioner_goes_from_home_to_a_clause_and_its_discussion(
    browser, site, width, script
):
    with opened(browser, site, width=width, java_script_enabled=script) as page:
        page.goto("/")
        page.get_by_role("link", name="Find peers who have solved it").click()
        page.get_by_role("link", name="Leading Lives", exact=True).click()
        assert page.title().startswith("Leading Lives")
        page.get_by_role("link", name="Leading Lives: a council service").first.click()
        assert "/case-studies/" in page.url
        page.locator("main").get_by_role("link", name="social value").first.click()
        assert "/procurement/clauses/" in page.url
        assert page.get_by_text("not legal advice").first.is_visible()
        page.get_by_role("link", name="Open the discussion").click()
        subject = page.locator("h1").inner_text()
        assert subject.startswith("Weighting social value")
        page.goto("/")
        box = page.locator("main").get_by_role("searchbox")
        box.fill(subject)
        box.press("Enter")
        page.wait_for_url("**/search/**")
        first = page.locator("main .result").first
        assert subject in first.inner_text()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("worker buyout", "/guides/converting-and-worker-buyout/"),
        ("Suffolk", "leading-lives"),
        ("social value", "/procurement/clauses/weight-social-value/"),
        ("rotas", "rota"),
    ],
)
def test_search_finds_the_right_thing_first(browser, site, words, expected):
    with opened(browser, site) as page:
        page.goto("/")
        box = page.locator("main").get_by_role("searchbox")
        box.fill(words)
        box.press("Enter")
        page.wait_for_url("**/search/**")
        first = page.locator("main article a, main .result a").first

        assert expected in first.get_attribute("href")


def test_member_starts_a_discussion_and_others_find_it(browser, site):
    with opened(browser, site) as page:
        sign_in(page, site, "member")
        page.goto("/forum/")
        page.locator("main").get_by_role("link", name="Starting").first.click()
        page.get_by_role("link", name="Start a topic").first.click()
        page.get_by_label("Subject").fill("Who has tried quokka meetings?")
        page.get_by_label("Message").fill("We meet once a month, *standing up*.")
        page.get_by_role("button", name="Post").first.click()
        assert "Who has tried quokka meetings?" in page.locator("h1").inner_text()
        assert page.locator("main em").inner_text() == "standing up"

    with opened(browser, site) as page:
        page.goto("/search/?q=quokka")
        assert page.get_by_role("link", name="quokka").first.is_visible()


def test_members_room_shows_to_members_and_to_nobody_else(browser, site):
    with opened(browser, site) as page:
        page.goto("/forum/")
        assert page.get_by_text("Members' room").count() == 0
        sign_in(page, site, "member")
        page.goto("/forum/")
        assert page.get_by_text("Members' room").first.is_visible()


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_other_sign_in_pages_lead_to_the_one(browser, site, door):
    with opened(browser, site) as page:
        page.goto(door)

        assert "/accounts/login/" in page.url


def test_editor_opens_an_organisation_in_the_admin(browser, site):
    with opened(browser, site) as page:
        sign_in(page, site, "editor")
        page.get_by_role("link", name="Edit the site").click()
        page.get_by_role("button", name="Directory").click()
        page.get_by_role("link", name="Organisations").click()
        page.get_by_role("link", name="Leading Lives").first.click()

        assert page.locator("#id_summary").input_value().startswith("A worker-owned")


def test_editor_previews_a_clause_and_saves_it_unchanged(browser, site):
    with opened(browser, site) as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        sign_in(page, site, "editor")
        page.goto("/admin/pages/search/?q=Weight+social+value")
        page.get_by_role("link", name="Weight social value").first.click()
        page.get_by_role("button", name="Toggle preview").click()
        preview = page.frame_locator("#w-preview-iframe")
        preview.get_by_role("heading", name="Weight social value").first.wait_for()
        page.get_by_role("button", name="Save draft").click()
        page.get_by_text("has been updated").or_(
            page.get_by_text("has been saved")
        ).first.wait_for()

        assert [text for text in complaints if "Content Security" in text] == []
