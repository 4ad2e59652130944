"""Let in everybody who had an account before approval came: coordinators opened it.

Going back changes nothing: the column goes with the migration before.
"""

from django.db import migrations
from django.db.models import F


def let_in(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects
    users.filter(approved_at=None).update(approved_at=F("date_joined"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_approval_and_leaving")]

    operations = [migrations.RunPython(let_in, migrations.RunPython.noop)]
