import sys
from types import ModuleType

import pytest
from django.core.management import call_command

from casestudies.models import CaseStudyPage
from hub.core.models import Topic
from hub.core.sample import (
    SampleError,
    by_keys,
    loaders,
    place_page,
    read_entry,
    read_toml,
    story_from_markdown,
)
from hub.home.models import StandardPage
from tests.factories.casestudies import make_case_studies


def written(tmp_path, text):
    file = tmp_path / "entry.md"
    file.write_text(text, encoding="utf-8")
    return file


def as_text(story):
    return [
        (kind, value.source if hasattr(value, "source") else value)
        for kind, value in story
    ]


def test_entry_is_read_as_front_matter_and_markdown(tmp_path):
    file = written(tmp_path, '+++\ntitle = "A"\n+++\n\n# Words\n+++\nmore\n')

    assert read_entry(file) == ({"title": "A"}, "# Words\n+++\nmore")


def test_entry_without_front_matter_is_an_error_that_names_it(tmp_path):
    with pytest.raises(SampleError, match=r"^entry\.md: no front matter"):
        read_entry(written(tmp_path, "# Words\n"))


def test_entry_with_broken_front_matter_is_an_error_that_names_it(tmp_path):
    with pytest.raises(SampleError, match=r"^entry\.md: "):
        read_entry(written(tmp_path, "+++\ntitle = A B\n+++\n"))


def test_toml_that_is_broken_is_an_error_that_names_the_file(tmp_path):
    with pytest.raises(SampleError, match=r"^entry\.md: "):
        read_toml(written(tmp_path, "title = A B\n"))


def test_story_keeps_text_and_special_blocks_in_order():
    story = story_from_markdown(
        "First *words*.\n\n"
        '::: notice warning "Take care"\nIt is **draft**.\n:::\n\n'
        '::: checklist "To do"\n- one `thing`\n- two & three\n  on two lines\n:::\n'
        "Last words."
    )

    kinds = [kind for kind, _ in story]
    notice, checklist = story[1][1], story[2][1]
    assert kinds == ["text", "notice", "checklist", "text"]
    assert story[0][1].source == "<p>First <em>words</em>.</p>"
    assert (notice["tone"], notice["title"]) == ("warning", "Take care")
    assert notice["text"].source == "<p>It is <strong>draft</strong>.</p>"
    assert checklist["items"] == ["one thing", "two & three\non two lines"]
    assert story[3][1].source == "<p>Last words.</p>"


def test_story_notice_without_tone_informs():
    [(kind, notice)] = story_from_markdown('::: notice "Hear"\nWords.\n:::')

    assert (kind, notice["tone"]) == ("notice", "information")


def test_story_holds_a_block_without_words_only_where_it_is_named():
    markdown = "Before.\n\n::: kept :::\n\nAfter."
    story = story_from_markdown(markdown, filled=["kept"])

    assert [kind for kind, _ in story] == ["text", "kept", "text"]
    with pytest.raises(SampleError):
        story_from_markdown(markdown)


def test_story_shows_raw_html_as_text():
    [(_, text)] = story_from_markdown("<script>alert(1)</script>")

    assert text.source == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize(
    "markdown",
    [
        '::: notice "Never closed"\nWords.',
        '::: notise "Misspelt"\nWords.\n:::',
        "::: notice\nNo title.\n:::",
        '::: notice loud "No such tone"\nWords.\n:::',
        'Words.\n::: checklist "Run\n- on\n:::',
    ],
)
def test_story_with_a_block_that_cannot_be_read_is_an_error(markdown):
    with pytest.raises(SampleError, match=":::"):
        story_from_markdown(markdown)


def test_keys_are_found_in_the_order_asked(db):
    found = by_keys(Topic, ["training", "policy"], field="slug")

    assert [topic.name for topic in found] == ["Training", "Policy"]


def test_key_that_is_unknown_is_an_error_that_names_it(db):
    with pytest.raises(SampleError, match="No Topic called mystery, other"):
        by_keys(Topic, ["training", "mystery", "other"], field="slug")


def placed(home, **values):
    fields = {"title": "About", "body": story_from_markdown("Words.")} | values
    return place_page(home, StandardPage, slug="about", **fields)


def test_page_is_placed_once_and_published_with_a_revision(home):
    first, second = placed(home), placed(home)

    assert first.pk == second.pk
    assert StandardPage.objects.count() == 1
    assert first.live
    assert first.revisions.count() == 1


def test_page_that_an_editor_changed_is_left_alone(home):
    page = placed(home)
    page.title = "About us"
    page.save_revision().publish()
    page.title = "About us all"
    page.save_revision()

    again = placed(home, title="About")

    assert again.title == "About us"
    assert again.get_latest_revision_as_object().title == "About us all"
    assert again.revisions.count() == 3


def test_page_that_an_editor_unpublished_stays_unpublished(home):
    placed(home).unpublish()

    assert not placed(home).live


def test_page_is_placed_with_topics_and_rows_in_order(home):
    index = make_case_studies(home)
    place_page(
        index,
        CaseStudyPage,
        slug="story",
        title="Story",
        many={"topics": by_keys(Topic, ["training"], field="slug")},
        rows={"sources": [{"title": "First"}, {"title": "Second"}]},
    )

    page = CaseStudyPage.objects.get(slug="story")
    assert [source.title for source in page.sources.all()] == ["First", "Second"]
    assert [topic.slug for topic in page.topics.all()] == ["training"]


def test_loaders_come_after_those_they_need():
    order = [label for label, _ in loaders()]

    assert order.index("home") < order.index("casestudies")
    assert order.index("directory") < order.index("casestudies")
    assert order.index("procurement") < order.index("casestudies")


def test_load_command_is_all_or_nothing_for_an_app(home, monkeypatch):
    module = ModuleType("broken_sample")

    def load():
        placed(home)
        raise SampleError("entry.md: broken")

    module.load = load
    monkeypatch.setitem(sys.modules, "broken_sample", module)
    monkeypatch.setattr(
        "hub.core.management.commands.load_sample_content.loaders",
        lambda: [("broken", module)],
    )

    with pytest.raises(SampleError):
        call_command("load_sample_content")

    assert not StandardPage.objects.exists()
