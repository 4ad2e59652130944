"""Give the directory's entries the moderation that Wagtail sets up for pages.

Where a site has removed that workflow there is nothing to give. Going back takes it from
the entries again.
"""

from django.db import migrations


def give(apps, schema_editor):
    workflow = (
        apps.get_model("wagtailcore", "Workflow")
        .objects.filter(active=True)
        .order_by("pk")
        .first()
    )
    if workflow is not None:
        content_type, _ = apps.get_model(
            "contenttypes", "ContentType"
        ).objects.get_or_create(app_label="directory", model="organisation")
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


def take(apps, schema_editor):
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
        content_type__app_label="directory", content_type__model="organisation"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_let_editors_keep_the_directory"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(give, take)]
