"""Composing: drafts with versions, put forward, sent back (NĐ 30/2020 Điều 10–12; R8.7–R8.9)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.areas.correspondence import events, evidence, policies
from motcua.areas.correspondence.actions.reading import body, line
from motcua.areas.correspondence.choices import LETTER, Mend, OutgoingState, Type, Urgency, types
from motcua.areas.correspondence.models import Cosigner, Outgoing, RecipientGroup, Version
from motcua.areas.correspondence.ports import Draft, Unready
from motcua.areas.correspondence.queries import incoming as incomings
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import listed, refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid

FINDS = {"outgoing": queries.to_act_on}
ABSTRACT, WORDS, TEXT, LINES = 500, 4000, 200_000, 60
PARTY = {
    "party_name": "tên người ký thứ hai", "party_position": "chức vụ người ký thứ hai",
    "party_agency": "cơ quan, tổ chức của người ký thứ hai",
}  # fmt: skip
COMPOSING = "NĐ 30/2020/NĐ-CP Điều 10, 11; R8.7, R8.8"


class NotAtThisStep(Impossible):
    text = "Văn bản này đang ở bước “{state}”, không làm việc này được. Mở lại trang để xem tình trạng mới."


class NothingNew(Impossible):
    text = "Bản này giống bản trước, không có gì để ghi."


def keep(
    outgoing: Outgoing, kind: EventKind, *beside: tuple[str, Any], by: Actor, at: dt.datetime, **facts: Any
) -> None:
    """Journal the act on a document; ``beside`` are the rows that it wrote besides."""
    said = {**facts, "rows": evidence.of_outgoing(outgoing, *beside)}
    record(kind, subject=outgoing.subject, unit=outgoing.agency, by=by, at=at, facts=said)


def ready(outgoing: Outgoing) -> None:
    """Raises Invalid while what it is composed from lacks what must stand in it (R8.11)."""
    unready: Unready = import_string(settings.UNREADY)
    faults = Faults()
    faults.found += unready(outgoing.code)
    faults.done()


def require(outgoing: Outgoing, *states: OutgoingState) -> None:
    """Raises NotAtThisStep unless it stands so."""
    if outgoing.state not in states:
        raise NotAtThisStep(state=str(OutgoingState(outgoing.state).label))


def _lines(value: Any, field: str, *, what: str, most: int = 400) -> tuple[str, ...]:
    given = value.splitlines() if isinstance(value, str) else list(value or ())
    if len(given) > LINES:
        raise Invalid(field=field, text="Rút gọn {what}, nhiều nhất {most} dòng.", what=what, most=LINES)
    return tuple(said for one in given if (said := line(one, field, what=what, most=most, needed=False)))


def _read(by: Actor, unit: str, on: dt.date, given: dict[str, Any]) -> Draft:
    """What was typed, cleaned; raises Invalid with every fault at once."""
    faults = Faults()
    type_ = faults.among(given.get("type_", ""), types(), "type_", "Chọn loại văn bản.")
    said = {
        "abstract": faults.take(line, given.get("abstract"), "abstract", what="trích yếu", most=ABSTRACT),
        "body": faults.take(body, given.get("body"), "body", what="nội dung", most=TEXT),
        "annexes": faults.take(body, given.get("annexes"), "annexes", what="phụ lục", most=TEXT, needed=False),
        "grounds": faults.take(_lines, given.get("grounds"), "grounds", what="căn cứ"),
        "to": faults.take(_lines, given.get("to"), "to", what="nơi kính gửi", most=200),
        "recipients": faults.take(_lines, given.get("recipients"), "recipients", what="nơi nhận", most=200),
        "urgency": faults.among(
            given.get("urgency") or "", Urgency.values, "urgency", "Chọn dấu chỉ mức độ khẩn."
        ),
        "unit_symbol": faults.take(
            line, given.get("unit_symbol") or queries.symbol_of(unit, on), "unit_symbol",
            what="ký hiệu đơn vị soạn", most=12, needed=False,
        ),
        "signer": faults.among(
            given.get("signer", ""), queries.signers(by.agency, on, type_ or "cong-van"), "signer",
            "Chọn người ký. Người đứng đầu bộ phận chỉ ký thừa lệnh những loại văn bản mà quy chế cho phép.",
        ),
        "collective": bool(given.get("collective", True)),
        **_second(by.agency, on, types().get(type_), given, faults),
    }  # fmt: skip
    faults.unless(type_ != LETTER or bool(said["to"]), "to", "Công văn gửi ai: ghi nơi kính gửi.")
    faults.done()
    return Draft(type=type_, **said)


def _second(
    agency: str, on: dt.date, known: Type | None, given: dict[str, Any], faults: Faults
) -> dict[str, str]:
    """Who signs besides: a post of the agency, or somebody from outside by name, position and agency."""
    said = {
        name: faults.take(line, given.get(name), name, what=what, needed=False) or ""
        for name, what in PARTY.items()
    }
    said["cosigner"] = post = str(given.get("cosigner") or "")
    if known is None:
        return said
    if not known.signatures:
        faults.unless(
            not any(said.values()),
            "cosigner",
            "{type} có một người ký. Bỏ người ký thứ hai.",
            type=known.name,
        )
        return said
    if not post:
        words = next(label for label, second in known.signed_by if second)
        faults.unless(
            bool(said["party_name"]), "cosigner", "{type} cần hai người ký: chọn hoặc ghi người ký thứ hai ({words}).",
            type=known.name, words=words,
        )  # fmt: skip
        if known.parties:
            faults.unless(bool(said["party_agency"]), "party_agency", "Ghi cơ quan, tổ chức của Bên B.")
        return said
    faults.unless(
        not any(said[name] for name in PARTY), "cosigner", "Chọn người ký thứ hai của cơ quan, hoặc ghi người ngoài cơ "
        "quan; không cả hai.",
    )  # fmt: skip
    known_here = post in queries.cosigners(agency, on) and post != given.get("signer")
    faults.unless(known_here, "cosigner", "Chọn người ký thứ hai đang làm việc tại cơ quan, khác người ký.")
    return said


def _put(outgoing: Outgoing, draft: Draft) -> None:
    """What lists and policies look at, out of the draft."""
    outgoing.type, outgoing.abstract, outgoing.urgency = draft.type, draft.abstract, draft.urgency
    outgoing.unit_symbol, outgoing.signer, outgoing.collective = (
        draft.unit_symbol,
        draft.signer,
        draft.collective,
    )
    outgoing.search = outgoing.sought


def _named(outgoing: Outgoing, draft: Draft) -> list[tuple[str, Cosigner]]:
    """The row of who signs besides, as the draft says; none where there never was one."""
    outside = bool(draft.party_name)
    if not draft.cosigner and not outside and not hasattr(outgoing, "cosigned"):
        return []
    row, _made = Cosigner.objects.update_or_create(
        outgoing=outgoing, defaults={"post": draft.cosigner, "outside": outside}
    )
    outgoing.cosigned = row
    return [("cosigner", row)]


def _version(outgoing: Outgoing, n: int, draft: Draft, *, by: Actor, at: dt.datetime) -> Version:
    row = Version(outgoing=outgoing, n=n, content=draft.as_text(), at=at, post=by.post)
    row.save(force_insert=True)
    return row


@act(may=policies.can_draft, records=events.OUTGOING_DRAFTED, law=COMPOSING)
def draft(
    *, by: Actor, at: dt.datetime, type_: str, abstract: str, body: str, signer: str, collective: bool = True,
    grounds: str | Sequence[str] = (), to: str | Sequence[str] = (), recipients: str | Sequence[str] = (),
    annexes: str = "", urgency: str = "", unit_symbol: str = "", answers: str = "", mend: str = "", mends: str = "",
    cosigner: str = "", party_name: str = "", party_position: str = "", party_agency: str = "",
) -> Outgoing:  # fmt: skip
    """Soạn văn bản: the first version; it may answer what came in, or correct, replace, recall an earlier document."""
    on = at.astimezone(TZ).date()
    refuse_secrets("", abstract, body, annexes, field="abstract")
    said = _read(by, by.unit, on, {
        "type_": type_, "abstract": abstract, "body": body, "signer": signer, "collective": collective,
        "grounds": grounds, "to": to, "recipients": recipients, "annexes": annexes, "urgency": urgency,
        "unit_symbol": unit_symbol, "cosigner": cosigner, "party_name": party_name,
        "party_position": party_position, "party_agency": party_agency,
    })  # fmt: skip
    answered = incomings.to_answer(by, answers) if answers else None
    before = queries.mendable(by, mends) if mends else None
    if before is not None:
        _fits(before, mend, said)
    n = take_number(agency=by.agency, book=f"outgoing-{on:%y%m%d}", year=on.year)
    made = Outgoing(
        code=f"DI-{by.agency}-{on:%y%m%d}-{n:03d}", agency=by.agency, unit=by.unit, drafter=by.post, drafted_at=at,
        state=OutgoingState.DRAFT, answers=answered, mend=mend if before else "", mends=before,
    )  # fmt: skip
    _put(made, said)
    made.save(force_insert=True)
    row = _version(made, 1, said, by=by, at=at)
    keep(
        made, events.OUTGOING_DRAFTED, ("version.1", row), *_named(made, said), by=by, at=at, version=1, type=said.type,
        type_words=types()[said.type].name, answers=answers, mends=mends,
    )  # fmt: skip
    return made


def _fits(before: Outgoing, mend: str, said: Draft) -> None:
    """The form in which the law corrects, replaces or recalls (Điều 18)."""
    if mend not in Mend.values:
        raise Invalid(field="mend", text="Chọn đính chính, thay thế hay thu hồi.")
    if mend == Mend.CORRECTS and said.type != LETTER:
        raise Invalid(field="type_", text="Sai về thể thức, kỹ thuật trình bày thì đính chính bằng công văn.")
    if mend == Mend.REPLACES and said.type != before.type:
        raise Invalid(
            field="type_", text="Sai về nội dung thì thay thế bằng văn bản cùng hình thức: {type}.",
            type=types()[before.type].name,
        )  # fmt: skip


@act(may=policies.can_compose, records=events.OUTGOING_REVISED, law=COMPOSING, finds=FINDS)
def revise(
    *, by: Actor, at: dt.datetime, outgoing: Outgoing, type_: str, abstract: str, body: str, signer: str,
    collective: bool = True, grounds: str | Sequence[str] = (), to: str | Sequence[str] = (),
    recipients: str | Sequence[str] = (), annexes: str = "", urgency: str = "", unit_symbol: str = "",
    cosigner: str = "", party_name: str = "", party_position: str = "", party_agency: str = "",
) -> Outgoing:  # fmt: skip
    """Sửa dự thảo: a new version; the earlier ones stay."""
    require(outgoing, OutgoingState.DRAFT, OutgoingState.RETURNED)
    refuse_secrets("", abstract, body, annexes, field="abstract")
    said = _read(by, outgoing.unit, at.astimezone(TZ).date(), {
        "type_": type_, "abstract": abstract, "body": body, "signer": signer, "collective": collective,
        "grounds": grounds, "to": to, "recipients": recipients, "annexes": annexes, "urgency": urgency,
        "unit_symbol": unit_symbol, "cosigner": cosigner, "party_name": party_name,
        "party_position": party_position, "party_agency": party_agency,
    })  # fmt: skip
    if outgoing.mends is not None:
        _fits(outgoing.mends, outgoing.mend, said)
    if said == queries.draft_of(outgoing):
        raise NothingNew()
    outgoing.version += 1
    row = _version(outgoing, outgoing.version, said, by=by, at=at)
    _put(outgoing, said)
    outgoing.save()
    beside = ((f"version.{row.n}", row), *_named(outgoing, said))
    keep(outgoing, events.OUTGOING_REVISED, *beside, by=by, at=at, version=row.n)
    return outgoing


@act(
    may=policies.can_compose,
    records=events.OUTGOING_SUBMITTED,
    law="NĐ 30/2020/NĐ-CP Điều 11, 12; R8.11",
    finds=FINDS,
)
def submit(*, by: Actor, at: dt.datetime, outgoing: Outgoing) -> Outgoing:
    """Trình ký: the version that stands; one composed from tasks once every task is clear."""
    require(outgoing, OutgoingState.DRAFT, OutgoingState.RETURNED)
    ready(outgoing)
    if outgoing.signer not in queries.signers(outgoing.agency, at.astimezone(TZ).date(), outgoing.type):
        raise Invalid(
            field="signer", text="Người ký đã chọn không còn ký được văn bản này. Sửa dự thảo, chọn lại."
        )
    if outgoing.cosigner and outgoing.cosigner not in queries.cosigners(
        outgoing.agency, at.astimezone(TZ).date()
    ):
        raise Invalid(
            field="cosigner", text="Người ký thứ hai không còn làm việc tại cơ quan. Sửa dự thảo, chọn lại."
        )
    if outgoing.cosigner and queries.are_one(outgoing.signer, outgoing.cosigner, at.astimezone(TZ).date()):
        raise Invalid(
            field="cosigner",
            text="Người ký và người ký thứ hai là cùng một người. Sửa dự thảo, chọn người khác.",
        )
    outgoing.state, outgoing.submitted_at = OutgoingState.SUBMITTED, at
    outgoing.save(update_fields=["state", "submitted_at"])
    keep(outgoing, events.OUTGOING_SUBMITTED, by=by, at=at, version=outgoing.version, signer=outgoing.signer)
    return outgoing


@act(
    may=policies.can_send_back, records=events.OUTGOING_RETURNED, law="NĐ 30/2020/NĐ-CP Điều 12", finds=FINDS
)
def send_back(*, by: Actor, at: dt.datetime, outgoing: Outgoing, words: str) -> Outgoing:
    """Trả lại để sửa, with what is to be mended; what the first of two had signed is to be signed again."""
    require(outgoing, OutgoingState.SUBMITTED, OutgoingState.COSIGNING)
    row = queries.version_of(outgoing)
    row.said = body(words, "words", what="điều cần sửa", most=WORDS)
    row.said_by, row.said_at = by.on_behalf_of or by.post, at
    row.save(update_fields=["said", "said_by", "said_at"])
    outgoing.state = OutgoingState.RETURNED
    outgoing.signed_by, outgoing.signed_at, outgoing.lines = "", None, []
    outgoing.signatures, outgoing.sha256, outgoing.file = 0, "", None
    outgoing.save()
    keep(outgoing, events.OUTGOING_RETURNED, (f"version.{row.n}", row), by=by, at=at, version=row.n)
    return outgoing


@act(may=policies.can_compose, records=events.OUTGOING_CANCELLED, law="", finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, outgoing: Outgoing) -> Outgoing:
    """Thôi không soạn nữa: no number was taken."""
    require(outgoing, OutgoingState.DRAFT, OutgoingState.RETURNED)
    outgoing.state = OutgoingState.CANCELLED
    outgoing.save(update_fields=["state"])
    keep(outgoing, events.OUTGOING_CANCELLED, by=by, at=at)
    return outgoing


@act(may=policies.can_draft, records=events.RECIPIENTS_GROUPED, law="")
def group(*, by: Actor, at: dt.datetime, name: str, lines: str | Sequence[str]) -> RecipientGroup:
    """Ghi nhóm nơi nhận: to be chosen by its name next time; the same name takes the new lines."""
    said = line(name, "group", what="tên nhóm nơi nhận", most=120)
    kept = listed(_lines(lines, "recipients", what="nơi nhận", most=200))
    if not kept:
        raise Invalid(field="recipients", text="Ghi ít nhất một nơi nhận.")
    row, _made = RecipientGroup.objects.update_or_create(
        agency=by.agency, name=said, defaults={"lines": kept}
    )
    facts = {"count": len(kept), "rows": evidence.of_rows(row.subject, [("group", row)])}
    record(events.RECIPIENTS_GROUPED, subject=row.subject, unit=by.agency, by=by, at=at, facts=facts)
    return row
