"""The steps of filing: who, the declaration page by page, papers, review; one group of questions a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.areas.filings import queries
from motcua.areas.filings.choices import Kind
from motcua.base.people.policies import details
from motcua.base.people.queries import SignedIn
from motcua.rules.eforms import Section
from motcua.rules.impossible import Fault, Invalid

WHO, PAPERS, REVIEW, DECLARE = "nguoi-nop", "giay-to", "xem-lai", "khai-"
FOR = ("self", "other", "org")
PEOPLE = ("Công dân", "Người", "Cá nhân", "Cán bộ", "Hộ gia đình")


@dataclass(frozen=True)
class Step:
    """One page of a filing."""

    code: str
    title: str
    section: Section | None = None


def steps_of(draft: Any, content: Mapping[str, Any]) -> list[Step]:
    """Every page that this filing has now; which there are depends on what was answered.

    What the page of who files has said is not asked again. A supplement has the pages of the declaration alone.
    """
    form, answers = queries.asked(draft).form, content["answers"]
    pages = []
    for one in form.pages(answers):
        open_ = tuple(
            question for question in one.questions if not (question.told and question.name in answers)
        )
        if open_:
            section = Section(one.code, one.title, open_)
            pages.append(Step(f"{DECLARE}{one.code}", one.title or form.title, section))
    if draft.kind == Kind.SUPPLEMENT:
        return pages
    return [Step(WHO, _("Người nộp")), *pages, Step(PAPERS, _("Giấy tờ")), Step(REVIEW, _("Xem lại và nộp"))]


def address(draft: Any, step: str) -> str:
    """Where a page of a filing is."""
    return reverse("portal:filing", args=[draft.pk, step])


def before(draft: Any) -> str:
    """Where the first page of a filing leads back to."""
    if draft.kind == Kind.SUPPLEMENT:
        return f"{reverse('portal:my-supplement', args=[draft.dossier])}#to-khai"
    return reverse("portal:file", args=[draft.procedure])


def left(draft: Any) -> str:
    """Where whoever began it stopped; its first page when that one is not asked any more."""
    content = queries.content(draft)
    code = content["step"]
    asked = {one.code for one in steps_of(draft, content)} if code else set()
    return address(draft, code if code in asked else WHO)


def around(steps: list[Step], code: str) -> tuple[Step | None, Step | None]:
    """The page before and the page after."""
    at = next((n for n, step in enumerate(steps) if step.code == code), 0)
    return (steps[at - 1] if at else None), (steps[at + 1] if at + 1 < len(steps) else None)


def only_people(subjects: Sequence[str]) -> bool:
    """Whether a procedure is for people alone, as the catalogue names who may file it; silence excludes nobody."""
    return bool(subjects) and all(one.startswith(PEOPLE) for one in subjects)


def applicant_posted(request: HttpRequest, who: SignedIn, *, people: bool = False) -> dict[str, str]:
    """Who files for whom, as posted; who one is comes from the electronic identity, never from the page."""
    said = {name: request.POST.get(name, "").strip()[:300] for name in ("phone", "email", "address")}
    given = request.POST.get("for", "")
    for_whom = given if given in FOR and not (people and given == "org") else "self"
    if for_whom == "self":
        return {
            "kind": "person", "name": who.name, "id_number": who.id_number, "filed_by": "", "capacity": "",
            "for": "self", **said,
        }  # fmt: skip
    prefix = "org" if for_whom == "org" else "other"
    return {
        "kind": "organisation" if for_whom == "org" else "person",
        "name": request.POST.get(f"{prefix}_name", "").strip()[:200],
        "id_number": request.POST.get(f"{prefix}_number", "").strip()[:20],
        "filed_by": who.name, "capacity": request.POST.get("capacity", "").strip()[:120], "for": for_whom, **said,
    }  # fmt: skip


def check_applicant(said: Mapping[str, str]) -> list[Fault]:
    """What is still to mend on the page of who files."""
    faults: list[Fault] = []
    try:
        details(
            kind=said["kind"], name=said["name"], id_number=said["id_number"], phone=said["phone"],
            email=said["email"], address=said["address"], id_required=said["for"] == "org", prefix="",
        )  # fmt: skip
    except Invalid as error:
        faults += error.faults
    if said["for"] != "self" and not said["capacity"]:
        faults.append(
            Fault("capacity", _("Ghi tư cách nộp thay: được ủy quyền, người đại diện hay quan hệ gì."), {})
        )
    if not said["phone"] and not said["email"]:
        faults.append(Fault("phone", _("Ghi số điện thoại hoặc thư điện tử để cơ quan báo tin."), {}))
    return faults
