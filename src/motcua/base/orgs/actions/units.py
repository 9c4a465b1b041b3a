"""Opening, changing and closing a single unit: divisions of an agency, mostly."""

import datetime as dt

from django.db.models import Q

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.law.choices import Certainty
from motcua.base.orgs import events, policies, queries
from motcua.base.orgs.choices import RANK, Level
from motcua.base.orgs.models import Post, Unit, UnitVersion
from motcua.rules import vietnamese
from motcua.rules.impossible import Impossible, Invalid, NotAllowed


class CodeTaken(Impossible):
    """A unit's code is unique for ever."""

    text = "Mã đơn vị {code} đã được dùng; mã không bao giờ dùng lại."


class StillInUse(Impossible):
    """A unit cannot end while something hangs on it."""

    text = "{name} còn {count} vị trí hoặc bộ phận đang hoạt động; kết thúc những nơi đó trước."


@act(may=policies.can_arrange, records=events.UNIT_OPENED, law="Luật 72/2025/QH15")
def open_unit(
    *,
    code: str,
    name: str,
    kind: str,
    parent: str,
    valid_from: dt.date,
    by: Actor,
    at: dt.datetime,
    level: Level = Level.DIVISION,
    instrument: str = "",
    agency_code: str = "",
) -> UnitVersion:
    """Lập đơn vị, bộ phận trực thuộc ``parent`` (mã nhận diện) từ một ngày."""
    _shape(code, name)
    above = queries.version_on(parent, valid_from)
    _reach(by, above.key, valid_from)
    if Unit.objects.filter(pk=code).exists():
        raise CodeTaken(code=code)
    unit = Unit.objects.create(code=code, agency_code=agency_code)
    version = UnitVersion.objects.create(
        unit=unit,
        code=code,
        name=name,
        fold=vietnamese.fold(name),
        level=level.value,
        rank=RANK[level],
        kind=kind,
        parent_id=above.key,
        valid_from=valid_from,
        instrument=instrument,
        certainty=Certainty.VERIFIED,
    )
    renew(queries.UNITS)
    record(
        events.UNIT_OPENED,
        subject=f"unit:{code}",
        unit=code,
        by=by,
        at=at,
        facts={"code": code, "name": name, "parent": above.key, "valid_from": valid_from.isoformat()},
    )
    return version


@act(may=policies.can_arrange, records=events.UNIT_CHANGED, law="Luật 72/2025/QH15")
def change_unit(
    *,
    code: str,
    on: dt.date,
    by: Actor,
    at: dt.datetime,
    name: str | None = None,
    kind: str | None = None,
    parent: str | None = None,
    instrument: str = "",
) -> UnitVersion:
    """Đổi tên, loại hoặc nơi trực thuộc của một đơn vị (mã nhận diện) từ ngày ``on``; trước ngày đó giữ
    nguyên."""
    old = _last(code)
    _reach(by, code, old.valid_from)
    if on <= old.valid_from or (old.valid_to is not None and old.valid_to <= on):
        raise Invalid(field="on", text="Ngày thay đổi phải nằm trong thời gian hoạt động của đơn vị.")
    new_name = old.name if name is None else name
    _shape(code, new_name)
    above = old.parent_id if parent is None else queries.version_on(parent, on).key
    if above is not None and above in queries.descendants(code, on):
        raise Invalid(field="parent", text="Đơn vị không thể trực thuộc chính mình hoặc cấp dưới của mình.")
    end, old.valid_to, old.ended_by = old.valid_to, on, instrument
    old.save(update_fields=["valid_to", "ended_by"])
    new = UnitVersion.objects.create(
        unit_id=code,
        code=old.code,
        name=new_name,
        fold=vietnamese.fold(new_name),
        level=old.level,
        rank=old.rank,
        kind=old.kind if kind is None else kind,
        parent_id=above,
        valid_from=on,
        valid_to=end,
        instrument=instrument,
        certainty=Certainty.VERIFIED,
    )
    renew(queries.UNITS)
    record(
        events.UNIT_CHANGED,
        subject=f"unit:{code}",
        unit=code,
        by=by,
        at=at,
        facts={"code": code, "name": new_name, "parent": above or "", "valid_from": on.isoformat()},
    )
    return new


@act(may=policies.can_arrange, records=events.UNIT_CLOSED, law="Luật 72/2025/QH15")
def close_unit(*, code: str, on: dt.date, by: Actor, at: dt.datetime, instrument: str = "") -> UnitVersion:
    """Kết thúc một đơn vị từ ngày ``on``. Raises StillInUse while posts or units beneath it go on."""
    version = _last(code)
    _reach(by, code, version.valid_from)
    if on <= version.valid_from or (version.valid_to is not None and version.valid_to <= on):
        raise Invalid(field="on", text="Ngày kết thúc phải nằm trong thời gian hoạt động của đơn vị.")
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    count = Post.objects.filter(lasting, unit=code).count()
    count += UnitVersion.objects.filter(lasting, parent=code).count()
    if count:
        raise StillInUse(name=version.name, count=count)
    version.valid_to, version.ended_by = on, instrument
    version.save(update_fields=["valid_to", "ended_by"])
    renew(queries.UNITS)
    record(
        events.UNIT_CLOSED,
        subject=f"unit:{code}",
        unit=code,
        by=by,
        at=at,
        facts={"code": code, "name": version.name, "valid_to": on.isoformat()},
    )
    return version


def _last(code: str) -> UnitVersion:
    versions = UnitVersion.objects.select_for_update().filter(unit=code).order_by("-valid_from")
    version = versions.first()
    if version is None:
        raise queries.NoUnitThen(code=code, on="bất kỳ")
    return version


def _shape(code: str, name: str) -> None:
    if not code or len(code) > 24 or code != "".join(code.split()):
        raise Invalid(field="code", text="Mã đơn vị dài 1 đến 24 ký tự, không có khoảng trắng.")
    if not name.strip() or len(name) > 160:
        raise Invalid(field="name", text="Ghi tên đơn vị, tối đa 160 ký tự.")


def _reach(by: Actor, key: str, day: dt.date) -> None:
    if not policies.in_reach(by, queries.agency_of(key, day).key):
        raise NotAllowed()
