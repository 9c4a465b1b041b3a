"""The verbs of sheets of points: a unit scores itself, the level above appraises, class and place are published."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.areas.assessments import events, evidence, policies, queries
from motcua.areas.assessments.choices import NO_SELF_SCORE, State
from motcua.areas.assessments.models import Assessment, Attachment, Line, SetVersion
from motcua.base.files import actions as files
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import agency_of, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.scoring.index_files import Version, read
from motcua.rules.scoring.index_sets import Criterion, Grade, Sheet, Unsound, Way, grade, ranks
from motcua.rules.scoring.local_sets import Draft, content
from motcua.rules.written import body, line

FINDS = {"assessment": queries.to_act_on}
LAW = "R5.14; R13.5–R13.10"
NOTHING = Decimal("0.00")
MOST_FILES, LONGEST = 100, 2_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class AlreadyOpened(Impossible):
    text = "Đơn vị đã có bảng chấm điểm này của năm {year}. Mở bảng đó để chấm tiếp."


class NothingMissing(Impossible):
    text = "Đơn vị đã có bảng của năm {year}, chưa hết hạn tự chấm, hoặc không do cơ quan này thẩm định."


class NotNow(Impossible):
    text = "Bảng chấm điểm {state}, không làm việc này được."


class StillWaiting(Impossible):
    text = "Còn {n} bảng chưa nộp hoặc chưa thẩm định. Thẩm định xong rồi công bố thứ hạng."


class NothingToPublish(Impossible):
    text = "Chưa có bảng nào được thẩm định để công bố."


class SetTaken(Impossible):
    text = "Đã có bản áp dụng từ {day}. Chọn ngày áp dụng sau ngày đó."


class SameSet(Impossible):
    text = "Bộ tiêu chí này giống bản đang áp dụng; không có gì để công bố."


class NotOwnSet(Impossible):
    text = "Cơ quan chưa có bộ tiêu chí này, hoặc đã ngừng dùng."


def _keep(
    event: EventKind,
    assessment: Assessment,
    *beside: Line | Attachment,
    by: Actor,
    at: dt.datetime,
    **facts: Any,
) -> None:
    assessment.save()
    said = {**facts, "rows": evidence.of_rows(assessment, *beside)}
    record(event, subject=assessment.subject, unit=assessment.agency, by=by, at=at, facts=said)


def _require(assessment: Assessment, *states: State) -> None:
    if assessment.state not in states:
        raise NotNow(state=str(State(assessment.state).label).lower())


@act(may=policies.can_fill, records=events.OPENED, law=LAW)
def open_sheet(*, by: Actor, at: dt.datetime, unit: str, name: str, year: int) -> Assessment:
    """Mở bảng chấm điểm: of a unit for a year, in the version of the set of that year; once."""
    on, faults = at.astimezone(TZ).date(), Faults()
    wanted = dt.date(year, 12, 31) if FIRST_YEAR <= year < LAST_YEAR else on
    faults.unless(FIRST_YEAR <= year <= on.year, "year", "Chọn năm đã bắt đầu.")
    found = next((one for one in queries.sets(by, wanted) if one.code == name), None)
    faults.unless(found is not None, "name", "Chọn một bảng chấm điểm trong danh mục.")
    faults.done()
    assert found is not None
    return _opened(found, unit, year, by=by, at=at)


def _opened(version: Version, unit: str, year: int, *, by: Actor, at: dt.datetime) -> Assessment:
    on = at.astimezone(TZ).date()
    if Assessment.objects.filter(name=version.code, year=year, unit=unit).exists():
        raise AlreadyOpened(year=year)
    made = Assessment(
        code=f"CD-{unit}-{version.code}-{year}", name=version.code, set=version.key, year=year, unit=unit,
        agency=agency_of(unit, on).key, appraiser=queries.appraiser_of(version_on(unit, on)), opened_at=at,
        opened_by=by.post,
    )  # fmt: skip
    _keep(events.OPENED, made, by=by, at=at, set=version.key, set_words=version.short, year=year)
    return made


@act(may=policies.can_mark_missing, records=events.OPENED, law="R13.6")
def open_missing(*, by: Actor, at: dt.datetime, unit: str, name: str, year: int) -> Assessment:
    """Mở bảng của đơn vị không nộp bảng tự chấm: after the last day of self-scoring, by who appraises it.

    Nothing is scored in it: it is appraised with that mark, which leaves the lowest class only.
    """
    due = queries.missing(by, year, at)
    found = next((one for one in due if (one.version.code, one.unit.key) == (name, unit)), None)
    if found is None:
        raise NothingMissing(year=year)
    return _opened(found.version, unit, year, by=by, at=at)


def _points(text: str, criterion: Criterion, field: str) -> Decimal | None:
    """Points as people write them; blank takes them back. Raises Invalid at the field."""
    plain = "".join(text.split()).replace(",", ".")
    if not plain:
        return None
    most = Decimal(2) if criterion.way is Way.GRADE else criterion.most
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal(-1)
    whole = criterion.way is not Way.GRADE or value in (0, 1, 2)
    if not value.is_finite() or not 0 <= value <= most or value != round(value, 2) or not whole:
        if criterion.way is Way.GRADE:
            raise Invalid(field=field, text="Tiêu chí {code}: ghi 0, 1 hoặc 2.", code=criterion.code)
        raise Invalid(
            field=field, text="Tiêu chí {code}: ghi một số từ 0 đến {most}.", code=criterion.code,
            most=queries.words(most),
        )  # fmt: skip
    return round(value, 2)


def _given(assessment: Assessment, points: Mapping[str, str], field: str) -> dict[str, Decimal | None]:
    leaves, faults = {leaf.code: leaf for leaf in queries.version(assessment).set.leaves}, Faults()
    faults.unless(set(points) <= set(leaves), "", "Bảng này không có tiêu chí đó.")
    found = {
        code: faults.take(_points, text, leaves[code], f"{field}.{code}")
        for code, text in points.items() if code in leaves
    }  # fmt: skip
    faults.done()
    return found


@act(may=policies.can_score, records=events.SCORED, law=LAW, finds=FINDS)
def score_self(
    *, by: Actor, at: dt.datetime, assessment: Assessment, points: Mapping[str, str],
    said: Mapping[str, str] | None = None,
) -> Assessment:  # fmt: skip
    """Tự chấm: points of some criteria or all, with what they rest on; again, until it is handed in."""
    _require(assessment, State.DRAFT)
    counted = queries.counted(queries.version(assessment).set, assessment.unit, assessment.year, at)
    if (typed := sorted(set(points) & set(counted))) and any(points[code].strip() for code in typed):
        raise Invalid(
            field=f"points.{typed[0]}", text="Tiêu chí {code} do hệ thống tính từ chỉ tiêu, không ghi điểm.",
            code=typed[0],
        )  # fmt: skip
    given, kept, faults = _given(assessment, points, "points"), queries.lines(assessment), Faults()
    given |= {code: found.points for code, found in counted.items()}
    words = {
        code: faults.take(body, text, f"said.{code}", what="giải trình", most=LONGEST, needed=False)
        for code, text in (said or {}).items() if code in given
    }  # fmt: skip
    faults.done()
    words |= {code: f"{found.figure.printed} ({found.figure.parts})" for code, found in counted.items()}
    for code, value in given.items():
        row = kept.setdefault(code, Line(assessment=assessment, criterion=code))
        row.points, row.said = value, words.get(code, row.said)
        row.save()
    assessment.self_total = round(queries.sheet(assessment, kept).total, 2)
    _keep(
        events.SCORED, assessment, *(kept[code] for code in given), by=by, at=at,
        total_words=queries.words(assessment.self_total), criteria=len(given),
    )  # fmt: skip
    return assessment


@act(may=policies.can_score, records=events.EVIDENCED, law=LAW, finds=FINDS)
def attach(
    *, by: Actor, at: dt.datetime, assessment: Assessment, criterion: str, file_name: str, content: bytes
) -> Attachment:
    """Gắn minh chứng: a file that shows what a criterion's points rest on."""
    _require(assessment, State.DRAFT)
    if criterion not in {leaf.code for leaf in queries.version(assessment).set.leaves}:
        raise Invalid(field="criterion", text="Chọn một tiêu chí của bảng.")
    n = assessment.files.count() + 1
    if n > MOST_FILES:
        raise Invalid(field="file", text="Một bảng có nhiều nhất {most} tệp minh chứng.", most=MOST_FILES)
    kept = files.store(subject=assessment.subject, name=file_name, content=content, by=by, at=at)
    made = Attachment(assessment=assessment, n=n, criterion=criterion, file=kept, at=at, post=by.post)
    made.save(force_insert=True)
    _keep(events.EVIDENCED, assessment, made, by=by, at=at, criterion=criterion, sha256=kept.sha256)
    return made


@act(may=policies.can_score, records=events.SUBMITTED, law="R13.8", finds=FINDS)
def submit(*, by: Actor, at: dt.datetime, assessment: Assessment) -> Assessment:
    """Nộp bảng tự chấm: every criterion has points, and they rest on something (R5.14).

    After the days of self-scoring it is late, and said so.
    """
    _require(assessment, State.DRAFT)
    kept = queries.lines(assessment)
    missing = queries.unscored(assessment, kept)
    if missing:
        raise Invalid(
            field=f"points.{missing[0]}", text="Còn {n} tiêu chí chưa chấm: {codes}.", n=len(missing),
            codes=", ".join(missing[:8]),
        )  # fmt: skip
    faults = Faults()
    for code in queries.unfounded(assessment, kept):
        faults.unless(
            False, f"said.{code}", "Tiêu chí {code}: gắn tệp minh chứng, hoặc ghi ở giải trình minh chứng nằm ở đâu.",
            code=code,
        )  # fmt: skip
    faults.done()
    late = queries.is_late(assessment, at)
    assessment.state, assessment.submitted_at, assessment.submitted_by = State.SUBMITTED, at, by.post
    _keep(
        events.SUBMITTED, assessment, by=by, at=at, total_words=queries.words(assessment.self_total), late=late,
        late_words=", sau hạn tự chấm" if late else "",
    )  # fmt: skip
    return assessment


@act(may=policies.can_appraise, records=events.SENT_BACK, law=LAW, finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, assessment: Assessment) -> Assessment:
    """Trả lại để chấm lại: before it is appraised."""
    _require(assessment, State.SUBMITTED)
    assessment.state, assessment.submitted_at, assessment.submitted_by = State.DRAFT, None, ""
    _keep(events.SENT_BACK, assessment, by=by, at=at)
    return assessment


@act(may=policies.can_appraise, records=events.APPRAISED, law="R13.6–R13.8", finds=FINDS)
def appraise(
    *, by: Actor, at: dt.datetime, assessment: Assessment, points: Mapping[str, str],
    reasons: Mapping[str, str] | None = None, marks: Collection[str] = (),
) -> Assessment:  # fmt: skip
    """Thẩm định: points of every criterion, why they differ from what the unit gave itself, what happened (R13.6).

    What is left blank stays as the unit scored it. A unit that did not hand in its sheet in time is appraised with
    that mark.
    """
    kept = queries.lines(assessment)
    not_in_time = queries.not_handed_in(assessment, at)
    if not not_in_time:
        _require(assessment, State.SUBMITTED, State.APPRAISED)
    faults = Faults()
    found, differing, best = _weighed(
        assessment, kept, points, reasons or {}, marks, faults, not_in_time=not_in_time
    )
    faults.done()
    assessment.state, assessment.appraised_at, assessment.appraised_by = State.APPRAISED, at, by.post
    for row in kept.values():
        row.save()
    _keep(
        events.APPRAISED, assessment, *kept.values(), by=by, at=at, total_words=queries.words(found.total),
        differing=differing, grade=assessment.grade, grade_words=f", {best.name.lower()}" if best else "",
    )  # fmt: skip
    return assessment


def _weighed(
    assessment: Assessment, kept: dict[str, Line], points: Mapping[str, str], reasons: Mapping[str, str],
    marks: Collection[str], faults: Faults, *, not_in_time: bool = False,
) -> tuple[Sheet, int, Grade | None]:  # fmt: skip
    """Appraised points put on the lines, with total and class: the sheet, how many differ, the class."""
    version = queries.version(assessment)
    given = faults.take(_given, assessment, points, "appraised") or {}
    known = {one.code for one in version.marks}
    faults.unless(set(marks) <= known, "marks", "Chọn trong các việc của bảng này.")
    said = {
        code: faults.take(line, text, f"reason.{code}", what="lý do", most=500, needed=False)
        for code, text in reasons.items()
    }
    differing = 0
    for leaf in version.set.leaves:
        row = kept.setdefault(leaf.code, Line(assessment=assessment, criterion=leaf.code))
        value = given.get(leaf.code)
        row.appraised = row.points if value is None else value
        if row.appraised is None:
            row.appraised = NOTHING
        differs = row.appraised != (row.points or 0)
        row.reason = said.get(leaf.code, row.reason) if differs else ""
        differing += differs
        faults.unless(
            not differs or bool(row.reason), f"reason.{leaf.code}",
            "Tiêu chí {code}: ghi vì sao khác điểm tự chấm.", code=leaf.code,
        )  # fmt: skip
    found = queries.sheet(assessment, kept, appraised=True)
    kinds = {*marks, *({NO_SELF_SCORE} & known if not_in_time else ())}
    best = grade(found, kinds)
    assessment.total, assessment.grade = round(found.total, 2), best.code if best is not None else ""
    assessment.marks = sorted(kinds)
    return found, differing, best


@act(may=policies.can_record_decision, records=events.DECIDED_ABOVE, law="R5.14; R13.6–R13.8", finds=FINDS)
def record_decision(
    *, by: Actor, at: dt.datetime, assessment: Assessment, decision: str, decided_on: dt.date | None,
    points: Mapping[str, str], reasons: Mapping[str, str] | None = None, marks: Collection[str] = (),
    file_name: str = "", content: bytes = b"",
) -> Assessment:  # fmt: skip
    """Ghi quyết định của cấp trên: what it decided of the agency's own sheet, where it appraises elsewhere.

    Number, day, points that differ and why, the decision as a file; marked as the upper agency's, and recorded again
    while it is corrected. What is left blank was left as the agency scored itself.
    """
    _require(assessment, State.SUBMITTED, State.PUBLISHED)
    kept, faults, on = queries.lines(assessment), Faults(), at.astimezone(TZ).date()
    number = faults.take(line, decision, "decision", what="số quyết định", most=120)
    handed_in = assessment.submitted_at.astimezone(TZ).date() if assessment.submitted_at else on
    faults.unless(
        decided_on is not None and handed_in <= decided_on <= on, "decided_on",
        "Ghi ngày quyết định: từ ngày nộp bảng tự chấm đến hôm nay.",
    )  # fmt: skip
    faults.unless(bool(content), "file", "Gắn tệp quyết định của cấp trên.")
    found, differing, best = _weighed(assessment, kept, points, reasons or {}, marks, faults)
    faults.done()
    assessment.decision, assessment.decided_on, assessment.above = number, decided_on, True
    assessment.state, assessment.published_at = State.PUBLISHED, at
    assessment.appraised_at, assessment.appraised_by = at, by.post
    n = assessment.files.count() + 1
    if n > MOST_FILES:
        raise Invalid(field="file", text="Một bảng có nhiều nhất {most} tệp minh chứng.", most=MOST_FILES)
    stored = files.store(subject=assessment.subject, name=file_name, content=content, by=by, at=at)
    paper = Attachment(assessment=assessment, n=n, criterion="", file=stored, at=at, post=by.post)
    paper.save(force_insert=True)
    for row in kept.values():
        row.save()
    assert decided_on is not None
    _keep(
        events.DECIDED_ABOVE, assessment, paper, *kept.values(), by=by, at=at, decision=number,
        on_words=f"{decided_on:%d/%m/%Y}", total_words=queries.words(found.total), differing=differing,
        grade=assessment.grade, grade_words=f", {best.name.lower()}" if best else "",
    )  # fmt: skip
    return assessment


@act(may=policies.can_publish, records=events.PUBLISHED, law="R13.8, R13.9")
def publish(*, by: Actor, at: dt.datetime, name: str, year: int, decision: str) -> list[Assessment]:
    """Công bố kết quả: class and place of every appraised sheet of a set and year, by a decision."""
    number = line(decision, "decision", what="số quyết định", most=120)
    ready, still = queries.waiting(by, name, year, at)
    if still:
        raise StillWaiting(n=still)
    if not any(row.state == State.APPRAISED for row in ready):
        raise NothingToPublish()
    places = ranks({row.code: row.total or Decimal(0) for row in ready})
    for row in ready:
        row.place, row.of, row.decision = places[row.code], len(ready), number
        row.state, row.published_at = State.PUBLISHED, at
        named = {one.code: one.name.lower() for one in queries.version(row).set.grades}
        _keep(
            events.PUBLISHED, row, by=by, at=at, total_words=queries.words(row.total), place=row.place, of=row.of,
            grade=row.grade, grade_words=f", {named[row.grade]}" if row.grade else "",
        )  # fmt: skip
    return ready


@act(may=policies.can_keep_sets, records=events.SET_PUBLISHED, law="R5.14; R5.13; R1.41")
def publish_set(*, by: Actor, at: dt.datetime, draft: Draft, valid_from: dt.date) -> SetVersion:
    """Công bố bộ tiêu chí của địa phương: a version of a set of the agency, in force from a day; the next replaces it.

    Sheets that were opened keep their version.
    """
    on = at.astimezone(TZ).date()
    known, faults = queries.indicators_to_choose(on), Faults()
    made = faults.take(content, draft, known)
    faults.unless(
        on <= valid_from < dt.date(LAST_YEAR, 1, 1), "valid_from", "Chọn ngày áp dụng từ hôm nay trở đi."
    )
    faults.done()
    code = f"{by.agency}-{made['code']}"
    try:
        version = read({**made, "code": code, "year": valid_from.year, "since": valid_from})
    except Unsound as error:
        raise Invalid(field="rows", text="Bộ tiêu chí chưa chấm được: {why}.", why=str(error)) from error
    row = _next_version(code, by.agency, valid_from, made, at, by)
    facts = {
        "set": code, "number": row.number, "from": valid_from.isoformat(), "from_words": f"{valid_from:%d/%m/%Y}",
        "criteria": len(version.set.leaves), "most_words": queries.words(version.set.most),
        "rows": evidence.of_set(row),
    }  # fmt: skip
    record(events.SET_PUBLISHED, subject=row.subject, unit=by.agency, by=by, at=at, facts=facts)
    return row


def _next_version(
    code: str, agency: str, valid_from: dt.date, made: Mapping[str, Any], at: dt.datetime, by: Actor
) -> SetVersion:
    last = SetVersion.objects.select_for_update().filter(code=code).order_by("-number").first()
    if last is not None and last.content == made:
        raise SameSet()
    if last is not None and last.valid_from >= valid_from:
        raise SetTaken(day=f"{last.valid_from:%d/%m/%Y}")
    row = SetVersion(
        code=code, number=last.number + 1 if last else 1, agency=agency, valid_from=valid_from, content=made,
        published_at=at, published_by=by.post,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


@act(may=policies.can_keep_sets, records=events.SET_ENDED, law="")
def end_set(*, by: Actor, at: dt.datetime, code: str) -> SetVersion:
    """Ngừng dùng bộ tiêu chí của cơ quan từ ngày mai; bảng đã mở vẫn chấm theo bản của mình."""
    last = next(iter(queries.own_versions(by).get(code, ())), None)
    if last is None or not last.content:
        raise NotOwnSet()
    day = max(at.astimezone(TZ).date(), last.valid_from) + dt.timedelta(days=1)
    row = _next_version(code, by.agency, day, {}, at, by)
    facts = {
        "set": code,
        "from": day.isoformat(),
        "from_words": f"{day:%d/%m/%Y}",
        "rows": evidence.of_set(row),
    }
    record(events.SET_ENDED, subject=row.subject, unit=by.agency, by=by, at=at, facts=facts)
    return row
