"""How a directive is followed: units below that must issue their own, and sessions that review it (R8.15)."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.keeping import DIRECTIVES, body, day_of, keep_directive, line, require
from motcua.areas.directives.choices import DirectiveState, ReviewKind
from motcua.areas.directives.models import Directive, Expected, Finding, Review
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Faults, Invalid

UNITS_MOST, FINDINGS_MOST = 600, 40
KINDS = {ReviewKind.CHECK: "Kiểm điểm", ReviewKind.INTERIM: "Sơ kết", ReviewKind.FINAL: "Tổng kết"}


@act(may=policies.can_direct, records=events.EXPECTED, law="R8.15, S071", finds=DIRECTIVES)
def expect(
    *, by: Actor, at: dt.datetime, directive: Directive, units: Sequence[str], due_on: dt.date | None
) -> Directive:
    """Yêu cầu đơn vị triển khai: each issues its own document by a day; units of ours by identity, others by name."""
    require(directive, DirectiveState.ISSUED)
    on = day_of(at)
    if not isinstance(due_on, dt.date) or due_on < on:
        raise Invalid(field="due_on", text="Chọn ngày từ hôm nay.")
    known = queries.unit_names(directive.agency, on)
    before = list(Expected.objects.filter(directive=directive))
    there = {row.unit or row.name for row in before}
    faults, rows = Faults(), list[Expected]()
    for one in dict.fromkeys(str(unit).strip() for unit in units if str(unit).strip()):
        name = faults.take(line, known.get(one, one), "units", what="tên đơn vị", most=200)
        if one in there or name in there or one == directive.agency:
            continue
        n = len(before) + len(rows) + 1
        rows.append(
            Expected(directive=directive, n=n, unit=one if one in known else "", name=name, due_on=due_on)
        )
    faults.unless(
        len(rows) > 0 and len(before) + len(rows) <= UNITS_MOST,
        "units",
        "Chọn đơn vị chưa có trong danh sách.",
    )
    faults.done()
    Expected.objects.bulk_create(rows)
    keep_directive(
        events.EXPECTED,
        directive,
        by=by,
        at=at,
        expected=rows,
        count=len(rows),
        due_words=f"{due_on:%d/%m/%Y}",
    )
    return directive


@act(may=policies.can_answer, records=events.ANSWERED, law="R8.15, S071", finds=DIRECTIVES)
def note_answer(
    *, by: Actor, at: dt.datetime, directive: Directive, n: int, number: str, issued_on: dt.date | None
) -> Directive:
    """Ghi văn bản triển khai của đơn vị: one that does not keep its directives here."""
    row = Expected.objects.filter(directive=directive, n=n).first()
    if row is None:
        raise Invalid(field="n", text="Chọn đơn vị trong danh sách phải triển khai.")
    if not isinstance(issued_on, dt.date) or issued_on > day_of(at):
        raise Invalid(field="issued_on", text="Ghi ngày ban hành, không sau hôm nay.")
    row.number, row.issued_on = line(number, "number", what="số, ký hiệu", most=60), issued_on
    row.save(update_fields=["number", "issued_on"])
    keep_directive(events.ANSWERED, directive, by=by, at=at, expected=[row], n=n, unit_words=row.name)
    return directive


@act(may=policies.can_direct, records=events.REVIEWED, law="R8.15", finds=DIRECTIVES)
def review(
    *, by: Actor, at: dt.datetime, directive: Directive, kind: str, on: dt.date | None, chair: str, conclusion: str,
    findings: Sequence[str] = (),
) -> Review:  # fmt: skip
    """Ghi kỳ kiểm điểm, sơ kết, tổng kết: what was found; each finding may become a task (``add_task``)."""
    require(directive, DirectiveState.ISSUED)
    faults = Faults()
    faults.among(kind, ReviewKind.values, "kind", "Chọn kiểm điểm, sơ kết hay tổng kết.")
    faults.unless(isinstance(on, dt.date) and on <= day_of(at), "on", "Ghi ngày họp, không sau hôm nay.")
    led = faults.take(line, chair, "chair", what="người chủ trì", most=200)
    said = faults.take(body, conclusion, "conclusion", what="đánh giá, kết luận")
    found = [
        faults.take(body, one, "findings", what="nội dung", most=2_000)
        for one in findings
        if str(one).strip()
    ]
    faults.unless(len(found) <= FINDINGS_MOST, "findings", "Nhiều nhất {most} nội dung.", most=FINDINGS_MOST)
    faults.done()
    assert on is not None
    n = Review.objects.filter(directive=directive).count() + 1
    made = Review.objects.create(directive=directive, n=n, kind=kind, on=on, chair=led, conclusion=said)
    rows = [Finding(review=made, n=k, words=words) for k, words in enumerate(found, 1)]
    Finding.objects.bulk_create(rows)
    keep_directive(
        events.REVIEWED, directive, by=by, at=at, reviews=[made], findings=rows, n=n, kind=kind,
        kind_words=KINDS[ReviewKind(kind)], count=len(rows),
    )  # fmt: skip
    return made
