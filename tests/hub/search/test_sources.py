"""What becomes an entry, and what a source has to say."""

import pytest
from django.apps import apps
from wagtail.models import Page

from hub.home.models import StandardPage
from hub.search import checks, sources
from hub.search.sources import PageSource, all_sources, source_of
from tests.factories.directory import make_organisation

KINDS = {
    "person",
    "organisation",
    "term",
    "case_study",
    "guide",
    "route",
    "clause",
    "topic",
    "newsletter",
    "page",
    "document",
}


def test_every_kind_of_content_has_a_source_with_its_names():
    assert {source.kind for source in all_sources()} == KINDS
    for source in all_sources():
        assert source.label[0].isupper()
        assert source.label_plural[0].isupper()


def story(*blocks):
    page = StandardPage(title="Told")
    page.body = [{"type": kind, "value": value} for kind, value in blocks]
    return PageSource.text_of(page.body)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>social <b>value</b>, governance</p>", "social value, governance"),
        ("<p>co<i>-op</i>s.</p>", "co-ops."),
        ("<p>one</p><p>two</p>", "one two"),
        ("<h2>Pay</h2><p>Travel</p>", "Pay Travel"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<p>one<br/>two</p>", "one two"),
        ("<p>Fish &amp; chips &lt;b&gt; &#x27;now&#x27;</p>", "Fish & chips <b> 'now'"),
        ('<p>See <a href="https://example.org/x">this</a>.</p>', "See this."),
    ],
)
def test_rich_text_becomes_its_words(markup, text):
    assert " ".join(story(("text", markup)).split()) == text


def test_blocks_become_their_words_without_addresses():
    quoted = {
        "text": "We decide.",
        "speaker": "A carer",
        "source": "The report",
        "source_url": "https://example.org/secret-address",
    }
    text = story(
        ("checklist", {"title": "Before", "items": ["Agree rotas", "Agree pay"]}),
        ("quote", quoted),
    )
    for words in ("Before", "Agree rotas", "Agree pay", "We decide.", "The report"):
        assert words in text
    assert "secret-address" not in text


def test_page_type_without_a_source_breaks_the_house_rule(monkeypatch):
    assert checks.everything_published_can_be_found() == []
    kept = {
        model: source
        for model, source in sources._sources.items()
        if model is not StandardPage
    }
    monkeypatch.setattr(sources, "_sources", kept)
    (error,) = checks.everything_published_can_be_found()
    assert (error.id, error.obj) == ("hub.E101", StandardPage)
    monkeypatch.setattr(StandardPage, "searchable", False, raising=False)
    assert checks.everything_published_can_be_found() == []


def test_record_without_a_source_breaks_the_house_rule(monkeypatch):
    organisation = apps.get_model("directory", "Organisation")
    kept = {m: s for m, s in sources._sources.items() if m is not organisation}
    monkeypatch.setattr(sources, "_sources", kept)
    assert [error.obj for error in checks.everything_published_can_be_found()] == [
        organisation
    ]


def test_draft_is_no_entry(home):
    page = home.add_child(instance=StandardPage(title="Draft", slug="d", live=False))
    assert source_of(StandardPage).entry(page) is None
    organisation = make_organisation("Quiet", live=False)
    assert source_of(type(organisation)).entry(organisation) is None


def test_page_outside_every_site_is_no_entry(db):
    lost = Page.get_first_root_node().add_child(
        instance=StandardPage(title="Lost", slug="lost-page")
    )
    assert source_of(StandardPage).entry(lost) is None
