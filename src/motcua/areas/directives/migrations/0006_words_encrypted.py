"""What people say of a task, its obstacles and its result is encrypted at rest."""

from typing import Any

from django.db import migrations

import motcua.base.people.fields
from motcua.base.people.fields import encrypt

COLUMNS = (
    ("note", "words"), ("extension", "reason"), ("extension", "answer"), ("obstacle", "words"),
    ("obstacle", "solution"), ("task", "result"),
)  # fmt: skip


def seal(apps: Any, _editor: Any) -> None:
    """Encrypt what stands in the plain columns."""
    for name, column in COLUMNS:
        rows = apps.get_model("directives", name).objects.exclude(**{f"plain_{column}": ""})
        for key, text in rows.values_list("pk", f"plain_{column}").iterator(chunk_size=2000):
            rows.model.objects.filter(pk=key).update(**{column: encrypt(text, f"directives.{name}.{column}")})


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0005_reading_source'),
    ]

    operations = [
        *(migrations.RenameField(name, column, f"plain_{column}") for name, column in COLUMNS),
        *(
            migrations.AddField(name, column, motcua.base.people.fields.EncryptedText(blank=True, default=''))
            for name, column in COLUMNS
        ),
        migrations.RunPython(seal),
        *(migrations.RemoveField(name, f"plain_{column}") for name, column in COLUMNS),
    ]
