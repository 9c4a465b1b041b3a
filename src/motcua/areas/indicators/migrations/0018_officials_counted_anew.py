"""What each official worked on is a fact of the index now: it is counted from the journal."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="index.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0017_split_letters"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
