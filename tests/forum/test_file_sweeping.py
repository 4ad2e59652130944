"""Files leave the disk with their rows, after the commit and not before."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from forum.adapter.permissions import TAKE_PART, VISIT
from forum.files.actions import MOST_WAITING, sweep
from forum.files.models import PostFile
from forum.forum_conversation.models import Post, Topic
from hub.accounts.personal import parts
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def paths(kept) -> list[Path]:
    return [Path(one.path) for one in (kept.file, kept.preview) if one]


def picture_on(post, **fields):
    kept = make_files.attached(post, "a.png", make_files.photo("PNG"), **fields)
    assert len(paths(kept)) == 2
    assert all(path.is_file() for path in paths(kept))
    return kept


def delete_post(post):
    Post.objects.get(pk=post.pk).delete()


def delete_topic(post):
    Topic.objects.get(pk=post.topic_id).delete()


def delete_rows(post):
    PostFile.objects.all().delete()


@pytest.mark.parametrize("delete", [delete_post, delete_topic, delete_rows])
def test_files_leave_the_disk_after_the_commit_and_not_before(
    topic, other, delete, django_capture_on_commit_callbacks
):
    """Orphaned files: machina left them on the disk when the post was deleted."""
    post = make.reply(topic, other)
    kept = picture_on(post)
    with django_capture_on_commit_callbacks(execute=True):
        delete(post)
        assert not PostFile.objects.exists()
        assert all(path.is_file() for path in paths(kept))
    assert not any(path.exists() for path in paths(kept))


def test_deletion_that_fails_leaves_the_files(
    topic, other, django_capture_on_commit_callbacks
):
    kept = picture_on(make.reply(topic, other))

    def delete_and_fail():
        with transaction.atomic():
            delete_rows(None)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        delete_and_fail()
    assert PostFile.objects.exists()
    assert all(path.is_file() for path in paths(kept))


def test_removed_file_leaves_the_disk(
    client_for, member, topic, django_capture_on_commit_callbacks
):
    kept = picture_on(topic.first_post)
    with django_capture_on_commit_callbacks(execute=True):
        client_for(member).post(
            topic.address("topic_update"),
            {"subject": "S", "content": "C", f"files-{kept.token}-remove": "on"},
        )
    assert not any(path.exists() for path in paths(kept))


def test_file_that_is_gone_from_the_disk_is_not_found(topic, client):
    kept = make_files.attached(topic.first_post)
    Path(kept.file.path).unlink()
    assert client.get(kept.get_absolute_url()).status_code == 404


def test_sweep_drops_what_was_never_posted_and_what_no_row_names(
    topic, member, django_capture_on_commit_callbacks
):
    posted = picture_on(topic.first_post)
    fresh = picture_on(None, by=member)
    stale = picture_on(None, by=member)
    PostFile.objects.filter(pk=stale.pk).update(
        uploaded_at=timezone.now() - timedelta(days=2)
    )
    folder = Path(posted.file.path).parent
    (folder / "being-written").write_bytes(b"x")
    orphan = folder / "left-over"
    orphan.write_bytes(b"x")
    os.utime(orphan, (time.time() - 7_200,) * 2)
    for path in paths(posted):
        os.utime(path, (time.time() - 7_200,) * 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == (1, 1)
    assert not orphan.exists()
    assert (folder / "being-written").exists()
    assert not any(path.exists() for path in paths(stale))
    for kept in (posted, fresh):
        assert all(path.is_file() for path in paths(kept))
    call_command("sweep_forum_files", verbosity=0)


def test_only_so_many_files_of_a_person_wait(member):
    for number in range(MOST_WAITING + 3):
        make_files.attached(None, f"{number}.csv", by=member)
    waiting = PostFile.objects.waiting_of(member)
    assert waiting.count() == MOST_WAITING
    assert not waiting.filter(name="0.csv").exists()


def erase(person) -> None:
    for part in parts():
        if part.key in ("forum", "forum_files"):
            part.erase(person)


@pytest.mark.parametrize("erases", [True, False])
def test_files_of_a_leaver_are_treated_as_their_words(
    topic, member, other, erases, client
):
    theirs = make_files.attached(make.reply(topic, other), "theirs.csv")
    waiting = make_files.attached(None, "draft.csv", by=other)
    others = make_files.attached(topic.first_post, "others.csv", by=member)
    other.erases_posts = erases
    other.save()
    erase(other)
    assert PostFile.objects.filter(pk=theirs.pk).exists() is not erases
    assert not PostFile.objects.filter(pk=waiting.pk).exists()
    assert not PostFile.objects.filter(uploaded_by=other).exists()
    assert client.get(others.get_absolute_url()).status_code == 200
    assert client.get(theirs.get_absolute_url()).status_code == (404 if erases else 200)


def test_export_names_the_files_of_a_person(topic, member, other):
    make_files.attached(topic.first_post, "mine.csv")
    make_files.attached(make.reply(topic, other), "not-mine.csv")
    (part,) = [part for part in parts() if part.key == "forum_files"]
    (told,) = part.export(member)
    assert told["File"] == "mine.csv"


def test_migration_grants_what_a_new_board_is_opened_with(board, members_board):
    from importlib import import_module

    from django.apps import apps

    from forum.forum_permission.models import (
        GroupForumPermission,
        UserForumPermission,
    )

    module = import_module("forum.files.migrations.0002_members_add_files_and_polls")

    def rows() -> set:
        people = UserForumPermission.objects.values_list(
            "forum", "permission__codename", "anonymous_user", "authenticated_user"
        )
        groups = GroupForumPermission.objects.values_list(
            "forum", "permission__codename", "group", "has_perm"
        )
        return {*people, *groups}

    whole = rows()
    module.take_back(apps, None)
    assert rows() < whole
    assert not [row for row in rows() if row[1] in module.MEMBERS]
    module.grant(apps, None)
    module.grant(apps, None)
    assert rows() == whole
    assert set(module.MEMBERS) <= set(TAKE_PART)
    assert set(module.VISITORS) <= set(VISIT)
