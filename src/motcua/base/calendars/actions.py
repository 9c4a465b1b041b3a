"""The verbs of calendars: load the yearly list of holidays, set or clear a day, set the office hours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Q

from motcua.base.calendars import events, evidence, policies, queries
from motcua.base.calendars.choices import DayKind
from motcua.base.calendars.models import Day, Week
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.law.choices import Certainty
from motcua.base.law.ports import LoadReport, Rejected, Row, read_table
from motcua.base.orgs import queries as orgs
from motcua.rules.impossible import Impossible, Invalid, NotFound

WEEKDAYS = {str(day) for day in range(7)}


class DayIsPast(Impossible):
    """Working time that has passed is history: promises were computed with it (R17.7)."""

    text = "Ngày {on} đã qua; lịch chỉ thay đổi cho những ngày từ hôm nay."


class NoSuchDay(NotFound):
    """Nothing is set for that day in that territory."""

    text = "Ngày {on} không có gì được đặt riêng."


@act(may=policies.can_set_calendar, records=events.LOADED, law="Bộ luật Lao động 45/2019/QH14 Điều 111, 112")
def load_holidays(*, files: Sequence[Path], by: Actor, at: dt.datetime) -> LoadReport:
    """Nạp lịch nghỉ lễ, nghỉ bù, làm bù (CSV ``on,kind,name,source,certainty``, cột ``territory`` tùy chọn).

    Repeatable. Nothing is deleted; a day that an administrator set here is not overwritten, and a day that
    has passed keeps its kind (promises were computed with it): such rows are rejected with the reason.
    """
    report = LoadReport()
    stored = {(day.territory, day.on): day for day in Day.objects.select_for_update()}
    taken: set[tuple[str, dt.date]] = set()
    new, changed = [], []
    for file in files:
        table = read_table(file)
        if not {"on", "kind", "name", "source"} <= set(table.columns):
            raise Invalid(
                field="file",
                text="Tệp {file} thiếu một trong các cột on, kind, name, source.",
                file=table.name,
            )
        for row in table.rows:
            try:
                values = _day_values(row)
                key = (values["territory"], values["on"])
                if key in taken:
                    raise ValueError("ngày bị lặp trong tệp")
                taken.add(key)
                day = stored.get(key)
                if day is None:
                    new.append(Day(**values))
                elif all(getattr(day, name) == value for name, value in values.items()):
                    report.same += 1
                elif day.edited:
                    raise ValueError("quản trị viên đã đặt ngày này tại đây; không ghi đè")
                elif day.on < at.date() and day.kind != values["kind"]:
                    raise ValueError("ngày đã qua; loại ngày không đổi được nữa")
                else:
                    for name, value in values.items():
                        setattr(day, name, value)
                    changed.append(day)
            except ValueError as error:
                report.rejected.append(Rejected(table.name, row.line, row["on"], str(error)))
    Day.objects.bulk_create(new, batch_size=200)
    Day.objects.bulk_update(changed, ["kind", "name", "source", "certainty"], batch_size=100)
    report.added, report.changed = len(new), len(changed)
    renew(queries.CALENDARS)
    record(
        events.LOADED,
        subject="calendars",
        unit=by.agency,
        by=by,
        at=at,
        facts={**report.facts(), "files": [file.name for file in files], **evidence.holds()},
    )
    return report


def _day_values(row: Row) -> dict[str, Any]:
    for column in ("on", "kind", "name", "source"):
        if not row[column]:
            raise ValueError(f"thiếu {column}")
    territory = row["territory"]
    if territory and not orgs.exists(territory):
        raise ValueError(f"không có đơn vị {territory}")
    return {
        "territory": territory,
        "on": dt.date.fromisoformat(row["on"]),
        "kind": DayKind(row["kind"]).value,
        "name": row["name"][:120],
        "source": row["source"][:160],
        "certainty": Certainty(row["certainty"] or Certainty.CHECK).value,
    }


@act(may=policies.can_set_calendar, records=events.DAY_SET, law="Bộ luật Lao động 45/2019/QH14 Điều 111, 112")
def set_day(
    *,
    on: dt.date,
    kind: DayKind,
    name: str,
    source: str,
    by: Actor,
    at: dt.datetime,
    territory: str = "",
) -> Day:
    """Đặt một ngày nghỉ hoặc làm bù cho cả nước ("" ) hay một đơn vị (mã nhận diện), có căn cứ.

    Only promises made from now on see it (R17.7); what a slip promised is never recomputed. Raises DayIsPast,
    Invalid (no name, no source), NoUnitThen.
    """
    _future(on, at)
    _territory(territory)
    faulty = [field for field, text in (("name", name), ("source", source)) if not text.strip()]
    if faulty:
        raise Invalid(field=faulty[0], text="Ghi tên ngày và số, ký hiệu văn bản làm căn cứ.")
    day, _created = Day.objects.update_or_create(
        territory=territory,
        on=on,
        defaults={
            "kind": DayKind(kind).value,
            "name": name.strip()[:120],
            "source": source.strip()[:160],
            "certainty": Certainty.VERIFIED.value,
            "edited": True,
        },
    )
    renew(queries.CALENDARS)
    record(
        events.DAY_SET,
        subject=f"day:{territory or 'VN'}:{on.isoformat()}",
        unit=territory,
        by=by,
        at=at,
        facts={
            "on": on.isoformat(),
            "kind": day.kind,
            "name": day.name,
            "source": day.source,
            **evidence.holds(),
        },
    )
    return day


@act(may=policies.can_set_calendar, records=events.DAY_CLEARED, law="Bộ luật Lao động 45/2019/QH14 Điều 111")
def clear_day(*, on: dt.date, source: str, by: Actor, at: dt.datetime, territory: str = "") -> None:
    """Bỏ một ngày đã đặt riêng: ngày ấy trở lại theo tuần làm việc. Raises DayIsPast, NoSuchDay."""
    _future(on, at)
    if not source.strip():
        raise Invalid(field="source", text="Ghi số, ký hiệu văn bản làm căn cứ.")
    deleted, _ = Day.objects.filter(territory=territory, on=on).delete()
    if not deleted:
        raise NoSuchDay(on=f"{on:%d/%m/%Y}")
    renew(queries.CALENDARS)
    record(
        events.DAY_CLEARED,
        subject=f"day:{territory or 'VN'}:{on.isoformat()}",
        unit=territory,
        by=by,
        at=at,
        facts={"on": on.isoformat(), "source": source.strip(), **evidence.holds()},
    )


@act(may=policies.can_set_calendar, records=events.WEEK_SET, law="QĐ 188/1999/QĐ-TTg")
def set_week(
    *,
    sessions: Mapping[str, Sequence[Sequence[str]]],
    valid_from: dt.date,
    source: str,
    by: Actor,
    at: dt.datetime,
    territory: str = "",
) -> Week:
    """Đặt giờ làm việc trong tuần của cả nước hay một đơn vị từ một ngày (``{"0": [["08:00", "12:00"], …],
    …}``).

    The week before keeps holding until that day. Raises DayIsPast, Invalid (sessions that overlap or end
    before they begin, no working day, a later week already set).
    """
    _future(valid_from, at)
    _territory(territory)
    if not source.strip():
        raise Invalid(field="source", text="Ghi số, ký hiệu văn bản làm căn cứ.")
    _check_sessions(sessions)
    weeks = Week.objects.select_for_update().filter(territory=territory)
    if weeks.filter(valid_from__gte=valid_from).exists():
        raise Invalid(field="valid_from", text="Đã có giờ làm việc áp dụng từ ngày này hoặc sau ngày này.")
    weeks.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
    week = Week.objects.create(
        territory=territory,
        sessions={day: [list(span) for span in spans] for day, spans in sessions.items()},
        source=source.strip()[:160],
        valid_from=valid_from,
    )
    renew(queries.CALENDARS)
    record(
        events.WEEK_SET,
        subject=f"week:{territory or 'VN'}",
        unit=territory,
        by=by,
        at=at,
        facts={
            "valid_from": valid_from.isoformat(),
            "sessions": week.sessions,
            "source": week.source,
            **evidence.holds(),
        },
    )
    return week


def _future(on: dt.date, at: dt.datetime) -> None:
    if on < at.date():
        raise DayIsPast(on=f"{on:%d/%m/%Y}")


def _territory(territory: str) -> None:
    if territory and not orgs.exists(territory):
        raise orgs.NoUnitThen(code=territory, on="bất kỳ")


def _check_sessions(sessions: Mapping[str, Sequence[Sequence[str]]]) -> None:
    wrong = Invalid(
        field="sessions",
        text="Giờ làm việc chưa hợp lệ: mỗi buổi có giờ bắt đầu, giờ kết thúc, không chồng nhau.",
    )
    if not set(sessions) <= WEEKDAYS or not any(sessions.values()):
        raise wrong
    try:
        week = queries.read_sessions(sessions)
    except (ValueError, TypeError) as error:
        raise wrong from error
    for spans in week.values():
        edges = [edge for span in spans for edge in (span.start, span.end)]
        if edges != sorted(set(edges)):
            raise wrong
