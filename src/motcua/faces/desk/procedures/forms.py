"""What a keeper of the catalogue types: a new version of a procedure, its internal process, a day."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.procedures.ports import Basis, Fee, Paper, ProcedureRecord, ProcessRecord, ProcessStep
from motcua.faces.ui.days import DayField
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit, parse_limit
from motcua.rules.vietnamese import nfc

DUTIES = [
    ("receive", gettext_lazy("tiếp nhận")), ("process", gettext_lazy("thụ lý")), ("review", gettext_lazy("xem xét")),
    ("sign", gettext_lazy("ký")), ("stamp", gettext_lazy("ban hành kết quả")), ("return", gettext_lazy("trả kết quả")),
]  # fmt: skip
ONE_A_LINE = gettext_lazy("Mỗi dòng một mục.")
UNITS = [("hour", gettext_lazy("giờ")), ("day", gettext_lazy("ngày"))]
ON_THE_SPOT = [
    (0, gettext_lazy("Không")), (4, gettext_lazy("4 tại chỗ: tiếp nhận, thẩm định, phê duyệt, trả kết quả")),
    (5, gettext_lazy("5 tại chỗ: thêm đóng dấu")),
]  # fmt: skip
MOST_STEPS = 60
HOURS_A_DAY = 8
KINDS = {"receive": "receive", "stamp": "result", "return": "return"}


class Words(forms.CharField):
    """Text in composed letters."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True) -> DayField:
    """A day, chosen or typed."""
    return DayField(label=label, required=required, widget=_day())


def lines(text: str) -> tuple[str, ...]:
    """One item a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class VersionForm(forms.Form):
    """The content of a new version (R3.1): what the decision of publication says."""

    decision = Words(
        label=gettext_lazy("Quyết định công bố"), max_length=120, help_text=gettext_lazy("Số, ký hiệu.")
    )
    valid_from = DayField(label=gettext_lazy("Có hiệu lực từ ngày"), widget=_day())
    name = Words(label=gettext_lazy("Tên thủ tục"), max_length=1000, widget=_area(2))
    limit = Words(
        label=gettext_lazy("Thời hạn giải quyết"), max_length=200, required=False,
        help_text=gettext_lazy("Ví dụ: 03 ngày làm việc; 8 giờ làm việc."),
    )  # fmt: skip
    statutory = Words(
        label=gettext_lazy("Thời hạn theo luật"), max_length=200, required=False,
        help_text=gettext_lazy("Chỉ ghi khi địa phương cam kết ngắn hơn luật định."),
    )  # fmt: skip
    same_day = forms.BooleanField(
        label=gettext_lazy("Trả ngay trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo"),
        required=False,
    )
    on_the_spot = forms.TypedChoiceField(
        label=gettext_lazy("Làm tại chỗ"), choices=ON_THE_SPOT, coerce=int, required=False,
        help_text=gettext_lazy(
            "Mọi bước do người ngồi tại Trung tâm làm. Trang Điều hành đếm hồ sơ xong trong một lần đến."
        ),
    )  # fmt: skip
    agency = Words(label=gettext_lazy("Cơ quan thực hiện"), max_length=400, required=False)
    subjects = Words(
        label=gettext_lazy("Đối tượng thực hiện"), required=False, widget=_area(2), help_text=ONE_A_LINE
    )
    results = Words(
        label=gettext_lazy("Kết quả thực hiện"), required=False, widget=_area(2), help_text=ONE_A_LINE
    )
    sequence = Words(label=gettext_lazy("Trình tự thực hiện"), required=False, widget=_area(6))
    conditions = Words(label=gettext_lazy("Yêu cầu, điều kiện"), required=False, widget=_area(3))
    laws = Words(
        label=gettext_lazy("Căn cứ pháp lý"), required=False, widget=_area(3),
        help_text=gettext_lazy("Mỗi dòng một văn bản: số, ký hiệu."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A limit that can be counted, unless the result is handed over the same day."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("same_day"):
            found["counted"] = Limit(Decimal(1), TimeUnit.WORKING_DAY, same_day=True)
        elif "limit" in found:
            found["counted"] = parse_limit(found["limit"])
            if found["counted"] is None:
                self.add_error("limit", _("Ghi một thời hạn tính được, ví dụ: 03 ngày làm việc."))
        found["lawful"] = parse_limit(found.get("statutory", ""))
        if found.get("statutory") and found["lawful"] is None:
            self.add_error("statutory", _("Ghi một thời hạn tính được, ví dụ: 03 ngày làm việc."))
        return found

    @staticmethod
    def said(record: ProcedureRecord, on: dt.date) -> dict[str, Any]:
        """The version in force as first values."""
        return {
            "decision": "", "valid_from": on, "name": record.name, "same_day": record.same_day, "agency": record.agency,
            "on_the_spot": record.on_the_spot,
            "limit": "" if record.same_day else record.limit.words() if record.limit else record.limit_text,
            "statutory": record.statutory.words() if record.statutory else "",
            "subjects": "\n".join(record.subjects), "results": "\n".join(record.results), "sequence": record.sequence,
            "conditions": record.conditions, "laws": "\n".join(one.symbol for one in record.legal_basis),
        }  # fmt: skip


class PaperRow(forms.Form):
    """One paper that is asked for."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Words(label=gettext_lazy("Giấy tờ"), max_length=1000, required=False, widget=_area(1))
    case = Words(label=gettext_lazy("Khi nào cần"), max_length=400, required=False)
    originals = forms.IntegerField(label=gettext_lazy("Bản chính"), min_value=0, max_value=99, required=False)
    copies = forms.IntegerField(label=gettext_lazy("Bản sao"), min_value=0, max_value=99, required=False)


class FeeRow(forms.Form):
    """One fee; an empty amount means that another authority fixes it."""

    label = Words(label=gettext_lazy("Khoản thu"), max_length=200, required=False)
    amount = forms.IntegerField(label=gettext_lazy("Số tiền (đồng)"), min_value=0, required=False)
    note = Words(label=gettext_lazy("Ghi chú"), max_length=400, required=False)


class StepRow(forms.Form):
    """One step of an internal process (R3.18); ``place`` says where it stands among the others."""

    place = forms.DecimalField(max_digits=5, decimal_places=1, required=False, widget=forms.HiddenInput)
    step = Words(label=gettext_lazy("Nội dung công việc"), max_length=1000, required=False, widget=_area(1))
    post = Words(label=gettext_lazy("Ai làm"), max_length=200, required=False, widget=_area(1))
    duty = forms.ChoiceField(
        label=gettext_lazy("Nhiệm vụ"), choices=DUTIES, required=False, initial="process"
    )
    hours = forms.CharField(label=gettext_lazy("Thời gian"), max_length=8, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Tính bằng"), choices=UNITS, required=False, initial="hour")

    def clean(self) -> dict[str, Any]:
        """Working hours, typed as hours or days with a comma or a point; a day has eight."""
        found: dict[str, Any] = super().clean() or {}
        given = str(found.get("hours") or "0").replace(",", ".").strip()
        try:
            time = Decimal(given) * (HOURS_A_DAY if found.get("unit") == "day" else 1)
        except InvalidOperation:
            time = Decimal("NaN")
        if not time.is_finite() or not 0 <= time <= 9999 or time != round(time, 4):
            self.add_error("hours", _("Ghi số giờ hoặc số ngày, ví dụ 1,5."))
        else:
            found["hours"] = time
        return found


PaperRows = forms.formset_factory(PaperRow, extra=2, max_num=60)
FeeRows = forms.formset_factory(FeeRow, extra=1, max_num=20)
StepRows = forms.formset_factory(StepRow, extra=1, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


class ProcessForm(forms.Form):
    """Under which decision the process stands, and from when."""

    decision = Words(label=gettext_lazy("Quyết định phê duyệt quy trình"), max_length=120)
    on = DayField(label=gettext_lazy("Áp dụng từ ngày"), widget=_day())


class DayForm(forms.Form):
    """A day from which something holds."""

    on = DayField(label=gettext_lazy("Từ ngày"), widget=_day())


def record_of(before: ProcedureRecord, said: dict[str, Any], papers: Any, fees: Any) -> ProcedureRecord:
    """The new content: what was typed, on top of what the form does not show."""
    known = {paper.code: paper for paper in before.papers}
    titles = {one.symbol: one.title for one in before.legal_basis}
    free = iter(f"{number:02d}" for number in range(1, 200) if f"{number:02d}" not in known)
    kept = []
    for row in papers:
        name = row.get("name", "")
        if not name:
            continue
        old = known.get(row.get("code", "")) or Paper(code=next(free), name=name)
        kept.append(
            replace(
                old, name=name, case=row["case"], required=not row["case"], originals=row["originals"] or 0,
                copies=row["copies"] or 0,
            )
        )  # fmt: skip
    limit = said["counted"]
    unchanged = limit == before.limit and said["same_day"] == before.same_day
    return replace(
        before, decision=said["decision"], name=said["name"], limit=limit, same_day=said["same_day"],
        statutory=said["lawful"], on_the_spot=said["on_the_spot"] or 0,
        limit_text=before.limit_text if unchanged else limit.words(), agency=said["agency"],
        cutoff=Cutoff.AFTER_15H if said["same_day"] else before.cutoff if unchanged else Cutoff.NONE,
        subjects=lines(said["subjects"]), results=lines(said["results"]), sequence=said["sequence"],
        conditions=said["conditions"], papers=tuple(kept), reviewed=True,
        legal_basis=tuple(Basis(symbol, titles.get(symbol, "")) for symbol in lines(said["laws"])),
        fees=tuple(
            Fee(row["label"], row["amount"], note=row["note"]) for row in fees if row.get("label") or row.get("note")
        ),
    )  # fmt: skip


def process_of(code: str, decision: str, rows: Any) -> ProcessRecord:
    """The process as typed, in the order of its places; the kind of a step follows from its duty."""
    last = Decimal(len(rows) + 1)
    rows = sorted(rows, key=lambda row: last if row.get("place") is None else row["place"])
    steps = tuple(
        ProcessStep(row["step"], row["post"], row["hours"], row["duty"], KINDS.get(row["duty"], "work"))
        for row in rows
        if row.get("step")
    )
    return ProcessRecord(codes=(code,), steps=steps, decision=decision)


def rows_of(steps: Iterable[ProcessStep]) -> list[dict[str, Any]]:
    """Steps as first values of their rows; whole and quarter days are written as days."""
    rows = []
    for place, one in enumerate(steps, 1):
        days = one.hours >= HOURS_A_DAY and not one.hours % 2
        time = one.hours / HOURS_A_DAY if days else one.hours
        rows.append({
            "place": place, "step": one.step, "post": one.post, "duty": one.duty,
            "hours": f"{time.normalize():f}".replace(".", ","), "unit": "day" if days else "hour",
        })  # fmt: skip
    return rows


ROW = ("place", "step", "post", "duty", "hours", "unit")
_PLACE = re.compile(r"\d{1,3}(\.\d)?")


def changed_rows(posted: Mapping[str, str], edit: str) -> tuple[list[dict[str, Any]], int]:
    """The rows as typed after one change of their order (``up:2``, ``down:2``, ``drop:2``, ``add:2``), and which row to
    look at. Nothing typed is judged here: it comes back as it was."""
    count = posted.get("s-TOTAL_FORMS", "")
    total = min(int(count), MOST_STEPS) if count.isascii() and count.isdecimal() and len(count) < 4 else 0
    rows = [{name: posted.get(f"s-{n}-{name}", "") for name in ROW} for n in range(total)]
    verb, _colon, number = edit.partition(":")
    chosen = rows[int(number)] if number.isascii() and number.isdecimal() and int(number) < total else None
    rows.sort(key=lambda row: float(row["place"]) if _PLACE.fullmatch(row["place"]) else 1000.0)
    at = next((n for n, row in enumerate(rows) if row is chosen), len(rows) - 1)
    match verb:
        case "up" if at > 0:
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
            at -= 1
        case "down" if 0 <= at < len(rows) - 1:
            rows[at + 1], rows[at] = rows[at], rows[at + 1]
            at += 1
        case "drop" if chosen is not None:
            del rows[at]
            at = max(at - 1, 0)
        case "add":
            at += 1
            rows.insert(at, {"duty": "process", "unit": "hour"})
    kept = [row for n, row in enumerate(rows) if n == at or any(row.get(name) for name in ("step", "post"))]
    at = next((n for n, row in enumerate(kept) if at < len(rows) and row is rows[at]), 0)
    return [{**row, "place": place} for place, row in enumerate(kept, 1)], at


class TableForm(forms.Form):
    """A file of step tables, and under which decision they stand."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng quy trình (.docx, .xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )


def content_rows(before: ProcedureRecord, posted: Any) -> tuple[Any, Any]:
    """The papers and fees of a content as rows to type over."""
    papers = PaperRows(posted, prefix="p", initial=[
        {"code": one.code, "name": one.name, "case": one.case or ("" if one.required else _("khi thuộc trường hợp")),
         "originals": one.originals, "copies": one.copies} for one in before.papers
    ])  # fmt: skip
    fees = FeeRows(posted, prefix="f", initial=[
        {"label": one.label, "amount": one.amount, "note": one.note} for one in before.fees
    ])  # fmt: skip
    return papers, fees
