"""Discussions on the search page: everybody finds and counts what they may read."""

import pytest

from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

WORD = "zebrastripes"


@pytest.fixture
def clients(client, client_for, member, moderator, person):
    return {
        "visitor": client,
        "member": client_for(member),
        "editor": client_for(person("Eda Editor", is_staff=True)),
        "moderator": client_for(moderator),
    }


@pytest.fixture
def discussions(board, members_board, closed_board, member, indexed):
    """One on each board, each with a topic of its own."""
    from forum.adapter.actions import describe_topic

    for on, tag in zip(
        (board, members_board, closed_board), Tag.objects.all(), strict=False
    ):
        made = make.topic(on, member, f"{WORD.title()} on {on.name}")
        describe_topic(topic=made, tags=[tag], is_question=False)
    indexed()


SEEN = [("visitor", 1), ("member", 2), ("editor", 2), ("moderator", 3)]


@pytest.mark.parametrize(("who", "number"), SEEN)
def test_counts_and_facets_hold_only_boards_that_one_may_read(
    discussions, clients, who, number
):
    page = clients[who].get("/search/", {"q": WORD})
    facets = {facet.name: facet.options for facet in page.context["facets"]}
    assert page.context["results"].total == number
    assert [option.count for option in facets["kind"]] == [number]
    assert len(facets["topic"]) == number


@pytest.mark.parametrize(("who", "number"), SEEN)
def test_suggestions_hold_only_boards_that_one_may_read(
    discussions, clients, who, number
):
    said = clients[who].get("/search/suggest/", {"q": WORD[:5]}).content.decode()
    # Those, and the search itself.
    assert said.count('role="option"') == number + 1
    assert ("Committee" in said) == (who == "moderator")


@pytest.mark.parametrize(("who", "number"), SEEN)
def test_topic_of_a_hidden_discussion_chosen_by_hand_counts_nothing(
    discussions, clients, who, number
):
    slugs = [tag.slug for tag in Tag.objects.all()[:3]]
    page = clients[who].get("/search/", {"q": WORD, "topic": slugs[1:]})
    assert page.context["results"].total == number - 1
