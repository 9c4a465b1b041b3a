"""Work of a unit that ended goes on with its successor. Columns added in place: SQLite keeps its search triggers."""

from django.db import migrations, models


def forwards(apps, schema_editor):
    moment = "datetime" if schema_editor.connection.vendor == "sqlite" else "timestamp with time zone"
    schema_editor.execute("ALTER TABLE cases_case ADD COLUMN came_to varchar(24) NOT NULL DEFAULT ''")
    schema_editor.execute(f"ALTER TABLE cases_case ADD COLUMN brought_at {moment} NULL")


def backwards(apps, schema_editor):
    for name in ("came_to", "brought_at"):
        schema_editor.execute(f"ALTER TABLE cases_case DROP COLUMN {name}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_relimited")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(forwards, backwards)],
            state_operations=[
                migrations.AddField("case", "came_to", models.CharField(max_length=24, default="", blank=True)),
                migrations.AddField("case", "brought_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["came_to"], name="case_came_to", condition=~models.Q(came_to=""))
        ),
    ]
