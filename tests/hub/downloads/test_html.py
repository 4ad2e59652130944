import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from hub.downloads.blocks import (
    Heading,
    Notice,
    Numbered,
    Paper,
    Paragraph,
    Picture,
    Run,
    Wording,
    words,
)
from hub.downloads.html import html, html_blocks
from hub.procurement.wording import paragraphs
from tests.hub.downloads.papers import HEADINGS, HOSTILE, hostile, paper


def soup(markup):
    return BeautifulSoup(markup, "html5lib")


def headings(page):
    return [
        (int(one.name[1]), one.text) for one in page.find_all(["h1", "h2", "h3", "h4"])
    ]


def test_html_is_a_british_document_with_one_title_and_headings_below_it():
    page = soup(html(paper()))

    assert page.html["lang"] == "en-GB"
    assert page.title.text == "Buying care from co-ops"
    assert headings(page) == [
        (1, "Buying care from co-ops"),
        *((level + 1, text) for level, text in HEADINGS),
    ]


def test_html_contents_lead_to_the_headings():
    page = soup(html(paper()))
    links = page.select("nav.contents a")

    assert [one.text for one in links] == [text for _, text in HEADINGS]
    assert [page.find(id=one["href"][1:]).text for one in links] == [
        text for _, text in HEADINGS
    ]


def test_html_contents_lead_to_a_heading_within_a_notice():
    notice = Notice("error", "Stop", (Paragraph(()), Heading(1, "Inside")))
    page = soup(html(Paper("Notice", (notice,), has_contents=True)))

    (link,) = page.select("nav.contents a")
    assert page.find(id=link["href"][1:]).text == "Inside"


def test_html_blocks_stand_below_the_headings_of_the_page_without_ids():
    page = soup(html_blocks((Heading(1, "One"), Heading(2, "Two")), heading_offset=2))

    assert headings(page) == [(3, "One"), (4, "Two")]
    assert page.find(id=True) is None


def test_html_wording_is_marked_up_as_on_the_page_of_a_clause():
    typed = "Intro\n\n1. The Authority gives [[notice|12]] weeks.\n(a) in <writing>"
    read = paragraphs(typed)
    wording = Wording(
        tuple(
            Numbered(
                one.level,
                one.number,
                tuple(Run(s.text, is_blank=s.is_placeholder) for s in one.segments),
            )
            for one in read
        )
    )

    page = soup(html_blocks((wording,)))
    expected = soup(
        render_to_string("procurement/wording.html", {"paragraphs": wording.paragraphs})
    )
    # The page's own script finds placeholders by it; a document has none.
    for one in expected.select("[data-blank]"):
        del one["data-blank"]

    assert [str(one) for one in page.select(".wording")] == [
        str(one) for one in expected.select(".wording")
    ]


def test_html_list_table_and_facts_are_what_they_are():
    page = soup(html_blocks(paper().blocks))

    assert [one.text for one in page.select("ol")[0].select("li")] == ["Ask", "Decide"]
    assert page.table.caption.text == "Bids by lot"
    assert [one["scope"] for one in page.select("th")] == ["col"] * 3
    assert [len(row.select("td")) for row in page.select("tbody tr")] == [3, 3]
    assert page.select("dl.facts dt")[0].text == "Version"


def test_html_links_lead_to_the_web_only():
    page = soup(html_blocks(paper().blocks))

    assert [one["href"] for one in page.select("a")] == [
        "https://hub.example/guides/?a=1&b=2",
        "https://a.example",
    ]


def test_html_picture_is_held_within_and_has_its_words():
    images = soup(html_blocks(paper().blocks)).select("img")

    assert [one["alt"] for one in images] == ["A map of the lots", ""]
    assert all(one["src"].startswith("data:image/png;base64,") for one in images)


def test_html_picture_that_is_none_is_a_bug():
    with pytest.raises(ValueError, match="PNG or JPEG"):
        html_blocks((Picture(b"<svg onload=alert(1)>", "Bad"),))


@pytest.mark.parametrize("name", HOSTILE)
def test_html_of_hostile_text_holds_no_markup_of_its_own(name):
    page = soup(html(hostile(HOSTILE[name])))

    assert page.find_all(["script", "b", "style"]) == []
    assert page.select("[href^=javascript]") == []


def test_html_shows_hostile_text_as_it_was_typed():
    page = soup(html_blocks((Paragraph(words(HOSTILE["markup"])),)))

    assert page.p.text == HOSTILE["markup"]
