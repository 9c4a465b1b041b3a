"""Feedback on conduct and complaints about handling are facts of the index now; answers of dialogues, charges paid online
and re-used papers count on the day of what they belong to, and an answer that was objected to is taken back.
"""

from django.db import migrations

from motcua.areas.indicators.models import anew

forwards = anew.forgetting()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_levels_counted_anew"), ("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
