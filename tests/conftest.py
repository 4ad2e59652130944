"""What every test may ask for: a site, people, a search index of its own."""

import gc

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_socket import socket_allow_hosts
from wagtail.models import Site

from hub.accounts.models import User
from hub.home.models import HomePage
from hub.media import texts
from hub.notify import courier
from hub.search import carrying
from tests.databases import kept_copy, made_if_absent, own_copy, working_on
from tests.factories.site import make_home

PASSWORD = "a long password for tests"
#: What a test asks for when it uses the database.
DATABASE_FIXTURES = {"db", "transactional_db", "any_database", "own_database"}

# Most of what a test makes lives as long as the test: looking for rubbish after every few
# hundred objects took an eighth of all the time.
gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser):
    parser.addoption(
        "--database-tests",
        action="store_true",
        help="Only what uses the database or the cache: the rest is the same on any.",
    )


def pytest_collection_modifyitems(config, items):
    """Leave out what no database can change, where that was asked for."""
    if not config.getoption("--database-tests"):
        return
    others = [one for one in items if not uses_database(one)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if uses_database(one)]


def uses_database(item) -> bool:
    asked = DATABASE_FIXTURES & set(item.fixturenames)
    marks = (item.get_closest_marker(name) for name in ("django_db", "services"))
    return bool(asked) or any(marks)


def pytest_runtest_setup(item):
    """No test reaches another machine; databases and browsers on this one are near."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path_factory, worker_id, monkeypatch):
    """Give each worker its own files, so that tests side by side never meet."""
    folder = tmp_path_factory.getbasetemp() / f"data-{worker_id}"
    folder.mkdir(exist_ok=True)
    # It names people by numbers that the next test gives to others.
    (folder / "read-marks.sqlite3").unlink(missing_ok=True)
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "media"
    # What is mended in the background is mended here: a thread would see no test's rows.
    monkeypatch.setattr(carrying, "_in_background", lambda work: work())
    monkeypatch.setattr(carrying, "_mend_again_at", 0.0)
    monkeypatch.setattr(texts, "_in_background", lambda work: work())
    # Mail waits until a test asks for it, see `delivered`.
    monkeypatch.setattr(courier, "_in_background", lambda work: None)


@pytest.fixture(scope="session")
def any_database(django_db_setup, django_db_blocker):
    """The test database, also where no test of the run asks for `db`."""
    with django_db_blocker.unblock(), made_if_absent():
        yield


@pytest.fixture
def own_database(any_database, django_db_blocker, tmp_path, worker_id):
    """A database that is thrown away: commits are real, and other processes can join.

    Its address, as DATABASE_URL takes it. Not to be mixed with `db`.
    """
    with django_db_blocker.unblock(), own_copy(tmp_path, worker_id) as address:
        yield address


@pytest.fixture
def home(db) -> HomePage:
    """A site with a home page, as on a fresh install."""
    return make_home()


@pytest.fixture
def person(db):
    """Make people: `person("Ada", is_superuser=True)`."""

    def make(name: str = "Ada", **fields: object) -> User:
        address = f"{name.lower().replace(' ', '.')}@example.org"
        return User.objects.create_user(address, PASSWORD, display_name=name, **fields)

    return make


@pytest.fixture
def client_for():
    """Sign a person in: `client_for(person())`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def delivered(db, mailoutbox):
    """Send what is due and return all mails so far: `delivered()`."""
    from hub.notify.sending import send_due

    def send() -> list:
        send_due()
        return mailoutbox

    return send


@pytest.fixture
def indexed(db, settings, tmp_path):
    """An index of its own for the test; calling it indexes what there is by then."""
    from hub.search.carrying import rebuild_index

    settings.DATA_DIR = tmp_path
    rebuild_index()
    return rebuild_index


@pytest.fixture(scope="session")
def starter_database(any_database, django_db_blocker, tmp_path_factory, worker_id):
    """A copy of the test database that holds the starter content, loaded once."""
    folder, name = tmp_path_factory.mktemp("starter"), f"{worker_id}_starter"
    with django_db_blocker.unblock(), kept_copy(folder, name) as (settings, _):
        with pytest.MonkeyPatch.context() as patches, working_on(settings):
            # As in a test, nothing leaves the database: each has an index of its own.
            for module in (carrying, texts, courier):
                patches.setattr(module, "_in_background", lambda work: None)
            call_command("load_sample_content", verbosity=0)
            Site.objects.update(hostname="testserver", port=80)
        yield settings


@pytest.fixture
def _starter_database_instead(starter_database, django_db_blocker):
    with django_db_blocker.unblock(), working_on(starter_database):
        yield


@pytest.fixture
def starter_content(_starter_database_instead, db) -> None:
    """The starter content, as a newcomer finds it; to be asked for before all else."""
