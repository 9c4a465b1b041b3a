"""A document laid out as NĐ 30/2020 asks, and the registers as sheets."""

import datetime as dt
import io
import re
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from motcua.areas.correspondence.choices import LETTER, MENDED, Mend, Urgency, type_choices, types
from motcua.areas.correspondence.models import Outgoing
from motcua.areas.correspondence.ports import Draft
from motcua.areas.correspondence.queries import incoming as incomings
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.base.documents.forms import composed
from motcua.base.documents.ports import Place
from motcua.base.documents.queries import (
    COSIGNER,
    DOCUMENT,
    OFFICIAL,
    render,
    render_png,
    render_to_fill,
    render_to_sign,
)
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, NoUnitThen, post_on, posts_on, version_on
from motcua.base.people.queries import holder_names
from motcua.rules.authority import position
from motcua.rules.calendar import TZ
from motcua.rules.composing import Block, blocks, ended
from motcua.rules.correspondence import listed

Data = dict[str, object]
REGISTER, PREVIEW_PPI = "document-register", 88
_ANNEX = re.compile(r"^\s*(phụ lục(?:\s+(?:số\s+)?[IVXLC\d]+)?)\s*[.:]?\s*(.*)$", re.IGNORECASE)


def data(
    draft: Draft, *, agency: str, on: dt.date, number: str = "", lines: Iterable[str] = (), signer: str = "",
    cosigner: str = "", later: bool = False,
) -> Data:  # fmt: skip
    """What the form is filled with; without a number it is a draft, undated. ``later``: number and day come into its
    blanks once all have signed."""
    known = types()[draft.type]
    head = queries.head_of(agency, on)
    title = _title(draft.signer, on)
    name = queries.agency_name(agency, on)
    said: Data = {
        "agency": name, "place": queries.place_name(agency, on), "issued_on": on,
        "symbol": number or queries.unnumbered(draft), "about": draft.abstract,
        "heading": f"{known.name} số {number}" if number else known.name,
        "urgency": str(Urgency(draft.urgency).label) if draft.urgency else "",
        "to": [one.rstrip(";.") for one in listed(draft.to)], "grounds": list(draft.grounds), "opening": known.opening,
        "body": _rows(ended(blocks(draft.body))), "annexes": _annexes(draft.annexes),
        "capacity": list(
            lines or queries.lines_for(agency, on, draft.signer, title, collective=draft.collective)
        ),
        "signer": signer or next(iter(holder_names(draft.signer, on)), ""),
        "recipients": recipients(draft),
    }  # fmt: skip
    if draft.type != LETTER:
        said["kind"] = known.name
    issuer = f"{position(head.title)} {name}" if head and not draft.collective else name
    if known.opening:
        said["issuer"] = issuer
    if known.abstract:
        del said["about"]
    calls = known.calls.replace("{THẨM QUYỀN}", issuer.upper()).replace("{Cơ quan}", name)
    said["calls_after" if calls.startswith("…") else "calls"] = calls.removeprefix("…").strip()
    if known.signatures:
        cosigner = cosigner or draft.party_name or next(iter(holder_names(draft.cosigner, on)), "")
        parties = _parties(draft, name, on, str(said["signer"]), cosigner) if known.parties else []
        said["body"] = [*parties, *_rows(ended(blocks(draft.body)))]
        above = {
            False: said["capacity"] if known.parties else [],
            True: _capacity(draft, on) if known.parties else [],
        }
        said["signatures"] = [
            {
                "capacity": "\n".join([label, *above[second]]), "signer": cosigner if second else said["signer"],  # type: ignore[misc]
                "of": COSIGNER if second else OFFICIAL,
            }
            for label, second in known.signed_by
        ]  # fmt: skip
    if later:
        said["later"] = queries.numbered(9999, draft)
    elif not number:
        said["undated"] = f"ngày … tháng … năm {on.year}"
    return {key: value for key, value in said.items() if value not in ("", [], None)}


def _capacity(draft: Draft, on: dt.date) -> list[str]:
    """As what the second signs."""
    title = position(_title(draft.cosigner, on)) if draft.cosigner else draft.party_position
    return [title] if title else []


def _parties(draft: Draft, agency: str, on: dt.date, signer: str, cosigner: str) -> list[dict[str, str]]:
    """Each party and who represents it, before the text."""
    posts = (position(_title(draft.signer, on)), "".join(_capacity(draft, on)))
    said = zip(("A", "B"), (agency, draft.party_agency or agency), (signer, cosigner), posts, strict=True)
    return [
        row
        for letter, body, person, title in said
        for row in (
            {"kind": "head!", "label": f"BÊN {letter}:", "text": body.upper()},
            {"kind": "dash", "label": "-", "text": f"Đại diện: {person or '…'}"},
            {"kind": "dash", "label": "-", "text": f"Chức vụ: {title or '…'}"},
        )
    ]


def _title(post: str, on: dt.date) -> str:
    try:
        return post_on(post, on).title
    except NoPost:
        return ""


def _rows(found: Iterable[Block]) -> list[dict[str, str]]:
    """As the form takes them: the kind of a heading ends with "!"."""
    return [{"kind": one.kind + "!" * one.bold, "label": one.label, "text": one.text} for one in found]


def _annexes(text: str) -> list[dict[str, str]]:
    """Rows of the annexes: a line that begins with "Phụ lục" begins one, its title beside it or on the next line."""
    rows, lines = list[dict[str, str]](), text.splitlines()
    held = list[str]()
    n = 0
    while n < len(lines):
        found = _ANNEX.match(lines[n])
        n += 1
        if not found:
            held.append(lines[n - 1])
            continue
        rows += _rows(blocks("\n".join(held)))
        title, held = found[2], []
        if not title and n < len(lines) and lines[n].strip() and not lines[n].lstrip().startswith("|"):
            title, n = lines[n].strip(), n + 1
        rows.append({"kind": "annex", "label": found[1].upper(), "text": title})
    rest = _rows(blocks("\n".join(held)))
    if rest and not any(row["kind"] == "annex" for row in rows):
        rows.insert(0, {"kind": "annex", "label": "PHỤ LỤC", "text": ""})
    return rows + rest


def recipients(draft: Draft) -> list[str]:
    """Nơi nhận as printed, the copy that is kept last."""
    given = [line for line in draft.recipients if line.strip()]
    if not any(line.strip(" -–").casefold().startswith("lưu") for line in given):
        given.append(f"Lưu: VT, {draft.unit_symbol}" if draft.unit_symbol else "Lưu: VT")
    return listed(given)


def of_outgoing(outgoing: Outgoing, *, later: bool = False) -> Data:
    """A document as it was signed, or as its draft stands today; ``later``: before its number and day were taken."""
    draft = queries.draft_of(outgoing)
    moment = outgoing.last_signed_at or outgoing.drafted_at
    on = moment.astimezone(TZ).date()
    signer = next(iter(holder_names(outgoing.signed_by, on)), "") if outgoing.signed_by else ""
    cosigned = outgoing.cosigned.signed_by if outgoing.cosigner else ""
    return data(
        draft, agency=outgoing.agency, on=on, number="" if later else outgoing.number, lines=outgoing.lines,
        signer=signer, cosigner=next(iter(holder_names(cosigned, on)), "") if cosigned else "", later=later,
    )  # fmt: skip


def to_sign(outgoing: Outgoing) -> Data:
    """The page under the signatures; with blanks for number and day where a second of the agency signs (R8.4)."""
    return of_outgoing(outgoing, later=bool(outgoing.cosigner))


@override("vi")
def pages(filled: Data) -> list[bytes]:
    """The pages as pictures, for looking at while one writes."""
    return render_png(DOCUMENT, filled, PREVIEW_PPI)


@override("vi")
def pdf(filled: Data, of: str = OFFICIAL) -> tuple[bytes, Place]:
    """The page to be signed, and where on it the signature of one of its signers is drawn."""
    plain, place = render_to_sign(DOCUMENT, filled, of)
    return render_to_fill(DOCUMENT, filled) if "later" in filled else plain, place


@override("vi")
def docx(filled: Data) -> bytes:
    """The same, to be edited."""
    return composed.as_docx(filled)


# --- registers -------------------------------------------------------------------------------------------------

IN_HEADS: tuple[str, ...] = (
    _("Ngày đến"), _("Số đến"), _("Tác giả"), _("Số, ký hiệu"), _("Ngày văn bản"), _("Tên loại và trích yếu"),
    _("Đơn vị, người nhận"), _("Ngày chuyển"), _("Hạn giải quyết"), _("Trạng thái"),
)  # fmt: skip
OUT_HEADS: tuple[str, ...] = (
    _("Số, ký hiệu"), _("Ngày tháng"), _("Tên loại và trích yếu"), _("Người ký"), _("Nơi nhận"), _("Đơn vị soạn"),
    _("Số nơi nhận"), _("Ghi chú"),
)  # fmt: skip
Rows = list[list[str]]


def incoming_rows(by: Actor, at: dt.datetime, year: int) -> Rows:
    """The register of incoming documents of a year (Phụ lục IV), the first number first."""
    on = at.astimezone(TZ).date()
    known, types_ = incomings.holders(by.agency, on), dict(type_choices())
    return [
        [
            f"{one.arrived_on:%d/%m/%Y}", str(one.serial), one.issuer, one.symbol,
            f"{one.dated_on:%d/%m/%Y}" if one.dated_on else "",
            f"{gettext(types_.get(one.type, one.type))}: {one.abstract}",
            ", ".join(incomings.named([one.lead], known, on)) if one.lead else "",
            f"{one.forwarded_at.astimezone(TZ):%d/%m/%Y}" if one.forwarded_at else "",
            f"{one.deadline:%d/%m/%Y}" if one.deadline else "", str(one.get_state_display()),
        ]
        for one in incomings.listed(by, at, year=year).order_by("serial")
    ]  # fmt: skip


def outgoing_rows(by: Actor, at: dt.datetime, year: int, others: Iterable[queries.Elsewhere] = ()) -> Rows:
    """The register of outgoing documents of a year, with what other work numbered from the same books."""
    on = at.astimezone(TZ).date()
    titles = {post.code: post.title for post in posts_on(on, agency=by.agency)}
    rows: list[tuple[dt.datetime, list[str]]] = []
    for one in (
        queries.listed(by, at, show="so", year=year).select_related("cosigned").prefetch_related("deliveries")
    ):
        to = [row.name for row in one.deliveries.all()]
        assert one.last_signed_at is not None
        note = str(MENDED[Mend(one.mended)]) if one.mended else ""
        rows.append((one.last_signed_at, [
            one.number, f"{one.last_signed_at.astimezone(TZ):%d/%m/%Y}",
            f"{gettext(types()[one.type].name)}: {one.abstract}",
            titles.get(one.signed_by, one.signed_by), "; ".join(to), _unit(one.unit, on), str(len(to) or ""), note,
        ]))  # fmt: skip
    for other in others:
        said = EVENTS[other.kind].sentence({"number": other.number}) if other.kind in EVENTS else other.kind
        day = f"{other.at.astimezone(TZ):%d/%m/%Y}"
        rows.append(
            (other.at, [other.number, day, said, other.title, "", "", "", other.subject.partition(":")[2]])
        )
    return [row for _at, row in sorted(rows, key=lambda found: found[0])]


def _unit(key: str, on: dt.date) -> str:
    try:
        return version_on(key, on).name
    except NoUnitThen:
        return key


def sheet(name: str, heads: Iterable[str], rows: Rows) -> bytes:
    """A register as a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page, bold = (
        book.add_worksheet(name[:31]),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    page.write_row(0, 0, [gettext(one) for one in heads], bold)
    page.set_column(0, len(list(heads)) - 1, 18)
    page.set_column(2, 2, 34)
    page.set_column(5, 5, 34)
    for n, row in enumerate(rows, 1):
        page.write_row(n, 0, row, wrap)
    book.set_properties({"title": name, "author": "", "comments": ""})
    book.close()
    return out.getvalue()


@override("vi")
def register(name: str, heads: Iterable[str], rows: Rows, *, agency: str, on: dt.date, year: int) -> bytes:
    """A register as a printed book."""
    return render(REGISTER, {
        "agency": queries.agency_name(agency, on), "place": queries.place_name(agency, on), "issued_on": on,
        "name": name, "period": f"Năm {year}", "heads": list(heads),
        "rows": [{"cells": "\t".join(cell.replace("\t", " ") for cell in row)} for row in rows],
    })  # fmt: skip
