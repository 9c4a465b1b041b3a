"""A reading says of which incoming document it is, an obstacle when the body above replied."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0004_reading'),
    ]

    operations = [
        migrations.AddField(
            model_name='reading',
            name='source',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='obstacle',
            name='answered_on',
            field=models.DateField(null=True),
        ),
    ]
