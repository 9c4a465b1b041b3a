"""Why an archive returned files is encrypted at rest, like every other reason."""

from typing import Any

from django.db import migrations

import motcua.base.people.fields
from motcua.base.people.fields import encrypt


def seal(apps: Any, _editor: Any) -> None:
    """Encrypt what stands in the plain column."""
    rows = apps.get_model("workfiles", "handover").objects.exclude(plain_reason="")
    for key, text in rows.values_list("pk", "plain_reason").iterator(chunk_size=2000):
        rows.model.objects.filter(pk=key).update(reason=encrypt(text, "workfiles.handover.reason"))


class Migration(migrations.Migration):

    dependencies = [
        ('workfiles', '0001_initial'),
    ]

    operations = [
        migrations.RenameField('handover', 'reason', 'plain_reason'),
        migrations.AddField(
            'handover', 'reason', motcua.base.people.fields.EncryptedText(blank=True, default='')
        ),
        migrations.RunPython(seal),
        migrations.RemoveField('handover', 'plain_reason'),
    ]
