"""What the signed document of a directive says: what was read of it is mended to that alone."""

import datetime as dt
from typing import Any

from motcua.areas.directives.choices import types
from motcua.areas.directives.models import Attachment, Directive
from motcua.areas.directives.queries import readings
from motcua.base.documents.ports import CannotExtract
from motcua.base.documents.queries import text_of
from motcua.base.files.queries import open_file
from motcua.base.orgs.queries import NoPost, NoUnitThen, post_on, version_on
from motcua.rules.confirming import days_in, words_in


def text_of_document(directive: Directive) -> str:
    """The words of the files of a directive; of one that cannot be read again none."""
    found = list[str]()
    for row in Attachment.objects.filter(directive=directive, task=None).select_related("file").order_by("n"):
        held = open_file(row.file_id, subject=row.file.subject)
        try:
            found.append(text_of(held.content, name=held.view.name).text)
        except CannotExtract:
            continue
    return "\n".join(found)


def stands(text: str, name: str, value: Any, *, agency: str, on: dt.date) -> bool:
    """Whether what a column is to hold stands in a document: words as they are, a day as one that it names."""
    if isinstance(value, dt.date):
        return any(
            readings.last_day(agency, day, before) == value for day, before in days_in(text, value.year)
        )
    if name == "signer_authority":
        value = value.split(", ")
    said = value if isinstance(value, list) else [_named(name, value, on)]
    return all(isinstance(one, str) and bool(one) and words_in(text, one) for one in said)


def _named(name: str, value: Any, on: dt.date) -> Any:
    """What a document calls a type, a unit or a post."""
    try:
        match name:
            case "type":
                return types()[value].name
            case "unit":
                return version_on(value, on).name
            case "post":
                return post_on(value, on).title
    except (NoUnitThen, NoPost):
        return ""
    return value
