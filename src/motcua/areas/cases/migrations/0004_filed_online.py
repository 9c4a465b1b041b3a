"""What is filed before it is received. SQLite makes the table anew, so its search triggers are put back."""

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


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_by_finish")]

    operations = [
        migrations.RunPython(aside, back),
        migrations.AddField("case", "filed_at", models.DateTimeField(null=True)),
        migrations.AlterField("case", "promised_at", models.DateTimeField(null=True)),
        migrations.AlterField("case", "received_at", models.DateTimeField(null=True)),
        migrations.RunPython(back, aside),
    ]
