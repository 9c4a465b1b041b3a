"""The data that comes with the product: law, holidays, units, procedures and their processes, loaded once a content."""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from motcua.areas.certification import actions as certification
from motcua.areas.complaints import actions as complaints
from motcua.areas.denunciations import actions as denunciations
from motcua.areas.dialogues import actions as dialogues
from motcua.areas.directives import actions as directives
from motcua.areas.feedback import actions as feedback
from motcua.areas.fees.actions import load_schedule
from motcua.areas.indicators.actions.definitions import keep_shipped
from motcua.areas.inspections import actions as inspections
from motcua.areas.petitions import actions as petitions
from motcua.areas.procedures import actions as procedures
from motcua.areas.receptions import actions as receptions
from motcua.base.calendars.actions import load_holidays
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import kind
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.journal.queries import last_of
from motcua.base.law.actions import load_law
from motcua.base.orgs.actions import load_units
from motcua.gateways.national_catalogue import read_files, read_processes, read_removed_papers

IN_FORCE = dt.date(2025, 7, 1)
SUBJECT = "catalogue"
LOADED = kind("catalogue.loaded", "Nạp dữ liệu kèm theo phần mềm ({files} tệp)")
BUILT = kind("catalogue.demonstration_built", "Dựng xong phường trình diễn ({dossiers} hồ sơ)")


def database_there() -> bool:
    """Whether there is a database to ask: asking SQLite for one that is missing would make it."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or "memory" in name or Path(name).exists()


def unapplied() -> list[str]:
    """Migrations that the database lacks."""
    executor = MigrationExecutor(connection if database_there() else None)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _files() -> list[Path]:
    folder: Path = settings.CATALOGUE
    return sorted(
        place for place in folder.rglob("*") if place.is_file() and "demonstration" not in place.parts
    )


def digest() -> str:
    """Digest of everything shipped."""
    total = hashlib.sha256()
    for place in _files():
        total.update(str(place.relative_to(settings.CATALOGUE)).encode() + b"\x00" + place.read_bytes())
    return total.hexdigest()


def loaded() -> str:
    """Digest of what was loaded last; empty when nothing was."""
    found = (
        Event.objects.filter(subject=SUBJECT, kind=LOADED.name).order_by("-n").values_list("facts", flat=True)
    )
    facts = found.first()
    return str(facts["digest"]) if facts else ""


def demonstration_built() -> bool:
    """Whether the demonstration ward was finished."""
    return Event.objects.filter(subject=SUBJECT, kind=BUILT.name).exists()


def can_found(by: Actor) -> bool:
    """The installation itself."""
    return by.post == SYSTEM.post


@act(may=can_found, records=LOADED, law="")
def note_loaded(*, by: Actor, at: dt.datetime, digest: str, files: int) -> None:
    """Ghi nhận đã nạp dữ liệu kèm theo phần mềm."""
    record(LOADED, subject=SUBJECT, unit="", by=by, at=at, facts={"digest": digest, "files": files})


@act(may=can_found, records=BUILT, law="")
def note_built(*, by: Actor, at: dt.datetime, dossiers: int) -> None:
    """Ghi nhận đã dựng xong phường trình diễn."""
    record(BUILT, subject=SUBJECT, unit="", by=by, at=at, facts={"dossiers": dossiers})


def load(at: dt.datetime, step: Callable[[int, int, str], None]) -> None:
    """Load what is shipped, in the order in which one part needs another."""
    folder: Path = settings.CATALOGUE

    def found(pattern: str) -> list[Path]:
        return sorted(folder.glob(pattern))

    law = [folder / "law" / f"{name}.csv" for name in ("instruments", "relations", "parameters")]
    stages: list[tuple[str, Callable[[], object]]] = [
        (_("văn bản và tham số"), lambda: load_law(files=law, by=SYSTEM, at=at)),
        (_("ngày nghỉ"), lambda: load_holidays(files=[folder / "holidays.csv"], by=SYSTEM, at=at)),
        (_("đơn vị hành chính"), lambda: load_units(files=found("units/*.csv.gz"), by=SYSTEM, at=at)),
        (_("danh mục giấy tờ người dân không phải nộp"), lambda: _removed(folder, at)),
        (_("thủ tục"), lambda: _procedures(found("procedures/*.jsonl"), at)),
        (_("quy trình nội bộ"), lambda: _processes(found("processes/*.json"), at)),
        (_("biểu mẫu điện tử"), lambda: _eforms(found("eforms/*.json"), at)),
        (_("loại việc chứng thực"), lambda: certification.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại đơn"), lambda: petitions.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại việc cam kết"), lambda: dialogues.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("chỉ tiêu"), keep_shipped),
        (_("loại nhiệm vụ"), lambda: directives.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại việc tiếp công dân"), lambda: receptions.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại vụ việc tố cáo"), lambda: denunciations.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("thời hạn giải quyết khiếu nại"), lambda: complaints.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại phản ánh"), lambda: feedback.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("loại việc trả lời kiến nghị"), lambda: inspections.load_types(by=SYSTEM, at=at, on=IN_FORCE)),
        (_("biểu phí, lệ phí"), lambda: _fees(folder / "fees", at)),
    ]
    for number, (name, run) in enumerate(stages):
        step(number, len(stages), name)
        run()
    note_loaded(by=SYSTEM, at=at, digest=digest(), files=len(_files()))
    step(len(stages), len(stages), "")


def _removed(folder: Path, at: dt.datetime) -> None:
    rules, _rejected = read_removed_papers((folder / "removed_papers.csv").read_bytes())
    procedures.load_removed_papers(rules=rules, by=SYSTEM, at=at)


def _procedures(files: list[Path], at: dt.datetime) -> None:
    procedures.load_records(reading=read_files(files), on=IN_FORCE, by=SYSTEM, at=at)


def _processes(files: list[Path], at: dt.datetime) -> None:
    for file in files:
        reading = read_processes(file.read_bytes())
        procedures.load_processes(
            processes=reading.processes,
            on=IN_FORCE,
            by=SYSTEM,
            at=at,
            doubts=reading.doubts,
            rejected=reading.rejected,
        )


def _eforms(files: list[Path], at: dt.datetime) -> None:
    for file in files:
        given = json.loads(file.read_text(encoding="utf-8"))
        with contextlib.suppress(procedures.SameForm):
            procedures.publish_eform(
                code=given["code"], schema=given["schema"], covers=given["covers"], source=given["source"],
                valid_from=max(dt.date.fromisoformat(given["valid_from"]), IN_FORCE), by=SYSTEM, at=at,
            )  # fmt: skip


def _fees(folder: Path, at: dt.datetime) -> None:
    load_schedule(items=[folder / "items.csv"], exemptions=[folder / "exemptions.csv"], by=SYSTEM, at=at)


def folder_facts() -> dict[str, object]:
    """What ``doctor`` says of the shipped data."""
    last = last_of(SUBJECT)
    return {"loaded": bool(last), "current": loaded() == digest()}


def accounts() -> list[tuple[str, str]]:
    """(user name, title) of the demonstration's officials."""
    ward = json.loads((settings.CATALOGUE / "demonstration" / "ward.json").read_text(encoding="utf-8"))
    return [(post["code"], post["title"]) for post in [*ward["posts"], *ward["above"]["posts"]]]
