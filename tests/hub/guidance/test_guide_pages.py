"""The list of guides, a guide and its parts, as a reader meets them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from hub.directory.models import Organisation
from tests.factories.guidance import make_guide, make_part

INDEX_QUERIES = 14
GUIDE_QUERIES = 16
PART_QUERIES = 19
OVERDUE = "This guide is overdue for review"


def soup_of(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles_in(soup: BeautifulSoup) -> list[str]:
    return [row.get_text(strip=True) for row in soup.select(".list-row__title")]


def links_by_rel(soup: BeautifulSoup) -> dict[str, str]:
    return {
        link["rel"][0]: link["href"] for link in soup.select("a[rel=prev],a[rel=next]")
    }


def test_guide_lists_its_parts_in_the_editors_order(client, guide_index):
    guide = make_guide(guide_index, parts=("Zeal", "Ability", "Money"))

    assert titles_in(soup_of(client, guide.url)) == ["Zeal", "Ability", "Money"]


def test_guide_without_parts_says_so(client, guide_index):
    guide = make_guide(guide_index)

    body = client.get(guide.url).content.decode()

    assert "still being written" in body
    assert "Start reading" not in body


def test_part_stands_under_its_guide(client, guide_index):
    make_guide(guide_index, "Starting", parts=("Your first year",))

    soup = soup_of(client, "/guides/starting/your-first-year/")

    assert soup.h1.get_text(strip=True) == "Your first year"


@pytest.mark.parametrize(
    ("place", "neighbours"),
    [
        (0, {"next": "/guides/g/two/"}),
        (1, {"prev": "/guides/g/one/", "next": "/guides/g/three/"}),
        (2, {"prev": "/guides/g/two/"}),
    ],
)
def test_part_links_to_the_parts_before_and_after(
    client, guide_index, place, neighbours
):
    guide = make_guide(guide_index, "G", parts=("One", "Two", "Three"))
    part = guide.parts_for(_visitor())[place]

    assert links_by_rel(soup_of(client, part.url)) == neighbours


def test_only_part_has_no_neighbours(client, guide_index):
    guide = make_guide(guide_index)

    assert links_by_rel(soup_of(client, make_part(guide, "Only").url)) == {}


def test_part_marks_itself_in_the_contents(client, guide_index):
    make_guide(guide_index, "G", parts=("One", "Two", "Three"))

    soup = soup_of(client, "/guides/g/two/")

    current = soup.select("nav[aria-labelledby=contents] [aria-current]")
    assert [item.get_text(strip=True) for item in current] == ["Two"]


def test_draft_part_is_skipped_everywhere(client, guide_index):
    guide = make_guide(guide_index, "G")
    first = make_part(guide, "One")
    draft = make_part(guide, "Hidden part", live=False)
    last = make_part(guide, "Three")

    bodies = [client.get(page.url).content.decode() for page in (guide, first, last)]

    assert client.get(draft.url).status_code == 404
    assert [body for body in bodies if "Hidden part" in body] == []
    assert links_by_rel(soup_of(client, first.url)) == {"next": last.url}


def test_draft_organisation_is_not_shown_on_a_part(client, guide_index):
    part = make_part(make_guide(guide_index), "Part")
    shown = Organisation.objects.create(slug="shown", name="Shown", summary="Here.")
    hidden = Organisation.objects.create(
        slug="hidden", name="Hidden co-op", summary="Not yet.", live=False
    )
    part.related_organisations = [shown, hidden]
    part.save_revision().publish()

    body = client.get(part.url).content.decode()

    assert '<a href="/co-ops/shown/">Shown</a>' in body
    assert "Hidden co-op" not in body


@pytest.mark.parametrize(
    ("days", "is_overdue"), [(-400, True), (-1, True), (0, False), (1, False)]
)
def test_review_is_overdue_from_the_day_after(client, guide_index, days, is_overdue):
    due = timezone.localdate() + dt.timedelta(days=days)
    guide = make_guide(guide_index, review_due_date=due)
    part = make_part(guide, "Part")

    shown = [OVERDUE in client.get(page.url).content.decode() for page in (guide, part)]

    assert shown == [is_overdue, is_overdue]


def test_unpublished_guide_takes_its_parts_with_it(client, guide_index):
    guide = make_guide(guide_index, "G")
    part = make_part(guide, "Hidden part")

    guide.unpublish()

    assert client.get(guide.url).status_code == 404
    assert client.get(part.url).status_code == 404


def test_guide_without_review_date_is_not_overdue(client, guide_index):
    guide = make_guide(guide_index)

    assert OVERDUE not in client.get(guide.url).content.decode()


def test_part_with_hostile_markup_shows_none_of_it(client, guide_index):
    part = make_part(
        make_guide(guide_index),
        "<script>alert(1)</script>",
        text="<p>Fine</p>",
    )

    assert "<script>alert(1)" not in client.get(part.url).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Starting", "Buying"]),
        ("audience=commissioners", ["Buying"]),
        ("nation=scotland", ["Starting"]),
        ("topic=social-value", ["Buying"]),
        (
            "audience=commissioners&audience=prospective_founders",
            ["Starting", "Buying"],
        ),
        ("audience=commissioners&nation=scotland", []),
        ("audience=nobody", ["Starting", "Buying"]),
        ("nation=" + "x" * 10_000, ["Starting", "Buying"]),
    ],
    ids=["all", "audience", "nation", "topic", "either", "neither", "unknown", "long"],
)
def test_list_of_guides_keeps_what_fits(client, guide_index, query, expected):
    make_guide(
        guide_index,
        "Starting",
        audiences=("prospective_founders",),
        nations=("england", "scotland"),
    )
    make_guide(
        guide_index, "Buying", audiences=("commissioners",), topics=("social-value",)
    )
    make_guide(guide_index, "Draft", audiences=("commissioners",), live=False)

    assert titles_in(soup_of(client, f"{guide_index.url}?{query}")) == expected


def test_list_of_guides_counts_leave_drafts_out(client, guide_index):
    make_guide(guide_index, "Shown", audiences=("commissioners",))
    make_guide(guide_index, "Draft", audiences=("commissioners",), live=False)

    facets = client.get(guide_index.url).context["narrowed"].facets()

    assert [(one.value, one.count) for one in facets[0].options] == [
        ("commissioners", 1)
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_guide_pages_query_count_does_not_grow(
    client, guide_index, count, django_assert_num_queries
):
    for number in range(count - 1):
        make_guide(guide_index, f"Guide {number}", audiences=("commissioners",))
    guide = make_guide(guide_index, "Last", audiences=("commissioners",))
    parts = [make_part(guide, f"Part {number}") for number in range(count)]
    client.get(guide_index.url)

    with django_assert_num_queries(INDEX_QUERIES):
        client.get(guide_index.url)
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get(guide.url)
    with django_assert_num_queries(PART_QUERIES):
        client.get(parts[0].url)


def _visitor():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
