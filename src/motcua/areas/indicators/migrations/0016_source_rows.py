"""Rows of published reports; reviews and courses, of which facts are written from now on, are counted anew."""

from django.db import migrations, models

from motcua.areas.indicators.models import guards

FOLLOWER = "facts"
NEWLY_COUNTED = ("review.added", "review.dropped", "review.approved", "directive.disseminated")


def forwards(apps, schema_editor):
    if not apps.get_model("journal", "Event").objects.filter(kind__in=NEWLY_COUNTED).exists():
        return
    vendor = schema_editor.connection.vendor
    for statement in guards.allowing(vendor):
        schema_editor.execute(statement)
    for name in ("cell", "fact", "dimensions"):
        schema_editor.execute(f"DELETE FROM indicators_{name}")
    for statement in guards.refusing(vendor):
        schema_editor.execute(statement)
    apps.get_model("indicators", "Measure").objects.update(built_through=None)
    apps.get_model("journal", "Cursor").objects.filter(name=FOLLOWER).delete()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0015_cells_by_key"), ("journal", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="SourceRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32)),
                ("n", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "dòng nguồn",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "n"), name="indicators_source_row_once")
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
