"""Work that is there only for who handles or decides it. A column added in place: SQLite keeps its search triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_prolonged")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE cases_case ADD COLUMN confidential bool NOT NULL DEFAULT false",
                    "ALTER TABLE cases_case DROP COLUMN confidential",
                )
            ],
            state_operations=[
                migrations.AddField("case", "confidential", models.BooleanField(default=False))
            ],
        )
    ]
