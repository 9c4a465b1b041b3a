"""A directive and its tasks before they are issued: what is typed, or read and confirmed (R8.11, R8.12)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.directives import events, policies, queries
from motcua.areas.directives.actions.keeping import (
    DIRECTIVES,
    Uploaded,
    acting_post,
    attached,
    body,
    day_of,
    keep_directive,
    line,
    require,
)
from motcua.areas.directives.actions.original import stands, text_of_document
from motcua.areas.directives.choices import DirectiveState, Part, clarity, recurrence, types
from motcua.areas.directives.models import Directive, Finding, Party, Task
from motcua.base.documents.actions import take_number
from motcua.base.documents.queries import next_number, taken_here
from motcua.base.files.models import StoredFile
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.base.people.choices import fields_of_work, words_of_fields
from motcua.rules.impossible import Fault, Faults, Impossible, Invalid
from motcua.rules.numbering import DocumentNumber, book_of, parse_document_number
from motcua.rules.tasks import Recurrence, field_said, outside

LAW = "R8.11, R8.12"
TASKS_MOST, PARTIES_MOST, MILESTONES_MOST, RECIPIENTS_MOST = 300, 40, 24, 120
LONGEST_YEARS = 10
HIGHEST = 99_999
"""No book of a year goes further."""


# --- reading what was typed ------------------------------------------------------------------------------------


def _read_directive(
    given: Mapping[str, Any], *, agency: str, by: Actor, on: dt.date, register: str = "", but: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """The columns of a directive, checked; raises Invalid naming everything to mend.

    ``register``: code of the signed document of the register that it was read from; ``but``: the directive itself.
    """
    faults = Faults()
    type_ = faults.among(given.get("type"), types(), "type", "Chọn loại văn bản.")
    issuer_key = str(given.get("issuer_key") or "")
    issuer = faults.take(line, given.get("issuer"), "issuer", what="cơ quan ban hành", most=200, needed=False)
    if not issuer or queries.names(issuer, agency, on):
        issuer_key, issuer = agency, queries.organ(agency, on)
    elif issuer_key and issuer_key not in queries.unit_names(agency, on):
        issuer_key = ""
    own = issuer_key == agency
    signed = given.get("signed_on")
    sound = signed is None or (isinstance(signed, dt.date) and signed <= on)
    faults.unless(sound, "signed_on", "Ngày văn bản không sau hôm nay.")
    faults.unless(own or signed is not None, "signed_on", "Ghi ngày của văn bản cấp trên.")
    number = faults.take(line, given.get("number"), "number", what="số, ký hiệu", most=60, needed=not own)
    if own and number and (on_register := queries.signed_on_register(register, number)):
        signed = on_register
    if number and isinstance(signed, dt.date | None):
        faults.found += number_faults(
            number, agency=agency, issuer_key=issuer_key, issuer=issuer, signed_on=signed, on=on, register=register,
            but=but,
        )  # fmt: skip
    year = given.get("theme")
    theme = queries.theme(agency, year) if isinstance(year, int) else None
    faults.unless(not year or theme is not None, "theme", "Chọn chủ đề năm đã đặt.")
    code = str(given.get("parent") or "")
    parent = queries.parent_for(by, code)
    faults.unless(not code or parent is not None, "parent", "Chọn văn bản cấp trên đã ban hành.")
    work = str(given.get("field") or "")
    faults.unless(work in ("", *fields_of_work()), "field", "Chọn lĩnh vực công tác.")
    values = {
        "field": work, "type": type_, "issuer": issuer, "issuer_key": issuer_key, "signed_on": signed, "number": number,
        "theme": theme, "parent": parent, "year": signed.year if own and number and signed else None,
        "symbol": faults.take(line, given.get("symbol"), "symbol", what="ký hiệu", most=40, needed=False),
        "title": faults.take(line, given.get("title"), "title", what="trích yếu", most=500),
        **_signature(given, faults),
        "clarity": faults.among(
            str(given.get("clarity") or "5"), clarity(), "clarity", "Chọn bộ tiêu chí 5 rõ hay 6 rõ."
        ),
    }  # fmt: skip
    faults.done()
    if own and not values["symbol"] and not number:
        abbreviation = types()[type_].abbreviation
        values["symbol"] = f"{abbreviation}-UBND" if abbreviation else "UBND-VP"
    return values


def _signature(given: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Who signed a document, in which position and with what authority, and to whom it goes."""
    recipients = list(given.get("recipients") or ())
    faults.unless(
        len(recipients) <= RECIPIENTS_MOST, "recipients", "Nhiều nhất {most} nơi nhận.", most=RECIPIENTS_MOST
    )
    return {
        **{
            name: faults.take(line, given.get(name), name, what=what, most=most, needed=False)
            for name, what, most in (
                ("signer_name", "người ký", 80), ("signer_position", "chức vụ người ký", 200),
                ("signer_authority", "thẩm quyền ký", 200),
            )
        },
        "recipients": [
            faults.take(line, one, "recipients", what="nơi nhận") for one in recipients[:RECIPIENTS_MOST]
        ],
    }  # fmt: skip


def number_faults(
    number: str, *, agency: str, issuer_key: str, issuer: str, signed_on: dt.date | None, on: dt.date,
    register: str = "", but: int | None = None,
) -> list[Fault]:  # fmt: skip
    """What is wrong with a number that was typed (R8.1–R8.4).

    It has the form of a number; our own comes from the number book alone, unless it was given on paper before the book
    was kept here; one document of a body is followed once.
    """
    faults = Faults()
    read = faults.take(parse_document_number, number)
    if faults.found:
        return faults.found
    if issuer_key == agency and not queries.signed_on_register(register, number):
        faults.found += _not_on_paper(read, agency=agency, signed_on=signed_on, on=on)
    twin = queries.numbered_alike(
        read, agency=agency, issuer_key=issuer_key, issuer=issuer, signed_on=signed_on
    )
    faults.unless(
        twin is None or twin.pk == but, "number", "{issuer} năm {year} đã có văn bản số {number}: {code}, “{title}”.",
        issuer=issuer, year=signed_on.year if signed_on else on.year, number=number, code=twin.code if twin else "",
        title=twin.title[:80] if twin else "",
    )  # fmt: skip
    return faults.found


def _not_on_paper(
    number: DocumentNumber, *, agency: str, signed_on: dt.date | None, on: dt.date
) -> list[Fault]:
    """Why a number of our own cannot be one that was given on paper before the book was kept here (R8.4)."""
    if signed_on is None:
        said = "Số của cơ quan mình lấy từ sổ khi ban hành: để trống. Văn bản giấy đã có số thì ghi cả ngày văn bản."
        return [Fault("number", said, {})]
    book, year = book_of(f"{number.kind}-{number.body}"), signed_on.year
    params = {"book": book, "year": year, "number": str(number)}
    if number.serial > HIGHEST:
        return [Fault("number", "Sổ {book} năm {year} không có số {number}.", params)]
    if taken_here(agency, book, year, number.serial):
        said = (
            "Sổ {book} năm {year} ở đây đã cấp số {number} cho văn bản khác. Xem lại số trên bản gốc; văn bản ấy đã ký "
            "ở Văn thư thì đưa vào theo dõi từ trang của nó."
        )
        return [Fault("number", said, params)]
    since = queries.book_kept_since(agency, book, year) or on
    if number.serial >= next_number(agency, book, year) and signed_on >= since:
        said = (
            "Từ {day}, số của sổ {book} năm {year} lấy ở đây khi ban hành: để trống số. Văn bản đã ký ở Văn thư thì "
            "đưa vào theo dõi từ trang của văn bản đó."
        )
        return [Fault("number", said, params | {"day": f"{since:%d/%m/%Y}"})]
    return []


def read_task(given: Mapping[str, Any], *, agency: str, on: dt.date, field: str = "") -> dict[str, Any]:
    """The columns of a task as far as they are known; what is missing is asked for when it is issued."""
    faults, posts = Faults(), {post.code: post for post in queries.posts_for(agency, on)}
    units = queries.unit_names(agency, on)

    def at(name: str) -> str:
        return f"{field}{name}"

    post, unit, decider = (str(given.get(name) or "") for name in ("post", "unit", "decider"))
    faults.unless(
        not post or post in posts, at("post"), "Chọn người thực hiện trong đơn vị hoặc đơn vị trực thuộc."
    )
    faults.unless(not decider or decider in posts, at("decider"), "Chọn người có thẩm quyền quyết định.")
    faults.unless(not unit or unit in units, at("unit"), "Chọn đơn vị chủ trì.")
    starts, due = given.get("starts_on"), given.get("due_on")
    faults.unless(starts is None or isinstance(starts, dt.date), at("starts_on"), "Ghi ngày bắt đầu.")
    most = on + dt.timedelta(days=366 * LONGEST_YEARS)
    faults.unless(
        due is None or (isinstance(due, dt.date) and due <= most and (starts is None or starts <= due)),
        at("due_on"), "Hạn hoàn thành từ ngày bắt đầu trở đi, trong {most} năm.", most=LONGEST_YEARS,
    )  # fmt: skip
    work = str(given.get("field") or "")
    faults.unless(work in ("", *fields_of_work()), at("field"), "Chọn lĩnh vực công tác.")
    values = {
        "field": work or field_said(str(given.get("title") or ""), words_of_fields()),
        "post": post, "unit": unit or (posts[post].unit_id if post in posts else ""), "decider": decider,
        "starts_on": starts, "due_on": due,
        "title": faults.take(line, given.get("title"), at("title"), what="tên nhiệm vụ"),
        "content": faults.take(body, given.get("content"), at("content"), what="nội dung", needed=False),
        "role": faults.take(line, given.get("role"), at("role"), what="trách nhiệm", most=200, needed=False),
        "product": faults.take(body, given.get("product"), at("product"), what="sản phẩm", most=2000, needed=False),
        "target": faults.take(line, given.get("target"), at("target"), what="chỉ tiêu", needed=False),
        "criteria": faults.take(
            body, given.get("criteria"), at("criteria"), what="tiêu chí nghiệm thu", most=2000, needed=False
        ),
        "milestones": _milestones(given.get("milestones") or (), faults, at("milestones"), starts, due),
        "recurs": _recurs(given.get("recurs") or {}, faults, at("recurs")),
        "ends_on": given.get("ends_on"),
    }  # fmt: skip
    faults.done()
    return values


def _milestones(
    given: Sequence[Mapping[str, Any]], faults: Faults, field: str, starts: Any, due: Any
) -> list[dict[str, str]]:
    found = []
    for one in given[:MILESTONES_MOST]:
        on, what = one.get("on"), faults.take(line, one.get("what"), field, what="mốc", most=200)
        faults.unless(isinstance(on, dt.date), field, "Mỗi mốc ghi một ngày.")
        if isinstance(on, dt.date):
            found.append({"on": on.isoformat(), "what": what})
    if isinstance(starts, dt.date | None) and isinstance(due, dt.date | None):
        for day in outside([dt.date.fromisoformat(one["on"]) for one in found], starts, due):
            late = due is not None and day > due
            faults.unless(
                False, field,
                "Mốc {day} sau hạn hoàn thành {end}: chọn ngày của mốc không sau hạn, hoặc lùi hạn." if late
                else "Mốc {day} trước ngày bắt đầu {end}: chọn ngày của mốc từ ngày bắt đầu trở đi.",
                day=f"{day:%d/%m/%Y}", end=f"{due if late else starts:%d/%m/%Y}",
            )  # fmt: skip
    return sorted(found, key=lambda one: one["on"])


def _rule(given: Mapping[str, Any]) -> Recurrence | None:
    try:
        return recurrence(given)
    except (KeyError, TypeError, ValueError):
        return None


def unsound(given: Mapping[str, Any]) -> bool:
    """Whether what comes again does not say when."""
    rule = _rule(given) if given.get("every") else None
    return bool(given.get("every")) and (rule is None or not rule.sound())


def _recurs(given: Mapping[str, Any], faults: Faults, field: str) -> dict[str, Any]:
    if not given:
        return {}
    rule = _rule(given)
    faults.unless(rule is not None and rule.sound(), field, "Chọn kỳ lặp lại và ngày của mỗi kỳ.")
    if rule is None:
        return {}
    return {
        "every": str(rule.every),
        "day": rule.day,
        "month": rule.month,
        "before": rule.before,
        "lead": rule.lead,
    }


def _parties(given: Mapping[str, Any], *, agency: str, on: dt.date, field: str = "") -> list[Party]:
    """Cooperating units (of ours by identity, others by name) and watching posts."""
    units, found, faults = queries.unit_names(agency, on), list[Party](), Faults()
    for one in list(given.get("cooperating") or ())[:PARTIES_MOST]:
        name = faults.take(line, units.get(one, one), f"{field}cooperating", what="đơn vị phối hợp", most=200)
        found.append(Party(part=Part.COOPERATING, unit=one if one in units else "", name=name))
    posts = queries.titles(queries.posts_for(agency, on)) if given.get("watchers") else {}
    for one in list(given.get("watchers") or ())[:PARTIES_MOST]:
        faults.unless(one in posts, f"{field}watchers", "Chọn vị trí theo dõi trong đơn vị.")
        found.append(Party(part=Part.WATCHING, post=one, name=posts.get(one, "")))
    faults.done()
    for n, party in enumerate(found, 1):
        party.n = n
    return found


def written_task(
    directive: Directive, given: Mapping[str, Any], *, n: int, on: dt.date, field: str = "",
    finding: Finding | None = None,
) -> Task:  # fmt: skip
    """A drafted task with who cooperates and watches, written."""
    return _kept(
        directive, _checked(given, agency=directive.agency, on=on, field=field), n=n, finding=finding
    )


def _checked(
    given: Mapping[str, Any], *, agency: str, on: dt.date, field: str
) -> tuple[dict[str, Any], list[Party]]:
    """The columns of a task and its parties; raises Invalid naming everything to mend."""
    return (
        read_task(given, agency=agency, on=on, field=field),
        _parties(given, agency=agency, on=on, field=field),
    )


def _kept(
    directive: Directive,
    checked: tuple[dict[str, Any], list[Party]],
    *,
    n: int,
    finding: Finding | None = None,
) -> Task:
    values, parties = checked
    task = Task(directive=directive, n=n, agency=directive.agency, finding=finding, **values)
    task.save(force_insert=True)
    for party in parties:
        party.task = task
    Party.objects.bulk_create(parties)
    return task


# --- what stands in its document already ------------------------------------------------------------------------

WRITTEN = (
    "type", "title", "issuer", "number", "signed_on", "clarity", "signer_name", "signer_position", "signer_authority",
    "recipients",
)  # fmt: skip
SAID = (
    "title", "content", "post", "unit", "role", "decider", "starts_on", "due_on", "milestones", "product", "target",
    "criteria",
)  # fmt: skip


class AsWritten(Impossible):
    text = (
        "Văn bản soạn từ các nhiệm vụ này đang ở Văn thư ({outgoing}): điều đã ghi không sửa, chỉ điền ô còn trống. "
        "Muốn sửa thì thôi dự thảo đó, sửa ở đây rồi soạn lại; đã ký thì ban hành văn bản sửa đổi."
    )


def as_written(directive: Directive) -> None:
    """Neither a task more nor one less than its document says, nor another document."""
    if queries.is_written(directive):
        raise AsWritten(outgoing=queries.register_of(directive))


def _stays(
    directive: Directive, old: Mapping[str, Any], new: Mapping[str, Any], on: dt.date, n: int = 0
) -> None:
    """What was written stays as the document has it: what is blank still may be filled (R8.4, R8.5). What was read of a
    signed one is mended where it was misread, to what stands there."""
    changed = [name for name, value in old.items() if value and value != new[name]]
    if not changed:
        return
    if queries.is_written(directive):
        outgoing = queries.register_of(directive)
        raise Invalid.of([Fault(name, AsWritten.text, {"outgoing": outgoing}) for name in changed])
    read = queries.read_columns(directive, n)
    read |= {"recurs"} if "due_on" in read else set()
    changed = [name for name in changed if name in read]
    text = text_of_document(directive) if changed else ""
    other = [name for name in changed if not stands(text, name, new[name], agency=directive.agency, on=on)]
    if other:
        raise Invalid.of([Fault(name, AsSigned.text, {"number": directive.number}) for name in other])


class AsSigned(Impossible):
    text = (
        "Văn bản {number} đã ký: điều đã ghi không sửa, chỉ điền phần văn bản để ngỏ. "
        "Đọc sai thì ghi đúng như bản gốc; muốn khác thì ban hành văn bản sửa đổi."
    )


def _said(task: Task, parties: Sequence[Party], on: dt.date) -> dict[str, Any]:
    """What a document says of a task; who does it in a post that is no more may be named anew, and what has a day
    does not come again."""
    said = {name: getattr(task, name) for name in SAID} | {"recurs": task.recurs or bool(task.due_on)}
    if task.post and not queries.is_there(task.post, on):
        said["post"] = said["unit"] = ""
    helping = [one for one in sorted(parties, key=lambda one: one.n) if one.part == Part.COOPERATING]
    return {**said, "cooperating": [one.name for one in helping]}


def too_many(tasks: int) -> list[Fault]:
    """More tasks than one document may have."""
    said = "Nhiều nhất {most} nhiệm vụ trong một văn bản."
    return [Fault("tasks", said, {"most": TASKS_MOST})] if tasks > TASKS_MOST else []


def document_faults(
    given: Mapping[str, Any], *, agency: str, by: Actor, on: dt.date, register: str
) -> list[Fault]:
    """What a document would be refused for, before anything is written."""
    faults = Faults()
    faults.take(_read_directive, given, agency=agency, by=by, on=on, register=register)
    return faults.found


# --- acts ------------------------------------------------------------------------------------------------------


def made(
    given: Mapping[str, Any], tasks: Sequence[Mapping[str, Any]], *, unit: str, by: Actor, at: dt.datetime,
    reading: Mapping[str, Any] | None = None, files: Sequence[Uploaded | StoredFile] = (),
    confirmed: Mapping[str, Any] | None = None,
) -> Directive:  # fmt: skip
    """A draft with its tasks, written and journalled."""
    on, register = day_of(at), (reading or {}).get("source", {}).get("outgoing", "")
    faults, read = Faults(), reading is not None
    values = faults.take(_read_directive, given, agency=unit, by=by, on=on, register=register)
    faults.found += too_many(len(tasks))
    checked = [
        faults.take(_checked, one, agency=unit, on=on, field=f"tasks.{n}." if read else "")
        for n, one in enumerate(tasks[:TASKS_MOST], 1)
    ]
    faults.done()
    serial = take_number(agency=unit, book="chi-dao", year=on.year)
    directive = Directive(
        code=f"VB-{unit_on(unit, on).agency_code}-{on:%y}-{serial:04d}", agency=unit, state=DirectiveState.DRAFT,
        drafted_by=acting_post(by), drafted_at=at, reading=dict(reading or {}), **values,
    )  # fmt: skip
    directive.save(force_insert=True)
    written = [_kept(directive, one, n=n) for n, one in enumerate(checked, 1)]
    kept = attached(directive, None, files, by=by, at=at)
    for row in kept:
        row.save(force_insert=True)
    keep_directive(
        events.DRAFTED, directive, by=by, at=at, tasks=written, files=kept, type=directive.type,
        type_words=types()[directive.type].name.lower(), count=len(written), **(confirmed or {}),
    )  # fmt: skip
    return directive


@act(may=policies.can_draft, records=events.DRAFTED, law=LAW)
def draft(
    *, by: Actor, at: dt.datetime, unit: str, document: Mapping[str, Any], tasks: Sequence[Mapping[str, Any]] = (),
    files: Sequence[Uploaded] = (),
) -> Directive:  # fmt: skip
    """Soạn văn bản chỉ đạo: of the agency, or of a body above to be carried out; nothing is ordered yet."""
    return made(document, tasks, unit=unit, by=by, at=at, files=files)


@act(may=policies.can_draft, records=events.DRAFTED, law=LAW)
def create_from_reading(
    *, by: Actor, at: dt.datetime, unit: str, fields: Mapping[str, Mapping[str, Any]],
    tasks: Sequence[Mapping[str, Mapping[str, Any]]], source: Mapping[str, str],
    files: Sequence[Uploaded | StoredFile] = (), points: int = 0,
) -> Directive:  # fmt: skip
    """Tạo từ bản đọc đã xác nhận: a draft with its tasks in one go, each field as a person confirmed it.

    A field is ``{"value": …, "span": [from, to], "confidence": 0–1, "confirmed": bool}``; what nobody confirmed is
    refused. ``fields`` are those of ``draft(document=…)``, ``tasks`` each those of ``add_task(given=…)``. ``source``
    says what was read: its sha256 and the version of the reader; ``points`` how many points were confirmed. Which
    fields were confirmed by which post, and which of them a person changed (``read`` differs from ``value``), is kept
    with the directive and in its journal.
    """
    faults = Faults()
    named = {name: (name, field) for name, field in fields.items()}
    for n, one in enumerate(tasks, 1):
        named |= {f"tasks.{n}.{name}": (name, field) for name, field in one.items()}
    for key, (_name, field) in named.items():
        faults.unless(field.get("confirmed") is True, key, "Xem lại và xác nhận mục này bên bản gốc.")
    faults.done()
    reading: dict[str, Any] = {
        "source": {str(name): str(value)[:200] for name, value in source.items()},
        "by": acting_post(by), "at": at.isoformat(timespec="seconds"), **({"points": points} if points else {}),
        "fields": {
            key: {
                "span": list(field.get("span") or ()), "confidence": float(field.get("confidence") or 0),
                "changed": "read" in field and field["read"] != field.get("value"),
            }
            for key, (_name, field) in named.items()
        },
    }  # fmt: skip
    given = {name: field.get("value") for name, field in fields.items()}
    given_tasks = [{name: field.get("value") for name, field in one.items()} for one in tasks]
    changed = sum(one["changed"] for one in reading["fields"].values())
    confirmed = {
        "read": str(source.get("sha256", ""))[:64], "confirmed": sorted(named), "changed": changed,
    }  # fmt: skip
    return made(
        given, given_tasks, unit=unit, by=by, at=at, reading=reading, files=files, confirmed=confirmed
    )


@act(may=policies.can_prepare, records=events.CHANGED, law=LAW, finds=DIRECTIVES)
def change(*, by: Actor, at: dt.datetime, directive: Directive, document: Mapping[str, Any]) -> Directive:
    """Sửa văn bản: while it is drafted."""
    require(directive, DirectiveState.DRAFT)
    values = _read_directive(
        document, agency=directive.agency, by=by, on=day_of(at), register=queries.register_of(directive),
        but=directive.pk,
    )  # fmt: skip
    written = {name: getattr(directive, name) for name in WRITTEN}
    for name, value in values.items():
        setattr(directive, name, value)
    if directive.parent_id == directive.pk:
        raise Invalid(field="parent", text="Chọn văn bản cấp trên khác văn bản này.")
    _stays(directive, written, {name: values[name] for name in written}, day_of(at))
    keep_directive(events.CHANGED, directive, by=by, at=at)
    return directive


@act(may=policies.can_prepare, records=events.FILED, law="", finds=DIRECTIVES)
def file_document(*, by: Actor, at: dt.datetime, directive: Directive, scan: Uploaded) -> Directive:
    """Thêm tệp văn bản: the document itself."""
    kept = attached(directive, None, [scan], by=by, at=at)
    for row in kept:
        row.save(force_insert=True)
    keep_directive(events.FILED, directive, by=by, at=at, files=kept)
    return directive


@act(may=policies.can_prepare, records=events.TASK_DRAFTED, law=LAW, finds=DIRECTIVES)
def add_task(
    *, by: Actor, at: dt.datetime, directive: Directive, given: Mapping[str, Any], finding: str = ""
) -> Task:
    """Thêm nhiệm vụ: as much of it as is known; ``finding`` "2.1" says which finding of a review it answers."""
    require(directive, DirectiveState.DRAFT, DirectiveState.ISSUED)
    as_written(directive)
    n = Task.objects.filter(directive=directive).count() + 1
    if n > TASKS_MOST:
        raise Invalid(field="title", text="Nhiều nhất {most} nhiệm vụ trong một văn bản.", most=TASKS_MOST)
    found = None
    if finding:
        review, _dot, number = finding.partition(".")
        if review.isdecimal() and number.isdecimal():
            found = Finding.objects.select_related("review").filter(
                review__directive=directive, review__n=int(review), n=int(number)
            ).first()  # fmt: skip
        if found is None:
            raise Invalid(field="finding", text="Chọn nội dung kiểm điểm của văn bản này.")
    task = written_task(directive, given, n=n, on=day_of(at), finding=found)
    keep_directive(events.TASK_DRAFTED, directive, by=by, at=at, tasks=[task], n=n)
    return task


@act(may=policies.can_prepare, records=events.TASK_CHANGED, law=LAW, finds=DIRECTIVES)
def change_task(
    *, by: Actor, at: dt.datetime, directive: Directive, n: int, given: Mapping[str, Any]
) -> Task:
    """Sửa nhiệm vụ: while it is not given."""
    task = queries.draft_task(directive, n)
    if task.issued_on is not None:
        raise Invalid(
            field="title", text="Nhiệm vụ định kỳ đã giao, không sửa: thôi nhiệm vụ này rồi thêm cái khác."
        )
    on = day_of(at)
    written = _said(task, list(task.parties.all()), on)
    for name, value in read_task(given, agency=directive.agency, on=on).items():
        setattr(task, name, value)
    parties = _parties(given, agency=directive.agency, on=on)
    _stays(directive, written, _said(task, parties, on), on, n)
    task.save()
    Party.objects.filter(task=task).delete()
    for party in parties:
        party.task = task
    Party.objects.bulk_create(parties)
    keep_directive(
        events.TASK_CHANGED, directive, by=by, at=at, tasks=[queries.draft_task(directive, n)], n=n
    )
    return task


@act(may=policies.can_prepare, records=events.TASK_DROPPED, law="", finds=DIRECTIVES)
def drop_task(*, by: Actor, at: dt.datetime, directive: Directive, n: int) -> Task:
    """Bỏ nhiệm vụ: while it is not given."""
    task = queries.draft_task(directive, n)
    if task.issued_on is not None:
        raise Invalid(field="title", text="Nhiệm vụ định kỳ đã giao: thôi nhiệm vụ này thay cho bỏ.")
    as_written(directive)
    if queries.read_columns(directive, n):
        raise AsSigned(number=directive.number)
    task.dropped = True
    task.save(update_fields=["dropped"])
    keep_directive(events.TASK_DROPPED, directive, by=by, at=at, tasks=[task], n=n)
    return task
