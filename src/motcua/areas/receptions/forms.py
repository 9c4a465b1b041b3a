"""What is printed of citizen reception: refusal, receipt of documents, conclusion, result, and the register.

Wordings are data (``catalogue/letters/receptions.toml``). Forms are in Vietnamese whatever language is spoken.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.petitions.choices import PetitionClass, topics
from motcua.areas.petitions.queries import CLASS_WORDS, many_on, red_days
from motcua.areas.receptions import policies, queries
from motcua.areas.receptions.choices import REPLIES, SYMBOL, Result, State
from motcua.areas.receptions.models import Briefing, BriefingMatter, Visit
from motcua.base.documents import forms as letters
from motcua.base.documents.forms import word
from motcua.base.documents.policies import day_words, moment_words
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, UnitOn, post_on, version_on
from motcua.base.people.policies import least
from motcua.base.people.queries import holder_names
from motcua.rules import petitions as petition_rules
from motcua.rules import receptions as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import locality
from motcua.rules.written import sentences

Filled = dict[str, object]
REGISTER, BRIEFING = "reception-register", "reception-briefing"
PAPERS, REFUSAL, CONCLUSION, REPLY = (
    "reception-papers",
    "reception-refusal",
    "reception-conclusion",
    "reception-reply",
)
HEADS = (
    "STT", "Ngày tiếp", "Họ tên, địa chỉ", "Số căn cước, hộ chiếu", "Nội dung vụ việc", "Phân loại", "Số người",
    "Cơ quan đã giải quyết", "Thuộc thẩm quyền", "Hướng dẫn tới, số văn bản", "Chuyển tới, số văn bản",
    "Theo dõi kết quả",
)  # fmt: skip
"""The twelve columns of Mẫu số 03/TCD (R6.12)."""
CLOSED = "(giữ kín)"
RECKONED = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "serial", "on", "people", "id_number", "summary", "class", "persons", "settled_by", "competent", "guided",
    "forwarded", "follow",
)  # fmt: skip
WIDTHS = (10, 19, 33, 24, 52, 18, 13, 20, 14, 19, 19, 21)
"""Millimetres of the columns on paper, and how they are set."""
ALIGNS = tuple("CENTER" if name in ("serial", "persons", "competent") else "LEFT" for name in COLUMNS)


class NoSuchForm(NotFound):
    text = "Lượt tiếp {code} không có mẫu này: việc mà mẫu ghi lại chưa xảy ra."


def available(visit: Visit) -> list[str]:
    """Codes of the letters that a visit has now."""
    found = [PAPERS] if visit.papers_number else []
    if visit.ground and visit.notice_at:
        found.append(REFUSAL)
    if not visit.ground and visit.notice_at:
        found.append(CONCLUSION)
    return [*found, REPLY] if visit.result in REPLIES else found


# --- what they share -------------------------------------------------------------------------------------------


def _lowered(unit: UnitOn) -> str:
    kind = unit.name.split(" ", 1)[0]
    return unit.name.replace(kind, kind.lower(), 1)


def _head(agency: str, on: dt.date) -> Filled:
    unit = version_on(agency, on)
    return {
        "agency": f"Ủy ban nhân dân {_lowered(unit)}",
        "place": locality(unit.name, unit.kind),
        "issued_on": on,
    }


def _title(post: str, on: dt.date) -> str:
    try:
        return post_on(post, on).title if post else ""
    except NoPost:
        return ""


def _name(post: str, on: dt.date) -> str:
    return next(iter(holder_names(post, on)), "") if post else ""


def place_of(visit: Visit) -> str:
    """Where a visit was."""
    return visit.day.place.name if visit.day else "nơi tiếp công dân"


@override("vi")
def filled(form: str, visit: Visit, *, by: Actor) -> Filled:
    """The data of a letter; raises NotAllowed for a post that may not read the visit."""
    if not policies.can_read(by, visit):
        raise NotAllowed()
    if form not in available(visit):
        raise NoSuchForm(code=visit.code)
    said = queries.contact(visit)
    values = {name: said.get(name, "") for name in ("name", "address", "id_number")} | {
        "on": f"{visit.on:%d/%m/%Y}", "topic": topics().get(visit.topic, visit.topic).lower(), "code": visit.code,
        "place_name": place_of(visit), "reason": visit.result_note, "summary": visit.summary,
    }  # fmt: skip
    return _FILL[form](visit, values)


def _made(form: str, visit: Visit, at: dt.datetime, values: Mapping[str, str], **head: object) -> Filled:
    on = at.astimezone(TZ).date()
    frame = _head(had_at(visit.case, on), on)
    return letters.filled(
        form, {**frame, "code": visit.code, **head}, {**values, "agency": str(frame["agency"])}
    )


def _signed(visit: Visit) -> Filled:
    assert visit.notice_at is not None
    on = visit.notice_at.astimezone(TZ).date()
    return {
        "symbol": f"{visit.notice_number:02d}/{SYMBOL}", "capacity": _title(visit.notice_by, on) or "Người đứng đầu",
        "signer": _name(visit.notice_by, on),
    }  # fmt: skip


def _refusal(visit: Visit, values: Mapping[str, str]) -> Filled:
    ground = rules.REFUSAL[visit.ground]
    said = {**values, "ground": ground.text.lower(), "ground_law": ground.law}
    assert visit.notice_at is not None
    return _made(REFUSAL, visit, visit.notice_at, said, **_signed(visit))


def _papers(visit: Visit, values: Mapping[str, str]) -> Filled:
    assert visit.papers_at is not None
    on = visit.papers_at.astimezone(TZ).date()
    lines = [
        f"{n}. {one['name']}: {one['copies']:02d} bản{' chính' if one['original'] else ' sao'}."
        for n, one in enumerate(queries.papers(visit), 1)
    ]
    receiver = next((event.by_post for event in queries.events(visit)), visit.received_by)
    said = {
        **values, "at": moment_words(visit.papers_at), "papers": "\n".join(lines),
        "receiver": _name(receiver, on), "receiver_title": _title(receiver, on),
    }  # fmt: skip
    return _made(
        PAPERS, visit, visit.papers_at, said, symbol=f"{visit.papers_number:02d}/GBN-TCD", capacity="Người nhận",
        signer=_name(receiver, on),
    )  # fmt: skip


def _conclusion(visit: Visit, values: Mapping[str, str]) -> Filled:
    assert visit.notice_at is not None
    told = queries.conclusion(visit)
    until = day_words(dt.date.fromisoformat(told["until"])) if told["until"] else ""
    tasks = [f"- {one['agency']}: {one['task']}." for one in told["agencies"]]
    said = {
        **values, "head_title": _title(visit.received_by, visit.on) or "Người đứng đầu", "conclusion": told["text"],
        "agencies": "\n".join(one["agency"] for one in told["agencies"]) or "Các cơ quan liên quan",
        "tasks": "\n".join(["Giao các cơ quan:", *tasks]) if tasks else "\n", "until": until,
        "contact": told["contact"],
    }  # fmt: skip
    return _made(CONCLUSION, visit, visit.notice_at, said, **_signed(visit))


def _reply(visit: Visit, values: Mapping[str, str]) -> Filled:
    assert visit.result_at is not None
    on = visit.result_at.astimezone(TZ).date()
    event = next((one for one in reversed(queries.events(visit)) if one.kind == "reception.replied"), None)
    post = event.by_post if event else visit.received_by
    said = {**values, "result": str(Result(visit.result).label).lower(), "to_agency": visit.to_agency}
    examined = visit.result == Result.EXAMINING and visit.case.step_due_at
    said["until"] = f"{examined.astimezone(TZ):%d/%m/%Y}" if examined else ""
    return _made(
        REPLY, visit, visit.result_at, said, symbol=visit.document_number, capacity=_title(post, on) or "Người trả lời",
        signer=_name(post, on),
    )  # fmt: skip


_FILL: Mapping[str, Callable[[Visit, Mapping[str, str]], Filled]] = {
    PAPERS: _papers, REFUSAL: _refusal, CONCLUSION: _conclusion, REPLY: _reply,
}  # fmt: skip


# --- the briefing ----------------------------------------------------------------------------------------------


@override("vi")
def minutes(briefing: Briefing, *, by: Actor) -> Filled:
    """The minutes of a closed briefing (NĐ 154/2026 Điều 30); raises NoSuchForm before it is closed."""
    if not policies.can_take_register(by, briefing.agency):
        raise NotAllowed()
    if briefing.closed_at is None or briefing.held_on is None:
        raise NoSuchForm(code=briefing.code)
    told = briefing.figures
    matters = [f"{row.n}. {_matter(row)}" for row in briefing.matters.all()]
    earlier = [
        f"{n}. Tháng {row.briefing.month:%m/%Y}: {_matter(row)}"
        for n, row in enumerate(queries.earlier_matters(by, briefing), 1)
    ]
    values = {
        "month": f"{briefing.month:%m/%Y}", "held_on": day_words(briefing.held_on),
        "present": sentences(briefing.present),
        "chair": _title(briefing.chaired_by, briefing.held_on) or "Người đứng đầu",
        "matters": "\n".join(matters) or "Không có việc nào được nêu.",
        "earlier": "\n".join(earlier) or "Không còn việc nào.", "conclusions": sentences(briefing.conclusions),
        "counts": f"{told['visits']} lượt tiếp, {told['persons']} lượt người, {told['matters']} vụ việc, "
        f"{told['groups']} đoàn đông người gồm {told['in_groups']} người",
        "waiting": f"{told['open']} lượt tiếp chờ trả lời, {told['late']} đã trễ; {told['petitions_open']} đơn đang xử "
        f"lý, {told['petitions_late']} đã trễ, {told['red']} quá {red_days(briefing.held_on) or 0} ngày chưa xử lý",
        "duty": f"đã tiếp {told['duty_held']} ngày, bỏ lỡ {told['duty_missed']} ngày",
    }  # fmt: skip
    frame = _head(briefing.agency, briefing.held_on)
    head = {**frame, "symbol": "", "code": briefing.code, "capacity": values["chair"],
            "signer": _name(briefing.chaired_by, briefing.held_on)}  # fmt: skip
    return letters.filled(BRIEFING, head, {**values, "agency": str(frame["agency"])})


def _matter(row: BriefingMatter) -> str:
    return f"{sentences(row.text)} Đơn vị giải quyết: {row.unit}; hạn {row.due:%d/%m/%Y}."


# --- the register ----------------------------------------------------------------------------------------------


@override("vi")
def rows_of(visits: Sequence[Visit], *, by: Actor, whole: bool) -> list[dict[str, str]]:
    """The lines of the register with the columns of Mẫu số 03/TCD. Of who denounces every post reads the number, the
    day and how many came, and no post more: a visit keeps its number, and the line is the same for all (R6.12, R6.45).

    ``whole``: as it is printed, which is noted; on a page numbers are masked, addresses and representatives left out.
    ``code`` only of what this post finds.
    """
    return [
        (
            _closed_row(visit)
            if visit.shielded or not policies.can_read(by, visit)
            else _row(visit, whole=whole)
        )
        | {"code": visit.code if policies.can_find(by, visit) else ""}
        for visit in visits
    ]


def _closed_row(visit: Visit) -> dict[str, str]:
    return {
        **dict.fromkeys(COLUMNS, ""), "serial": f"{visit.serial:02d}", "on": f"{visit.on:%d/%m/%Y}", "people": CLOSED,
        "summary": CLOSED, "class": CLASS_WORDS[PetitionClass(visit.petition_class)], "persons": str(visit.persons),
    }  # fmt: skip


def _row(visit: Visit, *, whole: bool) -> dict[str, str]:
    said = queries.contact(visit)
    if not whole:
        said = {**least(said), "address": ""}
    people = ", ".join(filter(None, [said.get("name"), said.get("address")]))
    number = f", số {visit.document_number}" if visit.document_number else ""
    sent = f"{visit.to_agency}{number}" if visit.to_agency else ""
    named = queries.representatives(visit) if whole else []
    if named:
        people += f"; đại diện: {', '.join(named)}"
    return {
        "serial": f"{visit.serial:02d}", "on": f"{visit.on:%d/%m/%Y}", "people": people or visit.case.who,
        "id_number": said.get("id_number", ""),
        "summary": visit.summary, "class": CLASS_WORDS[PetitionClass(visit.petition_class)],
        "persons": str(visit.persons), "settled_by": visit.settled_by, "competent": "x" if visit.competent else "",
        "guided": sent if visit.result == Result.GUIDED else "",
        "forwarded": sent if visit.result == Result.TRANSFERRED else "", "follow": _follow(visit),
    }  # fmt: skip


def _follow(visit: Visit) -> str:
    words = str(Result(visit.result).label) if visit.result else str(State(visit.case.state).label)
    if visit.result_at and visit.case.state not in (State.WAITING, State.REFUSING):
        words += f" {visit.result_at.astimezone(TZ):%d/%m/%Y}"
    return f"{words}; đơn {visit.petition}" if visit.petition else words


@override("vi")
def register(visits: Sequence[Visit], first: dt.date, last: dt.date, *, by: Actor, on: dt.date) -> Filled:
    """The register of a time for printing, with the four counts at its foot (R6.14)."""
    received = [v for v in visits if v.result != Result.TURNED_AWAY and v.case.state != State.REFUSING]
    told = petition_rules.counts((v.persons, v.same_as, many_on(v.on).are(v.persons)) for v in received)
    return _head(by.agency, on) | {
        "period": f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        "counts": f"{told.visits} lượt tiếp, {told.persons} lượt người, {told.matters} vụ việc, {told.groups} "
        f"đoàn đông người gồm {told.in_groups} người; {len(visits) - len(received)} lượt từ chối.",
        "capacity": by.title, "signer": by.name,
        "rows": [{name: row[name] for name in COLUMNS} for row in rows_of(visits, by=by, whole=True)],
    }  # fmt: skip


def as_xlsx(data: Mapping[str, object]) -> bytes:
    """The register as a workbook; text stays text, whatever it begins with."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "Sổ tiếp công dân", "author": str(data["agency"])})
    sheet = book.add_worksheet("03-TCD")
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, str(data["agency"]).upper())
    sheet.write_string(1, 0, "SỔ TIẾP CÔNG DÂN (Mẫu số 03/TCD)", title)
    sheet.write_string(2, 0, str(data["period"]))
    for column, (head, width) in enumerate(
        zip(HEADS, (6, 12, 32, 16, 50, 18, 9, 20, 11, 24, 24, 30), strict=True)
    ):
        sheet.write_string(4, column, head, bold)
        sheet.write_string(5, column, f"({column + 1})", bold)
        sheet.set_column(column, column, width)
    rows = data["rows"]
    assert isinstance(rows, Sequence)
    for n, row in enumerate(rows, 6):
        for column, name in enumerate(COLUMNS):
            if name == "persons":
                sheet.write_number(n, column, int(row[name]), plain)
            else:
                sheet.write_string(n, column, row[name], plain)
    sheet.write_string(len(rows) + 7, 0, str(data["counts"]))
    sheet.freeze_panes(6, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4, 5)
    book.close()
    return out.getvalue()


def as_csv(data: Mapping[str, object]) -> bytes:
    """The twelve columns alone, one line a visit, for the national database (R6.12): no title, no sums. A text that a
    spreadsheet would reckon is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    rows = data["rows"]
    assert isinstance(rows, Sequence)
    for row in rows:
        texts = (str(row[name]) for name in COLUMNS)
        writer.writerow([f"'{text}" if text[:1] in RECKONED else text for text in texts])
    return out.getvalue().encode("utf-8-sig")


def as_docx(data: Mapping[str, object]) -> bytes:
    """The register as DOCX, on its side."""
    document = word.begun({**data, "heading": "Sổ tiếp công dân"}, flipped=True)
    word.head(document, data, symbol=None, widths=(150, 112))
    word.title(document, "Sổ tiếp công dân")
    word.line(document, str(data["period"]))
    word.grid(
        document, [HEADS, [f"({n})" for n in range(1, len(HEADS) + 1)]],
        [[row[name] for name in COLUMNS] for row in word.rows(data, "rows")], WIDTHS, aligns=ALIGNS, size=9,
    )  # fmt: skip
    word.foot(
        document, recipients=(), capacity=[str(data.get("capacity") or "Người lập sổ")],
        signer=str(data.get("signer") or ""), hint="(Ký và ghi rõ họ tên)", note=str(data["counts"]),
        widths=(131, 131),
    )  # fmt: skip
    return word.saved(document)
