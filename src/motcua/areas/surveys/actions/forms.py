"""Questionnaires of the locality (R5.18): written, changed while drafted, issued; an issued version stays as it is."""

import datetime as dt

from motcua.areas.surveys import events, evidence, policies, queries
from motcua.areas.surveys.choices import Form, shipped
from motcua.areas.surveys.models import LocalForm
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import unit_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.surveys import questionnaire
from motcua.rules.written import line

FINDS = {"form": queries.form_to_act_on}
LAW = "NQ 30c/NQ-CP; QĐ 2640/QĐ-BNV"


class AlreadyIssued(Impossible):
    text = "Bản này đã ban hành nên giữ nguyên. Soạn bản mới rồi sửa."


class StillDrafted(Impossible):
    text = "Đang có một bản chưa ban hành của bộ câu hỏi này. Sửa hoặc ban hành bản đó trước."


def _read(form: LocalForm, title: str, source: str, lines: str, overall: str, open: str) -> None:
    """What was typed, every fault at once."""
    faults = Faults()
    form.title = faults.take(line, title, "title", what="tên bộ câu hỏi")
    form.source = faults.take(line, source, "source", what="văn bản ban hành", needed=False)
    asked = faults.take(questionnaire.from_lines, lines, overall=overall, open=open)
    faults.done()
    form.content = questionnaire.plain(asked)


def _keep(form: LocalForm, kind: EventKind, *, by: Actor, at: dt.datetime) -> LocalForm:
    criteria = len(list(form.asked.criteria()))
    record(
        kind, subject=form.subject, unit=form.agency, by=by, at=at,
        facts={"version": form.version, "criteria": criteria, "rows": evidence.of_form(form)},
    )  # fmt: skip
    return form


@act(may=policies.can_plan, records=events.DRAFTED, law=LAW)
def draft_form(
    *, by: Actor, at: dt.datetime, title: str, lines: str, overall: str = "", open: str = "", source: str = "",
    based_on: str = "",
) -> LocalForm:  # fmt: skip
    """Soạn bộ câu hỏi của địa phương, of its own or beginning as a shipped one."""
    on = at.astimezone(TZ).date()
    made = LocalForm(version=1, agency=by.agency, based_on=based_on if based_on in shipped() else "")
    _read(made, title, source, lines, overall, open)
    n = take_number(agency=by.agency, book="survey-form", year=on.year)
    made.code = f"BCH-{unit_on(by.agency, on).agency_code}-{on:%y}-{n:02d}"
    made.made_at, made.made_by = at, by.post
    made.save(force_insert=True)
    return _keep(made, events.DRAFTED, by=by, at=at)


@act(may=policies.can_write, records=events.DRAFTED, law=LAW, finds=FINDS)
def next_version(*, by: Actor, at: dt.datetime, form: LocalForm) -> LocalForm:
    """Soạn bản mới from an issued one; the names of its criteria stay, so that rounds can be compared."""
    if queries.forms(by).filter(code=form.code, state=Form.DRAFT).exists():
        raise StillDrafted()
    last = queries.forms(by).filter(code=form.code).first() or form
    made = LocalForm(
        code=form.code, version=last.version + 1, agency=form.agency, title=form.title, source=form.source,
        based_on=form.based_on, content=form.content, made_at=at, made_by=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    return _keep(made, events.DRAFTED, by=by, at=at)


@act(may=policies.can_write, records=events.CHANGED, law=LAW, finds=FINDS)
def change_form(
    *, by: Actor, at: dt.datetime, form: LocalForm, title: str, lines: str, overall: str = "", open: str = "",
    source: str = "",
) -> LocalForm:  # fmt: skip
    """Sửa bản đang soạn."""
    if form.state != Form.DRAFT:
        raise AlreadyIssued()
    _read(form, title, source, lines, overall, open)
    form.save(update_fields=["title", "source", "content"])
    return _keep(form, events.CHANGED, by=by, at=at)


@act(may=policies.can_publish_form, records=events.ISSUED, law=LAW, finds=FINDS)
def publish_form(*, by: Actor, at: dt.datetime, form: LocalForm) -> LocalForm:
    """Ban hành: from now on rounds may use it, and nothing of it changes any more."""
    if form.state != Form.DRAFT:
        raise AlreadyIssued()
    form.state, form.published_at, form.published_by = Form.PUBLISHED, at, by.post
    form.save(update_fields=["state", "published_at", "published_by"])
    return _keep(form, events.ISSUED, by=by, at=at)
