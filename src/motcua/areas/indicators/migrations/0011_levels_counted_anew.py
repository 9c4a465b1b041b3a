"""Levels of a survey that few gave are put together in facts (R5.8): they are counted anew from the journal."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="survey.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_openness"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
