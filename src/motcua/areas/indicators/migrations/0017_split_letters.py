"""Petitions count on the day they came; a letter that was split counts as its contents and not beside them."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0016_source_rows"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
