"""Opening a dossier: the version of the procedure, the papers, the applicant, the case and its numbers."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.dossiers import policies, queries
from motcua.areas.dossiers.actions.writing import keep
from motcua.areas.dossiers.choices import SYMBOLS, Channel, PaperForm, ReturnBy
from motcua.areas.dossiers.evidence import Row
from motcua.areas.dossiers.models import Dossier
from motcua.areas.results import queries as warehouse
from motcua.areas.results.actions import reuse
from motcua.areas.results.models import Result as Kept
from motcua.areas.results.policies import fits
from motcua.base.documents.actions import take_numbers
from motcua.base.files.actions import assign
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import same_province, unit_on
from motcua.base.people.actions import enter_citizen, recall_citizen
from motcua.base.people.models import Citizen
from motcua.base.people.policies import Details, details
from motcua.base.people.queries import id_hash
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.numbering import dossier_code
from motcua.rules.vietnamese import clean_name, clean_text

APPLICANT = ("kind", "name", "id_number", "phone", "email", "address")


def may_receive(by: Actor, unit: str, at: dt.datetime) -> bool:
    """Whether the post may receive for the competent unit: its own, or any of its province (NĐ 118/2025 Điều 14)."""
    elsewhere = by.agency != unit and same_province(by.agency, unit, at.astimezone(TZ).date())
    return policies.can_receive(by, unit, elsewhere)


def type_for(procedure: str, unit: str, on: dt.date) -> CaseType:
    found = cases.current_type("dossier", procedure, on)
    if found is None:
        old = cases.latest_type("dossier", procedure)
        if old is None:
            raise Invalid(
                field="procedure",
                text="Không có thủ tục mang mã {code}. Tìm lại trong danh mục thủ tục.",
                code=procedure,
            )
        if old.valid_to is not None and old.valid_to <= on:
            raise Invalid(
                field="procedure",
                text="Thủ tục {code} hết hiệu lực từ {on}. Chọn thủ tục thay thế trong danh mục.",
                code=procedure,
                on=f"{old.valid_to:%d/%m/%Y}",
            )
        raise Invalid(
            field="procedure",
            text="Thủ tục {code} có hiệu lực từ {on}, chưa tiếp nhận được.",
            code=procedure,
            on=f"{old.valid_from:%d/%m/%Y}",
        )
    level = unit_on(unit, on).level
    if found.levels and level not in found.levels:
        raise Invalid(
            field="unit",
            text="Đơn vị {unit} không có thẩm quyền giải quyết thủ tục {code}.",
            unit=unit,
            code=procedure,
        )
    return found


def held_for(
    papers: Sequence[Mapping[str, Any]],
    applicant: Mapping[str, Any],
    *,
    agency: str,
    on: dt.date,
    seen: bool,
    identity: str = "",
) -> Mapping[str, Kept]:
    """What the warehouse has for this applicant, by code, when a paper wants to be taken from there (R2.15).

    Only for a person whose papers an official has ``seen`` or knows, or who files with their own electronic identity.
    """
    if not any(paper.get("result") for paper in papers):
        return {}
    if applicant.get("citizen"):
        holder = recall_citizen(agency=agency, citizen=int(applicant["citizen"])).id_hash
    else:
        number = str(applicant.get("id_number") or "")
        hash_ = id_hash(number) if number.strip() else None
        holder = hash_ if seen or (identity and identity == hash_) else None
    return {one.code: one for one in warehouse.reusable(agency, holder, on)}


def taken_from_warehouse(
    work: engine.Work, papers: Sequence[Mapping[str, Any]], held: Mapping[str, Kept]
) -> int:
    """Journal on each result that a paper of this dossier was taken from it (R2.17); how many."""
    taken = [(held[paper["result"]], paper["component"]) for paper in papers if paper.get("result") in held]
    for result, component in taken:
        reuse(by=work.by, at=work.at, result=result, dossier=work.case.code, component=component)
    return len(taken)


def check_papers(
    type_: CaseType, given: Sequence[Mapping[str, Any]], *, held: Mapping[str, Kept] | None = None,
    before: Sequence[Mapping[str, Any]] = (), asked: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The papers handed in, checked against what the procedure asks for and no more (R1.39).

    A paper with ``result`` is taken from the warehouse: of what is ``held`` for this applicant, or as ``before``.
    Whatever a request for supplement ``asked`` for by name (code → name) is taken too, and stays.
    """
    more = {**{str(paper["component"]): str(paper["name"]) for paper in before}, **(asked or {})}
    known = {code: {"code": code, "name": name} for code, name in more.items()}
    known |= {paper["code"]: paper for paper in type_.papers}
    faults: list[Fault] = []
    taken: list[dict[str, Any]] = []
    for index, paper in enumerate(given):
        field, component = f"papers.{index}", str(paper.get("component", ""))
        copies, form = paper.get("copies", 1), str(paper.get("form") or PaperForm.ORIGINAL)
        if component not in known:
            faults.append(
                Fault(
                    f"{field}.component",
                    "Giấy tờ “{code}” không có trong thành phần hồ sơ.",
                    {"code": component},
                )
            )
        elif not known[component].get("asked", True):
            faults.append(
                Fault(
                    f"{field}.component",
                    "Không được yêu cầu nộp “{name}”: cơ quan tự tra cứu trong cơ sở dữ liệu (NQ 66.7/2025/NQ-CP).",
                    {"name": known[component]["name"]},
                )
            )
        elif not isinstance(copies, int) or isinstance(copies, bool) or not 1 <= copies <= 99:
            faults.append(Fault(f"{field}.copies", "Số lượng phải từ 1 đến 99.", {}))
        elif form not in PaperForm.values:
            faults.append(
                Fault(f"{field}.form", "Chọn bản chính, bản sao, bản chứng thực hoặc bản điện tử.", {})
            )
        elif paper.get("result") and paper not in before and not _fits(paper, known[component], held or {}):
            faults.append(
                Fault(
                    f"{field}.result",
                    "Kho không có kết quả {code} còn hiệu lực của người này cho “{name}”. Nhận bản giấy hoặc chọn lại.",
                    {"code": str(paper["result"]), "name": known[component]["name"]},
                )
            )
        elif any(paper["component"] == component for paper in taken):
            faults.append(
                Fault(f"{field}.component", "Giấy tờ “{code}” được kê hai lần.", {"code": component})
            )
        else:
            if paper.get("result"):
                copies, form = 1, str(PaperForm.ELECTRONIC)
            taken.append(
                {"component": component, "name": known[component]["name"], "copies": copies, "form": form,
                 **({"reused": True, "result": str(paper["result"])} if paper.get("result") else {}),
                 **({"files": list(paper["files"])} if paper.get("files") else {})}
            )  # fmt: skip
    have = {paper["component"] for paper in taken}
    faults += [
        Fault("papers", "Còn thiếu “{name}”.", {"name": paper["name"]})
        for paper in type_.papers
        if paper.get("required") and paper.get("asked", True) and paper["code"] not in have
    ]
    if faults:
        raise Invalid.of(faults)
    return taken


def check_all(
    type_: CaseType,
    papers: Sequence[Mapping[str, Any]],
    applicant: Mapping[str, Any],
    *,
    held: Mapping[str, Kept],
) -> list[dict[str, Any]]:
    """The papers, the applicant and whoever files for them: everything to mend is named at once.

    Raises Invalid with every fault.
    """
    taken: list[dict[str, Any]] = []
    faults: list[Fault] = []
    checks: tuple[Callable[[], Any], ...] = (
        lambda: taken.extend(check_papers(type_, papers, held=held)),
        lambda: applicant.get("citizen") or _said(applicant),
        lambda: filer(applicant.get("filed_by") or {}),
    )
    for check in checks:
        try:
            check()
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid.of(faults)
    return taken


def _said(applicant: Mapping[str, Any]) -> Details:
    fields = {key: str(applicant.get(key) or "") for key in APPLICANT}
    return details(**fields, id_required=False, prefix="applicant.")


def _fits(paper: Mapping[str, Any], asked: Mapping[str, Any], held: Mapping[str, Kept]) -> bool:
    result = held.get(str(paper["result"]))
    return result is not None and fits(str(asked["name"]), result.type)


def with_files(paper: dict[str, Any], uploads: str, code: str) -> dict[str, Any]:
    """The paper with its files, which now belong to the dossier; their digests are what the journal vouches for."""
    if not paper.get("files"):
        return paper
    field = f"papers.{paper['component']}"
    files = [assign(file_id=str(one), subject=uploads, to=code, field=field) for one in paper["files"]]
    return {**paper, "files": [{"id": str(file.id), "sha256": file.sha256} for file in files]}


def applicant_of(
    given: Mapping[str, Any], channel: str, agency: str, place: str = "", *, proven: bool = False
) -> tuple[Citizen, dict[str, str]]:
    """The applicant's record and contact: chosen from what is known (``citizen``), or as said now.

    Whom the ``place`` of reception knows the competent ``agency`` is told of, as every agency has its own records.
    """
    if given.get("citizen") and place not in ("", agency):
        known = recall_citizen(agency=place, citizen=int(given["citizen"]))
        given = {**given, "citizen": None, **{key: getattr(known, key) for key in APPLICANT}}
    if given.get("citizen"):
        citizen = recall_citizen(agency=agency, citizen=int(given["citizen"]))
        said: Mapping[str, Any] = {}
    else:
        citizen = enter_citizen(
            agency=agency,
            **{key: str(given.get(key) or "") for key in APPLICANT},
            id_required=False,
            proven=proven or channel in {Channel.COUNTER, Channel.ASSISTED},
        )
        said = given
    contact = {
        key: str(said.get(key) or getattr(citizen, key) or "") for key in ("phone", "email", "address")
    }
    return citizen, {"name": citizen.name, **contact, **filer(given.get("filed_by") or {})}


def filer(given: Mapping[str, Any]) -> dict[str, str]:
    """Who files for the applicant and in which capacity (NĐ 118/2025 Điều 15); nothing when nobody does."""
    name, capacity = (str(given.get(key) or "") for key in ("name", "capacity"))
    if not name.strip() and not capacity.strip():
        return {}
    return {
        "filed_by": clean_name(name, field="applicant.filed_by.name"),
        "filed_as": clean_text(
            capacity, "applicant.filed_by.capacity", what="tư cách của người nộp thay", most=120, needed=False
        ),
    }


def opened(
    *, by: Actor, at: dt.datetime, type_: CaseType, unit: str, channel: str, applicant: Mapping[str, Any],
    papers: list[dict[str, Any]], note: str, state: str, return_by: str = ReturnBy.CENTRE, form: str = "mau-01",
    answer_by: dt.datetime | None = None, proven: bool = False,
) -> tuple[engine.Work, Dossier, int]:  # fmt: skip
    """The new case and dossier, and the number of the ``form`` that the applicant is given.

    ``proven``: an electronic identity vouches for the applicant's number, as papers shown at the counter do.

    With ``answer_by`` it is filed only: its place in the register and the slip come with the reception.
    """
    if channel not in Channel.values:
        raise Invalid(field="channel", text="Chọn cách nộp: trực tiếp, trực tuyến, bưu chính hoặc hỗ trợ.")
    citizen, contact = applicant_of(applicant, channel, unit, by.agency, proven=proven)
    on = at.astimezone(TZ).date()
    agency = unit_on(unit, on)
    if return_by not in ReturnBy.values:
        raise Invalid(
            field="return_by", text="Chọn nơi nhận kết quả: tại nơi tiếp nhận, qua bưu chính hoặc trực tuyến."
        )
    if return_by == ReturnBy.POST and not contact["address"]:
        raise Invalid(
            field="return_by", text="Ghi địa chỉ của người nộp thì mới gửi kết quả qua bưu chính được."
        )
    day, register = f"dossier-{on:%y%m%d}", SYMBOLS["mau-01"]
    books = [day] if answer_by else [day, register, SYMBOLS[form]]
    numbers = {register: 0, SYMBOLS[form]: 0, **take_numbers(agency=unit, books=books, year=on.year)}
    work = engine.open_case(
        type_=type_, code=dossier_code(agency.agency_code, on, numbers[day]), agency=unit, place=by.agency or unit,
        title=type_.name, who=citizen.name, numbers=[citizen.id_number, contact["phone"]],
        state=state, by=by, at=at, answer_by=answer_by,
    )  # fmt: skip
    dossier = Dossier(
        case=work.case, procedure=type_.code, applicant=citizen,
        contact=json.dumps(contact, ensure_ascii=False), channel=channel, return_by=return_by, papers=papers,
        note=clean_text(note, "note", what="ghi chú", needed=False), book_number=numbers[register],
        on_the_spot=type_.step(0).get("on_the_spot", 0),
    )  # fmt: skip
    return work, dossier, numbers[SYMBOLS[form]]


def save_new(work: engine.Work, dossier: Dossier, kind: EventKind, *beside: Row, **facts: Any) -> Dossier:
    case, type_ = work.case, work.type
    dossier_facts = {
        "procedure": type_.code, "version": type_.version, "channel": dossier.channel, "place": case.place,
        "papers": len(dossier.papers), "limit": f"{type_.limit.amount} {type_.limit.unit}",
        "received_at": queries.plain(case.received_at), "due_at": queries.plain(case.due_at), **facts,
    }  # fmt: skip
    work.new.append(dossier)
    keep(work, kind, *beside, **dossier_facts)
    return dossier
