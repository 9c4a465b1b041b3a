"""How a directive is followed: units below that must issue their own, and sessions that review it (R8.15)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.drafting import written_task
from motcua.areas.directives.actions.keeping import DIRECTIVES, body, day_of, keep_directive, line, require
from motcua.areas.directives.choices import REVIEW_EVERY, DirectiveState, FindingKind, ReviewKind
from motcua.areas.directives.models import Directive, Expected, Finding, Review, Task
from motcua.base.documents.queries import next_number, taken_here
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import agency_of, version_on
from motcua.rules.impossible import Fault, Faults, Invalid, NotAllowed
from motcua.rules.numbering import DocumentNumber, book_of, parse_document_number
from motcua.rules.tasks import months_on
from motcua.rules.vietnamese import fold

UNITS_MOST, FINDINGS_MOST, TITLE_MOST = 600, 40, 300
COMMITTEE = "UBND"
"""How the symbols of a committee's own documents begin; its divisions and boards number theirs elsewhere."""
KINDS = {ReviewKind.CHECK: "Kiểm điểm", ReviewKind.INTERIM: "Sơ kết", ReviewKind.FINAL: "Tổng kết"}


@act(may=policies.can_direct, records=events.EXPECTED, law="R8.15, S071", finds=DIRECTIVES)
def expect(
    *, by: Actor, at: dt.datetime, directive: Directive, units: Sequence[str] = (), others: Sequence[str] = (),
    due_on: dt.date | None,
) -> Directive:  # fmt: skip
    """Yêu cầu đơn vị triển khai: each issues its own document by a day.

    ``units``: divisions and units below, by identity; ``others``: by name, outside this system. A name that is a
    unit's is that unit; one that is not below is not ordered.
    """
    require(directive, DirectiveState.ISSUED)
    on = day_of(at)
    faults = Faults()
    sound = isinstance(due_on, dt.date) and due_on >= on
    faults.unless(sound, "due_on", "Chọn ngày từ hôm nay.")
    before = list(Expected.objects.filter(directive=directive))
    there = {row.unit or fold(row.name) for row in before}
    asked = _asked(directive.agency, units, others, on, faults)
    new = {key: unit for key, unit in asked.items() if key not in there}
    enough = len(new) > 0 and len(before) + len(new) <= UNITS_MOST
    faults.unless(enough or bool(faults.found), "units", "Chọn đơn vị chưa có trong danh sách.")
    faults.done()
    assert due_on is not None
    rows = [
        Expected(directive=directive, n=n, unit=unit, name=name, due_on=due_on)
        for n, (unit, name) in enumerate(new.values(), len(before) + 1)
    ]
    Expected.objects.bulk_create(rows)
    keep_directive(
        events.EXPECTED, directive, by=by, at=at, expected=rows, count=len(rows), due_words=f"{due_on:%d/%m/%Y}"
    )  # fmt: skip
    return directive


def _asked(
    agency: str, units: Sequence[str], others: Sequence[str], on: dt.date, faults: Faults
) -> dict[str, tuple[str, str]]:
    """(identity, name) of whom is asked, each once; no identity: outside this system."""
    below, found = queries.beneath(agency, on), dict[str, tuple[str, str]]()
    for key in units:
        faults.unless(key in below, "units", "Chọn bộ phận hoặc đơn vị cấp dưới trong danh sách.")
        if key in below:
            found[key] = (key, below[key])
    for said in others:
        if not (name := faults.take(line, said, "others", what="tên đơn vị", most=200, needed=False)):
            continue
        named = {unit.key: unit.name for unit in queries.units_named(name, on)}
        key = next((key for key in named if key in below), "")
        faults.unless(
            bool(key) or not named, "others",
            "{name} có trong danh bạ đơn vị và không phải bộ phận hay cấp dưới của {own}, nên không giao được. "
            "Cần cùng làm thì ghi ở ô Phối hợp của nhiệm vụ, hoặc kiến nghị cấp trên giao.",
            name=name, own=version_on(agency, on).name,
        )  # fmt: skip
        found.setdefault(key or fold(name), (key, below.get(key, name)))
    return found


def _not_theirs(unit: str, number: DocumentNumber, on: dt.date, directive: Directive) -> list[Fault]:
    """Why a number cannot be the unit's: it is the directive's own, or its agency's book is kept here and never gave it
    to a document of that day. What was numbered on paper is as it is said (R8.4)."""
    agency = agency_of(unit, on).key if unit else ""
    if agency and queries.numbered_here(agency, number, on):
        return []
    if (number, on) == (directive.read_number, directive.signed_on):
        said = "Đây là số và ngày của chính văn bản phải triển khai: ghi văn bản đơn vị đã ban hành."
        return [Fault("number", said, {})]
    if not agency or number.party or number.body.partition("-")[0] != COMMITTEE:
        return []
    book = book_of(f"{number.kind}-{number.body}".lstrip("-"))
    highest, params = (
        next_number(agency, book, on.year) - 1,
        {"book": book, "year": on.year, "number": str(number)},
    )
    if number.serial > highest:
        since = queries.book_kept_since(agency, book, on.year)
        if since is None or on < since:
            return []
        said = "Sổ {book} năm {year} ở đây chưa cấp số {number}. Ghi số, ký hiệu trên bản đã ban hành."
        return [Fault("number", said, params)]
    if not taken_here(agency, book, on.year, number.serial):
        return []
    said = (
        "Ở đây không có văn bản số {number} ngày {day}; số này của sổ {book} năm {year} đã cấp cho văn bản khác hoặc "
        "ngày khác. Xem lại số và ngày trên bản đã ban hành."
    )
    return [Fault("number", said, params | {"day": f"{on:%d/%m/%Y}"})]


def _noted(
    row: Expected, number: str, issued_on: dt.date | None, *, directive: Directive, own: bool, by: Actor,
    at: dt.datetime,
) -> None:  # fmt: skip
    """What a unit issued, written and journalled; what was noted before stays in the journal."""
    faults, since = Faults(), directive.signed_on
    said = faults.take(line, number, "number", what="số, ký hiệu", most=60)
    read = faults.take(parse_document_number, said) if said else None
    faults.unless(
        isinstance(issued_on, dt.date) and issued_on <= day_of(at), "issued_on",
        "Ghi ngày ban hành, không sau hôm nay.",
    )  # fmt: skip
    faults.unless(
        since is None or not isinstance(issued_on, dt.date) or issued_on >= since, "issued_on",
        "Văn bản triển khai không ban hành trước văn bản này ({day}).", day=f"{since:%d/%m/%Y}" if since else "",
    )  # fmt: skip
    if isinstance(read, DocumentNumber) and isinstance(issued_on, dt.date) and not faults.found:
        faults.found += _not_theirs(row.unit, read, issued_on, directive)
    faults.done()
    before, before_on = row.number, row.issued_on
    row.number, row.issued_on = said, issued_on
    row.save(update_fields=["number", "issued_on"])
    facts: dict[str, Any] = {"n": row.n, "unit_words": row.name, "own": own}
    if before_on is None:
        keep_directive(events.ANSWERED, directive, by=by, at=at, expected=[row], **facts)
    else:
        keep_directive(
            events.ANSWER_MENDED, directive, by=by, at=at, expected=[row], number=said,
            before=f"{before} ({before_on:%d/%m/%Y})", **facts,
        )  # fmt: skip


@act(
    may=policies.can_answer,
    records=(events.ANSWERED, events.ANSWER_MENDED),
    law="R8.15, S071",
    finds=DIRECTIVES,
)
def note_answer(
    *, by: Actor, at: dt.datetime, directive: Directive, n: int, number: str, issued_on: dt.date | None
) -> Directive:
    """Ghi văn bản triển khai của đơn vị: one that does not keep its directives here; again where it was noted
    wrongly."""
    row = Expected.objects.filter(directive=directive, n=n).first()
    if row is None:
        raise Invalid(field="n", text="Chọn đơn vị trong danh sách phải triển khai.")
    if queries.answered_itself(directive, n):
        raise Invalid(field="n", text="{unit} đã tự ghi văn bản của mình: chỉ đơn vị đó sửa.", unit=row.name)
    _noted(row, number, issued_on, directive=directive, own=False, by=by, at=at)
    return directive


@act(
    may=policies.can_carry_out, records=(events.ANSWERED, events.ANSWER_MENDED), law="R8.15, S071",
    finds={"directive": queries.asked_to_act_on},
)  # fmt: skip
def answer(
    *, by: Actor, at: dt.datetime, directive: Directive, number: str, issued_on: dt.date | None
) -> Directive:
    """Ghi văn bản triển khai của đơn vị mình: the unit itself says what it issued, where it did not issue it here; said
    wrongly, it is said again."""
    asked = queries.asked(by, directive)
    if asked is None or not policies.answers_for(by, asked.expected.unit):
        raise NotAllowed()
    _noted(asked.expected, number, issued_on, directive=directive, own=True, by=by, at=at)
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
