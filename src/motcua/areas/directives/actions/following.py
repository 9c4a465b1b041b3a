"""How a directive is followed: units below that must issue their own, and sessions that review it (R8.15)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.drafting import written_task
from motcua.areas.directives.actions.keeping import DIRECTIVES, body, day_of, keep_directive, line, require
from motcua.areas.directives.choices import REVIEW_EVERY, DirectiveState, FindingKind, ReviewKind
from motcua.areas.directives.models import Directive, Expected, Finding, Review, Task
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Faults, Invalid
from motcua.rules.tasks import months_on

UNITS_MOST, FINDINGS_MOST, TITLE_MOST = 600, 40, 300
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


@act(may=policies.can_direct, records=events.REVIEWED, law="R8.15, S065", finds=DIRECTIVES)
def review(
    *, by: Actor, at: dt.datetime, directive: Directive, kind: str, on: dt.date | None, chair: str, conclusion: str,
    findings: Sequence[str | Mapping[str, Any]] = (),
) -> Review:  # fmt: skip
    """Ghi kỳ kiểm điểm, sơ kết, tổng kết: what was found, result, shortcoming, cause or what must be done.

    What must be done names by whom and by when, and becomes a drafted task at once; any other finding may become one
    later (``add_task``). Where the directive is reviewed at intervals, the next day moves on.
    """
    require(directive, DirectiveState.ISSUED)
    faults = Faults()
    faults.among(kind, ReviewKind.values, "kind", "Chọn kiểm điểm, sơ kết hay tổng kết.")
    faults.unless(isinstance(on, dt.date) and on <= day_of(at), "on", "Ghi ngày họp, không sau hôm nay.")
    led = faults.take(line, chair, "chair", what="người chủ trì", most=200)
    said = faults.take(body, conclusion, "conclusion", what="đánh giá, kết luận")
    rows = _findings(directive, findings, faults, on=day_of(at))
    faults.unless(len(rows) <= FINDINGS_MOST, "findings", "Nhiều nhất {most} nội dung.", most=FINDINGS_MOST)
    faults.done()
    assert on is not None
    n = Review.objects.filter(directive=directive).count() + 1
    made = Review.objects.create(directive=directive, n=n, kind=kind, on=on, chair=led, conclusion=said)
    for k, row in enumerate(rows, 1):
        row.review, row.n = made, k
    Finding.objects.bulk_create(rows)
    first = Task.objects.filter(directive=directive).count() + 1
    orders = [row for row in rows if row.kind == FindingKind.ORDER]
    tasks = [_ordered(directive, row, n=first + k, on=day_of(at)) for k, row in enumerate(orders)]
    if directive.review_every:
        directive.review_by = None if kind == ReviewKind.FINAL else months_on(on, directive.review_every)
    keep_directive(
        events.REVIEWED, directive, by=by, at=at, reviews=[made], findings=rows, tasks=tasks, n=n, kind=kind,
        kind_words=KINDS[ReviewKind(kind)], count=len(rows), ordered=[[row.n, row.post] for row in orders],
    )  # fmt: skip
    return made


def _findings(
    directive: Directive, given: Sequence[str | Mapping[str, Any]], faults: Faults, *, on: dt.date
) -> list[Finding]:
    posts, rows = {post.code for post in queries.posts_for(directive.agency, on)}, list[Finding]()
    for one in given:
        said = one if isinstance(one, Mapping) else {"words": one}
        kind, post, due = (said.get(name) or "" for name in ("kind", "post", "due_on"))
        if not str(said.get("words") or "").strip() and not (post or due):
            continue
        words = faults.take(body, said.get("words"), "findings", what="nội dung", most=2_000)
        if kind:
            faults.among(
                kind, FindingKind.values, "findings", "Chọn kết quả, hạn chế, nguyên nhân hay việc phải làm."
            )
        if kind == FindingKind.ORDER:
            faults.unless(post in posts, "findings", "Việc phải làm: chọn người chịu trách nhiệm.")
            sound = isinstance(due, dt.date) and due >= on
            faults.unless(sound, "findings", "Việc phải làm: ghi hạn, từ hôm nay.")
        else:
            faults.unless(not (post or due), "findings", "Chỉ việc phải làm mới ghi người và hạn.")
        rows.append(
            Finding(kind=kind, words=words, post=str(post), due_on=due if isinstance(due, dt.date) else None)
        )
    return rows


def _ordered(directive: Directive, finding: Finding, *, n: int, on: dt.date) -> Task:
    """The drafted task of what a review says must be done: who, what and by when; the rest before it is given."""
    line_of_it = " ".join(finding.words.split())
    given = {
        "title": line_of_it if len(line_of_it) <= TITLE_MOST else f"{line_of_it[: TITLE_MOST - 1]}…",
        "content": finding.words, "post": finding.post, "due_on": finding.due_on, "starts_on": on, "role": "Chủ trì",
    }  # fmt: skip
    return written_task(directive, given, n=n, on=on, finding=finding)


@act(may=policies.can_direct, records=events.REVIEWS_SET, law="R8.15, S065", finds=DIRECTIVES)
def set_reviews(
    *, by: Actor, at: dt.datetime, directive: Directive, every: int, first: dt.date | None = None
) -> Directive:
    """Đặt kỳ kiểm điểm định kỳ: every so many months from a day on; 0 months ends it."""
    require(directive, DirectiveState.ISSUED)
    if every not in REVIEW_EVERY:
        raise Invalid(field="every", text="Chọn hằng tháng, hằng quý, sáu tháng hay hằng năm.")
    if every and (not isinstance(first, dt.date) or first < day_of(at)):
        raise Invalid(field="first", text="Ghi ngày kiểm điểm lần tới, từ hôm nay.")
    directive.review_every, directive.review_by = every, first if every else None
    keep_directive(
        events.REVIEWS_SET, directive, by=by, at=at, every=every,
        when_words=f"{REVIEW_EVERY[every]}, lần tới {first:%d/%m/%Y}" if every and first else "thôi kiểm điểm định kỳ",
    )  # fmt: skip
    return directive
