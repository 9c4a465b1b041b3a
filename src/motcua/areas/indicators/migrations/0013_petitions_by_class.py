"""Petitions count under what they are held for, from the day they came; behind what denounces stands no code."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0012_complained_counted_anew"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
