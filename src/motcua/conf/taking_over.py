"""``motcua import history``: another system's log taken over, and how the process really ran there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from motcua.areas.dossiers.actions import take_over_all
from motcua.areas.dossiers.actions.history import Progress, traces
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import SYSTEM
from motcua.gateways.event_log import WrongMap, read_log, read_map
from motcua.gateways.event_log.reading import digest
from motcua.rules import mining

SHOWN = 8
MOST = 100


def take_over_file(
    file: Path, *, map_file: Path | None, source: str, unit: str, at: dt.datetime, progress: Progress
) -> dict[str, Any]:
    """Read a log, take over its cases, and report both; repeatable."""
    try:
        mapped = read_map(map_file, source=source or file.name.split(".")[0], unit=unit or settings.UNIT)
    except WrongMap as fault:
        raise CommandError(str(fault)) from fault
    log = read_log(file, mapped)
    taken = take_over_all(by=SYSTEM, at=at, log=log, words=mapped.words, sha=digest(file), progress=progress)
    found = traces(log.cases)
    ways = mining.variants(found)
    spans = mining.durations(found, calendar_for(mapped.words.unit))
    again = mining.rework(found)
    handed = mining.handovers(found)
    return {
        "cases": taken.cases, "events": taken.events, "finished": taken.finished, "open": taken.open,
        "late": taken.late, "on_time": taken.on_time, "judged": taken.judged, "variants": len(ways),
        "added": taken.added, "known": taken.known,
        "rejected": [{"row": row.row, "reason": row.reason, "case": row.case} for row in taken.rejected],
        "repeated": log.repeated,
        "unplaced": [
            {"activity": name, "cases": count, "nearest": near}
            for (name, near), count in taken.unplaced.most_common()
        ],
        "source": mapped.words.source, "unit": mapped.words.unit, "columns": dict(log.columns),
        "ends": list(taken.ends),
        "notes": [{"note": note, "cases": count} for note, count in taken.notes.most_common()],
        "ran": {
            "variants": [_variant(way) for way in ways if way.count >= mining.LEAST][:SHOWN],
            "rework": [{"activity": one.activity, "cases": one.cases, "again": one.again} for one in again][:SHOWN],
            "handovers": sum(one.count for one in handed),
            "waiting": [
                {"activity": name, "median_hours": hours(time)}
                for name, time in sorted(mining.waiting(found).items(), key=lambda pair: pair[1], reverse=True)
            ][:SHOWN],
            "median_hours": hours(spans.median) if spans else None,
            "median_working_hours": round(spans.working_median / 3600, 1) if spans else None,
        },
    }  # fmt: skip


def hours(time: dt.timedelta) -> float:
    """A time in hours, for reports."""
    return round(time.total_seconds() / 3600, 1)


def _variant(way: mining.Variant) -> dict[str, Any]:
    return {
        "path": list(way.path), "cases": way.count, "share": round(way.share, 4), "median_hours": hours(way.median),
    }  # fmt: skip


def told(report: dict[str, Any]) -> Iterator[str]:
    """The report for people, line by line."""
    yield _("{source}: {cases} hồ sơ, {events} sự kiện.").format(**report)
    yield _(
        "Nhận {added} ({finished} đã xong, {open} đang mở, {late} trễ), đã có {known}, không nhận {n}."
    ).format(n=len(report["rejected"]), **report)
    if report["judged"]:
        yield _("Đúng hạn {on_time}/{judged} hồ sơ đã xong có hạn; số trễ gồm cả hồ sơ đang mở.").format(
            **report
        )
    for reason, count, row in grouped(report["rejected"])[:MOST]:
        said = _("{count} lần, đầu tiên ở dòng {row}: {reason}")
        yield "  " + said.format(count=count, row=row, reason=reason)
    if left := list(dict.fromkeys(row["case"] for row in report["rejected"] if row["case"])):
        said = _("Để lại cả {n} hồ sơ: {codes}. Sửa các dòng ấy rồi nạp lại tệp, hồ sơ sẽ được nhận.")
        yield "  " + said.format(n=len(left), codes=_some(left))
    if report["repeated"]:
        yield "  " + _("{n} dòng lặp nguyên văn một dòng khác, chỉ tính một lần.").format(
            n=report["repeated"]
        )
    for one in report["notes"]:
        yield "  " + _("{count} hồ sơ: {note}").format(count=one["cases"], note=_(one["note"]))
    if report["unplaced"]:
        yield _("Việc không trùng tên bước nào ở đây (nối bằng “activities” của --map trước khi nạp):")
    for one in report["unplaced"][:MOST]:
        said = _("“{name}”: {n} hồ sơ; gần nhất là “{near}”") if one["nearest"] else _("“{name}”: {n} hồ sơ")
        yield "  " + said.format(name=one["activity"], n=one["cases"], near=one["nearest"])
    if not report["cases"]:
        return
    yield "  " + _("Coi là kết thúc: {ends}").format(ends=", ".join(report["ends"]) or _("không việc nào"))
    ran = report["ran"]
    yield _("Quy trình thực tế: {n} biến thể.").format(n=report["variants"])
    for way in ran["variants"]:
        said = _("{n} hồ sơ ({share} %): {path}")
        yield "  " + said.format(
            n=way["cases"], share=round(100 * way["share"]), path=" → ".join(way["path"])
        )
    for one in ran["waiting"][:5]:
        said = _("chờ trước “{name}”: {hours} giờ")
        yield "  " + said.format(name=one["activity"], hours=one["median_hours"])
    for one in ran["rework"][:5]:
        yield "  " + _("làm lại “{name}”: {n} hồ sơ").format(name=one["activity"], n=one["cases"])
    yield "  " + _("chuyển tay {n} lần").format(n=ran["handovers"])
    if report["added"] or report["known"]:
        yield _("Xem cạnh quy trình đã duyệt: /bang/quy-trinh")


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:SHOWN]) + (", …" if len(codes) > SHOWN else "")


def grouped(rejected: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Reasons with how often and the first line, most frequent first."""
    first: dict[str, int] = {}
    for row in rejected:
        first.setdefault(row["reason"], row["row"])
    counted = Counter(row["reason"] for row in rejected)
    return [(reason, count, first[reason]) for reason, count in counted.most_common()]
