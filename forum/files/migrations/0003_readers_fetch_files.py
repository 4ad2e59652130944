"""Whoever reads a board fetches its files, also where it was arranged in the admin."""

from django.db import migrations

VISITORS = {"anonymous_user": True, "authenticated_user": False, "user": None}
MEMBERS = {"anonymous_user": False, "authenticated_user": True, "user": None}


def _let_readers_fetch(model, may_fetch, whom):
    rows = model.objects.filter(forum__isnull=False, **whom)
    read = rows.filter(permission__codename="can_read_forum", has_perm=True)
    decided = rows.filter(permission=may_fetch).values_list("forum", flat=True)
    boards = set(read.values_list("forum", flat=True)) - set(decided)
    model.objects.bulk_create(
        model(permission=may_fetch, forum_id=board, has_perm=True, **whom)
        for board in sorted(boards)
    )


def let_readers_fetch(apps, schema_editor):
    permissions = apps.get_model("forum_permission", "ForumPermission").objects
    may_fetch, _ = permissions.get_or_create(codename="can_download_file")
    people = apps.get_model("forum_permission", "UserForumPermission")
    groups = apps.get_model("forum_permission", "GroupForumPermission")
    for whom in (VISITORS, MEMBERS):
        _let_readers_fetch(people, may_fetch, whom)
    for group in set(groups.objects.values_list("group", flat=True)):
        _let_readers_fetch(groups, may_fetch, {"group_id": group})


class Migration(migrations.Migration):
    dependencies = [
        ("forum_files", "0002_members_add_files_and_polls"),
        ("forum_permission", "0005_userforumpermission_authenticated_user"),
    ]

    # Back at the migration before, the rows do no harm: that one takes them away.
    operations = [migrations.RunPython(let_readers_fetch, migrations.RunPython.noop)]
