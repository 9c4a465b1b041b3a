"""The printed forms and their fields, read from the headers of the template files.

Every form in ``templates/forms`` begins with a comment block in TOML: code, number, title, law, papers and
the fields with their labels. The template is therefore the only place in which a form is described.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).resolve().parent / "templates" / "forms"


class Kind(StrEnum):
    """What a field takes, and how it is printed."""

    TEXT = "text"  # str
    COUNT = "count"  # int ≥ 1, printed with a leading zero below ten
    DAY = "day"  # date, printed "ngày 05 tháng 01 năm 2026"
    MOMENT = "moment"  # aware datetime, printed "09 giờ 30 phút, ngày 05 tháng 01 năm 2026"
    STAMP = "stamp"  # aware datetime, printed "05/01/2026 09:30" where a column is narrow
    URL = "url"  # http(s) address: the content of the QR code
    TEXTS = "texts"  # list of str
    ROWS = "rows"  # list of mappings with the field's columns


class Paper(StrEnum):
    A3 = "a3"
    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True)
class Field:
    """One blank of a form. ``label`` is the wording of the form itself, also used to name what is missing."""

    name: str
    label: str
    required: bool
    kind: Kind = Kind.TEXT
    columns: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of Phụ lục I, Thông tư 03/2025/TT-VPCP (DOMAIN 1.6), or another paper that the law asks for."""

    code: str
    number: str
    title: str
    law: str
    papers: tuple[Paper, ...]
    fields: tuple[Field, ...]
    template: Path

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when the form has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def _field(name: str, entry: str | Mapping[str, Any]) -> Field:
    if isinstance(entry, str):
        return Field(name, entry, required=True)
    unknown = set(entry) - {"label", "required", "kind", "columns"}
    if unknown:
        raise ValueError(f"{name}: {', '.join(sorted(unknown))}")
    return Field(
        name=name,
        label=entry["label"],
        required=entry.get("required", True),
        kind=Kind(entry.get("kind", "text")),
        columns=tuple(_field(column, value) for column, value in entry.get("columns", {}).items()),
    )


def read_header(template: Path) -> Form:
    """The form described by the comment block at the top of ``template``; ValueError when it is malformed."""
    lines = []
    for line in template.read_text(encoding="utf-8").splitlines():
        if not line.startswith("//"):
            break
        lines.append(re.sub(r"^// ?", "", line))
    header = tomllib.loads("\n".join(lines))
    unknown = set(header) - {"code", "number", "title", "law", "papers", "fields"}
    if unknown:
        raise ValueError(f"{template.name}: {', '.join(sorted(unknown))}")
    return Form(
        code=header["code"],
        number=header["number"],
        title=header["title"],
        law=header["law"],
        papers=tuple(Paper(paper) for paper in header["papers"]),
        fields=tuple(_field(name, entry) for name, entry in header["fields"].items()),
        template=template,
    )


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.code: form
        for form in (read_header(path) for path in sorted(FOLDER.glob("*.typ")) if path.stem != "layout")
    }
)
SHEETS: Mapping[str, Form] = MappingProxyType(
    {
        form.code: form
        for form in (read_header(path) for path in sorted((FOLDER.parent / "sheets").glob("*.typ")))
    }
)
"""What is hung on walls or laid beside a proposal: no prescribed form, its own layout, fields read the same way."""
