"""The database itself refuses to alter the journal; on PostgreSQL it also numbers the transaction of every event."""

from django.db import migrations

TABLES = ("journal_event", "journal_leaf", "journal_node", "journal_head")
SAID = "the journal is append-only"


def sqlite_statements():
    """Two triggers a table: UPDATE and DELETE are refused (recursive_triggers makes REPLACE count as a DELETE)."""
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )


def postgresql_statements():
    """One function, two triggers a table: rows cannot be updated or deleted, the table cannot be truncated."""
    yield (
        "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        )
    yield (
        'ALTER TABLE journal_event ALTER COLUMN "transaction" '
        "SET DEFAULT (pg_current_xact_id()::text::bigint)"
    )


def forwards(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql_statements() if postgresql else sqlite_statements():
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for name in ("change", "truncate") if postgresql else ("update", "delete"):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{name}{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION journal_refuse()")
        schema_editor.execute('ALTER TABLE journal_event ALTER COLUMN "transaction" SET DEFAULT 0')


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
