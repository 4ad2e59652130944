"""How often a PDF is made for anybody, and how many at once; other formats have no limit."""

from threading import BoundedSemaphore, Thread

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from hub.downloads import measure
from hub.downloads import pdf as pdf_writer
from hub.downloads.measure import in_turn
from hub.packs.actions import share_pack
from tests.factories.packs import make_own_pack
from tests.factories.procurement import make_clause, make_procurement


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def two_in_ten_minutes(settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "make_pdf": "2/10m/user",
        "make_pdf_of_visitors": "2/10m/ip",
    }


@pytest.fixture
def made(monkeypatch) -> list:
    """The papers that were made into PDFs, which takes no time here."""
    papers: list = []

    def pdf(paper):
        papers.append(paper)
        return b"%PDF-1.7"

    monkeypatch.setattr(pdf_writer, "is_available", lambda: True)
    monkeypatch.setattr(pdf_writer, "pdf", pdf)
    return papers


@pytest.fixture
def clause(home):
    clauses, _ = make_procurement(home)
    return make_clause(clauses)


@pytest.fixture
def address(clause):
    return f"/downloads/clause/{clause.slug}.pdf"


@pytest.mark.usefixtures("two_in_ten_minutes")
def test_visitors_pdf_beyond_the_limit_is_not_made_and_the_page_says_why(
    client, address, made
):
    asked = {"settle-rate": "double pay"}
    assert client.get(address, asked).status_code == 200
    assert client.head(address, asked).status_code == 200

    refused = client.get(address, asked)

    assert refused.status_code == 429
    assert len(made) == 2
    page = BeautifulSoup(refused.text, "html5lib")
    assert page.h1.text == "Too many PDFs"
    assert "2 in 10 minutes is the most from one address" in page.main.text
    other = page.find("a", string="Word file")["href"]
    assert other == f"{address.removesuffix('pdf')}docx?settle-rate=double+pay"
    assert client.get(other).status_code == 200


@pytest.mark.usefixtures("two_in_ten_minutes")
def test_each_address_and_each_member_has_a_limit_of_their_own(
    client, client_for, person, address, made
):
    for asker in (client_for(person("Mo")), client_for(person("Ada")), client):
        answers = [asker.get(address).status_code for _ in range(3)]
        assert answers == [200, 200, 429]

    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200
    assert len(made) == 7


@pytest.mark.usefixtures("two_in_ten_minutes")
def test_packs_count_with_single_things_and_so_do_shared_ones(
    client_for, person, clause, address, made
):
    member = person("Mo")
    pack = make_own_pack(member, clause)
    share_pack(pack=pack)
    pack.refresh_from_db()
    client = client_for(member)
    addresses = [f"/packs/{pack.pk}/pack.pdf", f"{pack.shared_path}pack.pdf"]

    answers = [client.get(one).status_code for one in (*addresses, *addresses, address)]

    assert answers == [200, 200, 429, 429, 429]
    assert client.get(f"{pack.shared_path}pack.odt").status_code == 200


@pytest.mark.usefixtures("two_in_ten_minutes")
def test_other_formats_are_made_without_a_limit(client, address, made):
    for ending in ("docx", "odt"):
        other = address.replace("pdf", ending)
        assert [client.get(other).status_code for _ in range(4)] == [200] * 4
    assert client.get(address).status_code == 200


def test_pdf_that_would_have_to_wait_for_long_is_refused_for_now(
    client, address, made, monkeypatch
):
    monkeypatch.setattr(measure, "LONGEST_WAIT", 0)
    with in_turn():
        refused = client.get(address)

    assert refused.status_code == 503
    assert refused["Retry-After"] == "20"
    assert made == []
    page = BeautifulSoup(refused.text, "html5lib")
    assert page.h1.text == "Other PDFs are being made"
    assert page.find("a", string="ask for it again")["href"] == address
    assert client.get(address).status_code == 200


@pytest.mark.timeout(60)
def test_pdf_waits_for_nothing_where_others_wait_already(
    client, address, made, monkeypatch
):
    monkeypatch.setattr(measure, "LONGEST_WAIT", 3_600)
    monkeypatch.setattr(measure, "_room", BoundedSemaphore(1))
    with in_turn():
        assert client.get(address).status_code == 503


@pytest.mark.timeout(60)
def test_second_pdf_is_made_after_the_first():
    done = []

    def second():
        with in_turn():
            done.append("second")

    other = Thread(target=second)
    with in_turn():
        other.start()
        other.join(0.05)
        done.append("first")
    other.join()

    assert done == ["first", "second"]


def test_pdf_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(measure, "LONGEST_WAIT", 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), in_turn():
            _ = 1 / 0
    with in_turn():
        pass
