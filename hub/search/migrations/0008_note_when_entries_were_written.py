"""Note when an entry was written, to tell what waits for the index too long."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0007_indexed_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="written_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
