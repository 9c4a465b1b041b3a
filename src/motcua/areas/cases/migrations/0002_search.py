"""Full-text search over ``cases_case.search``: FTS5 with triggers on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE cases_search USING fts5(
        search, content='cases_case', content_rowid='id', tokenize='unicode61', prefix='2 3 4')""",
    """CREATE TRIGGER cases_search_insert AFTER INSERT ON cases_case BEGIN
        INSERT INTO cases_search(rowid, search) VALUES (new.id, new.search); END""",
    """CREATE TRIGGER cases_search_delete AFTER DELETE ON cases_case BEGIN
        INSERT INTO cases_search(cases_search, rowid, search) VALUES ('delete', old.id, old.search); END""",
    """CREATE TRIGGER cases_search_update AFTER UPDATE OF search ON cases_case BEGIN
        INSERT INTO cases_search(cases_search, rowid, search) VALUES ('delete', old.id, old.search);
        INSERT INTO cases_search(rowid, search) VALUES (new.id, new.search); END""",
]
POSTGRESQL = [
    "CREATE INDEX cases_search ON cases_case USING gin (to_tsvector('simple', search))",
]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX cases_search")
    else:
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER cases_search_{name}")
        schema_editor.execute("DROP TABLE cases_search")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
