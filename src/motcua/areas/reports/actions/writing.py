"""What is written in a report: words in versions, figures entered by hand, remarks."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.db.models import Max

from motcua.areas.reports import events, policies, queries
from motcua.areas.reports.actions.keeping import FINDS, keep, require
from motcua.areas.reports.choices import AT_WORK
from motcua.areas.reports.models import Entry, Part, PeriodicReport, Remark
from motcua.base.documents.queries import undrawable
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.report_templates import Asked, Section, beyond, number, unknown_names, whole_of
from motcua.rules.report_templates import said as printed
from motcua.rules.reporting import Figure
from motcua.rules.written import body, line

MOST_ROWS, LONGEST_CELL, LONGEST_PART = 200, 1_000, 20_000


class ChangedMeanwhile(Impossible):
    text = "Người khác vừa sửa mục này (bản {n}). Bản của ông/bà còn nguyên bên dưới: so với bản mới rồi lưu lại."


class Unequal(Impossible):
    text = "{table}: cộng các dòng được {sum}, số liệu “{title}” là {whole}. Sửa cho khớp."


def refuse_undrawable(*texts: str, field: str) -> None:
    """Raises Invalid for a sign that the printed report would show as a broken one."""
    if signs := undrawable("".join(texts)):
        raise Invalid(field=field, text="Không in được ký tự {signs}. Viết bằng chữ.", signs=signs)


def _section(report: PeriodicReport, code: str) -> Section:
    for one in queries.template_of(report.template).sections:
        if one.code == code:
            return one
    raise Invalid(field="section", text="Mẫu báo cáo không có mục này.")


@act(may=policies.can_write, records=events.WRITTEN, law="R8.20", finds=FINDS)
def write(
    *, by: Actor, at: dt.datetime, report: PeriodicReport, section: str, text: str = "",
    rows: Sequence[Sequence[str]] = (), based_on: int | None = None,
) -> Part:  # fmt: skip
    """Viết một mục: another version of it; earlier ones stay. ``based_on``: the version that the writer had open."""
    require(report, *AT_WORK)
    part = _section(report, section)
    known = Part.objects.filter(report=report, section=section).aggregate(n=Max("n"))["n"] or 0
    if based_on is not None and based_on != known:
        raise ChangedMeanwhile(n=known)
    if part.columns:
        text, table = "", _table(part, rows)
        _adds_up(report, part, table, at)
    else:
        text, table = body(text, "text", what="nội dung", most=LONGEST_PART, needed=False), []
        refuse_secrets("", text, field="text")
        refuse_undrawable(text, field="text")
        names = unknown_names(queries.template_of(report.template), text)
        if names:
            raise Invalid(
                field="text", text="Mẫu này không có số liệu {names}. Bỏ ngoặc nhọn hoặc ghi đúng tên số liệu.",
                names=", ".join(f"{{{name}}}" for name in names),
            )  # fmt: skip
    made = Part(report=report, section=section, n=known + 1, text=text, rows=table, at=at, post=by.post)
    made.save(force_insert=True)
    keep(events.WRITTEN, report, made, by=by, at=at, section=part.number or part.code, n=made.n)
    return made


def _table(part: Section, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    faults, made = Faults(), []
    for row in rows:
        cells = [
            faults.take(line, cell, "rows", what="nội dung", most=LONGEST_CELL, needed=False)
            for cell in (*row, *[""] * len(part.columns))[: len(part.columns)]
        ]
        refuse_secrets("", *cells, field="rows")
        refuse_undrawable(*cells, field="rows")
        if part.numbers:
            numbers = [
                faults.take(_number, said, head) for said, head in zip(cells[1:], part.numbers, strict=True)
            ]
            cells = [cells[0], *map(str, numbers)]
            faults.unless(
                bool(cells[0]) or not any(cells),
                "rows",
                "Ghi {what} của dòng này.",
                what=part.columns[0].lower(),
            )
        if any(cells):
            made.append(cells)
    faults.unless(len(made) <= MOST_ROWS, "rows", "Bảng có nhiều nhất {most} dòng.", most=MOST_ROWS)
    faults.done()
    return made


def _adds_up(report: PeriodicReport, part: Section, rows: list[list[str]], at: dt.datetime) -> None:
    """Held against the figure that a table of numbers adds up to, where that is known already."""
    if part.adds_up:
        found = queries.standing(report, at)
        found.tables[part.code] = rows
        refuse_unequal(found, part)


def refuse_unequal(found: queries.Standing, part: Section) -> None:
    """Raises Unequal for a table whose numbers are not what the report says of the whole."""
    whole, sum_ = found.figures[part.adds_up].value, whole_of(part, found.rows(part))
    if whole is not None and whole != sum_:
        title = found.template.figure(part.adds_up).title
        raise Unequal(table=part.title, sum=number(sum_), title=title, whole=number(whole))


def refuse_beyond(found: queries.Standing, said: Collection[str] | None = None) -> None:
    """Raises Invalid for figures that, with those of the units, exceed what they are a part of (R8.20); ``said``: only
    for those that are typed now."""
    faults, known = Faults(), found.total
    for one, whole in beyond(found.template, known):
        counted = {one.key, whole.key} <= found.counted
        theirs = sum(
            (Decimal(unit.values.get(one.key) or 0) for unit in found.units if unit.values), Decimal()
        )
        field = one.key if said is None or one.key in said else whole.key
        faults.unless(
            counted or (said is not None and not {one.key, whole.key} & set(said)), field,
            "{title}: cộng cả các đơn vị được {part} (các đơn vị gửi {theirs}), nhiều hơn {of} ({whole}). Chỉ nhập "
            "phần chưa có trong báo cáo của đơn vị, hoặc trả lại đơn vị ghi sai.",
            title=one.title, part=printed(Figure(known[one.key])), theirs=number(theirs), of=whole.title,
            whole=printed(Figure(known[whole.key])),
        )  # fmt: skip
    faults.done()


def _number(said: str, head: str) -> str:
    typed = amount(said, Asked("rows", head, "hộ"))
    return number(int(typed)) if typed else ""


def amount(text: str, figure: Asked) -> str:
    """A figure as people write it: ``1.234``, ``12,5``; blank takes it back. Raises Invalid at the figure."""
    plain = "".join(text.split()).replace(".", "").replace(",", ".")
    if not plain:
        return ""
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal(-1)
    parts = -int(value.as_tuple().exponent) if value.is_finite() else 0
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 15 or parts > 2:
        raise Invalid(
            field=figure.key, text="{title}: ghi một số không âm, ví dụ 1.234 hoặc 12,5; để trống nếu chưa có.",
            title=figure.title,
        )  # fmt: skip
    if figure.whole and value != value.to_integral_value():
        raise Invalid(
            field=figure.key,
            text="{title}: đếm theo {unit} là số nguyên.",
            title=figure.title,
            unit=figure.unit,
        )
    return format(value.normalize() + 0, "f")


@act(may=policies.can_write, records=events.ENTERED, law="R8.20", finds=FINDS)
def enter(*, by: Actor, at: dt.datetime, report: PeriodicReport, figures: Mapping[str, str]) -> list[Entry]:
    """Nhập số liệu: figures that the system does not count; each entry keeps by which post and when."""
    require(report, *AT_WORK)
    template, faults = queries.template_of(report.template), Faults()
    offered = queries.figures.facts().offered()
    asked = {
        one.key: one for one in template.figures
        if one.typed and not queries.figures.is_counted(one, offered)
    }  # fmt: skip
    faults.unless(set(figures) <= set(asked), "", "Số liệu này do hệ thống đếm, không nhập tay.")
    said = {key: faults.take(amount, str(text), asked[key]) for key, text in figures.items() if key in asked}
    faults.done()
    found = queries.standing(report, at)
    found.own |= {key: Decimal(value) if value else None for key, value in said.items()}
    known = found.own
    for one, whole in beyond(template, known):
        faults.unless(
            not {one.key, whole.key} & set(said), one.key if one.key in said else whole.key,
            "{title} ({part}) không nhiều hơn {of} ({whole}).", title=one.title, of=whole.title,
            part=printed(Figure(known[one.key])), whole=printed(Figure(known[whole.key])),
        )  # fmt: skip
    faults.done()
    refuse_beyond(found, set(said))
    last: dict[str, Entry] = {one.figure: one for one in Entry.objects.filter(report=report).order_by("n")}
    made = []
    for key, value in said.items():
        before = last.get(key)
        if value != (before.value if before is not None else ""):
            n = before.n + 1 if before is not None else 1
            made.append(Entry(report=report, figure=key, n=n, value=value, at=at, post=by.post))
    if not made:
        raise Invalid(field="", text="Chưa có số liệu nào thay đổi.")
    for row in made:
        row.save(force_insert=True)
    keep(
        events.ENTERED, report, *made, by=by, at=at, count=len(made), keys=sorted(one.figure for one in made)
    )
    return made


@act(may=policies.can_remark, records=events.REMARKED, law="R8.20", finds=FINDS)
def remark(*, by: Actor, at: dt.datetime, report: PeriodicReport, section: str, text: str) -> Remark:
    """Góp ý một mục: for whoever writes it; never printed."""
    part = _section(report, section)
    said = body(text, "text", what="góp ý", most=2_000)
    refuse_secrets("", said, field="text")
    n = (Remark.objects.filter(report=report).aggregate(n=Max("n"))["n"] or 0) + 1
    made = Remark(report=report, n=n, section=section, text=said, at=at, post=by.post)
    made.save(force_insert=True)
    keep(events.REMARKED, report, made, by=by, at=at, section=part.number or part.code)
    return made
