"""Rendering the forms as PDF and PNG, and reading what was issued."""

import datetime as dt
import io
import json
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from barcode import Code128
from django.conf import settings
from django.utils.module_loading import import_string

from motcua.base.documents import events
from motcua.base.documents.choices import FORMS, SHEETS, Field, Form, Kind, Paper
from motcua.base.documents.models import IssuedDocument, NumberBook
from motcua.base.documents.policies import clean, faults, named, printed
from motcua.base.documents.ports import Extracted, Extractor, Mark, Place, Signatures
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal import queries as journal
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotFound

__all__ = [
    "FORMS",
    "SHEETS",
    "IssuedView",
    "Place",
    "code128_svg",
    "file_in",
    "fill",
    "issued_of",
    "joined",
    "open_issued",
    "qr_drawing",
    "qr_svg",
    "render",
    "render_png",
    "render_to_fill",
    "render_to_sign",
    "signature_mark",
    "signatures",
    "undrawable",
    "with_file",
]

PDF_STANDARD = "ua-1"
LETTER, DOCUMENT = "letter", "document"
"""The forms of which the title comes with the data: a letter whose wording is shipped, a document that was composed."""
PERIODIC_REPORT = "periodic-report"
"""A report of an agency: its title comes with the data."""

_BULLET, _UNKNOWN = "•", "\ufffd"
_UNUSUAL = re.compile("[^\\n\\t -\u024f\u1e00-\u1eff–—‘’“”…•₫]")
_ALIKE = {
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "⇒": "=>",
    "✓": "x",
    "✔": "x",
    "☑": "x",
    "☐": "o",
    "▪": "•",
    "●": "•",
    "■": "•",
}
"""What stands for signs that people copy from elsewhere and the font has not."""
_ENDLESS = re.compile(r"[^\s\u200b]{36}(?=[^\s\u200b])")


@lru_cache(maxsize=512)
def qr_svg(content: str) -> bytes:
    """QR code of ``content`` as SVG with its quiet zone of four modules, error correction M."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=4, light="white")
    return out.getvalue()


@lru_cache(maxsize=512)
def qr_drawing(content: str) -> str:
    """QR code of ``content`` as SVG that fills whatever place a page gives it."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=4, light="white", omitsize=True
    )
    return out.getvalue().decode()


def code128_svg(code: str) -> bytes:
    """Code 128 of the bare dossier code as SVG, without text (R1.17), with its quiet zone of ten modules."""
    modules = "".join(Code128(code).build())
    bars = "".join(
        f"M{run.start() + 10} 0h{len(run.group())}v40h-{len(run.group())}z"
        for run in re.finditer("1+", modules)
    )
    size = f"{len(modules) + 20} 40"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" preserveAspectRatio="none">'
        f'<path d="{bars}"/></svg>'
    ).encode()


_of_this_thread = threading.local()


@lru_cache(maxsize=1)
def _font_folders() -> tuple[Path, ...]:
    """Folders of fonts: those the installation names (real Times metrics), then the bundled Noto Serif.

    System fonts are never searched, so that a document looks the same wherever it is made.
    """
    import fontpkg

    own = tuple(Path(folder) for folder in getattr(settings, "DOCUMENT_FONTS", ()))
    return (*own, Path(fontpkg.path("Noto Serif")).parent)


def _compiler(template: Path) -> Any:
    """This thread's compiler of a template: reading fonts and template is paid once a thread."""
    import typst

    held: dict[str, Any] = _of_this_thread.__dict__
    if "fonts" not in held:
        held["fonts"] = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(_font_folders())
        )
    if str(template) not in held:
        held[str(template)] = typst.Compiler(
            template, root=template.parent, font_paths=held["fonts"], ignore_system_fonts=True
        )
    return held[str(template)]


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The characters that the bundled font draws upright and in italics."""
    from fontTools.ttLib import TTFont

    faces = (TTFont(face, lazy=True) for face in sorted(_font_folders()[-1].glob("*.ttf")))
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))


def _drawn(match: re.Match[str]) -> str:
    if ord(match[0]) in _letters():
        return match[0]
    alike = _ALIKE.get(match[0]) or unicodedata.normalize("NFKC", match[0])
    if all(ord(one) in _letters() for one in alike):
        return alike
    return _BULLET if unicodedata.category(match[0]) == "Co" else _UNKNOWN


def undrawable(text: str) -> str:
    """The characters of a text that no document can show, each once: whoever wrote them is told."""
    shown = ((one, _UNUSUAL.sub(_drawn, one)) for one in dict.fromkeys(text))
    return " ".join(one for one, drawn in shown if _UNKNOWN in drawn and one != _UNKNOWN)


def _legible(shown: Any) -> Any:
    """What can be drawn: other scripts' letters become "\ufffd" where everybody sees that something is missing,
    word processors' private bullets become "•", and a word too long for a line may break anywhere.
    """
    if isinstance(shown, str):
        return _ENDLESS.sub("\\g<0>\u200b", _UNUSUAL.sub(_drawn, shown))
    if isinstance(shown, list):
        return [_legible(item) for item in shown]
    return {name: _legible(cell) for name, cell in shown.items()}


def _form(code: str) -> Form:
    found = FORMS.get(code) or SHEETS.get(code)
    if found is None:
        raise NotFound()
    return found


def _row_marks(field: Field, rows: object) -> list[str]:
    """The QR code of each row of a table that has a column of addresses; nothing for any other table."""
    column = next((one.name for one in field.columns if one.kind is Kind.URL), "")
    if not column or not isinstance(rows, Sequence):
        return []
    return [qr_svg(str(row[column])).decode() if row.get(column) else "" for row in rows]


def _inputs(form: Form, data: Mapping[str, object], paper: str) -> tuple[dict[str, str], dt.datetime]:
    found = faults(form, data)
    if found:
        raise Invalid.of(found)
    if paper not in form.papers:
        raise Invalid(
            field="paper", text="{number} không in trên khổ giấy {paper}", number=form.number, paper=paper
        )
    shown = {field.name: printed(field, data.get(field.name)) for field in form.fields}
    code = str(shown.get("code") or "")
    address = next((str(shown[field.name]) for field in form.fields if field.kind is Kind.URL), "")
    marks = {"qr": qr_svg(address or code).decode(), "barcode": code128_svg(code).decode()} if code else {}
    rows = {
        field.name: _row_marks(field, data.get(field.name))
        for field in form.fields
        if field.kind is Kind.ROWS
    }
    issued_on = data["issued_on"]
    assert isinstance(issued_on, dt.date)
    drawn = {name: _legible(value) for name, value in shown.items()}
    said = (
        {
            "number": drawn.get("number"),
            "title": drawn.get("heading"),
            "law": drawn.get("basis"),
        }
        if form.code in (LETTER, DOCUMENT, PERIODIC_REPORT)
        else {}
    )
    content = {
        "form": {
            "code": form.code,
            "number": said.get("number") or form.number,
            "title": said.get("title") or form.title,
            "named": (drawn.get("kind"), drawn.get("about"))
            if form.code == DOCUMENT
            else named(str(said.get("title") or form.title)),
            "law": said.get("law") or form.law,
        },
        "paper": paper,
        "date": [issued_on.year, issued_on.month, issued_on.day],
        "fields": drawn,
        "marks": {**marks, "rows": rows},
    }
    made = dt.datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=TZ)
    return {"data": json.dumps(content, ensure_ascii=False)}, made


def render(form: str, data: Mapping[str, object], *, paper: str = Paper.A4) -> bytes:
    """The filled form as a tagged PDF (PDF/UA-1).

    ``form`` is a code of FORMS ("mau-01"), ``data`` maps field names to str, int, date, aware datetime, lists
    of texts or lists of rows (see the field's kind). Equal data gives equal bytes: the creation date is the
    document's own ``issued_on``. Title and metadata hold the form and the dossier code, no person's name.

    Raises Invalid naming every missing or malformed field, NotFound for an unknown form.
    """
    chosen = _form(form)
    inputs, made = _inputs(chosen, data, paper)
    pdf: bytes = _compiler(chosen.template).compile(
        format="pdf", sys_inputs=inputs, pdf_standards=[PDF_STANDARD], timestamp=made
    )
    return pdf


def with_file(pdf: bytes, name: str, content: bytes, said: str) -> bytes:
    """The PDF with a file in it, for whoever reads further than the page; its tags stay as they are."""
    import pypdf
    from pypdf.generic import NameObject, create_string_object

    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    found = writer.add_attachment(name, content).pdf_object
    found[NameObject("/UF")] = found[NameObject("/F")] = create_string_object(name)
    found[NameObject("/Desc")] = create_string_object(said)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def file_in(pdf: bytes, ending: str) -> bytes | None:
    """The first file in a PDF whose name ends so; None when there is none, or the PDF cannot be read."""
    import pypdf
    import pypdf.errors

    try:
        held = pypdf.PdfReader(io.BytesIO(pdf)).attachments
        return next((held[name][0] for name in held if name.endswith(ending)), None)
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        return None


def joined(first: bytes, *more: bytes) -> bytes:
    """Several PDF files as one, page after page; equal files give equal bytes."""
    import pypdf

    writer = pypdf.PdfWriter()
    for content in (first, *more):
        writer.append(pypdf.PdfReader(io.BytesIO(content)), import_outline=False)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def render_png(
    form: str, data: Mapping[str, object], ppi: float = 110, *, paper: str = Paper.A4
) -> list[bytes]:
    """The pages of the filled form as PNG images, for previews. Same data and errors as ``render``."""
    chosen = _form(form)
    inputs, _made = _inputs(chosen, data, paper)
    pages = _compiler(chosen.template).compile(format="png", ppi=ppi, sys_inputs=inputs)
    return [pages] if isinstance(pages, bytes) else list(pages)


# --- signatures ------------------------------------------------------------------------------------------------


SIGNATURE_MARK = Path(__file__).resolve().parent / "templates" / "marks" / "signature.typ"
FILLED = SIGNATURE_MARK.with_name("blank.typ")
PAGE_HEIGHT = 841.89
OFFICIAL, COSIGNER, AGENCY = "official", "cosigner", "agency"
WHERE_UNKNOWN = (330, 60, 540, 130)
"""The place of the official's signature on a page that was not made here: low on the right of the last one."""


def signatures() -> Signatures:
    """What signs and what reads signatures here, as settings name it."""
    made: Signatures = import_string(settings.SIGNATURES)()
    return made


def text_of(content: bytes, *, name: str) -> Extracted:
    """The text of a file, by the extractor that settings name. Raises CannotExtract."""
    extractor: Extractor = import_string(settings.EXTRACTOR)()
    return extractor.extract(content, name=name)


def render_to_sign(form: str, data: Mapping[str, object], of: str = OFFICIAL) -> tuple[bytes, Place]:
    """The filled form and where on it a signature is drawn: the page, and the box of the official's or cosigner's."""
    pdf = render(form, data)
    place = next((one for one in _marked(form, "<signature>") if one["of"] == of), None)
    return pdf, (-1, WHERE_UNKNOWN) if place is None else _box(place)


def render_to_fill(form: str, data: Mapping[str, object]) -> bytes:
    """The filled form with a blank (an empty field of the PDF) where its number and its day come after it was signed:
    a signature stays good over a blank that is filled later, over nothing else that changes."""
    import pyhanko.pdf_utils.generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    pdf = render(form, data)
    made: Any = pyhanko.pdf_utils.generic
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    named = made.pdf_name
    fields = made.ArrayObject()
    for n, one in enumerate(_marked(form, "<blank>")):
        left, high = one["x"], PAGE_HEIGHT - one["y"]
        box = (left, high - one["height"], left + one["width"], high)
        where = writer.find_page_for_modification(one["page"] - 1)[0]
        seen = made.StreamObject({
            named("/Type"): named("/XObject"), named("/Subtype"): named("/Form"),
            named("/BBox"): made.ArrayObject(map(made.NumberObject, (0, 0, 1, 1))),
        }, stream_data=b"")  # fmt: skip
        field = writer.add_object(made.DictionaryObject({
            named("/Type"): named("/Annot"), named("/Subtype"): named("/Widget"), named("/FT"): named("/Tx"),
            named("/T"): made.pdf_string(f"{one['what']}-{one['style']}-{n}"), named("/F"): made.NumberObject(4),
            named("/Ff"): made.NumberObject(1), named("/P"): where,
            named("/Rect"): made.ArrayObject(map(made.FloatObject, box)),
            named("/AP"): made.DictionaryObject({named("/N"): writer.add_object(seen)}),
        }))  # fmt: skip
        fields.append(field)
        writer.register_annotation(where, field)
    writer.root["/AcroForm"] = writer.add_object(made.DictionaryObject({named("/Fields"): fields}))
    writer.update_root()
    return _written(writer)


def fill(pdf: bytes, **said: str) -> bytes:
    """The PDF with its blanks filled: ``number``, ``day``; what was there stays byte for byte."""
    import pyhanko.pdf_utils.generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader

    made: Any = pyhanko.pdf_utils.generic
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    named = made.pdf_name
    for reference in writer.root["/AcroForm"]["/Fields"] if "/AcroForm" in writer.root else ():
        field = reference.get_object()
        what, style, *_n = [*str(field["/T"]).split("-"), ""]
        if what not in said:
            continue
        left, low, right, high = (float(side) for side in field["/Rect"])
        content = {
            "said": _legible(clean(said[what])), "style": style, "width": right - left, "height": high - low,
        }  # fmt: skip
        drawn: bytes = _compiler(FILLED).compile(
            format="pdf", sys_inputs={"data": json.dumps(content, ensure_ascii=False)}
        )
        seen = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(drawn)), page_ix=0)
        field[named("/V")] = made.pdf_string(said[what])
        field[named("/AP")] = made.DictionaryObject({named("/N"): seen})
        writer.update_container(field)
    return _written(writer)


def _written(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _marked(form: str, label: str) -> list[dict[str, Any]]:
    """What the form that was rendered last marks with a label."""
    found: list[dict[str, Any]] = json.loads(_compiler(_form(form).template).query(label, field="value"))
    return found


def _box(place: Mapping[str, Any]) -> Place:
    left, high = place["x"], PAGE_HEIGHT - place["y"]
    box = (round(left), round(high - place["height"]), round(left + place["width"]), round(high))
    return place["page"] - 1, box


def signature_mark(kind: str, *, name: str, at: dt.datetime, place: Place | None = None) -> Mark:
    """What is seen of a signature: the official's fills the place, the agency's seal lies over its left third
    (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    page, (left, low, right, high) = place or (-1, WHERE_UNKNOWN)
    third = (right - left) // 3
    if kind == AGENCY:
        size = min(high - low, 2 * third)
        left, right = left + third // 2 - size // 2, left + third // 2 + size - size // 2
    content = {
        "kind": kind, "name": _legible(clean(name)), "at": f"{at.astimezone(TZ):%d.%m.%Y %H:%M:%S +07:00}",
        "width": right - left, "height": high - low,
    }  # fmt: skip
    inputs = {"data": json.dumps(content, ensure_ascii=False)}
    drawn: bytes = _compiler(SIGNATURE_MARK).compile(
        format="pdf", sys_inputs=inputs, timestamp=at.replace(microsecond=0)
    )
    return Mark(drawn, (left, low, right, high), page)


@dataclass(frozen=True)
class IssuedView:
    """What is shown of an issued document."""

    id: int
    form: str
    title: str
    number: str
    sha256: str
    issued_at: dt.datetime


def next_number(agency: str, book: str, year: int) -> int:
    """The number that a book gives next, if nobody takes it first: to be shown, never to be kept."""
    row = NumberBook.objects.filter(agency=agency, book=book, year=year).first()
    return (row.last if row else 0) + 1


def taken_here(agency: str, book: str, year: int, number: int) -> bool:
    """Whether the book as it is kept here gave this number: one above its last, or known to be given on paper before it
    was kept here, it did not."""
    if number >= next_number(agency, book, year):
        return False
    for event in journal.of_subject(f"book:{agency}:{book}:{year}"):
        begun = event.kind == events.BOOK_BEGUN.name
        first, last = (0, event.facts["last"]) if begun else (event.facts["after"], event.facts["number"])
        if first < number <= last:
            return False
    return True


def issued_of(subject: str) -> list[IssuedView]:
    """The documents issued for a subject, oldest first."""
    return [
        IssuedView(row.pk, row.form, FORMS[row.form].title, row.number, row.sha256, row.issued_at)
        for row in IssuedDocument.objects.filter(subject=subject)
    ]


def open_issued(document_id: int, *, subject: str) -> OpenedFile:
    """The exact bytes of an issued document of ``subject``; NotFound when it is not one of them.

    The caller has asked whether the actor may see the subject.
    """
    row = IssuedDocument.objects.filter(pk=document_id, subject=subject).first()
    if row is None:
        raise NotFound()
    return open_file(row.file_id, subject=subject)
