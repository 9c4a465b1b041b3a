"""The verbs of definitions, targets and published figures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from motcua.areas.directives.queries.lists import tasks_open
from motcua.areas.indicators import events, policies
from motcua.areas.indicators.actions.measures import keep
from motcua.areas.indicators.choices.definitions import shipped
from motcua.areas.indicators.evidence import definitions as evidence
from motcua.areas.indicators.models import DefinitionVersion, Openness, PublishedFigure, SourceRow, Target
from motcua.areas.indicators.queries import definitions as reading
from motcua.areas.indicators.queries.boards import KEPT
from motcua.areas.indicators.queries.opened import is_secret
from motcua.areas.indicators.queries.published import source_rows
from motcua.areas.indicators.queries.units import scope_of
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import exists
from motcua.rules.calendar import TZ
from motcua.rules.counting import MONTH, after
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.scoring.definitions import Basis, Definition, as_data
from motcua.rules.scoring.index_counts import KEPT as INDEXED
from motcua.rules.scoring.published import Published, Rejected, read
from motcua.rules.scoring.published import as_data as published_data
from motcua.rules.scoring.sources import as_data as source_data
from motcua.rules.scoring.sources import read as read_sources

SPLITS = ("channel", "type", "outcome", "timing")
"""Dimensions by which the sums of shipped indicators are kept apart."""


class Same(Impossible):
    text = "Cách tính này giống bản đang áp dụng; không có gì để công bố."


class BeforeAnother(Impossible):
    text = "Đã có bản áp dụng từ {day}. Chọn ngày áp dụng sau ngày đó."


class WithinAMonth(Impossible):
    text = (
        "Cách tính mới thay cách cũ từ đầu một tháng, để không tháng nào có hai cách tính. Chọn ngày {day}."
    )


class AlreadySo(Impossible):
    text = "Chỉ tiêu đã như vậy rồi."


class InThePast(Impossible):
    text = "Cách tính mới chỉ áp dụng từ hôm nay trở đi; số liệu đã báo cáo giữ cách tính cũ."


def keep_shipped() -> int:
    """Keep cells of every sum that shipped definitions need; returns how many definitions need any."""
    counted = [one for one in shipped().values() if one.basis is Basis.COUNTED]
    for one in counted:
        for measure in reading.measures(one):
            keep(measure)
    for measure, apart in KEPT.items():
        keep(measure, apart)
    for measure, apart in INDEXED.items():
        keep(measure, apart)
    return len(counted)


class Waiting(Impossible):
    text = "Bản {number} đang chờ người thứ hai xác nhận. Xác nhận hoặc bỏ bản ấy trước."


class OwnVersion(Impossible):
    text = "Người đề nghị không tự xác nhận. Người khác giữ cách tính hoặc lãnh đạo cơ quan xác nhận."


class TooLate(Impossible):
    text = "Ngày áp dụng {day} đã qua. Bỏ bản này và đề nghị lại với ngày áp dụng sau."


def check_definition(
    definition: Definition, valid_from: dt.date, today: dt.date, kinds: Iterable[str]
) -> None:
    """Whether a definition could be proposed from a day on; raises why not (Invalid, Impossible)."""
    faults = definition.faults(frozenset(kinds)) or reading.unknown(definition, today)
    if faults:
        raise Invalid.of(faults)
    if definition.basis is not Basis.COUNTED:
        raise Invalid(field="basis", text="Chỉ tiêu nhập từ nơi khác không có cách tính để công bố.")
    if valid_from < today:
        raise InThePast()
    made_here = reading.versions(definition.id)
    if made_here and made_here[0].state == DefinitionVersion.WAITING:
        raise Waiting(number=made_here[0].number)
    before = [row for row in made_here if not row.state]
    if valid_from.day != 1 and (before or definition.id in shipped()):
        raise WithinAMonth(day=f"{after(MONTH, valid_from.replace(day=1)):%d/%m/%Y}")
    if before and (before[0].valid_from > valid_from or before[0].valid_from == valid_from <= today):
        raise BeforeAnother(day=f"{before[0].valid_from:%d/%m/%Y}")
    now = before[0].content if before else None
    if now is None and definition.id in shipped():
        now = as_data(shipped()[definition.id])
    if now == as_data(definition):
        raise Same()


@act(may=policies.can_define, records=(events.DEFINED, events.PROPOSED), law="")
def publish_definition(
    *, by: Actor, at: dt.datetime, definition: Definition, valid_from: dt.date, kinds: Iterable[str]
) -> DefinitionVersion:
    """Đề nghị cách tính: a new version of an indicator, in force from a day once a second person of the agency confirms
    it; at once where nobody else there may, which its history says. What was published stays as it was.

    One that replaces another begins with a month, so that each month has one definition on every page and in each file.
    """
    today = at.astimezone(TZ).date()
    check_definition(definition, valid_from, today, kinds)
    content, made_here = as_data(definition), reading.versions(definition.id)
    waits = bool(reading.others_who_confirm(by, today))
    made = DefinitionVersion(
        indicator=definition.id, number=made_here[0].number + 1 if made_here else 1, valid_from=valid_from,
        content=content, published_at=at, published_by=by.post, agency=by.agency,
        state=DefinitionVersion.WAITING if waits else "",
    )  # fmt: skip
    made.save(force_insert=True)
    for measure in reading.measures(definition):
        keep(measure)
    return _note(events.PROPOSED if waits else events.DEFINED, made, by=by, at=at)


def _note(kind: EventKind, version: DefinitionVersion, *, by: Actor, at: dt.datetime) -> DefinitionVersion:
    facts = {
        "indicator": version.indicator, "number": version.number, "from": version.valid_from.isoformat(),
        "from_words": f"{version.valid_from:%d/%m/%Y}", "rows": evidence.of_version(version),
    }  # fmt: skip
    record(kind, subject=version.subject, unit=by.agency, by=by, at=at, facts=facts)
    return version


@act(may=policies.can_confirm, records=events.CONFIRMED, law="", finds={"version": reading.waiting_to_act_on})
def confirm_definition(*, by: Actor, at: dt.datetime, version: DefinitionVersion) -> DefinitionVersion:
    """Xác nhận cách tính: another person than who proposed it, of the same agency; it counts from its day on."""
    today = at.astimezone(TZ).date()
    if not reading.may_confirm(by, version, today):
        raise OwnVersion()
    replaces = version.indicator in shipped() or any(
        not row.state for row in reading.versions(version.indicator)
    )
    if version.valid_from < today and replaces:
        raise TooLate(day=f"{version.valid_from:%d/%m/%Y}")
    version.state, version.confirmed_at, version.confirmed_by = "", at, by.post
    version.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    return _note(events.CONFIRMED, version, by=by, at=at)


@act(may=policies.can_confirm, records=events.DROPPED, law="", finds={"version": reading.waiting_to_act_on})
def drop_definition(*, by: Actor, at: dt.datetime, version: DefinitionVersion) -> DefinitionVersion:
    """Bỏ đề nghị: whoever proposed it or would confirm it; it never counted, and stays in the history."""
    version.state = DefinitionVersion.DROPPED
    version.save(update_fields=["state"])
    return _note(events.DROPPED, version, by=by, at=at)


@act(may=policies.can_define, records=events.OPENED, law="")
def set_public(*, by: Actor, at: dt.datetime, indicator: str, public: bool) -> Openness:
    """Công khai hay nội bộ: whether everybody reads an indicator as open data; what is published here is not, until
    somebody opens it."""
    one = reading.definition(indicator, at.astimezone(TZ).date())
    if one.basis is not Basis.COUNTED:
        raise Invalid(field="public", text="Chỉ tiêu nhập từ nơi khác không có trong dữ liệu mở.")
    if public and is_secret(one):
        raise Invalid(
            field="public",
            text="Chỉ tiêu này đếm câu trả lời khảo sát hoặc tố cáo nên không có trong dữ liệu mở.",
        )
    if reading.is_public(indicator) == public:
        raise AlreadySo()
    before = Openness.objects.filter(indicator=indicator).count()
    made = Openness(indicator=indicator, n=before + 1, public=public, set_at=at, set_by=by.post)
    made.save(force_insert=True)
    said = "công khai trong dữ liệu mở" if public else "chỉ dùng nội bộ"
    facts = {"indicator": indicator, "n": made.n, "openness": said, "rows": evidence.of_openness(made)}
    record(events.OPENED, subject=made.subject, unit=by.agency, by=by, at=at, facts=facts)
    return made


@act(may=policies.can_target, records=events.TARGETED, law="")
def set_target(
    *, by: Actor, at: dt.datetime, indicator: str, unit: str, year: int, value: str, law: str, task: str = ""
) -> Target:
    """Đặt mục tiêu: what a unit aims at in a year, and which document says so; what was aimed at before stays.

    ``task`` of a directive that must reach it (S038), one that who sets the target sees.
    """
    on = at.astimezone(TZ).date()
    place = scope_of(by, unit, on).root
    one = reading.definition(indicator, on)
    try:
        aimed = Decimal(value.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation as error:
        raise Invalid(field="value", text="Ghi một số, ví dụ 98 hoặc 98,5.") from error
    if not aimed.is_finite() or abs(aimed) >= 10**12 or aimed != round(aimed, 6):
        raise Invalid(field="value", text="Ghi một số, ví dụ 98 hoặc 98,5.")
    if one.shape.unit == "percent" and not 0 <= aimed <= 100:
        raise Invalid(field="value", text="Tỷ lệ phần trăm từ 0 đến 100.")
    if not 2000 <= year <= on.year + 10:
        raise Invalid(field="year", text="Ghi năm của mục tiêu, ví dụ 2026.")
    if not law.strip():
        raise Invalid(field="law", text="Ghi văn bản đặt mục tiêu, ví dụ Kế hoạch 12/KH-UBND.")
    task = task.strip()
    if task and not any(one.code == task for one in tasks_open(by, at)):
        raise Invalid(field="task", text="Chọn một nhiệm vụ đang mở của cơ quan.")
    before = reading.targets(place.key, year, [indicator]).get(indicator)
    made = Target(
        indicator=indicator, unit=place.key, year=year, n=before.n + 1 if before else 1, value=f"{aimed.normalize():f}",
        law=law.strip()[:200], task=task, set_at=at, set_by=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    facts = {
        "indicator": indicator, "unit": place.key, "year": year, "n": made.n, "value": made.value,
        **({"task": task} if task else {}), "rows": evidence.of_target(made),
    }  # fmt: skip
    record(events.TARGETED, subject=made.subject, unit=by.agency, by=by, at=at, facts=facts)
    return made


@dataclass(frozen=True)
class Loaded:
    """What a load of published figures or of their source rows did, by key."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    rejected: tuple[Rejected, ...]


@act(may=policies.can_define, records=events.SOURCE_ROWS_LOADED, law="")
def load_source_rows(*, by: Actor, at: dt.datetime, rows: Iterable[Mapping[str, str]]) -> Loaded:
    """Nạp dòng nguồn: what others' reports count, row by row; facts of kinds of their own, from which published figures
    are computed.

    Equal rows are left alone; a changed one follows as a new edition, and its facts take back those of the one before.
    """
    found, rejected = read_sources(rows, lambda unit: exists(unit))
    last = {
        row.key: row for row in SourceRow.objects.filter(key__in=[one.code for one in found]).order_by("n")
    }
    told: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    made: list[SourceRow] = []
    for one in found:
        before = last.get(one.code)
        content = source_data(one)
        if before is not None and before.content == content:
            told["unchanged"].append(one.code)
            continue
        told["changed" if before else "added"].append(one.code)
        made.append(SourceRow(key=one.code, n=before.n + 1 if before else 1, content=content, loaded_at=at))
    SourceRow.objects.bulk_create(made, batch_size=200)
    facts = {
        "added": len(told["added"]), "changed": len(told["changed"]), "rejected": len(rejected),
        "rows": {name: value for row in made for name, value in evidence.of_source_row(row).items()},
    }  # fmt: skip
    record(events.SOURCE_ROWS_LOADED, subject=SourceRow.SUBJECT, unit=by.agency, by=by, at=at, facts=facts)
    return Loaded(tuple(told["added"]), tuple(told["changed"]), tuple(told["unchanged"]), tuple(rejected))


@act(may=policies.can_define, records=events.PUBLISHED_LOADED, law="")
def load_published(*, by: Actor, at: dt.datetime, rows: Iterable[Mapping[str, str]]) -> Loaded:
    """Nạp số liệu công bố: figures of others' reports, computed from source rows apart from what is counted here.

    A figure whose source rows do not come to what the report prints is not taken. Equal ones are left alone, changed
    ones follow as a new edition.
    """
    found, rejected = read(rows, shipped(), lambda unit: exists(unit), source_rows())
    last: dict[str, PublishedFigure] = {
        row.key: row
        for row in PublishedFigure.objects.filter(key__in=[one.key for one in found]).order_by("n")
    }
    told: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    made: list[PublishedFigure] = []
    for one in found:
        before = last.get(one.key)
        if before is not None and before.content == published_data(one):
            told["unchanged"].append(one.key)
            continue
        told["changed" if before else "added"].append(one.key)
        made.append(_row(one, before.n + 1 if before else 1, at))
    PublishedFigure.objects.bulk_create(made, batch_size=200)
    for one in found:
        for measure in reading.measures(one.over(shipped()[one.indicator])) if one.counted else ():
            keep(measure)
    facts = {
        "added": len(told["added"]), "changed": len(told["changed"]), "rejected": len(rejected),
        "rows": {name: value for row in made for name, value in evidence.of_published(row).items()},
    }  # fmt: skip
    record(
        events.PUBLISHED_LOADED, subject=PublishedFigure.SUBJECT, unit=by.agency, by=by, at=at, facts=facts
    )
    return Loaded(tuple(told["added"]), tuple(told["changed"]), tuple(told["unchanged"]), tuple(rejected))


def _row(one: Published, n: int, at: dt.datetime) -> PublishedFigure:
    return PublishedFigure(
        key=one.key, n=n, indicator=one.indicator, unit=one.unit, since=one.since, last=one.last,
        content=published_data(one), loaded_at=at,
    )  # fmt: skip
