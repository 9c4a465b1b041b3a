"""What ``motcua doctor`` looks at: each check says what is so and, when something is wrong, what to do."""

import datetime as dt
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from motcua.areas.procedures import queries as procedures
from motcua.areas.synchronisation import queries as dispatches
from motcua.base.calendars.queries import days_between
from motcua.base.documents.queries import signatures
from motcua.base.journal import queries as journal
from motcua.base.journal.clock import now
from motcua.base.journal.models import Cursor, Event
from motcua.base.messages.queries import counts, failures
from motcua.base.orgs.queries import NoUnitThen, posts_on, unit_on
from motcua.base.people.queries import holder_names_of
from motcua.conf import shipped, working
from motcua.rules.calendar import TZ

GOOD, NOTE, BAD = "good", "note", "bad"
SEAL_LATE = dt.timedelta(minutes=10)
LEAST_FREE = 1 << 30
PORTAL_LATE = dt.timedelta(hours=1)
CERTIFICATE_NOTICE = 30
WORKER_SILENT = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Finding:
    """What one check found; ``todo`` says what to do about it."""

    level: str
    about: str
    text: str
    todo: str = ""


def _data_folder() -> Iterator[Finding]:
    home: Path = settings.MOTCUA_HOME
    about = _("Thư mục dữ liệu")
    if not home.is_dir():
        yield Finding(BAD, about, _("{home}: chưa có").format(home=home), _("Chạy “motcua init” trước."))
        return
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        yield Finding(
            BAD,
            about,
            _("{home}: còn {free} MiB trống").format(home=home, free=free >> 20),
            _("Thêm chỗ trống."),
        )
    else:
        yield Finding(GOOD, about, _("{home}: còn {free} GiB trống").format(home=home, free=free >> 30))
    for name in ("secret.key", "journal.key", "seal.key"):
        place = home / name
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077:
            yield Finding(BAD, about, _("{name} người khác đọc được").format(name=name), f"chmod 600 {place}")


def _database() -> Iterator[Finding]:
    about = _("Cơ sở dữ liệu")
    behind = shipped.unapplied()
    if behind and not shipped.database_there():
        yield Finding(BAD, about, _("chưa có"), _("Chạy “motcua init” trước."))
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            version = sqlite3.sqlite_version
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            if mode not in ("wal", "memory"):
                yield Finding(
                    BAD, about, _("SQLite không ở chế độ WAL ({mode})").format(mode=mode), "motcua init"
                )
        else:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    yield Finding(GOOD, about, f"{connection.vendor} {version}")
    if behind:
        text = _("thiếu {count} bước nâng cấp").format(count=len(behind))
        yield Finding(BAD, about, text, _("Chạy “motcua init” trước."))
    elif not os.environ.get("MOTCUA_SECRET_KEY") and not (settings.MOTCUA_HOME / "secret.key").exists():
        text = _("thiếu secret.key, khóa đọc dữ liệu cá nhân")
        yield Finding(BAD, about, text, _("Đặt lại secret.key từ bản sao, hoặc MOTCUA_SECRET_KEY."))


def _sealing() -> Iterator[Finding]:
    about = _("Sổ cái")
    missing = journal.missing_guards()
    if missing:
        yield Finding(
            BAD,
            about,
            _("thiếu khóa chống sửa: {names}").format(names=", ".join(missing)),
            _("Chạy “motcua verify”."),
        )
    cursor = Cursor.objects.filter(name="seal").first() or Cursor(name="seal")
    waiting = journal.following(cursor, 1).first()
    head = journal.head()
    if waiting is not None and now() - waiting.recorded_at > SEAL_LATE and not waiting.origin:
        text = _("sự kiện {seq} chờ niêm phong từ {at}").format(
            seq=waiting.seq, at=waiting.recorded_at.isoformat()
        )
        yield Finding(BAD, about, text, _("Chạy “motcua work”."))
    sealed = head.size if head else 0
    yield Finding(
        GOOD,
        about,
        _("{events} sự kiện, {sealed} đã niêm phong").format(events=Event.objects.count(), sealed=sealed),
    )
    last = Event.objects.order_by("-seq").values_list("recorded_at", flat=True).first()
    if last is not None and last - now() > dt.timedelta(minutes=2):
        text = _("sự kiện cuối ghi lúc {at}, sau giờ hiện tại").format(at=last.isoformat())
        yield Finding(BAD, _("Đồng hồ"), text, _("Chỉnh đồng hồ máy chủ (NTP)."))


def _worker() -> Iterator[Finding]:
    about = _("Việc nền")
    told = working.status()
    at = dt.datetime.fromisoformat(str(told["at"])) if told else None
    if at is None or dt.datetime.now(dt.UTC) - at > WORKER_SILENT:
        yield Finding(
            NOTE, about, _("không thấy “motcua work” đang chạy"), _("Chạy “motcua work” cùng máy chủ web.")
        )
        return
    failing = told.get("failing") if told else None
    if isinstance(failing, dict) and failing:
        for name, what in failing.items():
            text = _("{name} hỏng {count} lần: {fault}").format(
                name=name, count=what["failures"], fault=what["fault"]
            )
            yield Finding(BAD, about, text, _("Xem nhật ký của “motcua work”."))
    else:
        yield Finding(GOOD, about, _("đang chạy"))


def _catalogue() -> Iterator[Finding]:
    about, today = _("Danh mục"), now().date()
    if shipped.loaded() != shipped.digest():
        yield Finding(
            NOTE, about, _("dữ liệu kèm theo chưa nạp hoặc đã có bản mới"), _("Chạy “motcua init”.")
        )
    total = procedures.search(on=today).total
    level = GOOD if total else BAD
    yield Finding(
        level, about, _("{count} thủ tục có hiệu lực").format(count=total), "" if total else "motcua init"
    )
    next_year = today.year + 1
    if today.month >= 11 and not days_between(dt.date(next_year, 1, 1), dt.date(next_year, 12, 31)):
        text = _("chưa có ngày nghỉ năm {year}").format(year=next_year)
        yield Finding(BAD, _("Lịch"), text, _("Nạp bằng “motcua import holidays”."))


def _unit() -> Iterator[Finding]:
    """Which unit this is, and who is at its desks."""
    about, today, code = _("Đơn vị"), now().date(), str(settings.UNIT)
    choose = _("Đặt MOTCUA_UNIT là mã đơn vị hành chính của bạn (5 chữ số, Quyết định 19/2025/QĐ-TTg).")
    try:
        unit = unit_on(code, today)
    except NoUnitThen:
        yield Finding(BAD, about, _("không có đơn vị mã {code}").format(code=code), choose)
        return
    if settings.DEMO or os.environ.get("MOTCUA_UNIT"):
        yield Finding(GOOD, about, f"{unit.name} ({code})")
    else:
        text = _("{name} ({code}), mặc định vì chưa đặt MOTCUA_UNIT").format(name=unit.name, code=code)
        yield Finding(NOTE, about, text, choose)
    about, todo = _("Vị trí việc làm"), _("Nạp bằng “motcua import posts”.")
    posts, held = len(posts_on(today, agency=unit.key)), len(holder_names_of(unit.key, today))
    if not posts:
        yield Finding(NOTE, about, _("chưa có vị trí nào của {unit}").format(unit=unit.name), todo)
    elif not held:
        text = _("{count} vị trí, chưa có tài khoản nào giữ").format(count=posts)
        yield Finding(NOTE, about, text, todo)
    else:
        text = _("{count} vị trí, {held} có người giữ").format(count=posts, held=held)
        yield Finding(GOOD, about, text)


def _portal() -> Iterator[Finding]:
    about = _("Cổng Dịch vụ công quốc gia")
    if not settings.PORTAL_URL:
        yield Finding(NOTE, about, _("chưa nối (MOTCUA_PORTAL_URL)"))
        return
    found, oldest = dispatches.counts(), dispatches.oldest_waiting()
    text = _("{waiting} lượt chờ gửi, {refused} bị từ chối, {given_up} thôi gửi, {different} khác biệt")
    stuck = found["refused"] + found["given_up"] + found["different"]
    late = oldest is not None and now() - oldest > PORTAL_LATE
    todo = _("Xem trang Đồng bộ ở bàn làm việc (/can-bo/dong-bo).") if stuck or late else ""
    yield Finding(NOTE if todo else GOOD, about, text.format(**found), todo)


def _outside() -> Iterator[Finding]:
    waiting = counts()
    if waiting["failed"]:
        why = "; ".join(sorted({f"{channel}: {fault}" for channel, fault in failures()}))
        text = _("{count} thông báo không gửi được ({why})").format(count=waiting["failed"], why=why)
        todo = _("Kiểm tra máy chủ thư và cổng tin nhắn, rồi gửi lại ở trang hồ sơ.")
        yield Finding(NOTE, _("Thông báo"), text, todo)
    base = str(settings.BASE_URL)
    if not settings.DEMO and not base.startswith("https://"):
        yield Finding(NOTE, _("Địa chỉ"), base, _("Đặt MOTCUA_BASE_URL là địa chỉ https mà người dân dùng."))
    if settings.DEBUG:
        yield Finding(BAD, _("Cài đặt"), "MOTCUA_DEBUG=1", _("Bỏ MOTCUA_DEBUG khi có dữ liệu thật."))
    static = Path(settings.STATIC_ROOT)
    if not static.is_dir() or not os.listdir(static):
        yield Finding(BAD, _("Giao diện"), _("chưa có tệp tĩnh"), _("Chạy “motcua init”."))
    if settings.DEMO:
        yield Finding(NOTE, _("Chế độ"), _("bản trình diễn"), "")


def _signing() -> Iterator[Finding]:
    """Which keys sign here, and whether their certificates end soon."""
    about, today = _("Ký số"), now()
    found = signatures().certificates()
    for one in found:
        days = (one.valid_to - today).days
        if one.valid_to.year == 1970:
            yield Finding(
                BAD,
                about,
                _("{key}.p12 không mở được").format(key=one.key),
                _("Kiểm tra MOTCUA_SIGN_PASSPHRASE."),
            )
        elif days < CERTIFICATE_NOTICE:
            text = _("chứng thư số của {key} hết hạn ngày {day}").format(
                key=one.key, day=f"{one.valid_to.astimezone(TZ):%d/%m/%Y}"
            )
            yield Finding(
                BAD if days < 0 else NOTE, about, text, _("Xin gia hạn chứng thư số rồi thay tệp khóa.")
            )
    if found and not settings.TRUST_ROOTS.is_file():
        text = _("chưa có tệp chứng thư gốc {place}, chữ ký nào cũng bị coi là không đáng tin")
        yield Finding(BAD, about, text.format(place=settings.TRUST_ROOTS), _("Đặt MOTCUA_TRUST_ROOTS."))
    if not found and not settings.PKCS11_MODULE:
        todo = _("Xem docs/operate/signing.md; cán bộ vẫn ký được bằng thiết bị của mình rồi tải tệp lên.")
        yield Finding(NOTE, about, _("máy chủ không giữ khóa ký nào"), todo)
    elif found:
        yield Finding(GOOD, about, _("{count} khóa ký").format(count=len(found)))


Check = Callable[[], Iterator[Finding]]
FIRST: tuple[Check, ...] = (_data_folder, _database)
THEN: tuple[Check, ...] = (_sealing, _worker, _catalogue, _unit, _signing, _portal, _outside)


def findings() -> list[Finding]:
    """All findings; where nothing usable is founded yet, only those that say so."""
    found = [finding for check in FIRST for finding in _done(check)]
    try:
        usable = not shipped.unapplied()
    except DatabaseError:
        usable = False
    return found + [finding for check in THEN if usable for finding in _done(check)]


def _done(check: Check) -> list[Finding]:
    """What a check finds; what cannot be looked at is a finding itself."""
    try:
        return list(check())
    except (DatabaseError, OSError) as error:
        why = " ".join(str(error).split())
        return [
            Finding(
                BAD,
                _("Cơ sở dữ liệu") if isinstance(error, DatabaseError) else _("Thư mục dữ liệu"),
                _("không xem được ({why})").format(why=why),
                _("Kiểm tra MOTCUA_DATABASE_URL, MOTCUA_HOME, máy chủ cơ sở dữ liệu và quyền đọc, ghi."),
            )
        ]
