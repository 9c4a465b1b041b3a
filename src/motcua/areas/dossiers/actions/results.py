"""The result: signed by the official, sealed and issued by the agency, kept in the warehouse (R2.15–R2.18)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import StepKind
from motcua.areas.dossiers import events, forms, policies, queries
from motcua.areas.dossiers.actions import linked
from motcua.areas.dossiers.actions.keeping import deposit
from motcua.areas.dossiers.actions.writing import FINDS, begin, index_of, keep, open_text
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier, Result
from motcua.areas.results import actions as warehouse
from motcua.areas.results import events as kept
from motcua.areas.results import queries as held
from motcua.areas.results.choices import PDF, SIGNATURES_NEEDED, Form
from motcua.base.documents import queries as documents
from motcua.base.documents.actions import take_number
from motcua.base.documents.policies import signature_faults
from motcua.base.documents.ports import CannotSign
from motcua.base.documents.queries import AGENCY, OFFICIAL
from motcua.base.files import actions as files
from motcua.base.files.models import StoredFile
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import clean_text

PARAGRAPHS_MOST = 40


def check_address(code: str) -> str:
    """The address in the QR code of a result: whoever scans it checks the result."""
    return f"{settings.BASE_URL}/ket-qua/{quote(code)}?key={held.check_key(code)}"


def agency_key(agency: str) -> str:
    """What the agency's signing key is called."""
    return f"agency-{agency}"


def _number(work: engine.Work, number: str) -> str:
    if number:
        return number
    year = work.at.astimezone(TZ).year
    return f"{take_number(agency=work.case.agency, book='result', year=year):02d}/KQ-UBND"


def _content(file: StoredFile) -> bytes:
    return open_file(file.id, subject=file.subject).content


def _keep_pdf(code: str, content: bytes, *, by: Actor, at: dt.datetime) -> StoredFile:
    name = f"ket-qua-{code}.pdf"
    return files.keep(subject=code, name=name, media_type=PDF, content=content, by=by, at=at)


def _to_sign(file: Any) -> bytes:
    if file.media_type != PDF:
        raise Invalid(field="file", text="Chỉ ký số được tệp PDF. In văn bản ra PDF rồi tải lên.")
    return _content(file)


@act(may=policies.can_sign_result, records=events.RESULT_SIGNED, law="NĐ 30/2020 Điều 13", finds=FINDS)
def sign_result(
    *, by: Actor, at: dt.datetime, dossier: Dossier, content: Sequence[str] = (), ground: str = "", number: str = "",
    valid_to: dt.date | None = None, file: Any = None,
) -> Dossier:  # fmt: skip
    """Ký số kết quả: the official's signature under what was typed (``content``) or composed elsewhere (``file``).

    With neither, the draft that came with the dossier is signed.
    A file that already bears the official's signature (made with their own token) is checked and taken as it is.
    Signed again before it is issued, the result keeps its number. Raises CannotSign, Invalid.
    """
    work = begin(dossier, "sign-result", by=by, at=at)
    before = queries.open_result(dossier)
    drafted = before if before is not None and before.signed_at else None
    if file is None and not any(part.strip() for part in content) and before is not None and drafted is None:
        file = before.file
    number = open_text(number, "number", dossier, what="số kết quả", most=80, needed=False)
    number = number or (drafted.number if drafted else "") or _number(work, "")
    if valid_to is not None and valid_to < at.astimezone(TZ).date():
        raise Invalid(field="valid_to", text="Ngày hết giá trị không sớm hơn hôm nay.")
    if file is not None:
        pdf, place = _to_sign(file), None
        found = held.signatures_of(pdf, at)
        if faults := signature_faults(found, needed=0):
            raise Invalid.of(faults)
    else:
        found = ()
        pdf, place = _letter(dossier, number, content, ground, valid_to, by=by, at=at)
    if not found:
        pdf = _signed(pdf, OFFICIAL, by.post, _name_of(by, at), place, at=at)
        file = _keep_pdf(dossier.code, pdf, by=by, at=at)
    result = before or Result(dossier=dossier)
    result.number, result.file, result.valid_to = number, file, valid_to
    result.signed_at, result.signer, result.by_title = work.at, by.title, by.title
    result.save(force_insert=before is None)
    keep(work, events.RESULT_SIGNED, result, number=number, sha256=file.sha256)
    return dossier


def _letter(
    dossier: Dossier, number: str, content: Sequence[str], ground: str, valid_to: dt.date | None, *, by: Actor,
    at: dt.datetime,
) -> tuple[bytes, documents.Place]:  # fmt: skip
    said = [clean_text(part, "content", what="nội dung kết quả") for part in content if part.strip()]
    if not said or len(said) > PARAGRAPHS_MOST:
        raise Invalid(field="content", text="Gõ nội dung kết quả, hoặc chọn tệp PDF đã soạn.")
    law = clean_text(ground, "ground", what="căn cứ pháp lý", most=300, needed=False)
    letter = forms.result_letter(
        dossier, number=number, content=said, ground=law, valid_to=valid_to, by=by, at=at,
        address=check_address(dossier.code), proof=held.check_key(dossier.code),
    )  # fmt: skip
    return documents.render_to_sign("result", letter)


def _name_of(by: Actor, at: dt.datetime) -> str:
    return next(iter(holder_names(by.post, at.astimezone(TZ).date())), "") or by.title


def _signed(
    pdf: bytes, kind: str, key: str, name: str, place: documents.Place | None, *, at: dt.datetime
) -> bytes:
    signer = documents.signatures()
    if not signer.holds(key):
        raise CannotSign(
            why="máy chủ không giữ khóa ký này. Ký bằng thiết bị ký số của mình rồi tải tệp đã ký lên."
        )
    return signer.sign(
        pdf, key=key, at=at, mark=documents.signature_mark(kind, name=name, at=at, place=place)
    )


@act(
    may=policies.can_issue_result,
    records=(events.RESULT_ISSUED, events.STAGE_FINISHED, events.STAGE_OPENED, kept.DEPOSITED),
    law="NĐ 118/2025 Điều 20; NĐ 30/2020 Điều 13",
    finds=FINDS,
)
def issue_result(
    *, by: Actor, at: dt.datetime, dossier: Dossier, number: str = "", file: Any = None,
    scan: Mapping[str, int] | None = None, valid_to: dt.date | None = None,
) -> Dossier:  # fmt: skip
    """Ban hành kết quả: number, file and the moment at which the clock stops (S10); it goes into the warehouse.

    ``file`` is a stored file: a PDF signed by the official and the agency (the agency's signature is added here when
    its key is), or with ``scan`` {originals, pages} the scan of a paper. Without one, what the official signed is
    issued; else only the number (too little for who receives it online). Without a ``number`` the next one of the
    agency's results book is taken.
    """
    work = begin(dossier, "issue-result", by=by, at=at, kind=StepKind.RESULT)
    number = open_text(number, "number", dossier, what="số kết quả", most=80, needed=False)
    before = queries.open_result(dossier)
    drafted = before if before is not None and before.signed_at else None
    number = number or (drafted.number if drafted else "") or _number(work, "")
    valid_to = valid_to or (drafted.valid_to if drafted else None)
    form, file = _to_issue(dossier, file or (drafted.file if drafted else None), scan, by=by, at=at)
    if file is None and queries.goes_online(dossier):
        raise Invalid(
            field="file",
            text="Người nộp nhận kết quả trực tuyến nên cần tệp: chọn tệp PDF đã ký số, hoặc bản quét của bản giấy.",
        )
    engine.leave(work, outcome="result")
    engine.finish(work, state=State.RESULT_READY)
    if dossier.parent_id:
        engine.close(work, state=State.RETURNED)
    else:
        engine.enter(work, index_of(work.type, StepKind.RETURN), state=State.RESULT_READY)
    result = before or Result(dossier=dossier)
    result.number, result.file, result.valid_to = number, file, valid_to
    result.issued_at, result.by_title = at, by.title
    if before is None:
        work.also.append(result)
        keep(work, events.RESULT_ISSUED, number=number, sha256=getattr(file, "sha256", ""))
    else:
        result.save()
        keep(work, events.RESULT_ISSUED, result, number=number, sha256=getattr(file, "sha256", ""))
    told = scan if form == Form.DIGITISED and scan else {}
    deposit(work, dossier, result, form=form, **told)
    if dossier.parent_id:
        linked.result_issued(dossier, work, result)
    return dossier


def _to_issue(
    dossier: Dossier, file: Any, scan: Mapping[str, int] | None, *, by: Actor, at: dt.datetime
) -> tuple[Form, Any]:
    """As what the file is kept, and the file that is issued: the given one, or with the agency's signature added."""
    if file is None:
        return Form.PAPER, None
    found: Sequence[Any] = ()
    if file.media_type == PDF:
        pdf = _content(file)
        found = held.signatures_of(pdf, at)
        if faults := signature_faults(found, needed=0):
            raise Invalid.of(faults)
    if not found:
        if scan is None:
            raise Invalid.of(signature_faults(()))
        warehouse.check_scan(file, scan.get("originals"), scan.get("pages"))
        return Form.DIGITISED, file
    agency = dossier.case.agency
    key = agency_key(agency)
    if len(found) < SIGNATURES_NEEDED and documents.signatures().holds(key):
        name = version_on(agency, at.astimezone(TZ).date()).name
        pdf = _signed(pdf, AGENCY, key, f"UBND {name}", found[0].place, at=at)
        file, found = _keep_pdf(dossier.code, pdf, by=by, at=at), held.signatures_of(pdf, at)
    if faults := signature_faults(found, needed=SIGNATURES_NEEDED):
        raise Invalid.of(faults)
    return Form.ELECTRONIC, file


@act(
    may=policies.can_open_signed,
    records=events.SIGNED_RESULT_OPENED,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds=FINDS,
)
def open_signed(*, by: Actor, at: dt.datetime, dossier: Dossier) -> OpenedFile:
    """Mở dự thảo, tệp đã ký, chưa ban hành: whoever signs or seals it reads it first; the reading is journalled."""
    drafted = queries.open_result(dossier)
    if drafted is None or drafted.file is None:
        raise queries.NoSuchDossier(code=dossier.code)
    keep(engine.begin(dossier.case, by=by, at=at), events.SIGNED_RESULT_OPENED)
    return open_file(drafted.file.id, subject=drafted.file.subject)
