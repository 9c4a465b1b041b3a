from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0006_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='petition', name='follows',
            field=models.CharField(blank=True, db_index=True, default='', max_length=80), preserve_default=False,
        ),
    ]
