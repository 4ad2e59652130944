"""What staff are told, on the first page of the admin, of an index that needs them."""

import datetime as dt
import shutil

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from hub.home.models import StandardPage
from hub.search import outbox
from hub.search.models import SearchEntry
from hub.search.trouble import WAITED_TOO_LONG
from tests.hub.search.engines import with_files


@pytest.fixture
def notice(engine, home, person, client_for):
    """The words of the notice, as an editor reads them; nothing when there is none."""
    editor = person("Edith")
    editor.groups.add(Group.objects.get(name="Editors"))
    client = client_for(editor)

    def read() -> str:
        page = BeautifulSoup(client.get("/admin/").content, "html5lib")
        panel = page.find(id="search-trouble-section")
        return " ".join(panel.get_text().split()) if panel else ""

    return read


def left_waiting(entry, time: dt.timedelta) -> None:
    outbox.put(entry, drain=False)
    written = timezone.now() - time
    SearchEntry.objects.filter(key=entry.key).update(written_at=written)


def test_notice_while_all_is_well_is_not_there(notice, put):
    put("Rotas")
    assert notice() == ""


@with_files
def test_notice_over_an_index_that_cannot_be_read_says_what_to_do(notice, put, engine):
    put("Rotas")
    shutil.rmtree(engine.folder)
    assert "cannot be read" in notice()
    assert "manage.py rebuild_search_index" in notice()


@with_files
def test_notice_over_an_index_that_was_built_again_is_gone(notice, home, engine):
    home.add_child(instance=StandardPage(title="Rotas", slug="rotas"))
    shutil.rmtree(engine.folder)
    assert notice()
    call_command("rebuild_search_index", verbosity=0)
    assert notice() == ""


def test_notice_of_changes_that_waited_long_counts_them_and_says_what_to_do(
    notice, entry
):
    for number in (1, 2):
        left_waiting(entry(number), WAITED_TOO_LONG + dt.timedelta(minutes=1))
    left_waiting(entry(3), WAITED_TOO_LONG - dt.timedelta(minutes=1))
    assert "2 changes to the site have waited" in notice()
    assert "manage.py rebuild_search_index" in notice()


def test_notice_of_a_change_that_waits_for_a_moment_is_not_there(notice, entry):
    left_waiting(entry(), dt.timedelta(minutes=1))
    assert notice() == ""


def test_old_entry_that_changes_waits_from_then_on(notice, entry):
    left_waiting(entry(1, "Rotas"), WAITED_TOO_LONG * 2)
    assert notice()
    outbox.put(entry(1, "Leases"), drain=False)
    assert notice() == ""
