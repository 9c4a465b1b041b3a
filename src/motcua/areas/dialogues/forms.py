"""What leaves the house: invitation and conclusion notice (PDF, DOCX), the calendar, the figures of a consultation."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import icalendar
import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.dialogues import queries
from motcua.areas.dialogues.choices import DialogueState, QuestionState, Stance, groups, kinds
from motcua.areas.dialogues.models import Commitment, Consultation, Dialogue
from motcua.base.documents import forms as letters
from motcua.base.orgs.queries import version_on
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.dialogues import Tally
from motcua.rules.vietnamese import locality, moment_words

INVITATION, CONCLUSION = "giay-moi", "thong-bao-ket-luan"
LETTERS = {INVITATION: "dialogue-invitation", CONCLUSION: "dialogue-conclusion"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"pdf": "application/pdf", "docx": DOCX}


def address(dialogue: Dialogue) -> str:
    """Where the public follows a dialogue."""
    return f"{settings.BASE_URL}/doi-thoai/{dialogue.code}"


def door_address(dialogue: Dialogue) -> str:
    """What the QR code at the door opens."""
    return f"{address(dialogue)}/hoi?cua={queries.door_key(dialogue)}"


# --- letters ---------------------------------------------------------------------------------------------------


def available(dialogue: Dialogue) -> list[str]:
    """The papers that a dialogue has now."""
    found = [INVITATION] if dialogue.invitation_number else []
    return [*found, CONCLUSION] if dialogue.conclusion_number else found


@override("vi")
def paper(name: str, dialogue: Dialogue, kind: str) -> bytes:
    """A paper of a dialogue as PDF, or as DOCX to be edited; the caller asked whether it is there."""
    data = letters.filled(LETTERS[name], _head(name, dialogue), _values(dialogue))
    return letters.as_docx(data) if kind == "docx" else letters.as_pdf(data)


def _head(name: str, dialogue: Dialogue) -> dict[str, object]:
    issued = dialogue.announced_at if name == INVITATION else dialogue.concluded_at
    assert issued is not None
    on = issued.astimezone(TZ).date()
    unit = version_on(dialogue.agency, on)
    signer = next(iter(holder_names(dialogue.chair, on)), "")
    return {
        "agency": _agency(dialogue, on), "place": locality(unit.name, unit.kind),
        "issued_on": on, "code": dialogue.code, "capacity": dialogue.chair_title, "signer": signer,
        "symbol": dialogue.invitation_number if name == INVITATION else dialogue.conclusion_number,
    }  # fmt: skip


def _agency(dialogue: Dialogue, on: dt.date) -> str:
    unit = version_on(dialogue.agency, on)
    first, _space, rest = unit.name.partition(" ")
    return f"Ủy ban nhân dân {first.lower()} {rest}".strip()


def _counted(numbers: dict[str, int]) -> str:
    return ", ".join(f"{groups().get(code, code)}: {n}" for code, n in numbers.items())


def _promised(commitment: Commitment) -> str:
    """When it was first promised for, as its page says it."""
    case, first = commitment.case, queries.due_of(commitment.case.agency, commitment.promised_on)
    moment = case.due_at if commitment.due_on == commitment.promised_on else first
    return moment_words(moment.astimezone(TZ))


def _values(dialogue: Dialogue) -> dict[str, str]:
    kind = kinds()[dialogue.kind]
    shown = dialogue.questions.filter(state=QuestionState.SHOWN)
    promised = [
        f"{n}. {one.content.removesuffix('.')}. Giao: {one.post_title}. Hoàn thành chậm nhất {_promised(one)}."
        for n, one in enumerate(queries.public_commitments(dialogue.agency, dialogue), 1)
    ]
    meeting = dialogue.title if kind.name in dialogue.title else f"{dialogue.title} ({kind.name})"
    agreed = "" if dialogue.agreed is None else f"Số hộ đồng thuận sau đối thoại: {dialogue.agreed}."
    return {
        "agency": _agency(dialogue, dialogue.starts_at.astimezone(TZ).date()), "title": dialogue.title,
        "kind": kind.name, "meeting": meeting,
        "kind_law": kind.law, "joint": dialogue.joint, "project": dialogue.project,
        "chair": dialogue.chair_title, "where": dialogue.place, "purpose": dialogue.purpose,
        "starts": moment_words(dialogue.starts_at.astimezone(TZ)),
        "ends": moment_words(dialogue.ends_at.astimezone(TZ)),
        "until": moment_words(dialogue.questions_until.astimezone(TZ)),
        "topics": "\n".join(f"{n}. {one}" for n, one in enumerate(dialogue.topics, 1)),
        "groups": ", ".join(groups().get(code, code) for code in dialogue.groups), "address": address(dialogue),
        "participants": _counted(dialogue.participants), "agreed": agreed, "asked": str(shown.count()),
        "answered": str(shown.filter(answered_at__isnull=False).count()), "conclusion": dialogue.conclusion,
        "commitments": "\n".join(promised),
    }  # fmt: skip


# --- the calendar ----------------------------------------------------------------------------------------------


def calendar(dialogues: Iterable[Dialogue], *, name: str, at: dt.datetime) -> bytes:
    """Announced dialogues as iCalendar (RFC 5545), to be subscribed to."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Mot Cua//Doi thoai//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for one in dialogues:
        event = icalendar.Event()
        event.add("uid", f"{one.code}@{settings.BASE_URL.partition('://')[2].partition('/')[0]}")
        event.add("dtstamp", at.astimezone(dt.UTC))
        event.add("dtstart", one.starts_at.astimezone(dt.UTC))
        event.add("dtend", one.ends_at.astimezone(dt.UTC))
        event.add("summary", one.title)
        event.add("location", one.place)
        event.add("description", "\n".join(one.topics))
        event.add("url", address(one))
        event.add("status", "CANCELLED" if one.state == DialogueState.CANCELLED else "CONFIRMED")
        made.add_component(event)
    return bytes(made.to_ical())


# --- the figures of a consultation -----------------------------------------------------------------------------


def sheet(consultation: Consultation) -> bytes:
    """Positions by clause, words that were let through, what was taken in: a workbook without any name."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    labels = [str(Stance(one).label) for one in Stance.values]
    clauses = {one.n: one for one in queries.clauses(consultation)}
    names = {0: _("Toàn bộ dự thảo"), **{n: one.label for n, one in clauses.items()}}
    tallies = queries.tallies(consultation)
    _table(book.add_worksheet(_("Vị trí")), [_("Điều khoản"), *labels, _("Tổng")], [
        [names[n], tally.support, tally.object, tally.other, tally.all]
        for n in names for tally in [tallies.get(n, Tally())]
    ], bold, wrap)  # fmt: skip
    _table(book.add_worksheet(_("Ý kiến")), [_("Mã"), _("Điều khoản"), _("Vị trí"), _("Ý kiến"), _("Giải trình")], [
        [one.code, names.get(one.clause, ""), str(Stance(one.stance).label), one.words,
         one.explanation.n if one.explanation else ""]
        for one in queries.public_words(consultation).select_related("explanation")
    ], bold, wrap)  # fmt: skip
    head = [_("Số"), _("Ý kiến"), _("Tiếp thu"), _("Vì sao"), _("Số ý kiến"), _("Nơi khác")]
    _table(book.add_worksheet(_("Giải trình")), head, [
        [one.n, one.gist, one.get_taken_display(), one.why, one.comments.count(), one.gatherings.count()]
        for one in queries.explanations(consultation)
    ], bold, wrap)  # fmt: skip
    _table(book.add_worksheet(_("Hình thức khác")), [_("Hình thức"), _("Ngày"), *labels, _("Tóm tắt")], [
        [one.get_form_display(), f"{one.on:%d/%m/%Y}", one.support, one.object, one.other, one.gist]
        for one in queries.gatherings(consultation)
    ], bold, wrap)  # fmt: skip
    book.set_properties({"title": consultation.title, "author": "", "comments": consultation.code})
    book.close()
    return out.getvalue()


def _table(page: Any, head: list[str], rows: list[list[object]], bold: object, wrap: object) -> None:
    page.freeze_panes(1, 0)
    page.write_row(0, 0, head, bold)
    for column, name in enumerate(head):
        page.set_column(column, column, 60 if name in (_("Ý kiến"), _("Vì sao"), _("Tóm tắt")) else 18)
    for n, row in enumerate(rows, 1):
        page.write_row(n, 0, row, wrap)
