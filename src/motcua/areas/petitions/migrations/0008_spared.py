from django.db import migrations

from motcua.base.people.fields import EncryptedText


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0007_follows'),
    ]

    operations = [
        migrations.AddField(
            model_name='petition', name='spared', field=EncryptedText(blank=True, default=''),
        ),
    ]
