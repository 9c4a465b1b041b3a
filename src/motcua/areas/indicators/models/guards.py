"""The database itself refuses to alter facts, as it does for the journal; counting anew lifts that for its moment."""

from collections.abc import Iterator

TABLES = ("indicators_fact", "indicators_dimensions")
SAID = "facts are never altered: a correction is a fact that takes back"
FUNCTION = "indicators_refuse"


def refusing(vendor: str) -> Iterator[str]:
    """Statements that make the triggers."""
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$"
        )
    for table in TABLES:
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
            )
            yield (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
                )


def allowing(vendor: str) -> Iterator[str]:
    """Statements that drop them."""
    for table in TABLES:
        for name in ("change", "truncate") if vendor == "postgresql" else ("update", "delete"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            yield f"DROP TRIGGER {table}_no_{name}{on}"


def emptying(vendor: str) -> Iterator[str]:
    """Statements that forget every cell and every fact; the database refuses to alter facts before them and after."""
    yield from allowing(vendor)
    for table in ("indicators_cell", *TABLES):
        yield f"DELETE FROM {table}"
    yield from refusing(vendor)
