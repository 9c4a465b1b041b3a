"""What each act on a complaint asks for, as fields of its form, and how what was typed is read."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.complaints import queries
from motcua.areas.complaints.choices import Document, Form, Result, grounds
from motcua.base import spoken
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.orgs.queries import posts_on
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.days import day_of, moment_of
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.privacy import noticed

Options = Iterable[tuple[str, Any]]
LINE, AREA, DAY, MOMENT, COUNT, SELECT, CHECKS, TICK, DECIMAL = (
    "line", "area", "day", "moment", "count", "select", "checks", "tick", "decimal",
)  # fmt: skip
PUBLIC, DENIES = "public_text", "impersonal"
"""The field of a text for everybody, and the box that says that nothing in it is anybody's own."""
MOST = {LINE: 300, AREA: 25_000}


@dataclass(frozen=True)
class Asked:
    """One field: what it is called, how it is typed, from what it is chosen, with what it begins.

    ``days`` the parameter of the law whose days the hint names
    """

    name: str
    label: Any
    kind: str = LINE
    optional: bool = False
    options: Callable[[Any, Any, dt.date], Options] | None = None
    begins: Callable[[Any], Any] | None = None
    rows: int = 3
    hint: Any = ""
    days: str = ""


def _of(kind: str) -> Callable[[Any, Any, dt.date], Options]:
    return lambda complaint, by, on: [(one.code, _(one.text)) for one in grounds(kind).values()]


def _verifiers(complaint: Any, by: Any, on: dt.date) -> Options:
    posts = posts_on(on, agency=by.agency)
    mine = {by.post, by.on_behalf_of}
    return [(post.code, post.title) for post in posts if "process" in post.duties and post.code not in mine]


def _unsent(complaint: Any, by: Any, on: dt.date) -> Options:
    rows = queries.documents(complaint) if complaint else []
    return [
        (str(row.n), f"{Document(row.document).label} {row.number}") for row in rows if row.sent_on is None
    ]


def _stops(complaint: Any, by: Any, on: dt.date) -> Options:
    all_withdrew = complaint is not None and complaint.withdrawn >= complaint.signers
    return [option for option in _of("stop")(complaint, by, on) if option[0] != "withdrawn" or all_withdrew]


def _left(complaint: Any) -> Any:
    return complaint.signers - complaint.withdrawn if complaint else ""


NOTE, GROUND = gettext_lazy("Lý do cụ thể"), gettext_lazy("Căn cứ")
RESULTS: Callable[[Any, Any, dt.date], Options] = lambda complaint, by, on: Result.choices  # noqa: E731
COMPLICATED = (
    Asked(
        "complicated", gettext_lazy("Vụ việc phức tạp vì (Điều 3a Nghị định 155/2026)"), CHECKS,
        options=_of("complicated"),
    ),
    Asked("ground", gettext_lazy("Căn cứ cụ thể, lưu trong hồ sơ"), AREA),
)  # fmt: skip
ASKED: Mapping[str, tuple[Asked, ...]] = {
    "assign": (Asked("verifier", gettext_lazy("Vị trí xác minh"), SELECT, options=_verifiers),),
    "complicate": COMPLICATED,
    "call_dialogue": (
        Asked("planned_at", gettext_lazy("Đối thoại lúc"), MOMENT, hint=gettext_lazy("Báo trước ít nhất {days} ngày."),
              days="complaint.dialogue_notice"),
        Asked("place", gettext_lazy("Địa điểm")),
    ),
    "hold_dialogue": (
        Asked("present", gettext_lazy("Người có mặt, mỗi dòng một người"), AREA),
        Asked(
            "absent", gettext_lazy("Người vắng mặt, mỗi dòng: họ tên; lý do"), AREA, optional=True, rows=2
        ),
        Asked("content", gettext_lazy("Nội dung đối thoại"), AREA, rows=6),
        Asked("conclusion", gettext_lazy("Kết quả đối thoại"), AREA),
        Asked("copies", gettext_lazy("Số bản của biên bản"), COUNT, begins=lambda complaint: 3),
    ),
    "report": (
        Asked("finding", gettext_lazy("Kết quả xác minh"), SELECT, options=RESULTS),
        Asked("findings", gettext_lazy("Kết quả xác minh, kiến nghị giải quyết"), AREA, rows=6),
        Asked("differs", gettext_lazy("Yêu cầu của người khiếu nại khác với kết quả xác minh"), TICK),
    ),
    "send_back": (Asked("reason", gettext_lazy("Xác minh thêm điều gì"), AREA),),
    "suspend": (Asked("ground", GROUND, SELECT, options=_of("suspend")), Asked("note", NOTE, AREA)),
    "withdraw": (
        Asked("persons", gettext_lazy("Số người rút khiếu nại"), COUNT, begins=_left),
        Asked("letter", gettext_lazy("Số đơn rút, hoặc số vào sổ văn bản đến"),
              hint=gettext_lazy("Đơn hoặc biên bản có chữ ký, điểm chỉ của người khiếu nại (Luật Khiếu nại Điều 10).")),
        Asked("letter_on", gettext_lazy("Ngày của đơn rút"), DAY),
    ),
    "stop": (Asked("ground", GROUND, SELECT, options=_stops), Asked("note", NOTE, AREA, optional=True)),
    "decide": (
        Asked("result", gettext_lazy("Kết luận"), SELECT, options=RESULTS, begins=lambda complaint: complaint.finding),
        Asked("reasons", gettext_lazy("Nhận định, căn cứ"), AREA, rows=5),
        Asked("ruling", gettext_lazy("Quyết định (giữ, sửa, hủy; khôi phục, bồi thường)"), AREA, rows=5),
        Asked("recovered_money", gettext_lazy("Thu hồi cho Nhà nước (đồng)"), COUNT, optional=True),
        Asked("recovered_land", gettext_lazy("Thu hồi cho Nhà nước (m² đất)"), DECIMAL, optional=True),
        Asked("restored_money", gettext_lazy("Trả lại cho người dân (đồng)"), COUNT, optional=True),
        Asked("restored_land", gettext_lazy("Trả lại cho người dân (m² đất)"), DECIMAL, optional=True),
        Asked("restored_people", gettext_lazy("Số người được trả lại quyền lợi"), COUNT, optional=True),
    ),
    "send": (
        Asked("n", gettext_lazy("Văn bản đã gửi"), SELECT, options=_unsent),
        Asked("sent_on", gettext_lazy("Ngày gửi (để trống là hôm nay)"), DAY, optional=True),
        Asked("received_on", gettext_lazy("Ngày người khiếu nại nhận"), DAY, optional=True),
    ),
    "publish": (
        Asked("form", gettext_lazy("Hình thức"), SELECT, options=lambda complaint, by, on: Form.choices),
        Asked("from_on", gettext_lazy("Từ ngày (để trống là hôm nay)"), DAY, optional=True),
        Asked("until_on", gettext_lazy("Đến hết ngày"), DAY, optional=True,
              hint=gettext_lazy("Niêm yết, đăng cổng thông tin ít nhất {days} ngày."),
              days="complaint.posting"),
        Asked("times", gettext_lazy("Số lần phát"), COUNT, begins=lambda complaint: 1),
        Asked("public_text", gettext_lazy("Nội dung công khai trên cổng thông tin"), AREA, optional=True, rows=6,
              begins=lambda complaint: complaint.ruling,
              hint=gettext_lazy("Ai cũng đọc được. Không nêu tên, số, địa chỉ của ai; bỏ điều thuộc bí mật.")),
        Asked("impersonal", gettext_lazy("Các tên, số, địa chỉ thư trong bài (nếu có) không phải của riêng ai"),
              TICK),
    ),
    "order_execution": (
        Asked("executor", gettext_lazy("Đơn vị, vị trí thi hành")),
        Asked("execute_by", gettext_lazy("Xong chậm nhất ngày"), DAY),
    ),
    "execute": (
        Asked("note", gettext_lazy("Kết quả thi hành"), AREA),
        Asked("executed_on", gettext_lazy("Ngày xong (để trống là hôm nay)"), DAY, optional=True),
    ),
    "appeal": (
        Asked("to", gettext_lazy("Cơ quan giải quyết lần hai")),
        Asked("on", gettext_lazy("Ngày khiếu nại lần hai (để trống là hôm nay)"), DAY, optional=True),
    ),
    "sue": (
        Asked("court", gettext_lazy("Tòa án")),
        Asked("on", gettext_lazy("Ngày khởi kiện (để trống là hôm nay)"), DAY, optional=True),
    ),
}  # fmt: skip
"""Acts that ask for something; the others are one press."""
AMOUNTS = ("recovered_money", "recovered_land", "restored_money", "restored_land", "restored_people")


def shown(
    act: str, asked: Iterable[Asked], complaint: Any, by: Any, on: dt.date, request: HttpRequest,
    open_act: str, faults: Iterable[Fault] = (),
) -> list[dict[str, Any]]:  # fmt: skip
    """Fields as the page draws them, with what was typed and what is wrong at each when the form comes back."""
    back = request.method == "POST" and open_act == act
    made: list[dict[str, Any]] = []
    for one in asked:
        begins = one.begins(complaint) if one.begins else ""
        value = request.POST.get(one.name, "") if back else begins
        if one.name == DENIES:
            public = next(field["value"] for field in made if field["name"] == PUBLIC)
            if not (found := noticed(str(public))):
                continue
            made.append(_warned(act, found))
        made.append({
            "id": f"{act}-{one.name}", "name": one.name, "label": one.label, "kind": one.kind,
            "optional": one.optional, "value": value if value is not None else "", "rows": one.rows,
            "hint": _hint(one, on),
            "chosen": request.POST.getlist(one.name) if back else [],
            "options": list(one.options(complaint, by, on)) if one.options else [],
            "errors": [spoken.fault(fault) for fault in faults if back and fault.field == one.name],
        })  # fmt: skip
    return made


def _hint(one: Asked, on: dt.date) -> str:
    """What is said at a field, with the law's days of that day where it names some."""
    if not one.days:
        return str(one.hint)
    try:
        return str(one.hint).format(days=parameter(one.days, on))
    except NoValueThen:
        return ""


def _warned(act: str, found: list[str]) -> dict[str, Any]:
    """What may be somebody's own in a text before it is public, above the box that denies it."""
    said = _("Có thể là tên, số của một người: {found}. Bỏ đi trước khi công khai.")
    return {
        "id": f"{act}-noticed", "name": "", "kind": "warning", "value": "",
        "label": said.format(found=", ".join(found)), "errors": [],
    }  # fmt: skip


# --- read ------------------------------------------------------------------------------------------------------


def read(asked: Iterable[Asked], request: HttpRequest) -> dict[str, Any]:
    """What was typed, as the act takes it; what is optional and blank is left out."""
    found = dict[str, Any]()
    for one in asked:
        value = _read(one, request)
        if value is not None:
            found[one.name] = value
    return found


def _read(one: Asked, request: HttpRequest) -> Any:
    if one.kind == CHECKS:
        return [value[:24] for value in request.POST.getlist(one.name)[:20]]
    if one.kind == TICK:
        return bool(request.POST.get(one.name))
    given = typed(request, one.name, MOST.get(one.kind, 60))
    if not given and (one.optional or one.kind in (DAY, MOMENT, COUNT, DECIMAL)):
        if one.optional:
            return None
        raise Invalid(field=one.name, text=_("Ghi {what}."), what=str(one.label).lower())
    if one.kind == DAY:
        return _parsed(day_of, given, one)
    if one.kind == MOMENT:
        found = _parsed(moment_of, given, one)
        return found if found.tzinfo else found.replace(tzinfo=TZ)
    if one.kind == COUNT:
        return _number(given, one)
    if one.kind == DECIMAL:
        plain = given.replace(" ", "").replace(",", ".")
        if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
            raise Invalid(field=one.name, text=_("Ghi diện tích bằng mét vuông."))
        return plain
    return given


def _parsed(parse: Callable[[str], Any], given: str, one: Asked) -> Any:
    try:
        return parse(given)
    except ValueError as error:
        raise Invalid(field=one.name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def _number(given: str, one: Asked) -> int:
    plain = given.replace(".", "").replace(" ", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 15:
        raise Invalid(field=one.name, text=_("Ghi {what} bằng số."), what=str(one.label).lower())
    return int(plain)


def given(act: str, request: HttpRequest) -> dict[str, Any]:
    """What an act is called with."""
    found = read(ASKED.get(act, ()), request)
    if act == "decide":
        found["amounts"] = {name: found.pop(name) for name in AMOUNTS if name in found}
    if act == "hold_dialogue":
        found["present"] = found["present"].split("\n")
        pairs = [line.partition(";") for line in found.get("absent", "").split("\n") if line.strip()]
        found["absent"] = [(name, why) for name, _semicolon, why in pairs]
    if act == "send":
        found["n"] = int(found["n"]) if found["n"].isdecimal() else 0
    return found
