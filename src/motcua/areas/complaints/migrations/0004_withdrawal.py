from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0003_invitation'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint', name='asked_back_on', field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='complaint', name='withdrawal', field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='complaint', name='withdrawal_on', field=models.DateField(null=True),
        ),
    ]
