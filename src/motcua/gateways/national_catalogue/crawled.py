"""Reader of the national catalogue as crawled: every table is one string in which the cells are glued.

Rows are found again by the fixed words of the portal's tables ("Trực tuyến", "bản chính"…). Where a boundary
cannot be known (a time glued to a fee, a count glued to a name) the value is left out and a doubt says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.areas.procedures.ports import Basis, Doubt, Fee, Paper, ProcedureRecord, Way
from motcua.gateways.national_catalogue import cells
from motcua.rules.deadlines import Limit

_ROW = re.compile(
    r"(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?=\s*(?:\d|Miễn phí|Không (?:có thông tin|quy định|phải)))"
)
_TIME = re.compile(r"\s*(\d{1,4}(?:[.,]\d+)?)\s*(Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng)")
_BARE = re.compile(r"\s*(\d{1,4})(?=Miễn phí|Không có thông tin)")
_SILENT = re.compile(r"\s*(Không có thông tin|Không quy định|Không phải trả kết quả cho người nộp thuế)")
_FEE = re.compile(r"\s*(Miễn phí|Không có thông tin|[\d.,]+\s*(?:VNĐ|Việt Nam Đồng|USD))")
_PAPERS_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(
    r"(?<!\d)(?:(?<!\s)|(?=[2-9]\d|[1-9]\d\d))(0|[1-9]\d{0,7}) bản chính(?:,\s*(\d{1,3}) bản sao)?"
    r"|(?<![\s\d])([1-9]\d{0,7}) bản sao(?! có)"
)
_FORM = re.compile(
    r"^(.*[^\s\d][.;:)\]])\s*((?:\d+\.)*\s*[^.;:\n]{1,90}\.(?:docx?|pdf|xlsx?|rar|zip|rtf|odt))$", re.I | re.S
)
_RESULT = re.compile(r"(.+?)Mã:\s*([A-Z0-9.\-]*\d)", re.S)


def read(data: Mapping[str, Any]) -> tuple[ProcedureRecord, list[Doubt]]:
    """One procedure and the doubts about it. Raises ValueError when it has no code or no name."""
    code, name = cells.line(data.get("ma_thu_tuc")), cells.line(data.get("ten_thu_tuc"))
    if not code:
        raise ValueError("thiếu mã thủ tục")
    if not name:
        raise ValueError(f"{code}: thiếu tên thủ tục")
    doubts: list[Doubt] = []
    sequence = cells.given(data.get("trinh_tu_thuc_hien"))
    ways, fees = _ways(code, cells.text(data.get("cach_thuc_thuc_hien")), doubts)
    limit, same_day, cutoff, reasons = cells.settle_limit(ways, sequence)
    doubts += [Doubt(code, "limit", said, severity) for severity, said in reasons]
    papers, remarks = _papers(code, cells.text(data.get("thanh_phan_ho_so")), doubts)
    record = ProcedureRecord(
        code=code,
        name=name,
        field=cells.line(cells.given(data.get("linh_vuc"))),
        levels=cells.levels(cells.line(data.get("cap_thuc_hien")).split(",")),
        decision=cells.line(cells.given(data.get("so_quyet_dinh"))),
        kind=cells.line(cells.given(data.get("loai_thu_tuc"))),
        subjects=cells.subjects(cells.given(data.get("doi_tuong_thuc_hien"))),
        sequence=sequence,
        ways=tuple(way for way, _, _ in ways),
        papers=papers,
        remarks=remarks,
        limit=limit,
        limit_text="; ".join(dict.fromkeys(way.limit_text for way, _, _ in ways if way.limit_text)),
        same_day=same_day,
        cutoff=cutoff,
        fees=fees,
        agency=cells.line(cells.given(data.get("co_quan_thuc_hien"))),
        deciding=cells.line(cells.given(data.get("co_quan_co_tham_quyen"))),
        coordinating=cells.line(cells.given(data.get("co_quan_phoi_hop"))),
        results=_results(cells.text(data.get("ket_qua_xu_ly"))),
        forms=tuple(dict.fromkeys(item.form_name for item in papers if item.form_name)),
        conditions=cells.given(data.get("yeu_cau_dieu_kien")),
        legal_basis=_bases(cells.text(data.get("can_cu_phap_ly"))),
        source_url=cells.line(cells.given(data.get("detail_url"))),
    )
    if not all(cells.is_nfc(value) for value in data.values()):
        doubts.append(Doubt(code, "name", "nguồn không ở dạng Unicode dựng sẵn (NFC); đã đổi", "note"))
    return record, doubts + cells.examine(record)


def _ways(
    code: str, glued: str, doubts: list[Doubt]
) -> tuple[list[tuple[Way, Limit | None, str]], tuple[Fee, ...]]:
    marks = list(_ROW.finditer(glued))
    if not marks and glued:
        doubts.append(Doubt(code, "ways", "không tách được bảng cách thức thực hiện"))
    found: list[tuple[Way, Limit | None, str]] = []
    fees: list[Fee] = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(glued)
        cell = glued[mark.end() : end]
        limit, raw, rest = _time(cell)
        price = _FEE.match(rest)
        note = ""
        if price:
            note, rest = _note(rest[price.end() :])
            fee, why = cells.fee(
                price.group(1), _amount(price.group(1), glued=not raw and limit is None), note
            )
            if fee is not None:
                fees.append(fee)
            if why and not any(d.text == why for d in doubts):
                doubts.append(Doubt(code, "fees", why))
        words = limit.words() if limit else raw
        found.append((Way(cells.channel(mark.group(1)), words, cells.text(rest)), limit, raw))
    return found, cells.unique(fees)


def _time(cell: str) -> tuple[Limit | None, str, str]:
    """(limit, text when there is no usable limit, what follows the time)."""
    timed = _TIME.match(cell)
    if timed:
        limit = cells.limit_in(timed.group())
        return limit, "" if limit else timed.group().strip(), cell[timed.end() :]
    bare = _BARE.match(cell)
    if bare:
        return None, bare.group(1), cell[bare.end() :]
    silent = _SILENT.match(cell)
    if silent and _FEE.match(cell[silent.end() :]):
        return None, "", cell[silent.end() :]
    return None, "", cell


def _amount(label: str, *, glued: bool) -> int | None:
    """The number in a fee; None when a time may be glued in front of it."""
    digits = re.sub(r"\D", "", label)
    return int(digits) if digits and len(digits) < 13 and not glued else None


def _note(rest: str) -> tuple[str, str]:
    """The note in brackets after a fee (brackets nest), and what follows."""
    if not rest.startswith("("):
        return "", rest
    depth = 0
    for index, letter in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0:
            return rest[: index + 1], rest[index + 1 :]
    return rest.lstrip("( "), ""


def _papers(code: str, glued: str, doubts: list[Doubt]) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    papers: list[Paper] = []
    remarks: list[str] = []
    unsure = 0
    chunks = glued.split(_PAPERS_HEAD)
    case = chunks[0].strip("- \n")
    for chunk in chunks[1:]:
        start = 0
        for mark in _COUNT.finditer(chunk):
            originals, copies, digits = _counts(mark)
            name, form, approximate = _form(chunk[start : mark.start()] + digits)
            start = mark.end()
            unsure += approximate or bool(digits)
            if not cells.given(name):
                continue
            if cells.is_remark(name, case, originals, copies):
                remarks.append(cells.line(name))
            else:
                papers.append(cells.paper(str(len(papers) + 1), name, case, originals, copies, form))
        case = chunk[start:].strip("- \n")
    if len(chunks) > 1 and len(case) > 3:
        remarks.append(cells.line(case))
        doubts.append(Doubt(code, "papers", "còn chữ ở cuối bảng giấy tờ chưa rõ thuộc dòng nào", "note"))
    if cells.given(glued) and not papers:
        doubts.append(Doubt(code, "papers", "không tách được bảng thành phần hồ sơ"))
    if unsure:
        doubts.append(Doubt(code, "papers", f"{unsure} giấy tờ dính liền tên biểu mẫu hoặc số lượng", "note"))
    if remarks:
        said = f"{len(remarks)} dòng trong thành phần hồ sơ là lời dặn, không phải giấy tờ"
        doubts.append(Doubt(code, "papers", said, "note"))
    return tuple(papers), tuple(remarks)


def _counts(mark: re.Match[str]) -> tuple[int, int, str]:
    """Originals, copies, and the digits glued in front of a count over 20 that belong to the name before it."""
    first, second, only = mark.group(1), mark.group(2), mark.group(3)
    glued = first or only or "0"
    digits, glued = (glued[:-1], glued[-1]) if int(glued) > 20 else ("", glued)
    return (int(glued), int(second or 0), digits) if first else (0, int(glued), digits)


def _form(name: str) -> tuple[str, str, bool]:
    """(name, file of the form, whether the boundary between them is a guess)."""
    found = _FORM.match(name.strip())
    if found:
        return found.group(1).strip(), found.group(2).strip(), True
    if re.search(r"\.(docx?|pdf|xlsx?|rar|zip)$", name.strip(), re.I):
        return name.strip(), "", True
    return name, "", False


def _results(glued: str) -> tuple[str, ...]:
    body = glued.split("Từ khóa")[0]
    named = [cells.line(match.group(1)) for match in _RESULT.finditer(body)]
    if not named and cells.given(body):
        named = [cells.line(body)]
    return tuple(dict.fromkeys(item for item in named if cells.given(item)))


def _bases(glued: str) -> tuple[Basis, ...]:
    body = glued.removeprefix("Tên văn bản pháp lýMã văn bản")
    found: dict[str, str] = {}
    start = 0
    for symbol in cells.symbols(body):
        at = body.find(symbol, start)
        title = cells.line(body[start:at])
        start = at + len(symbol)
        if body.startswith(symbol, start):
            start += len(symbol)
        found.setdefault(symbol, title)
    return tuple(Basis(symbol, title) for symbol, title in found.items())
