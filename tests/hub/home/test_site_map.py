"""The map of the site for search engines: all that visitors may read, nothing else."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.core import site_map
from hub.home.models import StandardPage
from tests.factories.directory import make_organisation
from tests.factories.procurement import make_clause, make_procurement

pytestmark = pytest.mark.django_db

MAP = "/sitemap.xml"
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def known_as(settings):
    settings.BASE_URL = "https://hub.example"


def places(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    assert not answer.cookies
    found = [one.text for one in ElementTree.fromstring(answer.content).iter(PLACE)]
    return [place.removeprefix("https://hub.example") for place in found]


def section(client, name: str, page: int = 1) -> list[str]:
    return places(client, f"/sitemap-{name}.xml?p={page}")


def make_page(home, title: str, **fields) -> StandardPage:
    return home.add_child(instance=StandardPage(title=title, **fields))


def test_map_names_its_sections_and_each_can_be_read(client, home):
    named = [address.partition("/sitemap-")[2] for address in places(client, MAP)]
    assert [one.removesuffix(".xml") for one in named] == list(site_map.sections())
    for name in site_map.sections():
        for address in section(client, name):
            assert client.get(address).status_code == 200, address


def test_pages_that_visitors_may_not_read_are_not_on_the_map(
    client, client_for, person, home
):
    make_page(home, "Shown", slug="shown")
    make_page(home, "Draft", slug="hidden-draft", live=False)
    for kind in ("login", "groups", "password"):
        closed = make_page(home, kind, slug=f"hidden-{kind}")
        PageViewRestriction.objects.create(page=closed, restriction_type=kind)
        make_page(closed, "Below", slug="hidden-below")
    root = person("Root", is_superuser=True)
    for asker in (client, client_for(root)):
        assert section(asker, "pages") == ["/", "/shown/"]


def test_organisations_are_on_the_map_while_they_are_published(client, home):
    make_organisation("Equal Care")
    make_organisation("HIDDEN Care", live=False)
    assert section(client, "organisations") == ["/co-ops/equal-care/"]


def test_versions_of_a_clause_are_on_the_map_while_the_clause_is_public(client, home):
    clauses, _ = make_procurement(home)
    shown = make_clause(clauses, "Shown")
    hidden = make_clause(clauses, "HIDDEN")
    gone = make_clause(clauses, "HIDDEN too")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    gone.unpublish()
    make_clause(clauses, "HIDDEN draft", live=False)
    found = section(client, "clause-versions")
    assert found == [f"{shown.url}v{shown.version}/"]
    assert client.get(found[0]).status_code == 200


def test_long_section_goes_on_in_another_file(client, home, monkeypatch):
    monkeypatch.setattr(site_map.Section, "limit", 2)
    for number in range(4):
        make_page(home, f"Page {number}")
    assert len([one for one in places(client, MAP) if "sitemap-pages" in one]) == 3
    parts = [section(client, "pages", page) for page in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert len({address for part in parts for address in part}) == 5


@pytest.mark.parametrize(
    "address",
    ["/sitemap-none.xml", *(f"/sitemap-pages.xml?p={p}" for p in ("9", "0", "²", "x"))],
)
def test_file_that_is_not_there_is_not_found(client, home, address):
    assert client.get(address).status_code == 404


def test_thirty_things_take_as_many_queries_as_one(client, home):
    clauses, _ = make_procurement(home)
    addresses = [MAP, *(f"/sitemap-{name}.xml" for name in site_map.sections())]

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    def add(number: int) -> None:
        make_page(home, f"Page {number}")
        make_organisation(f"Care {number}")
        make_clause(clauses, f"Clause {number}")

    add(0)
    one = queries()
    for number in range(1, 30):
        add(number)
    assert dict(zip(addresses, queries(), strict=True)) == dict(
        zip(addresses, one, strict=True)
    )
    assert max(one[1:]) <= 5
    assert one[0] <= 15
