"""The starter guides: loaded once, whole, and never doubled."""

import shutil
from pathlib import Path

import pytest
from wagtail.models import Page, Revision

from hub.core.sample import SampleError
from hub.guidance import sample_content
from hub.guidance.models import GuidePage, GuidePartPage

SAMPLE = Path(sample_content.__file__).parent / "sample"


def test_starter_guides_are_whole_and_load_once(starter_content):
    guides = list(GuidePage.objects.all())
    assert len(guides) == len(list(SAMPLE.glob("*/index.md")))
    assert GuidePartPage.objects.count() == len(list(SAMPLE.glob("*/[0-9]*.md")))
    for guide in guides:
        assert guide.audiences.exists(), guide.slug
        assert guide.nations.exists(), guide.slug
        assert guide.sources.exists(), guide.slug
        assert guide.reviewed_date, guide.slug
    before = (Page.objects.count(), Revision.objects.count())

    sample_content.load()

    assert (Page.objects.count(), Revision.objects.count()) == before


def test_link_to_a_missing_clause_is_named(home, tmp_path):
    folder = tmp_path / "sample"
    guide = folder / "new-guide"
    guide.mkdir(parents=True)
    shutil.copy(SAMPLE / "finance-for-care-co-ops" / "index.md", guide)
    part = guide / "09-broken.md"
    part.write_text(
        '+++\ntitle = "Broken"\nsummary = "x"\nrelated_clauses = ["no-such"]\n+++\nText.'
    )

    with pytest.raises(SampleError, match=r"new-guide/09-broken.md.*no-such"):
        sample_content.load(folder)
