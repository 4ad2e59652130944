"""The clause page and the library, as a reader meets them."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.guidance import make_guide, make_guides, make_part
from tests.factories.procurement import make_clause, make_route

DRAFT = "Draft wording, not legal advice, not yet reviewed by a lawyer"


def soup_of(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def titles_in(soup: BeautifulSoup) -> list[str]:
    return [row.get_text(strip=True) for row in soup.select(".list-row__title")]


def test_clause_page_shows_wording_with_bracketed_placeholders(client, clause_index):
    clause = make_clause(clause_index, wording="1. Pay [[rate|12]].\n   (a) weekly")

    soup = soup_of(client, clause.url)

    wording = [line.get_text(" ", strip=True) for line in soup.select("#wording p")]
    assert wording == ["1. Pay [12] .", "(a) weekly"]
    assert [one.get_text() for one in soup.select("#wording .clause__placeholder")] == [
        "[12]"
    ]


def test_clause_page_with_hostile_markup_escapes_it(client, clause_index):
    hostile = "1. <script>alert(1)</script> [[<img src=x onerror=alert(1)>|<b>x</b>]]"
    clause = make_clause(
        clause_index,
        wording=hostile,
        when_to_use="<script>alert(2)</script>",
        drafting_notes="<script>alert(3)</script>",
        version_note="<script>alert(4)</script>",
    )

    soup = soup_of(client, clause.url)

    assert not soup.find("script", string=lambda text: text and "alert" in text)
    assert soup.select("main img, main b") == []
    assert "<script>alert(1)</script>" in soup.select_one("#wording").get_text()


def test_clause_page_with_drafting_notes_keeps_them_out_of_the_wording(
    client, clause_index
):
    clause = make_clause(clause_index, drafting_notes="Talk to providers first.")

    soup = soup_of(client, clause.url)

    assert "Talk to providers" in soup.select_one("[aria-labelledby=notes]").get_text()
    assert "Talk to providers" not in soup.select_one("#wording").get_text()


def test_copy_button_is_hidden_until_script_shows_it(client, clause_index):
    soup = soup_of(client, make_clause(clause_index).url)

    button = soup.select_one("[data-copy]")
    assert button.has_attr("hidden")
    assert soup.find(id=button["data-copy"]).select("p")


@pytest.mark.parametrize(
    ("status", "banner"),
    [
        ("draft", DRAFT),
        ("current", "Model wording, not legal advice"),
        ("under_review", "Under review: this wording may change"),
        ("superseded", "Superseded: do not use this wording in a new contract"),
    ],
)
def test_clause_page_says_how_far_it_may_be_relied_on(
    client, clause_index, status, banner
):
    clause = make_clause(clause_index, status=status)

    notices = soup_of(client, clause.url).select("main .notice__title")

    said = [notice.get_text(strip=True).split(":", 1)[1].strip() for notice in notices]
    assert said == [banner]


def test_clause_page_without_case_studies_says_none_yet(client, clause_index):
    soup = soup_of(client, make_clause(clause_index).url)

    assert "None yet." in soup.select_one("[aria-labelledby=practice]").get_text()


def test_draft_clause_is_hidden_everywhere(client, clause_index, route_index, home):
    draft = make_clause(clause_index, "Secret draft", live=False)
    shown = make_clause(clause_index, "Shown", topics=("social-value",))
    shown.related = [draft]
    shown.save_revision().publish()
    route = make_route(route_index, clauses=[draft, shown])
    guide = make_guide(make_guides(home))
    part = make_part(guide, "Part", clauses=[draft, shown])

    pages = [clause_index, shown, route, part, clause_index.get_parent()]
    bodies = [client.get(page.url).content.decode() for page in pages]

    assert client.get(draft.url).status_code == 404
    assert [body for body in bodies if "Secret draft" in body] == []
    assert "1 clause<" in bodies[0]
    assert "See the one clause" in bodies[4]


def test_related_clause_is_shown_from_both_ends(client, clause_index):
    first = make_clause(clause_index, "First")
    second = make_clause(clause_index, "Second")
    first.related = [second]
    first.save_revision().publish()

    assert "Second" in client.get(first.url).content.decode()
    assert "First" in client.get(second.url).content.decode()


def test_clause_page_lists_routes_and_guide_parts_that_use_it(
    client, clause_index, route_index, home
):
    clause = make_clause(clause_index)
    make_route(route_index, "Light touch", clauses=[clause])
    make_route(route_index, "Draft route", clauses=[clause], live=False)
    guide = make_guide(make_guides(home))
    make_part(guide, "Your first talk", clauses=[clause])
    make_part(guide, "Draft part", clauses=[clause], live=False)

    links = [link.get_text() for link in soup_of(client, clause.url).select(".panel a")]

    assert [text for text in links if text in {"Light touch", "Your first talk"}] == [
        "Light touch",
        "Your first talk",
    ]
    assert "Draft route" not in links
    assert "Draft part" not in links


def test_library_without_filters_lists_clauses_by_title(client, clause_index):
    make_clause(clause_index, "Beta")
    make_clause(clause_index, "Alpha")

    assert titles_in(soup_of(client, clause_index.url)) == ["Alpha", "Beta"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stage=selection", ["Selection"]),
        ("procedure=grant", ["Grant"]),
        ("nation=wales", ["Welsh"]),
        ("risk=high", ["Risky"]),
        ("topic=social-value", ["Social value"]),
        (
            "risk=high&risk=low",
            ["Grant", "Risky", "Selection", "Social value", "Welsh"],
        ),
        ("risk=high&stage=selection", []),
    ],
)
def test_library_with_filters_keeps_what_fits(client, clause_index, query, expected):
    make_clause(clause_index, "Selection", stage="selection")
    make_clause(clause_index, "Grant", procedures=("grant",))
    make_clause(clause_index, "Welsh", nations=("wales",))
    make_clause(clause_index, "Risky", risk="high")
    make_clause(clause_index, "Social value", topics=("social-value",))

    assert titles_in(soup_of(client, f"{clause_index.url}?{query}")) == expected


def test_library_counts_follow_the_other_filters_and_leave_drafts_out(
    client, clause_index
):
    make_clause(clause_index, "One", risk="low", nations=("england", "wales"))
    make_clause(clause_index, "Two", risk="high", nations=("england",))
    make_clause(clause_index, "Three", risk="high", nations=("scotland",), live=False)

    response = client.get(f"{clause_index.url}?risk=high")

    counts = {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in response.context["narrowed"].facets()
    }
    assert counts["nation"] == {"england": 1}
    assert counts["risk"] == {"low": 1, "high": 1}


@pytest.mark.parametrize(
    "query",
    [
        "risk=enormous",
        "nation=atlantis&stage=&topic=%27%3B--",
        "risk=" + "x" * 10_000,
        "procedure=%F0%9F%98%80",
        "unknown=1",
    ],
    ids=["risk", "nation and topic", "long", "emoji", "unknown name"],
)
def test_library_with_unknown_values_leaves_them_out(client, clause_index, query):
    make_clause(clause_index, "Only")

    assert titles_in(soup_of(client, f"{clause_index.url}?{query}")) == ["Only"]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000", "9" * 500])
def test_library_with_no_such_page_answers_404(client, clause_index, page):
    make_clause(clause_index)

    assert client.get(clause_index.url, {"page": page}).status_code == 404


def test_library_without_matches_offers_every_clause(client, clause_index):
    make_clause(clause_index, risk="low")
    make_clause(clause_index, "Other", risk="high", stage="selection")

    soup = soup_of(client, f"{clause_index.url}?risk=low&stage=selection")

    assert soup.select_one(".empty-state, .empty").find("a")["href"] == clause_index.url


@pytest.mark.parametrize("count", [1, 30])
def test_library_query_count_does_not_grow(
    client, clause_index, count, django_assert_num_queries
):
    for number in range(count):
        make_clause(clause_index, f"Clause {number}", topics=("social-value",))
    client.get(clause_index.url)  # Fill Wagtail's cache of sites.

    with django_assert_num_queries(LIBRARY_QUERIES):
        client.get(clause_index.url)


@pytest.mark.parametrize("count", [1, 30])
def test_clause_page_query_count_does_not_grow(
    client, clause_index, route_index, home, count, django_assert_num_queries
):
    clause = make_clause(clause_index, "The clause")
    others = [make_clause(clause_index, f"Clause {n}") for n in range(count)]
    clause.related = others
    clause.save_revision().publish()
    guide = make_guide(make_guides(home))
    for number in range(count):
        make_route(route_index, f"Route {number}", clauses=[clause])
        make_part(guide, f"Part {number}", clauses=[clause])
    client.get(clause.url)

    with django_assert_num_queries(CLAUSE_QUERIES):
        client.get(clause.url)


LIBRARY_QUERIES = 16
CLAUSE_QUERIES = 29
