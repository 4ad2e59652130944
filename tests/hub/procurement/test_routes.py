"""Routes and the door to procurement, as a reader meets them."""

import pytest

from tests.factories.procurement import make_clause, make_route

DOOR_QUERIES = 12
ROUTE_LIST_QUERIES = 11
ROUTE_QUERIES = 18


def test_route_page_shows_what_to_record_point_by_point(client, route_index):
    route = make_route(route_index, what_to_record="The ground.\n\n  The notices.  ")

    body = client.get(route.url).content.decode()

    assert "<li>The ground.</li><li>The notices.</li>" in body


def test_route_page_says_it_is_not_legal_advice(client, route_index):
    body = client.get(make_route(route_index).url).content.decode()

    assert "Draft guidance, not legal advice, not yet reviewed by a lawyer" in body


def test_route_page_links_to_its_clauses(client, clause_index, route_index):
    clause = make_clause(clause_index, "Open books")
    route = make_route(route_index, clauses=[clause])

    assert (
        f'<a href="{clause.url}">Open books</a>'
        in client.get(route.url).content.decode()
    )


def test_route_with_hostile_markup_escapes_it(client, route_index):
    route = make_route(route_index, risks="<script>alert(1)</script>")

    assert "<script>alert(1)" not in client.get(route.url).content.decode()


def test_draft_route_is_shown_nowhere(client, route_index):
    make_route(route_index, "Shown")
    draft = make_route(route_index, "Hidden route", live=False)

    door = client.get(route_index.get_parent().url).content.decode()
    shelf = client.get(route_index.url).content.decode()

    assert client.get(draft.url).status_code == 404
    assert "Hidden route" not in door + shelf
    assert "Shown" in door
    assert "Shown" in shelf


def test_routes_keep_the_editors_order(client, route_index):
    make_route(route_index, "Zebra first")
    make_route(route_index, "Aardvark second")

    routes = client.get(route_index.url).context["routes"]

    assert [route.title for route in routes] == ["Zebra first", "Aardvark second"]


def test_door_without_shelves_still_opens(client, home):
    from hub.procurement.models import ProcurementIndexPage

    door = home.add_child(instance=ProcurementIndexPage(title="Door", slug="door"))

    assert client.get(door.url).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_route_pages_query_count_does_not_grow(
    client, clause_index, route_index, count, django_assert_num_queries
):
    clauses = [make_clause(clause_index, f"Clause {n}") for n in range(count)]
    routes = [make_route(route_index, f"R {n}", clauses=clauses) for n in range(count)]
    door = route_index.get_parent()
    client.get(door.url)

    with django_assert_num_queries(DOOR_QUERIES):
        client.get(door.url)
    with django_assert_num_queries(ROUTE_LIST_QUERIES):
        client.get(route_index.url)
    with django_assert_num_queries(ROUTE_QUERIES):
        client.get(routes[0].url)
