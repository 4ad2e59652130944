"""Whatever is sent to a public address, the answer is ours and never an error of ours."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.guidance import make_guide, make_guides
from tests.factories.procurement import make_clause, make_procurement, make_route

LISTS = [
    "/co-ops/",
    "/case-studies/",
    "/guides/",
    "/procurement/clauses/",
    "/procurement/routes/",
    "/search/",
    "/forum/",
    "/forum/questions/",
    "/forum/tags/training/",
]
PAGES = [
    *LISTS,
    "/",
    "/about/",
    "/co-ops/equal-care/",
    "/case-studies/story/",
    "/guides/guide/",
    "/guides/guide/part/",
    "/procurement/",
    "/procurement/clauses/clause/",
    "/procurement/routes/route/",
    "/packs/",
    "/style-guide/",
]
FORMS = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/packs/new/",
    "/packs/add/clause/clause/",
]
FOR_MACHINES = ["/healthz", "/readyz", "/robots.txt"]


@pytest.fixture
def ask(site):
    """Ask as a browser does; an error on our side is an answer, not an exception."""
    client = Client(raise_request_exception=False)
    client.defaults["HTTP_ACCEPT"] = "text/html"

    def ask(address, verb="get", **sent):
        if verb == "generic":
            return client.generic(path=address, **sent)
        return getattr(client, verb)(address, **sent)

    return ask


@pytest.fixture
def site(home):
    """One of everything that has an address."""
    from hub.home.models import StandardPage

    cache.clear()
    home.add_child(instance=StandardPage(title="About", slug="about"))
    organisation = make_organisation()
    make_case_study(
        make_case_studies(home), "Story", slug="story", organisation=organisation
    )
    make_guide(make_guides(home), "Guide", slug="guide", parts=("Part",))
    clauses, routes = make_procurement(home)
    make_clause(clauses, "Clause", slug="clause")
    make_route(routes, "Route", slug="route")


def look(response):
    """Return (status, whether the page has our header)."""
    content = b"" if response.streaming else response.content
    return response.status_code, b'class="header"' in content


def wrong(answers, allowed):
    """Return the addresses whose answer is not one of `allowed`, in our look."""
    return {
        address: look(response)
        for address, response in answers.items()
        if look(response) not in {(status, True) for status in allowed}
    }


def test_pages_of_the_table_are_there(ask):
    assert wrong({page: ask(page) for page in [*PAGES, *FORMS]}, {200}) == {}


NOWHERE = [
    "/nothing/",
    "/nothing/at/all/",
    "/co-ops/nothing/",
    "/co-ops/1/",
    "/co-ops/story/",
    "/co-ops/equal-care/more/",
    "/co-ops/EQUAL CARE/",
    "/co-ops/../admin/",
    "/co-ops/" + "a" * 5_000 + "/",
    "/case-studies/nothing/",
    "/case-studies/equal-care/",
    "/case-studies/story/part/",
    "/guides/nothing/",
    "/guides/story/",
    "/guides/guide/nothing/",
    "/guides/part/",
    "/procurement/nothing/",
    "/procurement/clauses/route/",
    "/procurement/routes/clause/",
    "/procurement/clauses/1/",
    "/forum/nothing/",
    "/forum/board-999999/",
    "/forum/board-0/",
    f"/forum/board-{10**30}/",
    "/forum/board-1/topic/topic-999999/",
    f"/forum/board-1/topic/topic-{10**30}/",
    "/search/nothing/",
    "/style-guide/nothing/",
    "/accounts/nothing/",
    "/documents/999999/nothing.pdf",
    f"/documents/{10**30}/nothing.pdf",
    "/media/nothing.png",
    "/media/images/nothing.png",
    "/media/images/../../hub.sqlite3",
    "/static/nothing.css",
    "/healthz/more/",
    "/%ff/",
    "/co-ops/%ff/",
    "/case-studies/%c3%28/",
    "/guides/%e2%82/",
    "/forum/%ff-1/",
]


def test_address_of_nothing_is_not_found(ask):
    # Django sends an address without its last slash on to the one with it.
    answers = {address: ask(address, follow=True) for address in NOWHERE}

    assert wrong(answers, {404}) == {}


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b",
        "%00=1",
        "page=%00",
        "q=%ff",
        "q=%c3%28",
        "kind=%00",
        "topic=%ff",
        "q=a" + "&" * 10_001,
        "q=" + "a" * 20_000,
    ],
    ids=lambda query: query[:12],
)
def test_query_that_is_not_text_or_has_no_end_is_a_bad_request(ask, query):
    answers = {page: ask(f"{page}?{query}") for page in [*PAGES, *FORMS]}

    assert wrong(answers, {400}) == {}


def test_address_with_a_nul_byte_is_a_bad_request(ask):
    answers = {page: ask(f"{page}%00") for page in [*PAGES, *FORMS]}

    assert wrong(answers, {400}) == {}


@pytest.mark.parametrize(
    "number", ["0", "-1", "abc", "²", "1e3", "1.0", "10**9", str(10**9), "9" * 5_000]
)
def test_page_of_a_list_that_is_not_there_is_not_found(ask, number):
    answers = {
        page: ask(page, data={"page": number, "q": "care"})
        for page in LISTS
        if page not in {"/forum/", "/procurement/routes/", "/guides/"}
    }

    assert wrong(answers, {404}) == {}


@pytest.mark.parametrize("page", ["/forum/", "/procurement/routes/", "/guides/"])
def test_page_number_of_a_list_without_pages_does_no_harm(ask, page):
    numbers = ["0", "-1", "abc", "²", str(10**9), "9" * 5_000]
    answers = {number: ask(page, data={"page": number}) for number in numbers}

    assert wrong(answers, {200, 404}) == {}


WORDS = [
    "care " * 2_000,
    "a" * 10_000,
    "ß" * 3_000,
    "(" * 6_000,
    '"' * 5_999,
    "*:*",
    "title:",
    "a* OR b* AND NOT (",
    "[a TO z]",
    "' OR 1=1 --",
    "%_%_%",
    "\\",
    "\u202e\u200b\ufeff",
    "👩🏽‍🤝‍👩🏿",
    "\t\n\r",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("page", LISTS)
def test_words_of_any_kind_and_length_get_a_polite_answer(ask, page):
    answers = {words: ask(page, data={"q": words}) for words in WORDS}

    assert wrong(answers, {200}) == {}
    assert not [words for words in WORDS if b"<script>al" in answers[words].content]


def test_long_lists_of_values_get_a_polite_answer(ask):
    names = ["kind", "model", "service", "topic", "nation", "stage", "procedure"]
    values = [f"v{number}" for number in range(150)]
    sent = {name: [*values, "england", "care_provider"] for name in names}

    assert wrong({page: ask(page, data=sent) for page in LISTS}, {200}) == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_that_is_read_takes_nothing_that_is_sent(ask, method):
    answers = {page: ask(page, method) for page in PAGES}

    assert wrong(answers, {405}) == {}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_form_takes_what_a_form_sends_and_no_more(ask, method):
    answers = {form: ask(form, method) for form in FORMS}

    assert wrong(answers, {200, 405}) == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_answer_for_machines_takes_nothing_that_is_sent(ask, method):
    answers = [ask(address, method).status_code for address in FOR_MACHINES]

    assert answers == [405] * len(FOR_MACHINES)


def test_page_answers_head_without_words(ask):
    for address in [*PAGES, *FORMS]:
        response = ask(address, "head")

        assert (address, response.status_code) == (address, 200)
        assert response.content == b"", address


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"login": "a\x00b@example.org", "password": "x\x00y"},
        {"login": "a" * 10_000, "password": "b" * 10_000},
        {"login": "\ud83d".encode("utf-8", "surrogatepass"), "password": b"\xff\xfe"},
        {"email": "a\x00b@example.org"},
        {"email": "a" * 10_000 + "@example.org"},
        {"email": "<script>alert(1)</script>"},
        {"next": "\x00", "login": "a@b.org", "password": "c"},
        {"next": "https://evil.example/", "login": "a@b.org", "password": "c"},
        {"next": "//[", "login": "a@b.org", "password": "c"},
    ],
    ids=lambda sent: ascii(sent)[:40],
)
def test_form_with_nonsense_is_answered_politely(ask, sent):
    answers = {form: ask(form, "post", data=sent, follow=True) for form in FORMS}

    assert wrong(answers, {200, 400}) == {}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"login=%00&password=%ff&email=%00"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"login=a"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/json", b"{"),
    ],
)
def test_form_with_a_broken_body_is_answered_politely(ask, content_type, body):
    answers = {
        # Not `post`, which would mend the body before it sends it.
        form: ask(form, "generic", method="POST", data=body, content_type=content_type)
        for form in FORMS
    }

    assert {answer.status_code for answer in answers.values()} <= {200, 302, 400}


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": 'sessionid="abcdefgh\\000ijkl"'},
        {"cookie": "sessionid=" + "a" * 5_000},
        {"cookie": "messages=broken; csrftoken=<>; sessionid=../../etc"},
        {"accept-language": "x" * 5_000},
        {"accept": "nonsense;;;q=text/html"},
        {"if-modified-since": "yesterday"},
        {"if-none-match": '"' * 1_000},
        {"hx-request": "true", "hx-target": "%ff"},
        {"hx-current-url": "http://[", "hx-request": "true"},
        {"range": "bytes=9-1"},
    ],
    ids=lambda headers: ascii(headers)[:30],
)
def test_headers_with_nonsense_do_no_harm(ask, headers):
    answers = {page: ask(page, headers=headers) for page in PAGES}

    assert wrong(answers, {200, 400}) == {}


def test_host_that_is_not_ours_is_refused(ask):
    response = ask("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content
