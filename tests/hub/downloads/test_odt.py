import io

import pytest
from odfdo import Document

from hub.downloads.blocks import Numbered, Paper, Paragraph, Run, Wording, words
from hub.downloads.odt import odt
from hub.downloads.odt.markup import full
from tests.hub.downloads.papers import HEADINGS, HOSTILE, hostile, paper
from tests.hub.downloads.reading import everything, part


@pytest.fixture(scope="module")
def data():
    return odt(paper())


@pytest.fixture(scope="module")
def document(data):
    return Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def content(data):
    return part(data, "content.xml")


def text_of(element):
    return "".join(element.itertext())


def all_of(content, name):
    return list(content.iter(full(name)))


def test_odt_of_the_same_paper_is_the_same_file(data):
    assert odt(paper()) == data


def test_odt_says_what_it_is_at_its_start(data):
    assert data[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def test_odt_tells_title_subject_language_and_author(document):
    meta = document.meta

    assert (meta.title, meta.subject) == (
        "Buying care from co-ops",
        "What to settle, and how.",
    )
    assert (meta.language, meta.creator) == ("en-GB", "Care Co-op Hub")


def test_odt_is_in_british_english_by_default(data):
    styles = part(data, "styles.xml")
    default = styles.xpath(
        "//*[local-name()='default-style'][@*[.='paragraph']]"
        "/*[local-name()='text-properties']"
    )[0]

    assert default.get(full("fo:language")) == "en"
    assert default.get(full("fo:country")) == "GB"


def test_odt_has_headings_with_their_level(document):
    found = [
        (one.get_attribute_integer("text:outline-level"), one.text_recursive)
        for one in document.body.headers
    ]

    assert found == HEADINGS


def test_odt_wording_is_a_list_of_its_own_for_each_clause(content):
    lists = [
        one
        for one in all_of(content, "text:list")
        if one.get(full("text:style-name")) == "Clauses"
    ]
    first = [text_of(one) for one in lists[0].iter(full("text:p"))]

    assert len(lists) == 2
    assert [one.get(full("text:continue-list")) for one in lists] == [None, None]
    assert first == [
        "The Authority gives [12] weeks' notice.",
        "in writing, and",
        "to every member.",
        "without delay.",
        "Nothing else changes.",
        "not even the price.",
    ]


def test_odt_letters_stand_below_their_number(content):
    (clause, _) = [
        one
        for one in all_of(content, "text:list")
        if one.get(full("text:style-name")) == "Clauses"
    ]

    assert [len(list(item.iter(full("text:list-item")))) - 1 for item in clause] == [
        3,
        1,
    ]


def test_odt_list_goes_on_after_a_paragraph_without_number():
    wording = Wording(
        (
            Numbered(1, "1.", words("One.")),
            Numbered(0, "", words("Between.")),
            Numbered(2, "(a)", words("Letter.")),
            Numbered(1, "2.", words("Two.")),
        )
    )
    lists = [
        one
        for one in all_of(
            part(odt(Paper("Clause", (wording,))), "content.xml"), "text:list"
        )
        if one.get(full("text:style-name"))
    ]

    assert lists[1].get(full("text:continue-list")) == lists[0].get(full("xml:id"))


def test_odt_placeholder_has_brackets_and_a_style(content):
    found = [
        text_of(one)
        for one in all_of(content, "text:span")
        if one.get(full("text:style-name")) == "Placeholder"
    ]

    assert found == ["[12]", "[12]"]


def test_odt_notes_are_comments_at_the_first_paragraph_of_the_wording(content):
    (note,) = all_of(content, "office:annotation")
    (end,) = all_of(content, "office:annotation-end")

    assert note.findtext(full("dc:creator")) == "Care Co-op Hub"
    assert [text_of(one) for one in note.iter(full("text:p"))] == [
        "Agree this first.",
        "Then that.",
    ]
    assert note.getparent() is end.getparent()
    assert note.tail == "In this contract:"


def test_odt_contents_have_an_entry_for_each_heading(content):
    (index,) = all_of(content, "text:index-body")
    links = list(index.iter(full("text:a")))
    places = {
        f"#{one.get(full('text:name'))}" for one in all_of(content, "text:bookmark")
    }

    assert [text_of(one) for one in links] == [text for _, text in HEADINGS]
    assert {one.get(full("xlink:href")) for one in links} == places


def test_odt_table_has_head_rows_caption_and_whole_rows(content):
    (table,) = all_of(content, "table:table")
    (head,) = table.iter(full("table:table-header-rows"))
    rows = list(table.iter(full("table:table-row")))

    assert text_of(head) == "LotBidsWon by"
    assert [len(row) for row in rows] == [3, 3, 3]
    assert text_of(table.getprevious()) == "Bids by lot"


def test_odt_pictures_have_words_and_fit_the_page(content):
    frames = all_of(content, "draw:frame")

    assert [one.findtext(full("svg:desc")) for one in frames] == [
        "A map of the lots",
        None,
    ]
    assert [one.get(full("loext:decorative")) for one in frames] == [None, "true"]
    assert frames[0].get(full("svg:width")) == "16.00cm"


def test_odt_lists_its_pictures_with_their_kind(data, content):
    manifest = everything(data)

    for image in all_of(content, "draw:image"):
        assert f'full-path="{image.get(full("xlink:href"))}"' in manifest
    assert 'media-type="image/png"' in manifest
    assert "thumbnail" not in manifest


def test_odt_links_lead_to_the_web_only(data, content):
    targets = [
        one.get(full("xlink:href"))
        for one in all_of(content, "text:a")
        if not one.get(full("xlink:href")).startswith("#")
    ]

    assert targets == ["https://hub.example/guides/?a=1&b=2", "https://a.example"]
    assert "javascript" not in everything(data)


def test_odt_notice_tells_its_tone_in_words(content):
    assert "Warning: The law changes" in [
        text_of(one) for one in all_of(content, "text:p")
    ]


def test_odt_footer_has_foot_and_page_of_pages(data):
    (footer,) = part(data, "styles.xml").iter(full("style:footer"))

    assert text_of(footer).strip() == "Care Co-op Hub, 3 November 2026Page 1 of 1"


def test_odt_uses_only_styles_it_has(data, content):
    name, used = full("style:name"), full("text:style-name")
    defined = {
        one.get(name)
        for root in (content, part(data, "styles.xml"))
        for one in root.iter()
    }

    assert {one.get(used) for one in content.iter()} - defined == {None} - defined


@pytest.mark.parametrize("name", HOSTILE)
def test_odt_of_hostile_text_opens_and_leads_nowhere_else(name):
    data = odt(hostile(HOSTILE[name]))

    Document(io.BytesIO(data))
    assert 'href="javascript' not in everything(data)


@pytest.mark.parametrize("typed", [HOSTILE["markup"], "  a   b \tc\nd  ", " ", "a  "])
def test_odt_shows_text_as_it_was_typed(typed):
    blocks = (Paragraph((Run(typed), Run("!"))),)
    document = Document(io.BytesIO(odt(Paper("Text", blocks))))

    assert document.body.paragraphs[-1].inner_text == f"{typed}!"


def test_odt_of_an_empty_paper_has_a_title():
    document = Document(io.BytesIO(odt(Paper("", (), has_contents=True))))

    assert document.body.paragraphs[0].inner_text == "Untitled document"
