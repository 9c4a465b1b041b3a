"""Answers of published surveys were counted where a half of a cell was one to four people: they are counted anew."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="survey.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0018_officials_counted_anew"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
