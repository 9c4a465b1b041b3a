"""Whether data is complete enough to be printed on a form: pure checks, and the printed wording of values."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from motcua.base.documents.choices import Field, Form, Kind
from motcua.base.documents.ports import WORDS, Signature
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault
from motcua.rules.vietnamese import printable


def can_begin_book(by: Actor) -> bool:
    """Only the installation itself, when it is set up from tables."""
    return by.post == SYSTEM.post


def day_words(on: dt.date) -> str:
    """``ngày 05 tháng 01 năm 2026``: day below 10, month 1 and 2 with a leading zero (NĐ 30/2020)."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def moment_words(at: dt.datetime) -> str:
    """``09 giờ 30 phút, ngày 05 tháng 01 năm 2026`` in Vietnamese time, as the forms ask."""
    here = at.astimezone(TZ)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, {day_words(here.date())}"


def stamp_words(at: dt.datetime) -> str:
    """``05/01/2026 09:30`` in Vietnamese time, for narrow columns."""
    return f"{at.astimezone(TZ):%d/%m/%Y %H:%M}"


def clean(text: str) -> str:
    """Text as it is printed, without blank ends."""
    return printable(text).strip()


def _is_blank(value: object) -> bool:
    return value is None or value == () or value == [] or (isinstance(value, str) and not clean(value))


def _shape_fault(field: Field, value: object) -> str:
    """Why ``value`` cannot be printed in ``field``, or nothing."""
    match field.kind:
        case Kind.TEXT:
            return "" if isinstance(value, str) else _("“{label}” phải là chữ")
        case Kind.COUNT:
            whole = isinstance(value, int) and not isinstance(value, bool) and value >= 1
            return "" if whole else _("“{label}” phải là số nguyên từ 1 trở lên")
        case Kind.DAY:
            day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
            return "" if day else _("“{label}” phải là ngày")
        case Kind.MOMENT | Kind.STAMP:
            aware = isinstance(value, dt.datetime) and value.tzinfo is not None
            return "" if aware else _("“{label}” phải là giờ và ngày có múi giờ")
        case Kind.URL:
            parts = urlsplit(value) if isinstance(value, str) else None
            good = parts is not None and parts.scheme in {"http", "https"} and bool(parts.netloc)
            return "" if good else _("“{label}” phải là địa chỉ http hoặc https")
        case Kind.TEXTS:
            texts = isinstance(value, Sequence) and not isinstance(value, str)
            good = texts and all(isinstance(item, str) and clean(item) for item in _items(value))
            return "" if good else _("“{label}” phải là danh sách các dòng chữ")
        case Kind.ROWS:
            rows = isinstance(value, Sequence) and not isinstance(value, str)
            good = rows and all(isinstance(row, Mapping) for row in _items(value))
            return "" if good else _("“{label}” phải là bảng gồm các dòng")


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, Sequence) else ()


def _faults(fields: Sequence[Field], data: Mapping[str, object], prefix: str, where: str) -> Iterator[Fault]:
    known = {field.name for field in fields}
    for name in data:
        if name not in known:
            yield Fault(prefix + str(name), _("Biểu mẫu không có mục “{name}”."), {"name": name})
    for field in fields:
        value = data.get(field.name)
        params = {"label": field.label, "where": where}
        if _is_blank(value):
            if field.required:
                yield Fault(prefix + field.name, _("Thiếu “{label}”{where}."), params)
            continue
        text = _shape_fault(field, value)
        if text:
            yield Fault(prefix + field.name, text + "{where}.", params)
            continue
        if field.kind is Kind.ROWS:
            for n, row in enumerate(_items(value), start=1):
                assert isinstance(row, Mapping)
                place = _(" (dòng {n} của “{label}”)").format(n=n, label=field.label)
                yield from _faults(field.columns, row, f"{prefix}{field.name}.{n - 1}.", place)


def faults(form: Form, data: Mapping[str, object]) -> list[Fault]:
    """Everything that keeps ``data`` from being printed on ``form``, in the form's order; empty when fit."""
    return list(_faults(form.fields, data, "", ""))


def printed(field: Field, value: object) -> object:
    """The printed wording of a checked value: text, a list of texts, or a list of rows of texts."""
    if _is_blank(value):
        return [] if field.kind in {Kind.TEXTS, Kind.ROWS} else ""
    if isinstance(value, dt.datetime):
        return stamp_words(value) if field.kind is Kind.STAMP else moment_words(value)
    if isinstance(value, dt.date):
        return day_words(value)
    if isinstance(value, int):
        return f"{value:02d}"
    if isinstance(value, str):
        return clean(value)
    if field.kind is Kind.TEXTS:
        return [clean(str(item)) for item in _items(value)]
    return [
        {column.name: printed(column, row.get(column.name)) for column in field.columns}
        for row in _items(value)
        if isinstance(row, Mapping)
    ]


def signature_faults(found: Sequence[Signature], *, field: str = "file", needed: int = 1) -> list[Fault]:
    """Why a file does not count as signed: a signature that is not valid, or fewer than needed (R2.18)."""
    wrong = [
        Fault(
            field,
            _("Chữ ký số của {signer} không hợp lệ: {why}. Lấy lại tệp gốc từ người ký."),
            {"signer": one.signer or "?", "why": _(WORDS[one.fault])},
        )
        for one in found
        if one.fault is not None
    ]
    if wrong or len(found) >= needed:
        return wrong
    if not found:
        return [
            Fault(field, _("Tệp chưa có chữ ký số. Ký số rồi tải lên, hoặc ghi rõ đây là bản số hóa."), {})
        ]
    text = _("Tệp mới có {count} chữ ký số, cần {needed}: của người có thẩm quyền và của cơ quan.")
    return [Fault(field, text, {"count": len(found), "needed": needed})]


KINDS = (
    "Quyết định", "Thông báo", "Biên bản", "Kết luận", "Báo cáo", "Kế hoạch", "Tờ trình", "Giấy mời", "Phiếu chuyển",
    "Phiếu hướng dẫn", "Công văn", "Giấy biên nhận",
)  # fmt: skip
"""Kinds of documents that stand alone on their line (NĐ 30/2020/NĐ-CP Điều 7, Phụ lục I)."""


def named(heading: str) -> tuple[str, str]:
    """The kind of a document and, for the line below it, what it is about ("" when the heading names a kind only)."""
    for kind in KINDS:
        if heading.startswith(f"{kind} "):
            about = heading.removeprefix(kind).strip()
            return kind, about[:1].upper() + about[1:]
    return heading, ""
