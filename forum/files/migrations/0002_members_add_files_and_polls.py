"""Boards that are there already get the rows that new ones are opened with."""

from django.db import migrations

MEMBERS = (
    "can_attach_file",
    "can_download_file",
    "can_create_polls",
    "can_vote_in_polls",
)
VISITORS = ("can_download_file",)


def _boards(rows, codename):
    found = rows.filter(permission__codename=codename, has_perm=True)
    return set(found.exclude(forum=None).values_list("forum", flat=True))


def _add(model, apps, whom, boards, codenames):
    permissions = apps.get_model("forum_permission", "ForumPermission").objects
    for codename in codenames if boards else ():
        permission, _ = permissions.get_or_create(codename=codename)
        rows = model.objects.filter(permission=permission, **whom)
        there = set(rows.exclude(forum=None).values_list("forum", flat=True))
        model.objects.bulk_create(
            model(permission=permission, forum_id=board, has_perm=True, **whom)
            for board in sorted(boards - there)
        )


def grant(apps, schema_editor):
    people = apps.get_model("forum_permission", "UserForumPermission")
    groups = apps.get_model("forum_permission", "GroupForumPermission")
    members = {"anonymous_user": False, "authenticated_user": True, "user": None}
    visitors = {"anonymous_user": True, "authenticated_user": False, "user": None}
    write = _boards(people.objects.filter(**members), "can_reply_to_topics")
    read = _boards(people.objects.filter(**visitors), "can_read_forum")
    _add(people, apps, members, write, MEMBERS)
    _add(people, apps, visitors, read, VISITORS)
    for group in set(groups.objects.values_list("group", flat=True)):
        whom = {"group_id": group}
        write = _boards(groups.objects.filter(**whom), "can_reply_to_topics")
        _add(groups, apps, whom, write, MEMBERS)


def take_back(apps, schema_editor):
    for model in ("UserForumPermission", "GroupForumPermission"):
        rows = apps.get_model("forum_permission", model).objects
        rows.filter(permission__codename__in=MEMBERS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("forum_files", "0001_files_of_messages"),
        ("forum_permission", "0005_userforumpermission_authenticated_user"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
