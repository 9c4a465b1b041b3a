"""Reading a document into a directive: what is read is kept with every step, and nothing is created until a person
asks for it (S062–S065)."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from motcua.areas.directives import policies
from motcua.areas.directives.actions.drafting import (
    create_from_reading,
    document_faults,
    too_many,
    unsound,
)
from motcua.areas.directives.actions.keeping import Uploaded, acting_post, day_of
from motcua.areas.directives.models import Directive, Reading
from motcua.areas.directives.queries import readings
from motcua.base.documents.ports import CannotExtract, Extracted
from motcua.base.documents.queries import text_of
from motcua.base.files import actions as stored
from motcua.base.files.models import StoredFile
from motcua.base.files.policies import safe_name
from motcua.base.files.queries import open_file as stored_file
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.actions import cite
from motcua.rules import confirming, reading
from motcua.rules.citing import cited
from motcua.rules.correspondence import mark_of, refuse_secrets
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed
from motcua.rules.privacy import check_no_denouncer
from motcua.rules.vietnamese import nfc

MOST = 400_000
"""Letters that are read at once: some 150 pages."""
KEPT_AS_THEY_ARE = frozenset({"pdf", "docx"})


class AlreadyCreated(Impossible):
    text = "Bản đọc này đã tạo văn bản {code}."


def begin_reading(
    *, by: Actor, at: dt.datetime, unit: str, file: Uploaded | None = None, text: str = "", source: str = "",
    division: str = "",
) -> uuid.UUID:  # fmt: skip
    """Đọc văn bản: an upload or a pasted text is read and kept; its fields wait to be confirmed.

    ``source``: code of the document in the registers whose file it is; who calls looked that it may be seen.
    ``division``: whose own it is, where others of the agency may not see it.
    Raises CannotExtract for what cannot be read, Invalid for what may not be kept.
    """
    if not policies.can_confirm(by, unit, division):
        raise NotAllowed()
    return _read(
        by=by,
        at=at,
        agency=unit,
        post=acting_post(by),
        file=file,
        text=text,
        source=source,
        division=division,
    )


def offer_reading(
    *, at: dt.datetime, agency: str, division: str, post: str, file: Uploaded, source: str
) -> uuid.UUID | None:
    """Đề nghị đưa vào theo dõi: what the agency signed itself is read by itself, once, and waits to be confirmed.

    ``post``: who composed it. Nothing where it cannot be read or may not be kept: its page says so when asked for.
    """
    if readings.is_read(source):
        return None
    try:
        return _read(
            by=SYSTEM, at=at, agency=agency, post=post, file=file, text="", source=source, division=division
        )
    except Impossible:
        return None


def _read(
    *, by: Actor, at: dt.datetime, agency: str, post: str, file: Uploaded | None, text: str, source: str,
    division: str,
) -> uuid.UUID:  # fmt: skip
    name = safe_name((file.name if file else "") or "van-ban.txt")
    content = file.read() if file else text.encode()
    found = text_of(content, name=name) if file else Extracted(nfc(text.replace("\r\n", "\n")), "txt")
    if not found.text.strip():
        raise CannotExtract(why="tệp không có chữ nào")
    warnings = list(found.warnings)
    if len(found.text) > MOST:
        warnings.append(f"Văn bản quá dài; chỉ đọc {MOST:,} chữ cái đầu.".replace(",", "."))
    words = found.text[:MOST].replace("\0", " ")
    refuse_secrets(mark_of(words), name, field="file" if file else "text")
    read = reading.read(words).as_json()
    if title := read.get("title"):
        check_no_denouncer(title["value"], "file" if file else "text")
    warnings += read.pop("warnings")
    read.pop("items")
    row = Reading(
        agency=agency, post=post, begun_at=at, saved_at=at, name=name, source=source, unit=division,
        sha256=hashlib.sha256(content).hexdigest(),
        content=json.dumps(
            {"text": words, "kind": found.kind, "pages": list(found.pages), "read": read, "warnings": warnings},
            ensure_ascii=False,
        ),
    )  # fmt: skip
    with transaction.atomic():
        if found.kind in KEPT_AS_THEY_ARE:
            row.file = stored.store(subject=row.subject, name=name, content=content, by=by, at=at)
        else:
            row.file = stored.keep(
                subject=row.subject, name=f"{name.rpartition('.')[0] or name}.txt",
                media_type="text/plain; charset=utf-8", content=words.encode(), by=by, at=at,
            )  # fmt: skip
        row.save(force_insert=True)
    return row.pk


def _open(by: Actor, id: uuid.UUID) -> Reading:
    row = readings.find(by, id, locked=True)
    if code := readings.became(row):
        raise AlreadyCreated(code=code)
    return row


def say(
    *, by: Actor, at: dt.datetime, id: uuid.UUID, key: str, state: str, value: Mapping[str, Any] | None = None
) -> readings.Held:
    """Xác nhận, sửa hoặc bỏ ra một mục; kept at once. A value left out stays what it was."""
    with transaction.atomic():
        row = _open(by, id)
        held = readings.held(row)
        if key not in {point.key for point in held.points} or state not in ("yes", "no", ""):
            raise Invalid(field=key, text="Không có mục này trong bản đọc.")
        said = {name: dict(one) for name, one in held.said.items()}
        said[key] = {
            **said.get(key, {}),
            "state": state,
            **({"value": dict(value)} if value is not None else {}),
        }
        row.said, row.saved_at = json.dumps(said, ensure_ascii=False), at
        row.save(update_fields=["said", "saved_at"])
        return readings.held(row)


def give_up(*, by: Actor, at: dt.datetime, id: uuid.UUID) -> None:
    """Bỏ bản đọc: what was read goes with its file; nothing was created."""
    with transaction.atomic():
        _drop(_open(by, id), at)


def _drop(row: Reading, at: dt.datetime) -> None:
    file, subject = row.file_id, row.subject
    row.delete()
    stored.erase(file_id=file, subject=subject, at=at)
    StoredFile.objects.filter(pk=file).delete()


def drop_left_alone(*, at: dt.datetime) -> int:
    """Readings that nobody touched for two months go; how many."""
    left = readings.left_alone(at)
    for id in left:
        with transaction.atomic():
            if row := Reading.objects.select_for_update().filter(pk=id, directive__isnull=True).first():
                _drop(row, at)
    return len(left)


def foreseen(*, by: Actor, at: dt.datetime, row: Reading, held: readings.Held) -> list[Fault]:
    """What would be refused if all that was not left out were confirmed as it stands, each at its point: said while
    there is time to mend it."""
    kept = [point for point in held.points if confirming.state_of(point, held.said) != "no"]
    head = [point for point in kept if not point.task]
    said = {point.key: {**held.said.get(point.key, {}), "state": "yes"} for point in head}
    fields, _tasks, origin = confirming.given(head, said, day_for=lambda day, _before: day)
    given = {name: field["value"] for name, field in fields.items()}
    register = row.source if row.unit else ""
    found = document_faults(given, agency=row.agency, by=by, on=day_of(at), register=register)
    faults = [type(one)(confirming.point_of(one.field, origin), one.text, one.params) for one in found]
    faults += [
        Fault(point.key, "Chọn kỳ lặp lại và ngày của mỗi kỳ.", {})
        for point in kept
        if point.kind == confirming.TIME and unsound(confirming.value_of(point, held.said.get(point.key, {})))
    ]
    return faults + too_many(sum(point.kind == confirming.TASK for point in kept))


def create_confirmed(*, by: Actor, at: dt.datetime, id: uuid.UUID) -> Directive:
    """Tạo văn bản và nhiệm vụ: what was confirmed becomes a draft with its tasks, the file goes with it; all or
    nothing. Faults are named by the point they came from."""
    with transaction.atomic():
        row = _open(by, id)
        held = readings.held(row)
        fields, tasks, origin = confirming.given(
            held.points, held.said, day_for=lambda day, before: readings.last_day(row.agency, day, before)
        )
        source = {"sha256": row.sha256, "reader": readings.READER}
        if row.source:
            source["outgoing" if row.unit else "incoming"] = row.source
        try:
            made = create_from_reading(
                by=by, at=at, unit=row.agency, fields=fields, tasks=tasks, files=[row.file],
                points=sum(confirming.state_of(point, held.said) == "yes" for point in held.points),
                source=source,
            )  # fmt: skip
        except Invalid as refusal:
            raise Invalid.of(
                [
                    type(one)(confirming.point_of(one.field, origin), one.text, one.params)
                    for one in refusal.faults
                ]
            ) from refusal
        _cited(made, "\n".join(fields.get("references", {}).get("value", ())), at)
        row.directive, row.content, row.said, row.name, row.saved_at = made, "", "", "", at
        row.save()
        return made


def cite_file(*, at: dt.datetime, code: str) -> bool:
    """What the document of a directive that was read before references were kept cites, out of its file; whether it
    cites anything. One that cannot be read again says nothing."""
    made = Directive.objects.get(code=code)
    row = made.files.filter(task=None).select_related("file").order_by("n").first()
    if row is None:
        return False
    held = stored_file(row.file_id, subject=row.file.subject)
    try:
        return _cited(made, text_of(held.content, name=held.view.name).text, at)
    except CannotExtract:
        return False


def _cited(made: Directive, text: str, at: dt.datetime) -> bool:
    """What is confirmed that the document cites becomes known with the directive; its own number is no citation."""
    found = [one for one in cited(text) if not (one.symbol and one.symbol.value == made.number)]
    if found:
        cite(by=SYSTEM, at=at, source=made.subject, agency=made.agency, references=found, part="reading")
    return bool(found)
