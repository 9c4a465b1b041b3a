"""The index of QĐ 766 is read from cells now: what its facts say of earlier dossiers is counted from the journal."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="dossier.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_tasks_counted_anew"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
