import django.db.models.deletion
from django.db import migrations, models

import motcua.base.people.fields


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0005_informed'),
    ]

    operations = [
        migrations.AddField(
            model_name='petition',
            name='authorised',
            field=motcua.base.people.fields.EncryptedText(blank=True, default=''),
        ),
        migrations.CreateModel(
            name='PetitionLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveSmallIntegerField()),
                ('form', models.CharField(max_length=40)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('serial', models.PositiveIntegerField(null=True)),
                ('issued_on', models.DateField()),
                ('post', models.CharField(max_length=40)),
                ('petition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='petitions.petition')),
            ],
            options={
                'verbose_name': 'văn bản xử lý đơn',
                'constraints': [models.UniqueConstraint(fields=('petition', 'n'), name='petition_letter_once')],
            },
        ),
    ]
