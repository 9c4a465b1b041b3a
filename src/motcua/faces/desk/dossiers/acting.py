"""The acts of the dossier page: their buttons in the order of the process, and what each form gives."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.dossiers.choices import PaperForm
from motcua.areas.dossiers.process import STANDARD
from motcua.base.spoken import spoken
from motcua.faces.desk.results.views import count, day
from motcua.faces.ui.days import moment_of
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import nfc

VERBS = {move.code: move.name for move in reversed(STANDARD.moves)} | {"rate": "Ghi đánh giá"}
LABELS: Mapping[str, Any] = {
    "items": gettext_lazy("Giấy tờ cần bổ sung"), "reason": gettext_lazy("Lý do"), "until": gettext_lazy("Thời hạn"),
    "law": gettext_lazy("Căn cứ pháp lý"), "note": gettext_lazy("Ghi chú"), "number": gettext_lazy("Số kết quả"),
    "file": gettext_lazy("Tệp kết quả"), "content": gettext_lazy("Nội dung kết quả"),
    "ground": gettext_lazy("Căn cứ pháp lý"), "valid_to": gettext_lazy("Có giá trị đến"),
    "originals": gettext_lazy("Số bản giấy"), "pages": gettext_lazy("Số trang giấy"),
    "stars": gettext_lazy("Số sao"), "comment": gettext_lazy("Lời của người dân"),
    "outcome": gettext_lazy("Kết quả của bước"), "papers": gettext_lazy("Giấy tờ"),
    "name": gettext_lazy("Tên"), "address": gettext_lazy("Địa chỉ"), "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
}  # fmt: skip
FORMS = frozenset({
    "ask-supplement", "refuse", "reschedule", "withdraw", "cancel", "issue-result", "sign-result",
    "finish-step", "supplement", "rate", "correct",
})  # fmt: skip
"""Acts that ask for something first; the others are one press and a confirmation."""
DANGER = frozenset({"refuse", "withdraw", "cancel"})
LOOKS = {
    "accept": ("inbox", "a"),
    "transfer": ("send", "c"), "take": ("hand", "l"), "finish-step": ("check", "x"), "issue-result": ("stamp", "x"),
    "sign-result": ("signature", "k"),
    "return": ("package-check", "t"), "ask-supplement": ("file-question-mark", "s"), "supplement": ("file-plus", "s"),
    "reschedule": ("calendar-plus", "h"), "refuse": ("circle-x", ""), "withdraw": ("circle-stop", ""),
    "cancel": ("trash-2", ""), "correct": ("pencil", ""), "rate": ("star", "g"),
}  # fmt: skip
RECORDED = {
    "accept": gettext_lazy("Đã tiếp nhận, giấy hẹn sẵn sàng để in."),
    "transfer": gettext_lazy("Đã chuyển xử lý."), "take": gettext_lazy("Đã nhận xử lý."),
    "finish-step": gettext_lazy("Đã hoàn thành bước."), "issue-result": gettext_lazy("Đã ban hành kết quả."),
    "sign-result": gettext_lazy("Đã ký số kết quả."),
    "return": gettext_lazy("Đã trả kết quả."),
    "ask-supplement": gettext_lazy("Đã yêu cầu bổ sung, phiếu sẵn sàng để in."),
    "supplement": gettext_lazy("Đã nhận giấy tờ bổ sung, thời hạn được tính lại."),
    "reschedule": gettext_lazy("Đã xin lỗi và hẹn lại, văn bản sẵn sàng để in."),
    "refuse": gettext_lazy("Đã ghi từ chối."), "withdraw": gettext_lazy("Đã dừng giải quyết theo yêu cầu."),
    "cancel": gettext_lazy("Đã hủy do tiếp nhận nhầm."),
    "correct": gettext_lazy("Đã đính chính thông tin người nộp. In lại giấy hẹn trao cho người nộp."),
    "rate": gettext_lazy("Đã ghi đánh giá của người dân."),
}  # fmt: skip


def confirmation(name: str, *, next_step: str) -> str:
    """What will happen, for acts of one press."""
    match name:
        case "transfer":
            return _("Hồ sơ chuyển đến bước “{step}”.").format(step=spoken(next_step))
        case "accept":
            return _("Hồ sơ đủ giấy tờ: bắt đầu tính thời hạn và hẹn ngày trả kết quả.")
        case "return":
            return _("Ghi nhận người nộp đã nhận kết quả. Hồ sơ kết thúc tại đây.")
    return ""


def button(name: str, code: str, *, first: bool, next_step: str, refused: bool) -> dict[str, Any]:
    """One button of the act bar."""
    icon, key = LOOKS[name]
    verb = _(VERBS[name])
    if name == "return" and refused:
        verb = _("Trả văn bản từ chối")
    if name == "refuse" and not refused:
        verb = _("Từ chối")
    tone = "danger" if name in DANGER else "primary" if first else ""
    made = {"name": name, "verb": verb, "icon": icon, "key": key, "tone": tone}
    if name in FORMS:
        return {**made, "method": "get", "url": f"#viec-{name}"}
    return {
        **made,
        "url": reverse("desk:act", args=[code, name]),
        "confirm": confirmation(name, next_step=next_step),
    }


# --- what the forms give ---------------------------------------------------------------------------------------


def text(request: HttpRequest, name: str) -> str:
    """What was typed, in composed letters."""
    return nfc(request.POST.get(name, "")).strip()


def moment(request: HttpRequest, name: str) -> dt.datetime | None:
    """A day and hour as a browser sends them, in Viet Nam; None when nothing was given."""
    given = request.POST.get(name, "").strip()
    if not given:
        return None
    try:
        return moment_of(given).replace(tzinfo=TZ)
    except ValueError as error:
        raise Invalid(field=name, text="Chọn ngày và giờ, ví dụ 26/11/2026 10:00.") from error


def _ask_supplement(request: HttpRequest) -> dict[str, Any]:
    items = [line.strip() for line in text(request, "items").splitlines() if line.strip()]
    return {"items": items, "reason": text(request, "reason"), "until": moment(request, "until")}


def _supplement(request: HttpRequest) -> dict[str, Any]:
    return {
        "papers": [
            {"component": code, "copies": 1, "form": PaperForm.ORIGINAL}
            for code in request.POST.getlist("papers")
        ]
    }


def _reschedule(request: HttpRequest) -> dict[str, Any]:
    until = moment(request, "until")
    if until is None:
        raise Invalid(field="until", text="Chọn ngày giờ hẹn mới.")
    return {"reason": text(request, "reason"), "until": until}


def _stars(request: HttpRequest) -> dict[str, Any]:
    given = request.POST.get("stars", "")
    return {"stars": int(given) if given.isdecimal() else 0, "comment": text(request, "comment")}


def _correct(request: HttpRequest) -> dict[str, Any]:
    """A blank field stays as it is recorded (which the form does not show); a hyphen removes it."""
    typed = {field: text(request, field) for field in ("name", "address", "phone", "email")}
    said = {field: "" if value == "-" else value for field, value in typed.items() if value}
    return {"reason": text(request, "reason"), **said}


def _sign(request: HttpRequest) -> dict[str, Any]:
    """The content with a paragraph a line; a file instead of it is taken up by the view."""
    content = [line.strip() for line in text(request, "content").splitlines() if line.strip()]
    return {
        "content": content, "ground": text(request, "ground"), "number": text(request, "number"),
        "valid_to": day(request, "valid_to"),
    }  # fmt: skip


def _issue(request: HttpRequest) -> dict[str, Any]:
    """The number; of a scanned paper also how many originals and pages it had (R1.37)."""
    scanned = bool(text(request, "pages"))
    scan = {"originals": count(request, "originals"), "pages": count(request, "pages")} if scanned else None
    return {"number": text(request, "number"), "scan": scan, "valid_to": day(request, "valid_to")}


GIVEN: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "finish-step": lambda r: {"outcome": text(r, "outcome") or "done", "note": text(r, "note")},
    "ask-supplement": _ask_supplement,
    "supplement": _supplement,
    "refuse": lambda r: {"reason": text(r, "reason"), "law": text(r, "law")},
    "reschedule": _reschedule,
    "withdraw": lambda r: {"reason": text(r, "reason")},
    "cancel": lambda r: {"reason": text(r, "reason")},
    "correct": _correct,
    "sign-result": _sign,
    "issue-result": _issue,
    "rate": _stars,
}
