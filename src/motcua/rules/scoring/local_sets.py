"""Index sets that a locality writes: a table of criteria, typed or sent as a file, made into the shape of shipped sets.

A row is a criterion in words as people write them; everything wrong with the table is told at once, by its row and why.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from motcua.rules.impossible import Fault, Faults, Invalid
from motcua.rules.said import Said
from motcua.rules.scoring.figures import plain
from motcua.rules.scoring.index_sets import Part, Way
from motcua.rules.vietnamese import fold
from motcua.rules.written import line

MOST_ROWS, MOST_GRADES, MOST_POINTS = 200, 8, 1000
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CRITERION = re.compile(r"[0-9A-Za-z.\-]{1,40}")
DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})")
WAYS = {
    Way.GIVEN: "chấm tay", Way.GRADE: "chấm 0-1-2", Way.STEPS: "theo bậc", Way.SHARE: "theo tỷ lệ",
}  # fmt: skip
"""How points come about, as people write it in a file."""
PARTS = {Part.POINTS: "điểm", Part.BONUS: "thưởng", Part.MINUS: "trừ"}
COLUMNS = {
    "group": "nhóm", "adds": "cộng hay trừ", "code": "mã", "name": "nội dung", "most": "điểm tối đa",
    "way": "cách chấm", "indicator": "chỉ tiêu", "steps": "thang điểm", "evidence": "minh chứng",
}  # fmt: skip
"""Columns of a file, in the words of its first row."""
NEEDED = ("name", "most")


@dataclass(frozen=True)
class Row:
    """A criterion as it is typed.

    ``group``  empty: that of the row above
    ``way``    a ``Way`` or its words; empty: typed by people
    ``indicator``  what gives the points; of those that people type, what is shown beside (several: ``a; b``)
    ``steps``  of steps ``95 = 2; 98 = 5`` (of an indicator the less of which is the better: from so little on);
               of a share, the per cent at which all points are had
    """

    group: str = ""
    adds: str = ""
    code: str = ""
    name: str = ""
    most: str = ""
    way: str = ""
    indicator: str = ""
    steps: str = ""
    evidence: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is typed that says anything."""
        return not any((self.group, self.code, self.name, self.most, self.steps, self.evidence))


@dataclass(frozen=True)
class Class:
    """A class of results as it is typed."""

    name: str = ""
    at_least: str = ""
    no_zero: bool = False
    code: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of an indicator that may fill a criterion."""

    name: str
    percent: bool
    down: bool


@dataclass(frozen=True)
class Draft:
    """A set as it is typed: its head (code, name, short, law, note, self_from, self_until), rows, classes.

    ``marks``  what lowers the class: its code, name and the class it leaves (R13.6, R13.7)
    """

    head: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    grades: tuple[Class, ...] = ()
    marks: tuple[Mapping[str, str], ...] = ()


HEAD = ("code", "name", "short", "law", "note", "self_from", "self_until")


def number(text: str) -> Decimal | None:
    """A number as people write it, with a comma or a point; None when it is none."""
    plain_ = "".join(text.split()).removesuffix("%").replace(",", ".")
    try:
        found = Decimal(plain_)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**9 and found == round(found, 4) else None


def content(draft: Draft, indicators: Mapping[str, Known]) -> dict[str, Any]:
    """The set in the shape of shipped files; raises Invalid with every fault, at ``row.3.most`` and the like."""
    faults = Faults()
    head = draft.head
    code = head.get("code", "").strip()
    faults.unless(
        bool(CODE.fullmatch(code)) and len(code) <= 14, "code",
        "Ghi mã ngắn bằng chữ thường không dấu, ví dụ cchc-phuong (nhiều nhất 14 ký tự).",
    )  # fmt: skip
    made: dict[str, Any] = {"code": code, "kind": "scored", "certainty": "verified"}
    for name, what, most, needed in (
        ("name", "tên bộ tiêu chí", 200, True), ("short", "tên ngắn", 60, False),
        ("law", "văn bản ban hành", 200, True), ("note", "ghi chú", 500, False),
    ):  # fmt: skip
        made[name] = faults.take(line, head.get(name, ""), name, what=what, most=most, needed=needed)
    made["short"] = made["short"] or made["name"]
    made["source"] = made["law"]
    if timeline := _timeline(head, faults):
        made["timeline"] = timeline
    made["group"] = _groups(draft.rows, indicators, made["law"], faults)
    made["grade"] = _grades(draft.grades, faults)
    known = {one["code"] for one in made["grade"]}
    made["mark"] = _marks(draft.marks, known, faults)
    faults.done()
    return made


def _timeline(head: Mapping[str, str], faults: Faults) -> dict[str, str]:
    found = {}
    for name in ("self_from", "self_until"):
        text = head.get(name, "").strip()
        if not text:
            continue
        said = DAY.fullmatch(text)
        day, month = (int(part) for part in said.groups()) if said else (0, 0)
        right = 1 <= month <= 12 and 1 <= day <= (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
        faults.unless(right, name, "Ghi ngày và tháng, ví dụ 15/12.")
        found[name] = f"{month:02d}-{day:02d}"
    if len(found) == 2:
        faults.unless(
            found["self_from"] <= found["self_until"], "self_until", "Ngày cuối không trước ngày đầu."
        )
    return found


def _groups(
    rows: Sequence[Row], indicators: Mapping[str, Known], law: str, faults: Faults
) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    group, codes = "", dict[str, int]()
    filled = [(place, row) for place, row in enumerate(rows, 1) if not row.blank]
    faults.unless(bool(filled), "rows", "Ghi ít nhất một tiêu chí.")
    faults.unless(len(filled) <= MOST_ROWS, "rows", "Nhiều nhất {most} tiêu chí.", most=MOST_ROWS)
    for n, (place, row) in enumerate(filled[:MOST_ROWS], 1):
        at = f"row.{place}"
        group = " ".join(row.group.split()) or group
        faults.unless(0 < len(group) <= 200, f"{at}.group", "Dòng {row}: ghi nhóm của tiêu chí.", row=place)
        code = row.code.strip() or str(n)
        faults.unless(
            bool(CRITERION.fullmatch(code)), f"{at}.code",
            "Dòng {row}: mã tiêu chí chỉ có chữ không dấu, số, dấu chấm, ví dụ 2.1.", row=place,
        )  # fmt: skip
        faults.unless(
            code not in codes, f"{at}.code", "Dòng {row}: mã {code} đã có ở dòng {other}.", row=place, code=code[:40],
            other=codes.get(code, 0),
        )  # fmt: skip
        codes.setdefault(code, place)
        adds = _among(row.adds, PARTS, Part.POINTS)
        faults.unless(adds is not None, f"{at}.adds", "Dòng {row}: ghi điểm, thưởng hoặc trừ.", row=place)
        found = groups.setdefault(
            group,
            {"code": f"g{len(groups) + 1}", "name": group, "most": "0", "adds": str(adds or Part.POINTS), "item": []},
        )  # fmt: skip
        faults.unless(
            adds is None or found["adds"] == adds, f"{at}.adds",
            "Dòng {row}: một nhóm chỉ toàn điểm, toàn điểm thưởng hoặc toàn điểm trừ.", row=place,
        )  # fmt: skip
        most = number(row.most)
        right = most is not None and 0 < most <= MOST_POINTS and most == round(most, 2)
        faults.unless(
            right, f"{at}.most", "Dòng {row}: điểm tối đa là một số trên 0, nhiều nhất {most}.", row=place,
            most=MOST_POINTS,
        )  # fmt: skip
        item: dict[str, Any] = {"code": code, "adds": found["adds"], "law": law, "certainty": "verified"}
        item["name"] = faults.take(_said, row.name, f"{at}.name", place, "nội dung", 500)
        item["evidence"] = faults.take(_said, row.evidence, f"{at}.evidence", place, "minh chứng", 500, False)
        item["most"] = f"{most if right and most is not None else 0}"
        item |= _way(row, place, indicators, most if right else None, faults)
        found["item"].append(item)
        found["most"] = str(Decimal(found["most"]) + Decimal(item["most"]))
    return list(groups.values())


def _said(text: str, field: str, place: int, what: str, most: int, needed: bool = True) -> str:
    try:
        return line(text, field, what=what, most=most, needed=needed)
    except Invalid as error:
        (first, *_rest) = error.faults
        why = Said(first.text, **first.params)
        raise Invalid.of([Fault(field, "Dòng {row}: {why}", {"row": place, "why": why})]) from error


def _among(text: str, words: Mapping[Any, str], default: Any) -> Any:
    """One of some choices by its code or its words, whatever its capitals and accents."""
    said = fold(" ".join(text.split()))
    if not said:
        return default
    return next((one for one, word in words.items() if said in (str(one), fold(word))), None)


def _way(
    row: Row, place: int, indicators: Mapping[str, Known], most: Decimal | None, faults: Faults
) -> dict[str, Any]:
    at = f"row.{place}"
    indicator = row.indicator.strip()
    way = _among(row.way, WAYS, Way.STEPS if indicator and row.steps.strip() else Way.GIVEN)
    faults.unless(
        way is not None, f"{at}.way", "Dòng {row}: cách chấm là chấm tay, chấm 0-1-2, theo bậc hoặc theo tỷ lệ.",
        row=place,
    )  # fmt: skip
    if way is None:
        return {}
    if way in (Way.GIVEN, Way.GRADE):
        beside = [one for one in re.split(r"[;,\s]+", indicator) if one]
        faults.unless(
            not row.steps.strip(), f"{at}.steps", "Dòng {row}: chấm tay thì để trống thang điểm.", row=place
        )
        faults.unless(
            set(beside) <= indicators.keys(),
            f"{at}.indicator",
            "Dòng {row}: chọn một chỉ tiêu đang tính.",
            row=place,
        )
        return {"way": str(way)} | ({"beside": beside} if beside else {})
    known = indicators.get(indicator)
    faults.unless(known is not None, f"{at}.indicator", "Dòng {row}: chọn một chỉ tiêu đang tính.", row=place)
    made: dict[str, Any] = {"way": str(way), "indicator": indicator}
    if known is None:
        return made
    if known.down:
        made["down"] = True
    if way is Way.SHARE:
        at_ = number(row.steps) if row.steps.strip() else Decimal(100)
        faults.unless(
            known.percent and not known.down, f"{at}.way",
            "Dòng {row}: theo tỷ lệ chỉ dùng cho chỉ tiêu phần trăm càng cao càng tốt; chỉ tiêu khác chấm theo bậc.",
            row=place,
        )  # fmt: skip
        right = at_ is not None and 0 < at_ <= 100
        faults.unless(
            right, f"{at}.steps", "Dòng {row}: ghi tỷ lệ đạt điểm tối đa, trên 0 đến 100%.", row=place
        )
        return made | ({"full_at": str(Fraction(at_) / 100)} if right and at_ is not None else {})
    steps = _steps(row.steps, known.percent)
    right = bool(steps) and (most is None or max(points for _, points in steps) == most)
    right = right and all(points >= 0 for _, points in steps) and len({at for at, _ in steps}) == len(steps)
    faults.unless(
        right, f"{at}.steps",
        "Dòng {row}: ghi thang điểm như “95 = 2; 98 = 5”, mức cao nhất bằng điểm tối đa.", row=place,
    )  # fmt: skip
    return made | {"steps": [[str(at), str(points)] for at, points in steps]}


def _steps(text: str, percent: bool) -> list[tuple[Fraction, Decimal]]:
    """``95 = 2; 98 = 5`` read; empty when it cannot be."""
    found = []
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        at, _sign, points = part.replace(":", "=").partition("=")
        threshold, worth = number(at), number(points)
        if threshold is None or worth is None:
            return []
        found.append((Fraction(threshold) / (100 if percent else 1), worth))
    return found[:40]


def _grades(given: Iterable[Class], faults: Faults) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for place, one in enumerate((one for one in given if one.name.strip() or one.at_least.strip()), 1):
        at_least, at = number(one.at_least), f"grade.{place}"
        faults.unless(
            at_least is not None and at_least >= 0, f"{at}.at_least", "Mức {n}: ghi từ bao nhiêu điểm.", n=place
        )  # fmt: skip
        name = faults.take(line, one.name, f"{at}.name", what="tên mức", most=80)
        code = one.code if CODE.fullmatch(one.code.replace("_", "-")) and len(one.code) <= 24 else f"m{place}"
        made.append({"code": code, "name": name, "at_least": str(at_least or 0), "no_zero": one.no_zero})
    faults.unless(len(made) <= MOST_GRADES, "grade.1.name", "Nhiều nhất {most} mức.", most=MOST_GRADES)
    points = [Decimal(one["at_least"]) for one in made]
    faults.unless(
        points == sorted(set(points), reverse=True), "grade.1.at_least", "Ghi các mức từ cao xuống thấp."
    )
    faults.unless(
        not points or points[-1] == 0,
        "grade.1.at_least",
        "Mức thấp nhất từ 0 điểm, để kết quả nào cũng có mức.",
    )
    faults.unless(len({one["code"] for one in made}) == len(made), "grade.1.name", "Hai mức trùng mã.")
    return made


def _marks(
    given: Sequence[Mapping[str, str]], grades: Collection[str], faults: Faults
) -> list[dict[str, str]]:
    made = []
    for place, one in enumerate(given[:20], 1):
        code, right = one.get("code", ""), one.get("grade", "") in grades
        name = faults.take(line, one.get("name", ""), f"mark.{place}", what="việc làm hạ mức", most=200)
        faults.unless(
            right and bool(CODE.fullmatch(code.replace("_", "-"))), f"mark.{place}",
            "Việc làm hạ mức “{name}” phải dẫn đến một mức có trong bảng.", name=name,
        )  # fmt: skip
        made.append({"code": code, "name": name, "grade": one.get("grade", "")})
    return made


# --- back to what is typed -------------------------------------------------------------------------------------


def draft_of(data: Mapping[str, Any], indicators: Mapping[str, Known], *, code: str = "") -> Draft:
    """A set in the shape of shipped files as it is typed; raises Invalid for what is none."""
    timeline = data.get("timeline") or {}
    try:
        days = {
            name: "/".join(reversed(str(timeline[name]).split("-")))
            for name in ("self_from", "self_until") if timeline.get(name)
        }  # fmt: skip
        rows = [
            _row(group, item, indicators)
            for group in data.get("group", ()) for item in group.get("item", ())
        ]  # fmt: skip
        if any(item.get("part") for group in data.get("group", ()) for item in group.get("item", ())):
            raise Invalid(field="file", text="Bộ tiêu chí có hai bậc: nhóm và tiêu chí.")
        grades = tuple(
            Class(
                str(one["name"]), shown(one["at_least"]), bool(one.get("no_zero")), str(one.get("code", ""))
            )
            for one in data.get("grade", ())
        )
        marks = tuple(
            {name: str(one[name]) for name in ("code", "name", "grade")} for one in data.get("mark", ())
        )
        head = (
            {name: str(data.get(name, "")) for name in HEAD}
            | days
            | {"code": code or str(data.get("code", ""))}
        )
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        raise Invalid(
            field="file", text="Tệp JSON không có dạng của bộ tiêu chí. Tải tệp mẫu để xem dạng đúng."
        ) from error
    return Draft(head, tuple(rows), grades, marks)


def _row(group: Mapping[str, Any], item: Mapping[str, Any], indicators: Mapping[str, Known]) -> Row:
    indicator = str(item.get("indicator", "")) or "; ".join(
        one for one in item.get("beside", ()) if one in indicators
    )
    known = indicators.get(indicator)
    times = 100 if known is not None and known.percent else 1
    steps = "; ".join(
        f"{shown(Fraction(str(at)) * times)} = {shown(points)}" for at, points in item.get("steps", ())
    )
    if item.get("full_at"):
        steps = shown(Fraction(str(item["full_at"])) * 100)
    return Row(
        str(group["name"]), str(item.get("adds", group.get("adds", Part.POINTS))), str(item["code"]),
        str(item["name"]), shown(item["most"]), str(item.get("way", Way.GIVEN)), indicator, steps,
        str(item.get("evidence", "")),
    )  # fmt: skip


def shown(value: Any) -> str:
    """A number as people type it: 1,5; 98."""
    exact = Fraction(str(value))
    return plain(round(Decimal(exact.numerator) / exact.denominator, 4)).replace(".", "")


def rows_of(table: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows of a file by the words of its first row that names columns; raises Invalid when none does."""
    wanted = {fold(word): name for name, word in COLUMNS.items()}
    heads = [
        {wanted[key]: i for i, cell in enumerate(cells) if (key := fold(_cell(cell))) in wanted}
        for cells in table[:20]
    ]
    first = next((n for n, where in enumerate(heads) if all(name in where for name in NEEDED)), None)
    if first is None:
        raise Invalid(
            field="file", text="Không thấy dòng tên cột. Cần ít nhất các cột {columns}.",
            columns=", ".join(f"“{COLUMNS[name]}”" for name in NEEDED),
        )  # fmt: skip
    found = [
        Row(**{name: _cell(cells[i]) if i < len(cells) else "" for name, i in heads[first].items()})
        for cells in table[first + 1 :]
    ]
    while found and found[-1].blank:
        found.pop()
    return found


def _cell(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(str(value))}".replace(".", ",")
    return " ".join(str(value).split())[:1000]


def table_of(rows: Iterable[Row]) -> list[list[str]]:
    """A table with its first row, as a file is written."""
    names = [one.name for one in fields(Row)]
    words: dict[str, Mapping[Any, str]] = {"way": WAYS, "adds": PARTS}
    made = [[COLUMNS[name] for name in names]]
    for row in rows:
        given = asdict(row)
        made.append(
            [
                str(words[name].get(given[name], given[name])) if name in words else given[name]
                for name in names
            ]
        )
    return made
