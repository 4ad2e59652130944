"""Whatever changes a thing changes its entry."""

import pytest
from wagtail.models import Page, PageViewRestriction

from hub.core.models import Topic
from hub.home.models import StandardPage
from hub.search.models import SearchEntry
from tests.factories import forum as make
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


def rows() -> dict[str, tuple[str, str]]:
    """Every findable thing: its title, with its address and visibility."""
    return {
        row.title: (row.url, row.visibility)
        for row in SearchEntry.objects.filter(is_gone=False)
    }


def page_under(parent, title: str) -> StandardPage:
    page = StandardPage(title=title, slug=title.lower())
    parent.add_child(instance=page)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def over(home):
    return page_under(home, "Over")


@pytest.fixture
def below(over):
    return page_under(over, "Below")


def test_renamed_page_is_named_by_what_is_below(over, below):
    over.title = "About us"
    over.save_revision().publish()
    assert SearchEntry.objects.get(title="Below").where == "About us"


@pytest.mark.parametrize("whole", [Page, StandardPage])
def test_deleted_page_takes_what_is_below_along(home, over, below, whole):
    page_under(home, "Stays")
    whole.objects.get(pk=over.pk).delete()
    assert set(rows()) == {"Stays"}


def test_restriction_above_hides_and_its_end_shows_again(over, below):
    made = PageViewRestriction.objects.create(page=over, restriction_type="login")
    assert rows() == {
        "Over": ("/over/", "members"),
        "Below": ("/over/below/", "members"),
    }
    made.restriction_type = "groups"
    made.save()
    assert rows() == {}
    made.delete()
    assert {visibility for _, visibility in rows().values()} == {"public"}
    assert set(rows()) == {"Over", "Below"}


def test_restriction_on_a_page_leaves_those_above_alone(over, below):
    PageViewRestriction.objects.create(page=below, restriction_type="login")
    assert rows()["Over"][1] == "public"
    assert rows()["Below"][1] == "members"


def test_topics_of_a_page_are_its_facets(over):
    tag = Topic.objects.first()
    over.topics.add(tag)
    over.save_revision().publish()
    assert SearchEntry.objects.get().facets["topic"] == [tag.slug]
    tag.slug = "renamed"
    tag.save()
    assert SearchEntry.objects.get().facets["topic"] == ["renamed"]


def test_draft_of_an_organisation_does_not_show():
    organisation = make_organisation("Open Care")
    organisation.name = "Secret name"
    organisation.summary = "Secret summary"
    organisation.save_revision()
    assert set(rows()) == {"Open Care"}
    organisation.get_latest_revision().publish()
    assert set(rows()) == {"Secret name"}


def test_topics_of_an_organisation_are_its_facets():
    tag = Topic.objects.first()
    organisation = make_organisation("Open Care")
    organisation.topics.add(tag)
    organisation.can_help_with.add(Topic.objects.last())
    organisation.save_revision().publish()
    slugs = {tag.slug, Topic.objects.last().slug}
    assert set(SearchEntry.objects.get().facets["topic"]) == slugs


@pytest.mark.parametrize("public", [True, False])
def test_discussion_carries_the_key_of_its_board(person, public):
    board = make.board("Board", public=public)
    make.topic(board, person(), "Rotas")
    assert rows()["Rotas"][1] == f"board:{board.pk}"


def test_members_discussion_is_nowhere_for_a_visitor(
    engine, client, client_for, person, django_capture_on_commit_callbacks
):
    author = person("Mo Member")
    with django_capture_on_commit_callbacks(execute=True):
        board = make.board("Members' room", public=False)
        make.topic(board, author, "Quokka rotas", "The quokka wages are agreed.")
        make.topic(make.board("Open room"), author, "Open rotas", "Who plans?")

    for words in ("quokka", "rotas", "rotas quokka", '"quokka wages"', "wages -rotas"):
        shown = client.get("/search/", {"q": words})
        absent = client.get("/search/", {"q": words.replace("quokka", "wombat")})
        assert "Quokka" not in shown.content.decode()
        assert "wages are" not in shown.content.decode()
        for told in ("total", "reach", "counts", "is_relaxed"):
            assert getattr(shown.context["results"], told) == getattr(
                absent.context["results"], told
            )
    seen = client_for(author).get("/search/", {"q": "quokka"})
    assert seen.context["results"].total == 1
    assert "<mark>Quokka</mark>" in seen.content.decode()


def test_draft_above_a_live_page_is_named_in_no_entry(home):
    over = page_under(home, "Over")
    below = page_under(over, "Below")
    over = StandardPage.objects.get(pk=over.pk)
    assert SearchEntry.objects.get(title="Below").where == "Over"
    over.unpublish()
    assert StandardPage.objects.get(pk=below.pk).live
    assert SearchEntry.objects.get(title="Below").where == ""
