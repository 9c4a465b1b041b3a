"""Which of those who were drawn are handed a printed slip."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("surveys", "0002_units_and_letters")]

    operations = [
        migrations.AddField(model_name="invited", name="by_hand", field=models.BooleanField(default=False)),
    ]
