"""Tasks were late by when they were accepted, not by when they were handed in (R8.13): they are counted anew."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="task.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_surveys_counted_anew"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
