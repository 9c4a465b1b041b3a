"""The decision of the level above on an agency's own sheet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(model_name="assessment", name="decided_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="assessment", name="above", field=models.BooleanField(default=False)),
    ]
