"""Instruments of one number kept apart, what documents of ours cite, relations that were corrected."""

import django.db.models.deletion
import motcua.base.law.choices
from django.db import migrations, models

from motcua.rules.vietnamese import fold


def fill(apps, schema_editor):
    """What instruments are found by, of those that are there already."""
    instruments = apps.get_model("law", "Instrument")
    rows = list(instruments.objects.all())
    for row in rows:
        row.folded = fold(f"{row.symbol} {row.type} {row.title} {row.issuer}")
    instruments.objects.bulk_update(rows, ["folded"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('law', '0002_no_overlap'),
    ]

    operations = [
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=80)),
                ('part', models.CharField(max_length=8)),
                ('n', models.PositiveIntegerField()),
                ('agency', models.CharField(max_length=24)),
                ('match', models.CharField(max_length=10)),
                ('words', models.CharField(max_length=400)),
                ('said', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'trích dẫn văn bản',
                'verbose_name_plural': 'trích dẫn văn bản',
                'ordering': ['source', 'part', 'n'],
            },
        ),
        migrations.AlterModelOptions(
            name='instrument',
            options={'ordering': ['symbol', 'twin'], 'verbose_name': 'văn bản', 'verbose_name_plural': 'văn bản'},
        ),
        migrations.AddField(
            model_name='instrument',
            name='folded',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='instrument',
            name='known',
            field=models.CharField(choices=[(motcua.base.law.choices.Known['REGISTER'], 'danh mục văn bản kèm phần mềm'), (motcua.base.law.choices.Known['OFFICIAL'], 'cán bộ ghi, có nguồn'), (motcua.base.law.choices.Known['CITATION'], 'chỉ biết qua trích dẫn')], default=motcua.base.law.choices.Known['REGISTER'], max_length=10, verbose_name='biết từ đâu'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='twin',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='instrument',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm'),
        ),
        migrations.AddField(
            model_name='relation',
            name='edited',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='relation',
            name='withdrawn',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='issuer',
            field=models.CharField(blank=True, max_length=200, verbose_name='cơ quan ban hành'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='symbol',
            field=models.CharField(blank=True, max_length=80, verbose_name='số, ký hiệu'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='title',
            field=models.TextField(blank=True, verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='type',
            field=models.CharField(blank=True, max_length=60, verbose_name='loại văn bản'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('symbol', 'twin'), name='law_instrument_once'),
        ),
        migrations.AddField(
            model_name='citation',
            name='instrument',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='law.instrument'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['agency', 'instrument'], name='law_citation_of_agency'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('source', 'part', 'n'), name='law_citation_once'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
