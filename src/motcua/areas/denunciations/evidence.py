"""What an act says of the rows of denunciations, and these rows as they are now (``motcua verify``)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.denunciations import events
from motcua.areas.denunciations.choices import KIND
from motcua.areas.denunciations.models import Denunciation, Todo, Written

Row = Denunciation | Written | Todo
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Denunciation: frozenset({"case_id", "petition_id"}),
    Written: frozenset({"id", "denunciation_id"}),
    Todo: frozenset({"id", "denunciation_id"}),
}
"""Columns that no digest covers: keys; the petition is named instead."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a denunciation."""
    said = {}
    for row in rows:
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        if isinstance(row, Denunciation):
            name = "denunciation"
            if row.public_until is None:  # younger than digests: it counts only where it says something
                del values["public_until"]
            values["petition"] = row.petition.case.code
        else:
            name = f"{'written' if isinstance(row, Written) else 'todo'}.{row.n}"
        said[name] = evidence.digest(subject, name, values)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    rows: dict[int, list[Row]] = defaultdict(list)
    for denunciation in Denunciation.objects.filter(case_id__in=keys).select_related("petition__case"):
        rows[denunciation.case_id].append(denunciation)
    for written in Written.objects.filter(denunciation_id__in=keys):
        rows[written.denunciation_id].append(written)
    for todo in Todo.objects.filter(denunciation_id__in=keys):
        rows[todo.denunciation_id].append(todo)
    return {case.pk: of_rows(case.subject, rows[case.pk]) for case in cases}


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))
