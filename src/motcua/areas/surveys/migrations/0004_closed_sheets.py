"""Tablets close their sheets for a key of the round; a sheet that was taken is known by its own number."""

from typing import Any

from django.db import migrations, models

import motcua.base.people.fields


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Rounds that are open now get theirs too."""
    for round in apps.get_model("surveys", "Round").objects.filter(state="open"):
        round.sheet_key = motcua.base.people.fields.envelope_key()
        round.save(update_fields=["sheet_key"])


class Migration(migrations.Migration):

    dependencies = [("surveys", "0003_by_hand")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="sheet_key",
            field=motcua.base.people.fields.EncryptedText(blank=True, default=""),
        ),
        migrations.CreateModel(
            name="TakenSheet",
            fields=[("hash", models.CharField(max_length=32, primary_key=True, serialize=False))],
            options={"verbose_name": "phiếu máy tính bảng đã nhận"},
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
