"""What is filed before it is received, and received elsewhere than it is decided. SQLite makes the table anew, so its search triggers are put back."""

from importlib import import_module

from django.db import migrations, models

SEARCH = import_module("motcua.areas.cases.migrations.0002_search")


def aside(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER cases_search_{name}")


def back(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SEARCH.SQLITE:
            if statement.startswith("CREATE TRIGGER"):
                schema_editor.execute(statement)


def here(apps, schema_editor):
    """Until now everything was received where it was decided."""
    apps.get_model("cases", "Case").objects.update(where=models.F("agency"))


def index(*fields, name):
    return models.Index(fields=fields, name=name, condition=models.Q(closed_at__isnull=True))


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_by_finish")]

    operations = [
        migrations.RunPython(aside, back),
        migrations.AddField("case", "filed_at", models.DateTimeField(null=True)),
        migrations.AlterField("case", "promised_at", models.DateTimeField(null=True)),
        migrations.AlterField("case", "received_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "where", models.CharField(max_length=24, default=""), preserve_default=False),
        migrations.RunPython(back, aside),
        migrations.RunPython(here, migrations.RunPython.noop),
        migrations.RemoveIndex("case", "case_worklist"),
        migrations.AddIndex("case", index("where", "duty", "due_at", name="case_worklist")),
        migrations.AddIndex("case", index("agency", "due_at", name="case_open")),
    ]
