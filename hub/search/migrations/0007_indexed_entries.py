import modelsearch.index
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_let_editors_see_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("generation", models.PositiveIntegerField()),
                ("version", models.PositiveBigIntegerField()),
                ("format", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="IndexedEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("generation", models.PositiveIntegerField()),
                ("entry_pk", models.PositiveBigIntegerField()),
                ("visibility", models.CharField(max_length=60)),
                ("values", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("title_length", models.PositiveIntegerField()),
                ("first_word", models.CharField(max_length=15)),
                ("is_gone", models.BooleanField(default=False)),
                ("version", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name_plural": "indexed entries",
                "indexes": [
                    models.Index(
                        fields=["generation", "version"], name="search_indexed_since"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("generation", "entry_pk"), name="search_indexed_once"
                    )
                ],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
