import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.rich_text import RichText

from hub.core.blocks import StoryBody
from hub.home.models import StandardPage
from hub.media.models import HubImage
from tests.hub.media.test_media import PICTURE


@pytest.fixture
def page(home):
    over = home.add_child(instance=StandardPage(title="Over", slug="over"))
    return over.add_child(instance=StandardPage(title="Under", slug="under"))


def test_breadcrumb_leads_from_home_to_here(page):
    assert page.breadcrumb() == [("Home", "/"), ("Over", "/over/"), ("Under", None)]


def test_breadcrumb_leaves_out_a_draft_above(page):
    page.get_parent().specific.unpublish()

    assert page.breadcrumb() == [("Home", "/"), ("Under", None)]


def test_breadcrumb_of_home_is_itself(home):
    assert home.breadcrumb() == [("Care Co-op Hub", None)]


def test_page_describes_itself_by_its_summary_unless_told_otherwise(page):
    page.summary = "Short."
    assert page.description == "Short."

    page.search_description = "For search engines."
    assert page.description == "For search engines."


def rendered(kind, value):
    block = StoryBody().child_blocks[kind]
    html = block.render(block.to_python(value) if kind == "image" else value)
    return BeautifulSoup(html, "html5lib").body


def test_text_block_shows_rich_text():
    assert rendered("text", RichText("<p>Some <b>words</b>.</p>")).b.text == "words"


def test_notice_block_shows_tone_title_and_text():
    value = {"tone": "warning", "title": "Care", "text": RichText("<p>Mind.</p>")}
    notice = rendered("notice", value)

    assert notice.select_one(".notice--warning") is not None
    assert "Care" in notice.text
    assert notice.find("p", string="Mind.") is not None


def test_checklist_block_escapes_what_it_lists():
    block = rendered("checklist", {"title": "To do", "items": ["one", "<b>two</b>"]})

    assert [item.text for item in block.find_all("li")] == ["one", "<b>two</b>"]
    assert block.find("h3").text == "To do"


@pytest.mark.parametrize("address", ["", "https://example.org/report"])
def test_quote_block_names_speaker_and_source(address):
    value = {
        "text": "We decide.",
        "speaker": "A member",
        "source": "The report",
        "source_url": address,
    }
    quote = rendered("quote", value)

    assert quote.blockquote.text == "We decide."
    assert quote.figcaption.text == "A member, The report"
    assert [link["href"] for link in quote.find_all("a")] == [address] * bool(address)


def test_image_block_shows_alternative_text_and_credit(db):
    picture = HubImage.objects.create(
        title="A team",
        file=ContentFile(PICTURE, "team.png"),
        credit="Ada",
        licence="CC BY 4.0",
    )
    value = {"image": picture.pk, "alt_text": "Five people", "decorative": False}
    figure = rendered("image", value)

    assert figure.img["alt"] == "Five people"
    assert figure.img["src"].startswith("/media/images/")
    assert figure.figcaption.text == "Ada, CC BY 4.0"
