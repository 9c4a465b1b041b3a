"""What is printed of complaints, filled from what was recorded; the wording is data (catalogue/letters).

Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt

from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.complaints import policies, queries
from motcua.areas.complaints.choices import Document, Instance, Result, grounds
from motcua.areas.complaints.models import Complaint, Numbered
from motcua.areas.petitions.forms import head, of_petition
from motcua.base.documents.forms import Filled, filled
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import locality, moment_words

DIALOGUE, WITHDRAWAL = "complaint-dialogue", "complaint-withdrawal"
OF_DOCUMENT = {
    Document.ACCEPTANCE: "complaint-acceptance", Document.VERIFICATION: "complaint-verification",
    Document.INVITATION: "complaint-invitation", Document.SUSPENSION: "complaint-suspension",
    Document.RESUMPTION: "complaint-resumption", Document.STOP: "complaint-stop",
}  # fmt: skip
DECISIONS = {Instance.FIRST: "complaint-decision-1", Instance.SECOND: "complaint-decision-2"}
CODES = (*OF_DOCUMENT.values(), *DECISIONS.values(), DIALOGUE, WITHDRAWAL)


class NoSuchForm(NotFound):
    text = "Vụ việc {code} không có văn bản này: việc mà văn bản ghi lại chưa xảy ra."


@override("vi")
def of_document(complaint: Complaint, n: int, *, by: Actor) -> Filled:
    """A numbered document of a complaint as it was issued."""
    _check(complaint, by)
    return _numbered(complaint, n)


@override("vi")
def own_document(complaint: Complaint, n: int) -> Filled:
    """A document for who complains: they get every one. Callers have checked the receipt of the petition."""
    if complaint.petition.shielded:
        raise NoSuchForm(code=complaint.code)
    return _numbered(complaint, n)


def _numbered(complaint: Complaint, n: int) -> Filled:
    row = next((one for one in queries.documents(complaint) if one.n == n), None)
    if row is None:
        raise NoSuchForm(code=complaint.code)
    code = (
        DECISIONS[Instance(complaint.instance)]
        if row.document == Document.DECISION
        else OF_DOCUMENT[Document(row.document)]
    )
    frame = head(had_at(complaint.case, row.issued_on), row.post, row.issued_on, number=row.number)
    return filled(code, {**frame, "code": complaint.code}, _known(complaint) | _of(complaint, row))


@override("vi")
def minutes(complaint: Complaint, n: int, *, by: Actor) -> Filled:
    """The minutes of a dialogue (Mẫu số 14)."""
    _check(complaint, by)
    row = next((one for one in queries.dialogues(complaint) if one.n == n and one.held_at), None)
    if row is None or row.held_at is None:
        raise NoSuchForm(code=complaint.code)
    on = row.held_at.astimezone(TZ).date()
    values = _known(complaint) | {
        "held_at": moment_words(row.held_at.astimezone(TZ)), "place_of_dialogue": row.place,
        "present": "; ".join(queries.present(row)),
        "absent": "; ".join(f"{name} ({why})" for name, why in queries.absent(row)), "minutes": row.content,
        "conclusion": row.conclusion, "copies": f"{row.copies:02d}",
    }  # fmt: skip
    frame = _head(complaint, on) | {
        "code": complaint.code,
        "capacity": "Người chủ trì, các bên đối thoại",
    }
    return filled(DIALOGUE, frame, values)


@override("vi")
def withdrawal(complaint: Complaint, *, by: Actor, on: dt.date) -> Filled:
    """The minutes in which a complainant takes the complaint back."""
    _check(complaint, by)
    values = _known(complaint) | {
        "issued_on": f"{on:%d/%m/%Y}", "withdrawn": str(complaint.withdrawn or ""), "signers": str(complaint.signers),
    }  # fmt: skip
    frame = _head(complaint, on) | {"code": complaint.code, "capacity": "Người rút khiếu nại"}
    return filled(WITHDRAWAL, frame, values)


# --- what the forms share --------------------------------------------------------------------------------------


def _check(complaint: Complaint, by: Actor) -> None:
    if not policies.can_read(by, complaint):
        raise NotAllowed()


def _head(complaint: Complaint, on: dt.date) -> Filled:
    unit = version_on(had_at(complaint.case, on), on)
    kind = unit.name.split(" ", 1)[0]
    return {
        "agency": f"Ủy ban nhân dân {unit.name.replace(kind, kind.lower(), 1)}",
        "place": locality(unit.name, unit.kind),
        "issued_on": on,
    }


def _known(complaint: Complaint) -> dict[str, str]:
    """What every document of a complaint may say."""
    agency = str(_head(complaint, complaint.accepted_on)["agency"])
    then = had_at(complaint.case, complaint.accepted_on)
    posts = {post.code: post.title for post in posts_on(complaint.accepted_on, agency=then)}
    known = grounds("complicated")
    reasons = [known[code].text for code in complaint.complicated]
    notice = queries.document(complaint, Document.ACCEPTANCE)
    second = queries.second_days(complaint)
    return of_petition(complaint.petition) | {
        "code": complaint.code, "agency": agency, "chair": f"Chủ tịch {agency}",
        "instance": str(Instance(complaint.instance).label).lower(), "accepted_on": f"{complaint.accepted_on:%d/%m/%Y}",
        "days": str(queries.days_now(complaint)), "due_on": f"{complaint.case.due_at.astimezone(TZ):%d/%m/%Y}",
        "complicated": "; ".join([*reasons, complaint.complicated_note]) if reasons else "",
        "notice": notice.number if notice else "", "findings": complaint.findings, "reasons": complaint.reasons,
        "verifier": posts.get(complaint.verifiers[-1], complaint.verifiers[-1]) if complaint.verifiers else "",
        "ruling": complaint.ruling, "result": str(Result(complaint.result).label) if complaint.result else "",
        "second_days": str(second), "first_decision": complaint.first_decision or _first_number(complaint),
        "conclusion": next((row.conclusion for row in reversed(queries.dialogues(complaint)) if row.held_at), ""),
    }  # fmt: skip


def _first_number(complaint: Complaint) -> str:
    row = queries.document(complaint.first, Document.DECISION) if complaint.first else None
    return row.number if row else ""


def _of(complaint: Complaint, row: Numbered) -> dict[str, str]:
    """What one document says of itself."""
    said = {"issued_on": f"{row.issued_on:%d/%m/%Y}", "note": row.note}
    ground = {**grounds("suspend"), **grounds("stop")}.get(row.ground)
    if ground is not None:
        said |= {"ground": ground.text, "ground_law": ground.law}
    if row.document == Document.INVITATION and (called := queries.invited_to(complaint, row)) is not None:
        said |= {
            "planned_at": moment_words(called.planned_at.astimezone(TZ)),
            "place_of_dialogue": called.place,
        }
    if row.document == Document.RESUMPTION:
        before = [
            one
            for one in queries.documents(complaint)
            if one.document == Document.SUSPENSION and one.n < row.n
        ]
        said["suspension"] = before[-1].number if before else ""
    return said
