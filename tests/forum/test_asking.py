"""From a search that found nothing to a question on a board."""

import pytest
from bs4 import BeautifulSoup

from forum.forum_conversation.models import Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

ASK = "/forum/discuss/ask/"


def boards(response):
    page = BeautifulSoup(response.content, "html5lib")
    return {link.text: link["href"] for link in page.select(".list-row__title a")}


def test_visitor_is_led_through_signing_in_with_the_words(client, board):
    response = client.get(ASK, {"subject": "who pays?"})
    assert response.status_code == 302
    assert response.url == (
        "/accounts/login/?next=/forum/discuss/ask/%3Fsubject%3Dwho%2Bpays%253F"
    )
    assert not response.cookies


def test_member_chooses_a_board_and_finds_the_words_as_subject(
    client_for, member, board
):
    client = client_for(member)
    response = client.get(ASK, {"subject": " who \n pays & how? "})
    assert "who pays &amp; how?" in response.content.decode()
    form = client.get(boards(response)["Working in care"])
    page = BeautifulSoup(form.content, "html5lib")
    assert page.select_one("[name=subject]")["value"] == "who pays & how?"
    assert page.select_one("[name=is_question]").has_attr("checked")
    assert Topic.objects.count() == 0


def test_only_boards_that_one_may_write_on_are_offered(
    client_for, member, board, members_board, closed_board
):
    make.board("Archive")
    response = client_for(member).get(ASK)
    assert set(boards(response)) == {"Working in care", "Members' room", "Archive"}
    assert "Committee" not in response.content.decode()


def test_member_without_any_board_is_refused(client_for, member, closed_board):
    assert client_for(member).get(ASK).status_code == 403


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a" * 10_000, "a" * 255),
        ("", None),
        (" \t ", None),
    ],
    ids=["markup", "long", "empty", "spaces"],
)
def test_odd_subject_does_no_harm(client_for, member, board, subject, expected):
    client = client_for(member)
    response = client.get(ASK, {"subject": subject})
    assert "<script>alert" not in response.content.decode()
    form = client.get(boards(response)["Working in care"])
    assert "<script>alert" not in form.content.decode()
    page = BeautifulSoup(form.content, "html5lib")
    assert page.select_one("[name=subject]").get("value") == expected


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_asking_takes_nothing_that_is_sent(client_for, member, board, method):
    assert getattr(client_for(member), method)(ASK).status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_boards_take_the_same_number_of_queries(
    client_for, member, django_assert_num_queries, number
):
    for one in range(number):
        make.board(f"Board {one}")
    client = client_for(member)
    client.get(ASK)
    with django_assert_num_queries(5):
        assert len(boards(client.get(ASK))) == number


@pytest.mark.parametrize("address", ["/forum/", "/forum/questions/"])
def test_way_to_ask_stands_on_the_page_of_the_forum_and_of_the_questions(
    client, client_for, member, topic, address
):
    for asker in (client, client_for(member)):
        page = BeautifulSoup(asker.get(address).text, "html5lib")
        (way,) = page.main.find_all("a", string="Ask a question")
        assert way["href"] == ASK
