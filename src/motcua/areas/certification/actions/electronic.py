"""Electronic copies from paper originals (NĐ 45/2020/NĐ-CP Điều 10; R2.19): the scan, the attested PDF."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.certification import events, forms, policies, queries
from motcua.areas.certification.actions.keeping import FINDS, keep
from motcua.areas.certification.choices import ElectronicState, Kind, State
from motcua.areas.certification.models import Certification, Document, ElectronicCopy
from motcua.base.documents import queries as papers
from motcua.base.documents.ports import CannotSign
from motcua.base.files import actions as files
from motcua.base.files.queries import open_file
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid

OPEN = (State.RECEIVED, State.CHECKED, State.SIGNED)


class TooLateToScan(Impossible):
    text = "Bản chụp chỉ nhận trước khi vào sổ; yêu cầu này đã ở trạng thái “{state}”."


@act(may=policies.can_scan, records=events.SCANNED, law="NĐ 45/2020 Điều 10", finds=FINDS)
def scan(
    *, by: Actor, at: dt.datetime, certification: Certification, document: int, name: str, content: Any
) -> Certification:
    """Nhận bản chụp: the scan of the original, as PDF and unaltered; a later one replaces it until it is attested."""
    if certification.case.state not in OPEN:
        raise TooLateToScan(state=State(certification.case.state).label)
    rows = {row.n: row for row in queries.documents(certification) if row.kind == Kind.ELECTRONIC_COPY}
    if document not in rows or rows[document].refused:
        raise Invalid(field="document", text="Chọn giấy tờ cần bản sao điện tử.")
    code = certification.code
    stored = files.store(subject=code, name=name, content=content, by=by, at=at)
    if stored.media_type != "application/pdf":
        raise Invalid(field="file", text="Quét bản chính thành một tệp PDF rồi tải lên.")
    fault = policies.scan_fault(open_file(stored.pk, subject=code).content)
    if fault:
        raise Invalid(field="file", text=fault)
    copy, _new = ElectronicCopy.objects.update_or_create(
        document=rows[document], defaults={"code": queries.copy_code(code, document), "source": stored}
    )
    work = engine.begin(certification.case, by=by, at=at)
    keep(work, certification, events.SCANNED, copy, document=document, sha256=stored.sha256)
    return certification


class NotAwaiting(Impossible):
    text = "Bản sao điện tử này không chờ ký số."


@act(
    may=policies.can_sign_electronically, records=events.ELECTRONICALLY_SIGNED, law="NĐ 45/2020 Điều 10", finds=FINDS
)  # fmt: skip
def sign_electronically(
    *, by: Actor, at: dt.datetime, certification: Certification, document: int
) -> Certification:
    """Ký số bản sao điện tử: who signed the certification (or, when that post has no key here, another that
    certifies), then the agency's seal; from now on it may be used."""
    copy = queries.electronic_copies(certification).get(document)
    if copy is None or copy.state != ElectronicState.AWAITING_SIGNATURE or copy.attested is None:
        raise NotAwaiting()
    agency = f"agency-{certification.case.agency}"
    if not queries.signs_electronically(by, certification) or not papers.signatures().holds(agency):
        raise CannotSign(
            why="máy chủ không giữ khóa ký của vị trí này hoặc của cơ quan. Đề nghị quản trị hệ thống cấp khóa."
        )
    work = engine.begin(certification.case, by=by, at=at)
    official = forms.signed_by(certification) if by.post == certification.signed_by else by.title
    made, signer = open_file(copy.attested.pk, subject=certification.code).content, papers.signatures()
    for kind, key, name in (
        (papers.OFFICIAL, by.post, official),
        (papers.AGENCY, agency, forms.committee(work.case.agency, work.at)),
    ):
        made = signer.sign(made, key=key, at=work.at, mark=papers.signature_mark(kind, name=name, at=work.at))
    copy.signed = files.keep(
        subject=certification.code, name=f"ban-sao-dien-tu-{document}-da-ky.pdf", media_type="application/pdf",
        content=made, by=by, at=work.at,
    )  # fmt: skip
    copy.state, copy.signed_at = ElectronicState.SIGNED, work.at
    copy.save(update_fields=["signed", "state", "signed_at"])
    keep(
        work, certification, events.ELECTRONICALLY_SIGNED, copy, document=document, sha256=copy.signed.sha256
    )
    return certification


def attest(
    certification: Certification, document: Document, copy: ElectronicCopy, *, by: Actor, at: dt.datetime
) -> ElectronicCopy:
    """Put the attestation with its number and QR code behind the scan; it waits for the electronic signature."""
    page = papers.render(forms.ELECTRONIC, forms.attestation(certification, document, copy=copy, at=at))
    scanned = open_file(copy.source_id, subject=certification.code).content
    made = papers.joined(scanned, page)
    name = f"ban-sao-dien-tu-{document.n}.pdf"
    copy.attested = files.keep(
        subject=certification.code, name=name, media_type="application/pdf", content=made, by=by, at=at
    )
    copy.state = ElectronicState.AWAITING_SIGNATURE
    copy.save(update_fields=["attested", "state"])
    return copy
