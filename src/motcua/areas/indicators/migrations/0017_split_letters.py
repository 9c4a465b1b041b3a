"""Petitions count on the day they came; a letter that was split counts as its contents and not beside them.

Nothing but the journal can say it, so every fact goes and the follower begins again.
"""

from django.db import migrations

from motcua.areas.indicators.models import guards

FOLLOWER = "facts"


def forwards(apps, schema_editor):
    Dimensions = apps.get_model("indicators", "Dimensions")
    if not Dimensions.objects.exists():
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
    dependencies = [("indicators", "0016_source_rows"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
