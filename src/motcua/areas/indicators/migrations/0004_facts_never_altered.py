"""The database itself refuses to alter facts and what they are told apart by."""

from django.db import migrations

from motcua.areas.indicators.models import guards


def forwards(apps, schema_editor):
    for statement in guards.refusing(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in guards.allowing(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_definitions")]
    operations = [migrations.RunPython(forwards, backwards)]
