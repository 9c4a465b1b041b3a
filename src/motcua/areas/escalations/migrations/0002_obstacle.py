"""An escalation says which obstacle of a task it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='escalation',
            name='obstacle',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
