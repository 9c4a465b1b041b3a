"""A review says which item of the plan it is of: rows behind its figures open onto it."""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting(kind__startswith="review.")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0019_halves_of_few"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
