"""What a file says of itself, for the form in which a document is entered; whoever enters it confirms it."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.areas.correspondence.choices import Urgency, type_choices
from motcua.base.documents.queries import text_of
from motcua.rules import reading
from motcua.rules.correspondence import HEAD, mark_of, refuse_secrets
from motcua.rules.vietnamese import fold

FIRST = 60_000
"""Letters of a file that are read: its head and its abstract stand there."""
_URGENT = re.compile(r"(?m)^[\s|*]*(HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)[\s|*]*$")
_URGENCIES = {"hoa toc": Urgency.EXPRESS, "thuong khan": Urgency.VERY_URGENT, "khan": Urgency.URGENT}


@dataclass(frozen=True)
class Filled:
    """Values by field of the form, the fields that the file does not say, and what is to be said of the file."""

    values: dict[str, Any] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def filled(upload: "UploadedFile[Any]", issuers: list[str]) -> Filled:
    """Read a file. Raises CannotExtract, and Invalid for a state secret."""
    found = text_of(upload.read(), name=upload.name or "van-ban")
    upload.seek(0)
    words = found.text[:FIRST]
    refuse_secrets(mark_of(words))
    document = reading.read(words)
    said = {
        "issuer": _known_as(document.issuer.value, issuers) if document.issuer else None,
        "symbol": document.symbol and document.symbol.value,
        "dated_on": document.date and document.date.value,
        "type_": document.type and _type(document.type.value),
        "abstract": document.title and document.title.value,
    }
    values = {name: value for name, value in said.items() if value}
    if urgent := _URGENT.search(words[:HEAD]):
        values["urgency"] = _URGENCIES[fold(urgent[1])]
    if said["type_"] is None and document.type:
        values["type_"] = "khac"
    return Filled(values, tuple(name for name in said if name not in values), found.warnings)


def _type(name: str) -> str | None:
    return next((code for code, label in type_choices() if fold(label) == fold(name)), None)


def _known_as(name: str, issuers: list[str]) -> str:
    """A body as it was entered before, however it is written now."""

    def plain(text: str) -> str:
        return (
            re.sub(r"\buy ban nhan dan\b", "ubnd", fold(text))
            .replace("hoi dong nhan dan", "hdnd")
            .strip(" .")
        )

    known = next((one for one in issuers if plain(one) == plain(name)), None)
    return known or name


def note(filled: Filled, labels: dict[str, str], kept: list[str]) -> str:
    """One sentence: what was filled in, what was left as typed, what the file does not say."""
    said = ", ".join(labels[name].lower() for name in filled.values if name not in kept)
    parts = [
        _("Đã điền từ tệp: {fields}. Xem lại từng ô rồi mới vào sổ.").format(fields=said)
        if said
        else _("Tệp không cho biết gì thêm.")
    ]
    if kept:
        typed = ", ".join(labels[name].lower() for name in kept)
        parts.append(_("Giữ nguyên ô đã ghi: {fields}.").format(fields=typed))
    if filled.unsaid:
        left = ", ".join(labels[name].lower() for name in filled.unsaid)
        parts.append(_("Không đọc được: {fields}.").format(fields=left))
    return " ".join([*parts, *filled.warnings])
