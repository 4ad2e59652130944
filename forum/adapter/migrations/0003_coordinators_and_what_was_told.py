"""Let coordinators moderate, and count what is written by now as told."""

from django.db import migrations


def mark_as_told(apps, schema_editor):
    """Nobody is told of what stood there before people could be told."""
    told = apps.get_model("forum_adapter", "Told")
    posts = apps.get_model("forum_conversation", "Post").objects.filter(approved=True)
    told.objects.bulk_create(
        (told(post_id=pk) for pk in posts.values_list("pk", flat=True)), batch_size=500
    )


def let_coordinators_moderate(apps, schema_editor):
    """Coordinators look after the boards that the moderators look after."""
    group = apps.get_model("auth", "Group").objects
    coordinators, _ = group.get_or_create(name="Coordinators")
    rows = apps.get_model("forum_permission", "GroupForumPermission")
    given = set(
        rows.objects.filter(group=coordinators).values_list("forum", "permission")
    )
    rows.objects.bulk_create(
        rows(
            group=coordinators,
            forum_id=row.forum_id,
            permission_id=row.permission_id,
            has_perm=True,
        )
        for row in rows.objects.filter(
            group__name="Forum moderators", has_perm=True, forum__isnull=False
        )
        if (row.forum_id, row.permission_id) not in given
    )


def take_from_coordinators(apps, schema_editor):
    apps.get_model("forum_permission", "GroupForumPermission").objects.filter(
        group__name="Coordinators"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("forum_adapter", "0002_tell_and_report"),
        ("forum_permission", "0005_userforumpermission_authenticated_user"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(mark_as_told, migrations.RunPython.noop),
        migrations.RunPython(let_coordinators_moderate, take_from_coordinators),
    ]
