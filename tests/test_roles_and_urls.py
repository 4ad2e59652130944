"""What each role is answered at every named address, and that nothing hidden shows.

The table is `tests/role_table.txt`. A new address that is not in it fails here: say what
each role is to get, and look twice where the answer is not a refusal.
"""

import hashlib
import re
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from tests.addresses import fill_in, named_patterns
from tests.factories.roles import MISSING, PASSWORD, make_things

TABLE = Path(__file__).with_name("role_table.txt")
ROLES = (
    "visitor",
    "applicant",
    "member",
    "organisation",
    "moderator",
    "editor",
    "coordinator",
    "administrator",
)
#: Answers to somebody who has no business at an address.
REFUSED = {"in", "no", "403", "404"}
#: Editors keep files: what only takes POST there is theirs to send.
EDITORS_OWN = ("wagtaildocs:", "wagtailimages:")
#: Written to by a request as such: they say nothing of what was changed.
BESIDE_THE_POINT = {
    "sessions.Session",
    "account.EmailConfirmation",
    "usersessions.UserSession",
    "search.Word",
    "search.IndexedEntry",
    # Who has which page open, as editors tell each other.
    "wagtailadmin.EditingSession",
}


def read_table() -> list[tuple[str, dict[str, str]]]:
    """Return (name or pattern of names, answer to each role), line by line."""
    rules = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        answers, _, names = line.partition("|")
        space, _, inside = names.strip().rpartition(": ")
        by_role = dict(zip(ROLES, answers.split(), strict=True))
        for name in inside.split():
            rules.append((f"{space}:{name}" if space else name, by_role))
    return rules


def rules_for(name: str, rules) -> list[dict[str, str]]:
    return [answers for pattern, answers in rules if fnmatchcase(name, pattern)]


def answer(response) -> str:
    """Say in a word what somebody was answered."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    if response.url.startswith("/accounts/login/"):
        return "in"
    # Wagtail sends whoever may not do something back to its first page.
    return "no" if response.url == "/admin/" else "on"


@pytest.fixture
def things(home, settings):
    cache.clear()
    # Whoever works in the admin signs in with a second factor; see the tests of that.
    settings.REQUIRE_SECOND_FACTOR = False
    return make_things(home)


def sign_in(things, role: str) -> Client:
    client = Client(raise_request_exception=False)
    person = things.people[role]
    if role == "applicant":
        # They are known from here on, and led to where they stand; that is all.
        sent = {"login": person.email, "password": PASSWORD}
        response = client.post("/accounts/login/", sent, follow=True)
        assert response.redirect_chain[-1][0] == "/accounts/application/"
        assert response.status_code == 200
    elif person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def clients(things) -> dict[str, Client]:
    return {role: sign_in(things, role) for role in ROLES}


def addresses(things) -> list[tuple[str, str]]:
    return [
        (name, fill_in(name, pattern, things))
        for name, pattern in sorted(set(named_patterns()))
    ]


def test_role_and_url_table_names_every_address_exactly_once():
    rules = read_table()
    names = {name for name, _ in named_patterns()}

    found = {name: len(rules_for(name, rules)) for name in names}
    idle = [
        pattern
        for pattern, _ in rules
        if not any(fnmatchcase(name, pattern) for name in names)
    ]

    assert {name: count for name, count in found.items() if count != 1} == {}
    assert idle == [], "There is no such address any more."


@pytest.mark.parametrize("role", ROLES)
def test_role_and_url_table_says_what_each_role_is_answered(role, things, clients):
    rules = read_table()
    wrong = {}
    for name, path in addresses(things):
        (expected,) = rules_for(name, rules)
        got = answer(clients[role].get(path))
        if name.endswith("logout"):
            # Wagtail takes the cookie away even where it refuses the method.
            clients[role] = sign_in(things, role)
        if got != expected[role]:
            wrong[f"{name} {path}"] = f"{got} instead of {expected[role]}"
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES[:-1])
def test_role_and_url_sending_without_the_right_changes_nothing(role, things, clients):
    rules = read_table()
    closed = REFUSED | ({"405"} if role in ("editor", "coordinator") else set())
    before = fingerprint()
    broken = {}
    for name, path in addresses(things):
        (expected,) = rules_for(name, rules)
        in_admin = path.startswith("/admin/")
        if expected[role] not in (closed if in_admin else REFUSED):
            continue
        if name.endswith("logout"):
            continue
        if role == "editor" and name.startswith(EDITORS_OWN):
            continue
        response = clients[role].post(path)
        if response.status_code >= 500:
            broken[name] = response.status_code
    after = fingerprint()
    assert broken == {}
    assert {label for label in before if before[label] != after[label]} == set()


def fingerprint() -> dict[str, str]:
    """Return a mark for the rows of each table; it changes when they do."""
    marks = {}
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.managed and label not in BESIDE_THE_POINT:
            rows = sorted(map(repr, model._base_manager.values_list()))
            marks[label] = hashlib.sha256("".join(rows).encode()).hexdigest()
        for through in model._meta.local_many_to_many:
            rows = sorted(
                map(repr, through.remote_field.through._base_manager.values_list())
            )
            marks[f"{label} {through.name}"] = "".join(rows)
    return marks


def hidden_and_missing(things) -> list[tuple[str, str, set[str]]]:
    """Return (address of something hidden, of nothing, who is to see a difference)."""
    board, secret = things.closed_board, things.secret
    post = secret.first_post_id
    moderating = {"moderator", "coordinator", "administrator"}
    none = MISSING
    topic = f"/forum/x-{board.pk}/topic/x-{secret.pk}/"
    no_board = f"/forum/x-{none}/topic/x-{secret.pk}/"
    found = [
        (f"/forum/x-{board.pk}/", f"/forum/x-{none}/", moderating),
        (
            f"/forum/feeds/x-{board.pk}/topics/",
            f"/forum/feeds/x-{none}/topics/",
            set(),
        ),
        (
            f"/forum/unread/mark-read/{board.pk}/",
            f"/forum/unread/mark-read/{none}/",
            moderating,
        ),
        (
            f"/forum/x-{board.pk}/topic/create/",
            f"/forum/x-{none}/topic/create/",
            moderating,
        ),
        *(
            (f"{topic}{tail}", f"{no_board}{tail}", moderating)
            for tail in (
                "",
                "update/",
                "post/create/",
                f"{post}/post/update/",
                f"{post}/post/delete/",
            )
        ),
        (topic, f"/forum/x-{board.pk}/topic/x-{none}/", moderating),
        (
            f"/forum/reports/of/{post}/",
            f"/forum/reports/of/{none}/",
            moderating,
        ),
        (f"/forum/history/{post}/", f"/forum/history/{none}/", moderating),
        *(
            (
                f"/forum/moderation/topic/x-{secret.pk}/{verb}/",
                f"/forum/moderation/topic/x-{none}/{verb}/",
                moderating,
            )
            for verb in ("lock", "split", "merge")
        ),
        # A topic that once stood on a public board.
        *(
            (
                f"/forum/x-{things.board.pk}/topic/x-{things.moved.pk}/{tail}",
                f"/forum/x-{things.board.pk}/topic/x-{none}/{tail}",
                moderating,
            )
            for tail in ("", "post/create/")
        ),
        ("/inside/", "/beside/", set(ROLES) - {"visitor", "applicant"}),
        ("/drafts/", "/drifts/", set()),
        ("/co-ops/secret-start/", "/co-ops/secret-stars/", set()),
        (
            f"/forum/discuss/?about=directory.organisation:{things.draft_organisation.pk}",
            f"/forum/discuss/?about=directory.organisation:{none}",
            set(),
        ),
    ]
    return found + things.hidden


def told(response, address: str) -> tuple:
    """Return all that an answer tells, but its own address and what is new each time."""
    page = "" if response.streaming else response.text
    page = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", page)
    where = response.get("Location", "")
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("Content-Length", "Location")
    }
    for spelt in (quote(address, safe=""), quote(address), address):
        page, where = page.replace(spelt, ""), where.replace(spelt, "")
    return response.status_code, where, headers, page


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_role_and_url_of_hidden_things_answer_as_if_there_were_none(
    role, method, things, clients
):
    telling = {}
    for hidden, missing, may_see in hidden_and_missing(things):
        if role in may_see:
            continue
        ask = getattr(clients[role], method)
        if told(ask(hidden), hidden) != told(ask(missing), missing):
            telling[hidden] = missing
    assert telling == {}


def test_role_and_url_of_hidden_things_are_there_for_those_who_may_see(things, clients):
    """What is kept from others must be there, or the tests above would show nothing."""
    unseen = {}
    for hidden, missing, may_see in hidden_and_missing(things):
        for role in may_see:
            ask = clients[role].get
            if ask(hidden).status_code == ask(missing).status_code:
                unseen[f"{hidden} {role}"] = ask(hidden).status_code
    assert unseen == {}
