"""An agency's report leaves as a document: number, signer by authority, PDF; sent, corrected (R8.4, R8.9, R8.21)."""

import datetime as dt

from motcua.areas.reports import events, evidence, forms, policies, queries
from motcua.areas.reports.actions.keeping import FINDS, NotNow, keep, require
from motcua.areas.reports.actions.writing import refuse_beyond
from motcua.areas.reports.choices import SentBy, State
from motcua.areas.reports.models import PeriodicReport
from motcua.base.documents.actions import Signer, take_number
from motcua.base.documents.actions import issue as issue_document
from motcua.base.documents.queries import AGENCY, OFFICIAL
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.people.queries import holder_names
from motcua.rules.authority import authority_lines
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import document_number
from motcua.rules.written import body

HEAD, BODY, ISSUER = "Chủ tịch", "Ủy ban nhân dân", "UBND"


class Altered(Impossible):
    text = "Phiên bản {n} không khớp mã băm khi trình. Không ban hành; báo người quản trị kiểm tra bằng motcua verify."


class Unexplained(Impossible):
    text = (
        "Báo cáo còn số liệu, mục để trống mà không nêu lý do. Trả lại để bổ sung hoặc ghi lý do khi trình."
    )


@act(
    may=policies.can_sign,
    records=events.ISSUED,
    law="NĐ 30/2020/NĐ-CP Điều 13, 15, 18; R8.4, R8.9",
    finds=FINDS,
)
def issue(*, by: Actor, at: dt.datetime, report: PeriodicReport) -> PeriodicReport:
    """Ban hành: number from the book, signed TM., KT., TL. or TUQ. by who signs; the document is kept to the byte.

    To an agency that works here it is sent with this; for any other it is marked sent by hand.
    """
    require(report, State.SUBMITTED)
    if not report.formal:
        raise NotNow(state=State(report.state).label)
    snapshot = queries.snapshot(report)
    if evidence.sha256_of(snapshot.content) != snapshot.sha256:
        raise Altered(n=snapshot.n)
    if queries.figures.unsaid(snapshot.content):
        raise Unexplained()
    refuse_beyond(queries.standing(report, at))
    on = at.astimezone(TZ).date()
    before = report.number
    report.serial = take_number(agency=report.agency, book=evidence.BOOK, year=on.year)
    report.number = document_number(report.serial, "BC", ISSUER)
    report.signer, report.issued_at, report.state = by.post, at, State.ISSUED
    report.capacity = list(authority_lines(by.title, HEAD, body=BODY, authorised=bool(by.on_behalf_of)))
    if report.recipient_unit and queries.works_here(report.recipient_unit, on) and report.sent_at is None:
        report.sent_at, report.sent_by = at, SentBy.HERE
    name = by.name or next(iter(holder_names(by.post, on)), by.title)
    made = issue_document(
        form=forms.FORM, data=forms.content(report, snapshot), number=report.number,
        subject=report.subject, agency=report.agency, by=by, at=at,
        signers=(
            Signer(by.post, OFFICIAL, name),
            Signer(f"agency-{report.agency}", AGENCY, forms.agency_name(report.agency, on)),
        ),
    )  # fmt: skip
    keep(
        events.ISSUED, report, by=by, at=at, number=report.number, version=snapshot.n, document=made.sha256,
        replaces=before,
    )  # fmt: skip
    return report


@act(may=policies.can_send, records=events.SENT, law="NĐ 30/2020/NĐ-CP Điều 18; R8.5", finds=FINDS)
def mark_sent(*, by: Actor, at: dt.datetime, report: PeriodicReport, way: str) -> PeriodicReport:
    """Ghi đã gửi ra ngoài: by which way it left for a body that does not work here."""
    require(report, State.ISSUED)
    if report.sent_at is not None:
        raise Invalid(field="way", text="Báo cáo này đã ghi gửi.")
    if way not in SentBy.values or way == SentBy.HERE:
        raise Invalid(field="way", text="Chọn cách gửi.")
    report.sent_at, report.sent_by = at, way
    keep(
        events.SENT, report, by=by, at=at, way=way, way_words=str(SentBy(way).label), late=at > report.due_at
    )
    return report


@act(
    may=policies.can_correct,
    records=events.CORRECTED,
    law="NĐ 30/2020/NĐ-CP Điều 18; R8.5, R8.21",
    finds=FINDS,
)
def correct(*, by: Actor, at: dt.datetime, report: PeriodicReport, reason: str) -> PeriodicReport:
    """Đính chính: reopened for another version, which lists what differs and gets a number of its own."""
    states = (State.ISSUED, State.ACCEPTED, State.CONSOLIDATED) if report.formal else (State.SUBMITTED,)
    require(report, *states)
    report.reason = body(reason, "reason", what="lý do đính chính", most=2_000)
    report.state = State.RETURNED
    keep(events.CORRECTED, report, by=by, at=at, n=report.version)
    return report
