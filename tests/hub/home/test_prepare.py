"""The first start: what a newcomer reads while the site gets ready."""

import logging

import pytest
from django.core.management import call_command

from hub.search.models import SearchEntry


@pytest.fixture
def commits(own_database, settings, tmp_path):
    """A database whose commits are real, and no index yet."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


def test_first_start_warns_of_nothing_and_leaves_all_to_be_found(commits, caplog):
    with caplog.at_level(logging.INFO, "hub"):
        call_command("prepare")

    assert [record.getMessage() for record in caplog.records] == []
    assert SearchEntry.objects.exists()
    assert not SearchEntry.objects.stale().exists()
