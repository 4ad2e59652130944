import datetime as dt
import io

import pytest
from docx import Document

from hub.downloads.blocks import Notice, Numbered, Paper, Picture, Run, Wording
from hub.downloads.docx import docx
from tests.hub.downloads.papers import HEADINGS, HOSTILE, hostile, paper, png
from tests.hub.downloads.reading import W, everything, part


@pytest.fixture(scope="module")
def data():
    return docx(paper())


@pytest.fixture(scope="module")
def document(data):
    return Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def body(data):
    return part(data, "word/document.xml")


def styled(body, style):
    return [
        paragraph
        for paragraph in body.iter(f"{W}p")
        if (mark := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and mark.get(f"{W}val") == style
    ]


def text_of(element):
    return "".join(element.itertext(f"{W}t"))


def test_docx_of_the_same_paper_is_the_same_file(data):
    assert docx(paper()) == data


def test_docx_tells_title_subject_language_author_and_date(document):
    about = document.core_properties

    assert (about.title, about.subject) == (
        "Buying care from co-ops",
        "What to settle, and how.",
    )
    assert (about.language, about.author) == ("en-GB", "Care Co-op Hub")
    assert about.created.date() == about.modified.date() == dt.date(2026, 11, 3)


def test_docx_is_in_british_english_throughout(data):
    styles = part(data, "word/styles.xml")
    settings = part(data, "word/settings.xml")

    default = styles.find(f"{W}docDefaults//{W}lang")
    assert default.get(f"{W}val") == "en-GB"
    assert settings.find(f"{W}themeFontLang").get(f"{W}val") == "en-GB"
    assert "en-US" not in everything(data)


def test_docx_has_headings_by_their_style_and_one_title(document):
    found = [
        (int(paragraph.style.name.split()[1]), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading ")
    ]
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]

    assert found == HEADINGS
    assert titles == ["Buying care from co-ops"]


def test_docx_wording_begins_its_numbers_anew_for_each_clause(data, body):
    numbering = part(data, "word/numbering.xml")
    numbers = [
        [
            (
                one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"),
                one.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val"),
            )
            for one in styled(body, style)
        ]
        for style in ("ClauseLevel1", "ClauseLevel2")
    ]
    first, second = numbers[0][0][0], numbers[0][2][0]

    assert first != second
    assert numbers[0] == [(first, "0")] * 2 + [(second, "0")] * 2
    assert numbers[1] == [(first, "1")] * 4 + [(second, "1")] * 4
    for number in (first, second):
        starts = numbering.xpath(
            f"//w:num[@w:numId='{number}']//w:startOverride/@w:val",
            namespaces={"w": W[1:-1]},
        )
        assert starts == ["1", "1"]


def test_docx_numbers_clauses_as_one_dot_and_letter_in_brackets(data):
    numbering = part(data, "word/numbering.xml")
    space = {"w": W[1:-1]}
    levels = numbering.xpath(
        "//w:abstractNum[w:lvl/w:pStyle/@w:val='ClauseLevel1']/w:lvl", namespaces=space
    )

    assert [
        (
            one.find(f"{W}numFmt").get(f"{W}val"),
            one.find(f"{W}lvlText").get(f"{W}val"),
            int(one.find(f"{W}pPr/{W}ind").get(f"{W}hanging")) > 0,
        )
        for one in levels
    ] == [("decimal", "%1.", True), ("lowerLetter", "(%2)", True)]


def test_docx_wording_holds_no_number_as_text(body):
    assert [text_of(one) for one in styled(body, "ClauseLevel2")][:3] == [
        "in writing, and",
        "to every member.",
        "without delay.",
    ]


def test_docx_begins_each_list_of_steps_anew(body):
    numbers = [
        one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        for one in styled(body, "ListNumber")
    ]

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_docx_placeholder_has_brackets_style_and_highlight(body):
    runs = [
        run
        for run in body.iter(f"{W}r")
        if (mark := run.find(f"{W}rPr/{W}rStyle")) is not None
        and mark.get(f"{W}val") == "Placeholder"
    ]

    assert [text_of(run) for run in runs] == ["[12]", "[12]"]
    assert {run.find(f"{W}rPr/{W}highlight").get(f"{W}val") for run in runs} == {
        "yellow"
    }


def test_docx_notes_are_comments_at_the_first_paragraph_of_the_wording(document, body):
    (comment,) = document.comments
    (start,) = body.iter(f"{W}commentRangeStart")

    assert (comment.author, comment.text) == (
        "Care Co-op Hub",
        "Agree this first.\nThen that.",
    )
    assert start.getparent() is styled(body, "Clause")[0]
    assert "Agree this first." not in text_of(body)


def test_docx_notes_without_wording_are_kept():
    data = docx(Paper("Notes", (Wording((), ("Only this.",)),)))

    assert [one.text for one in Document(io.BytesIO(data)).comments] == ["Only this."]


def test_docx_contents_can_be_read_before_they_are_updated(data, body):
    (instruction,) = body.iter(f"{W}instrText")
    entries = [text_of(one) for level in "12" for one in styled(body, f"TOC{level}")]
    places = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    anchors = [
        one.get(f"{W}anchor")
        for one in body.iter(f"{W}hyperlink")
        if one.get(f"{W}anchor")
    ]

    assert instruction.text.strip() == r'TOC \o "1-3" \h \z \u'
    assert sorted(entries) == sorted(text for _, text in HEADINGS)
    assert set(anchors) == places
    assert len(anchors) == len(places) == len(HEADINGS)
    update = part(data, "word/settings.xml").find(f"{W}updateFields")
    assert update.get(f"{W}val") == "true"


def test_docx_without_contents_has_no_field():
    data = docx(paper(has_contents=False))

    assert list(part(data, "word/document.xml").iter(f"{W}instrText")) == []


def test_docx_table_repeats_its_head_and_has_caption_style_and_whole_rows(
    document, body
):
    (table,) = document.tables
    heads = [
        row.find(f"{W}trPr/{W}tblHeader") is not None for row in body.iter(f"{W}tr")
    ]

    assert heads == [True, False, False]
    assert table.style.name == "Hub Table"
    assert [cell.text for cell in table.rows[2].cells] == ["South", "1", ""]
    assert text_of(styled(body, "Caption")[0]) == "Bids by lot"


def test_docx_pictures_have_words_and_fit_the_page(body):
    shown = [one for one in body.iter() if one.tag.endswith("}docPr")]
    widths = [int(one.get("cx")) for one in body.iter() if one.tag.endswith("}extent")]

    assert [one.get("descr") for one in shown] == ["A map of the lots", ""]
    assert [one.get("title") for one in shown] == [None, None]
    assert max(widths) == 16 * 360_000


def test_docx_marks_only_pictures_without_words_as_decorative():
    blocks = (Picture(png(), "A map"), Picture(png(), ""))
    body = part(docx(Paper("Maps", blocks)), "word/document.xml")
    marks = [
        any(inner.tag.endswith("}decorative") for inner in one.iter())
        for one in body.iter()
        if one.tag.endswith("}docPr")
    ]

    assert marks == [False, True]


def test_docx_links_lead_to_the_web_only(data):
    targets = [
        one.get("Target")
        for one in part(data, "word/_rels/document.xml.rels")
        if one.get("TargetMode") == "External"
    ]

    assert targets == ["https://hub.example/guides/?a=1&b=2", "https://a.example"]
    assert "javascript" not in everything(data)
    assert "click here" in everything(data)


def test_docx_notice_tells_its_tone_in_words_and_joins_its_paragraphs(body):
    (title,) = styled(body, "NoticeTitle")
    bordered = [
        one for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}pBdr") is not None
    ]

    assert text_of(title) == "Warning: The law changes"
    assert [text_of(one) for one in bordered] == [
        "Warning: The law changes",
        "Check the date.",
        "First thing",
        "Second thing",
    ]


def test_docx_notice_of_unknown_tone_is_a_bug():
    with pytest.raises(KeyError):
        docx(Paper("Bad", (Notice("loud", "Hear"),)))


def test_docx_page_break_stands_before_the_next_block(body):
    broken = [
        text_of(one)
        for one in body.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]

    assert broken == ["Clauses"]


def test_docx_footer_has_foot_and_page_of_pages(document):
    footer = document.sections[0].footer.paragraphs[0]._p
    fields = [one.get(f"{W}instr").strip() for one in footer.iter(f"{W}fldSimple")]

    assert text_of(footer) == "Care Co-op Hub, 3 November 2026Page 1 of 1"
    assert fields == ["PAGE", "NUMPAGES"]


def test_docx_uses_only_styles_it_has(data, body):
    defined = {one.get(f"{W}styleId") for one in part(data, "word/styles.xml")}
    parts = [body, part(data, "word/comments.xml"), part(data, "word/numbering.xml")]
    used = {
        one.get(f"{W}val")
        for root in parts
        for tag in ("pStyle", "rStyle", "tblStyle")
        for one in root.iter(W + tag)
    }

    assert used - defined == set()


def test_docx_holds_no_picture_of_another_document(data):
    assert "thumbnail" not in everything(data)


@pytest.mark.parametrize("name", HOSTILE)
def test_docx_of_hostile_text_opens_and_leads_nowhere_else(name):
    data = docx(hostile(HOSTILE[name]))

    Document(io.BytesIO(data))
    assert 'Target="javascript' not in everything(data)


def test_docx_shows_hostile_text_as_it_was_typed():
    typed = HOSTILE["markup"]
    document = Document(io.BytesIO(docx(hostile(typed))))

    assert typed in [paragraph.text for paragraph in document.paragraphs]


def test_docx_keeps_line_ends_and_tabs():
    blocks = (Wording((Numbered(0, "", (Run("one\ntwo\tthree"),)),)),)
    document = Document(io.BytesIO(docx(Paper("Lines", blocks))))

    assert document.paragraphs[-1].text == "one\ntwo\tthree"


def test_docx_of_an_empty_paper_has_a_title():
    document = Document(io.BytesIO(docx(Paper("", (), has_contents=True))))

    assert document.paragraphs[0].text == "Untitled document"


def test_docx_title_longer_than_word_allows_is_cut_in_the_properties_only():
    document = Document(io.BytesIO(docx(Paper("long " * 100, ()))))

    assert len(document.core_properties.title) == 255
    assert len(document.paragraphs[0].text) == 499
