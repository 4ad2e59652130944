"""Each version of a clause at its own address, and what differs between two."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from hub.procurement.comparing import compare
from tests.factories.procurement import make_clause


def publish_again(clause, version: str, wording: str, note: str = "Clearer."):
    clause.wording, clause.version = wording, version
    clause.version_date, clause.version_note = dt.date(2026, 12, 1), note
    clause.save_revision().publish()


@pytest.fixture
def clause(clause_index):
    """A clause with three versions; the last is the one in use."""
    clause = make_clause(
        clause_index, wording="1. Pay [[rate|ten]] pounds.", version="0.1"
    )
    publish_again(clause, "0.2", "1. Pay [[rate|twelve]] pounds.", "More.")
    publish_again(
        clause, "1.0", "1. Pay [[rate|twelve]] pounds.\n2. In <time>.", "When."
    )
    return clause


def main_of(response):
    return BeautifulSoup(response.content, "html5lib").select_one("main")


def words(response) -> str:
    return " ".join(main_of(response).get_text().split())


def marked(older: str, newer: str) -> str:
    """Return the comparison as text, with signs around what differs."""
    signs = {"same": "{}", "gone": "[-{}]", "come": "[+{}]"}
    return "|".join(
        one.number
        + "".join(signs[piece.kind].format(piece.text) for piece in one.pieces)
        for one in compare(older, newer)
    )


def test_older_version_says_so_and_leads_to_the_one_in_use(clause, client):
    response = client.get(f"{clause.url}v0.1/")

    assert "Pay [ten] pounds." in words(response)
    assert "An older version: there is a newer one" in words(response)
    links = {link["href"] for link in main_of(response).select("a[href]")}
    assert {clause.url, f"{clause.url}diff/0.1..1.0/"} <= links


def test_version_in_use_has_an_address_that_stays(clause, client):
    said = words(client.get(f"{clause.url}v1.0/"))

    assert "The version in use" in said
    assert "An older version" not in said


def test_version_keeps_its_wording_and_standing_when_a_newer_one_comes(clause, client):
    before = words(client.get(f"{clause.url}v0.2/"))
    publish_again(clause, "1.1", "1. Wholly other words.")
    after = words(client.get(f"{clause.url}v0.2/"))

    assert "Pay [twelve] pounds." in before
    assert "Pay [twelve] pounds." in after
    assert "Draft wording, not legal advice" in after


@pytest.mark.parametrize(
    "address",
    [
        "v9/",
        "v0.1.2/",
        "v/",
        "vabc/",
        "v0.1",
        "diff/0.1..9/",
        "diff/9..0.1/",
        "diff/0.1/",
    ],
)
def test_version_that_never_was_is_not_found(clause, client, address):
    assert client.get(f"{clause.url}{address}", follow=True).status_code == (
        200 if address == "v0.1" else 404
    )


def test_versions_of_a_hidden_clause_are_as_hidden_as_the_clause(clause, client):
    PageViewRestriction.objects.create(page=clause, restriction_type="login")
    hidden = [clause.url, f"{clause.url}v0.1/", f"{clause.url}diff/0.1..0.2/"]

    answers = [client.get(address) for address in hidden]

    assert {answer.status_code for answer in answers} == {answers[0].status_code}
    assert not any(b"pounds" in answer.content for answer in answers)


def test_versions_of_a_clause_that_is_taken_off_are_not_found(clause, client):
    clause.unpublish()

    assert client.get(f"{clause.url}v0.1/").status_code == 404


def test_clause_leads_to_each_version_and_to_what_changed_with_it(clause, client):
    links = {link["href"] for link in main_of(client.get(clause.url)).select("a[href]")}

    here = clause.url
    assert {f"{here}v0.1/", f"{here}v0.2/", f"{here}v1.0/"} <= links
    assert {f"{here}diff/0.1..0.2/", f"{here}diff/0.2..1.0/"} <= links


def test_difference_is_read_as_text_without_colours(clause, client):
    response = client.get(f"{clause.url}diff/0.1..1.0/")

    said = words(response).replace("\xa0", " ")
    assert "2 paragraphs differ." in said
    assert "Pay [− [ten]] [+ [twelve]] pounds." in said
    assert "[+ In <time>.]" in said
    assert [one.get_text(strip=True) for one in main_of(response).select("del")] == [
        "[ten]"
    ]


def test_difference_of_a_version_with_itself_is_none(clause, client):
    assert "The wording is the same." in words(
        client.get(f"{clause.url}diff/0.2..0.2/")
    )


def test_compare_with_a_paragraph_put_between_marks_that_one_alone():
    older = "1. One.\n2. Two."
    newer = "1. One.\n2. New here.\n3. Two."

    assert marked(older, newer) == "1.One.|2.[+New here.]|3.Two."


def test_compare_with_a_paragraph_left_out_marks_that_one_alone():
    assert marked("1. One.\n2. Two.\n3. Three.", "1. One.\n2. Three.") == (
        "1.One.|2.[-Two.]|2.Three."
    )


def test_compare_with_words_changed_marks_the_words():
    assert marked("1. Pay within 30 days.", "1. Pay within 14 working days.") == (
        "1.Pay within [-30 ][+14 working ]days."
    )


@pytest.mark.parametrize(
    ("older", "newer"),
    [("", ""), ("", "1. New."), ("🌊 مرحبا", "🌊 שלום"), ("<b>", "&")],
)
def test_compare_gives_back_both_wordings_whatever_they_hold(older, newer):
    for text, left_out in ((older, "come"), (newer, "gone")):
        kept = "".join(
            piece.text
            for one in compare(older, newer)
            for piece in one.pieces
            if piece.kind != left_out
        )
        assert kept.split() == text.removeprefix("1. ").split()


@pytest.mark.parametrize("number", [1, 30])
def test_pages_of_versions_take_the_same_number_of_queries_for_any_number(
    clause, client, django_assert_num_queries, number
):
    for one in range(number):
        publish_again(clause, f"2.{one}", f"1. Wording {one}.")
    client.get(clause.url)

    with django_assert_num_queries(12):
        client.get(f"{clause.url}v0.1/")
    with django_assert_num_queries(12):
        client.get(f"{clause.url}diff/0.1..1.0/")
