"""What the reception screen shows: read from what was typed so far, whether a script asked or a whole form came."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import forms
from motcua.areas.dossiers.choices import Channel, PaperForm, ReturnBy
from motcua.areas.fees import queries as fees
from motcua.areas.procedures import queries as catalogue
from motcua.areas.results import queries as warehouse
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import receiving_for, version_on
from motcua.base.people import queries as people
from motcua.base.people.choices import CitizenKind
from motcua.faces.ui.session import now_of
from motcua.faces.ui.templatetags.ui import dotted
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import due, explain
from motcua.rules.impossible import Fault, Impossible
from motcua.rules.vietnamese import fold, nfc

if TYPE_CHECKING:
    from motcua.areas.cases.models import CaseType

PERSON = ("kind", "name", "id_number", "phone", "email", "address")
NEW = "new"
LABELS = {
    "applicant.kind": gettext_lazy("Cá nhân hay tổ chức"), "applicant.name": gettext_lazy("Họ và tên"),
    "applicant.id_number": gettext_lazy("Số định danh hoặc mã số thuế"),
    "applicant.phone": gettext_lazy("Điện thoại"), "applicant.email": gettext_lazy("Thư điện tử"),
    "applicant.address": gettext_lazy("Địa chỉ"), "person": gettext_lazy("Người nộp hồ sơ"),
    "procedure": gettext_lazy("Thủ tục"), "papers": gettext_lazy("Giấy tờ"), "reason": gettext_lazy("Lý do"),
    "law": gettext_lazy("Căn cứ pháp lý"), "note": gettext_lazy("Ghi chú"), "channel": gettext_lazy("Cách nộp"),
    "unit": gettext_lazy("Đơn vị"), "return_by": gettext_lazy("Nhận kết quả"),
    "applicant.filed_by.name": gettext_lazy("Họ tên người nộp thay"),
    "applicant.filed_by.capacity": gettext_lazy("Tư cách của người nộp thay"),
}  # fmt: skip

CAPACITIES = (
    gettext_lazy("Người được ủy quyền"), gettext_lazy("Người đại diện theo pháp luật"), gettext_lazy("Cha, mẹ"),
    gettext_lazy("Vợ, chồng"), gettext_lazy("Con"), gettext_lazy("Người giám hộ"),
)  # fmt: skip
"""In which capacity others usually file; anything else is typed."""

SAID_ON_TOP = frozenset({"channel", "note"})
"""Fields beside which the page has no place for what is wrong."""


def typed(request: HttpRequest, name: str, most: int = 2000) -> str:
    """What was typed, in composed letters: a keyboard that decomposes them is no mistake of the official."""
    return nfc(request.POST.get(name, "")).strip()[:most]


def card(scanned: str) -> dict[str, str]:
    """The fields on a citizen's card, from its QR code: ``number|old number|name|born|sex|address|issued``."""
    parts = [part.strip() for part in nfc(scanned).split("|")]
    if len(parts) < 6 or not parts[0].isdecimal():
        return {}
    return {"kind": CitizenKind.PERSON, "id_number": parts[0], "name": parts[2], "address": parts[5]}


def sought(words: str) -> str:
    """By what a person is looked for: the number on the card when a card was scanned."""
    return card(words).get("id_number", "") or words


def least(found: people.Known) -> str:
    """What tells two people of one name apart without telling much: masked numbers."""
    return " · ".join(dotted(part) for part in (found.id_number, found.phone) if part)


@dataclass(frozen=True)
class Applicant:
    """Who hands in: ``known`` from an earlier visit, or ``new`` with what was typed."""

    value: str
    text: str
    known: people.Known | None
    fields: dict[str, str]

    @property
    def new(self) -> bool:
        """Whether the fields of a new person stand open."""
        return self.value == NEW

    def given(self) -> dict[str, Any]:
        """As ``dossiers.actions.receive`` takes it."""
        return {"citizen": self.value} if self.known else dict(self.fields)


def applicant(request: HttpRequest) -> Applicant:
    """The person as chosen or typed. Without a script the radio button of the list decides."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    value = typed(request, "pick-citizen", 20) or typed(request, "citizen", 20)
    text = typed(request, "citizen_text", 400)
    fields = {name: typed(request, name, 400) for name in PERSON}
    if not value and any(fields[name] for name in ("name", "id_number")):
        value = NEW
    if value == NEW:
        known = card(text) or ({"id_number": text} if any(map(str.isdigit, text)) else {"name": text})
        fields = {name: fields[name] or known.get(name, "") for name in PERSON}
        fields["kind"] = fields["kind"] or CitizenKind.PERSON
        return Applicant(NEW, text, None, fields)
    if value.isdecimal():
        try:
            found = people.citizen(by, int(value))
        except Impossible:
            return Applicant("", text, None, fields)
        return Applicant(value, found.name, found, fields)
    return Applicant("", text, None, fields)


def filer(request: HttpRequest) -> dict[str, str]:
    """Who files for the applicant, as typed."""
    return {name: typed(request, f"filed_by_{name}", 200) for name in ("name", "capacity")}


def deciding(request: HttpRequest) -> str:
    """The unit that decides: one's own unless another of the province was chosen (R1.8)."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return typed(request, "unit", 24) or by.agency


def type_of(request: HttpRequest, at: dt.datetime) -> "CaseType | None":
    """The procedure chosen, in the version in force now."""
    code = typed(request, "pick-procedure", 40) or typed(request, "procedure", 40)
    return cases.current_type("dossier", code, at.astimezone(TZ).date()) if code else None


HELD = "held:"
"""How the choice of a paper's form says that it is taken from the warehouse: this, and the code of the result."""


def held_by(
    request: HttpRequest, type_: "CaseType | None", who: Applicant, at: dt.datetime
) -> Mapping[str, Any]:
    """What the warehouse has of this applicant for the papers of the procedure, by component (R2.15)."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    if type_ is None or not who.value:
        return {}
    holder = warehouse.holder_of(
        by, citizen=who.known.id if who.known else None, number=who.fields["id_number"]
    )
    return warehouse.offered(
        type_.papers, agency=deciding(request), holder=holder, on=at.astimezone(TZ).date()
    )


def papers_of(
    type_: "CaseType | None", request: HttpRequest, held: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The checklist: what is asked for, ticked as posted; what the State has already is shown, never asked.

    Ticks made for another procedure do not count for this one, whatever their numbers. What the warehouse has is taken
    from there unless something else is chosen.
    """
    rows = []
    looked_at = type_ is not None and request.POST.get("papers_of") == type_.code
    ticked = set(request.POST.getlist("papers")) if looked_at else set()
    posted = request.POST if looked_at else {}
    for paper in type_.papers if type_ else []:
        code, asked = paper["code"], paper.get("asked", True)
        usual = PaperForm.COPY if not paper.get("originals") and paper.get("copies") else PaperForm.ORIGINAL
        many = paper.get("originals") or paper.get("copies") or 1
        kept = held.get(code)
        rows.append(
            {
                **paper, "asked": asked, "when": _when(paper.get("case", "")),
                "required": bool(paper.get("required")) and asked, "ticked": code in ticked,
                "count": posted.get(f"copies-{code}", str(many)), "form_name": paper.get("form", ""),
                "given": posted.get(f"form-{code}", f"{HELD}{kept.code}" if kept else str(usual)), "held": kept,
                "held_value": f"{HELD}{kept.code}" if kept else "",
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (not row["required"], not row["asked"]))


def _when(case: str) -> str:
    """In which case a conditional paper is needed, as a sentence."""
    if not case or fold(case).startswith(("khi ", "neu ", "truong hop ")):
        return case[:1].upper() + case[1:]
    return _("Trường hợp: {case}").format(case=case)


def papers_given(type_: "CaseType", request: HttpRequest) -> list[dict[str, Any]]:
    """The papers ticked, as ``dossiers.actions.receive`` takes them."""
    found: list[dict[str, Any]] = []
    if type_.papers and request.POST.get("papers_of") != type_.code:
        return found
    for code in request.POST.getlist("papers"):
        copies, form = (
            request.POST.get(f"copies-{code}", "1"),
            request.POST.get(f"form-{code}", PaperForm.ORIGINAL),
        )
        if form.startswith(HELD):
            found.append({"component": code, "result": form.removeprefix(HELD)})
            continue
        number = int(copies) if copies.isdecimal() and len(copies) < 4 else 0
        given = {
            "component": code,
            "copies": number,
            "form": form,
        }
        found.append(given)
    return found


def promise(type_: "CaseType | None", unit: str, at: dt.datetime) -> dict[str, Any]:
    """The appointment as it would be printed now, and why."""
    if type_ is None:
        return {}
    calendar = calendar_for(unit)
    return {
        "due_at": due(at, type_.limit, calendar, type_.cut),
        "why": list(map(spoken.spoken, explain(at, type_.limit, calendar, type_.cut))),
        "limit": spoken.spoken(type_.limit.words()),
    }


def asked_for(type_: "CaseType | None", unit: str, at: dt.datetime) -> dict[str, Any]:
    """What it costs: the words that the slip prints, and the sums that the schedule here fixes."""
    if type_ is None:
        return {}
    on = at.astimezone(TZ).date()
    return {
        "fee": forms.fee_words(type_.code, on),
        "sums": [one for one in fees.proposals(unit, type_.code, on) if one.amount],
    }


def people_found(by: Actor, words: str) -> list[people.Known]:
    """People of that number, telephone or name."""
    return people.search_citizens(by, sought(words)) if words else []


def procedures_found(words: str, at: dt.datetime) -> list[catalogue.Found]:
    """Procedures that may be received today, best first."""
    found = catalogue.search(words, limit=12, on=at.date()).items if words else ()
    return [one for one in found if one.receivable][:8]


def said_of(found: catalogue.Found) -> str:
    """Code, field and time of a procedure, for lists to choose from."""
    time = spoken.spoken(found.limit.words()) if found.limit else found.limit_text
    return " · ".join(part for part in (found.code, found.field, time) if part)


def context(request: HttpRequest, *, faults: Sequence[Fault] = (), say: str = "") -> dict[str, Any]:
    """Everything the reception screen and its pieces show. Faults stand at their field and on top."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    type_, who = type_of(request, at), applicant(request)
    words = typed(request, "procedure_text", 200)
    looked = request.method == "POST" and not request.headers.get("HX-Request")
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        wrong.setdefault("papers" if fault.field.startswith("papers") else fault.field, []).append(
            spoken.fault(fault)
        )
    return {
        "now": at, "unit": version_on(by.agency, at.date()), "who": who, "kinds": CitizenKind.choices,
        "typed": {name: typed(request, name) for name in ("note", "reason", "law", "channel")},
        "people_found": people_found(by, who.text) if looked and not who.value else [],
        "looked": looked, "type": type_, "procedure_text": f"{type_.code} · {type_.name}" if type_ else words,
        "procedures_found": [
            (one, said_of(one)) for one in (procedures_found(words, at) if looked and type_ is None else ())
        ],
        "channels": [(value, label) for value, label in Channel.choices if value != Channel.ONLINE],
        "forms": PaperForm.choices, "papers": papers_of(type_, request, held_by(request, type_, who, at)),
        "promise": promise(type_, deciding(request), at),
        **asked_for(type_, deciding(request), at), "deciding": deciding(request),
        "units": receiving_for(by.agency, at.date()),
        "wrong": wrong, "say": say, "declining": request.POST.get("act") == "decline",
        "errors": [
            {
                "field_id": "at-" + name.replace(".", "-"), "label": LABELS.get(name, name),
                "text": " ".join(said) if name in SAID_ON_TOP else "",
            }
            for name, said in wrong.items()
        ],
        "channel": typed(request, "channel", 20) or Channel.COUNTER, "filer": filer(request),
        "ways_back": ReturnBy.choices, "return_by": typed(request, "return_by", 20) or ReturnBy.CENTRE,
        "capacities": CAPACITIES,
    }  # fmt: skip
