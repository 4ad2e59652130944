"""Count the addresses of everybody who is here as confirmed: coordinators knew them.

Going back changes nothing: allauth's rows did no harm before.
"""

from django.db import migrations


def confirm(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects
    addresses = apps.get_model("account", "EmailAddress").objects
    for user in users.exclude(approved_at=None).iterator():
        if not addresses.filter(user=user).exists():
            addresses.create(user=user, email=user.email, verified=True, primary=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_let_in_those_who_are_here"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
