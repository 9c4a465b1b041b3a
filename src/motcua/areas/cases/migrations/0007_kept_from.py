"""Work that is about a post of the agency is kept from it. Columns added in place: SQLite keeps its search triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_confidential")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE cases_case ADD COLUMN kept_from text NOT NULL DEFAULT ''",
                    "ALTER TABLE cases_case DROP COLUMN kept_from",
                ),
                migrations.RunSQL(
                    "ALTER TABLE cases_case ADD COLUMN stands_in varchar(40) NOT NULL DEFAULT ''",
                    "ALTER TABLE cases_case DROP COLUMN stands_in",
                ),
            ],
            state_operations=[
                migrations.AddField("case", "kept_from", models.TextField(default="", blank=True)),
                migrations.AddField("case", "stands_in", models.CharField(max_length=40, default="", blank=True)),
            ],
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["agency"], name="case_kept_from", condition=~models.Q(kept_from=""))
        ),
    ]
