"""What is kept when a clause is published."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from hub.procurement.actions import VersionAlreadyPublished, record_published_wording
from hub.procurement.models import ClausePage, ClauseVersion
from tests.factories.procurement import make_clause, pass_legally


def numbers(clause: ClausePage) -> list[str]:
    return [one.version for one in clause.versions.newest_first()]


def test_publishing_a_clause_keeps_its_wording(clause_index):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")

    record = clause.versions.get()

    assert (record.version, record.wording, record.note, record.status) == (
        "0.1",
        "1. One.",
        "First draft.",
        "draft",
    )


def test_publishing_new_wording_with_new_version_keeps_both(clause_index, client):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")
    clause.wording = "1. Two."
    clause.version = "0.2"
    clause.version_date = dt.date(2026, 12, 1)
    clause.version_note = "Clearer."
    clause.save_revision().publish()

    assert numbers(clause) == ["0.2", "0.1"]
    page = BeautifulSoup(client.get(clause.url).content, "html5lib")
    body = " ".join(page.select_one("main").get_text().split())
    assert "0.2, in use, 1 December 2026. Clearer." in body
    assert "0.1, 1 November 2026. First draft." in body


def test_new_wording_under_a_published_version_is_refused(clause_index):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")
    clause.wording = "1. Two."

    with pytest.raises(ValidationError) as refused:
        clause.full_clean()

    assert list(refused.value.message_dict) == ["version"]


def test_recording_other_wording_under_a_published_version_raises(clause_index):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")
    clause.wording = "1. Two."

    with pytest.raises(VersionAlreadyPublished):
        record_published_wording(clause=clause)

    assert clause.versions.get().wording == "1. One."


def test_saving_a_draft_keeps_no_version(clause_index, client):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")
    clause.wording = "1. Secret."
    clause.version = "0.2"
    clause.version_note = "Secret note."
    clause.save_revision()

    assert numbers(clause) == ["0.1"]
    assert "Secret" not in client.get(clause.url).content.decode()


def test_unpublished_clause_has_no_version(clause_index):
    make_clause(clause_index, live=False)

    assert ClauseVersion.objects.count() == 0


def test_publishing_again_unchanged_keeps_one_version(clause_index):
    clause = make_clause(clause_index)
    clause.drafting_notes = "More notes."
    clause.save_revision().publish()

    assert clause.versions.count() == 1


def test_change_of_status_follows_to_the_version(clause_index):
    clause = make_clause(clause_index)
    pass_legally(clause)
    clause.status = "current"
    clause.save_revision().publish()

    assert clause.versions.get().status == "current"


def test_going_back_to_an_old_revision_keeps_newer_versions(clause_index):
    clause = make_clause(clause_index, wording="1. One.", version="0.1")
    old = clause.latest_revision
    clause.wording, clause.version = "1. Two.", "0.2"
    clause.save_revision().publish()

    old.publish()

    assert numbers(clause) == ["0.2", "0.1"]
    assert ClausePage.objects.get(pk=clause.pk).wording == "1. One."


@pytest.mark.parametrize("version", ["", "one", "1.", "1.2\n", ".1", "v1"])
def test_version_that_is_no_number_is_refused(clause_index, version):
    clause = make_clause(clause_index)
    clause.version = version

    with pytest.raises(ValidationError) as refused:
        clause.full_clean()

    assert list(refused.value.message_dict) == ["version"]


@pytest.mark.parametrize(
    "wording", ["1. [[rate|5", "1. " + "x" * 30_000], ids=["unfinished", "too long"]
)
def test_wording_that_cannot_be_right_is_refused(clause_index, wording):
    clause = make_clause(clause_index)
    clause.wording, clause.version = wording, "0.2"

    with pytest.raises(ValidationError) as refused:
        clause.full_clean()

    assert list(refused.value.message_dict) == ["wording"]
