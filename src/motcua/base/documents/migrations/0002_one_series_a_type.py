"""Numbers of a type of document come from one series a year (R8.4): books kept by symbol join that of their type."""

from typing import Any

from django.db import migrations

from motcua.rules.numbering import KINDS


def join(apps: Any, _schema: Any) -> None:
    """The book of a type stands at the highest number that any of its symbols reached."""
    books = apps.get_model("documents", "NumberBook").objects
    for row in list(books.filter(book__contains="-")):
        kind = row.book.partition("-")[0]
        if kind not in KINDS:
            continue
        whole, _made = books.get_or_create(
            agency=row.agency, book=kind, year=row.year, defaults={"last": row.last}
        )
        if whole.last < row.last:
            whole.last = row.last
            whole.save(update_fields=["last"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
