"""Answers to surveys were counted by every unit and channel, before their round was published: they are counted anew."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind="survey.answer")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_facts_never_altered"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
