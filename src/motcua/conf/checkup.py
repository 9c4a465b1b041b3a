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
from motcua.base.calendars.queries import days_between
from motcua.base.journal import queries as journal
from motcua.base.journal.clock import now
from motcua.base.journal.models import Cursor, Event
from motcua.base.messages.queries import counts
from motcua.base.orgs.queries import posts_on
from motcua.conf import shipped, working

GOOD, NOTE, BAD = "good", "note", "bad"
SEAL_LATE = dt.timedelta(minutes=10)
LEAST_FREE = 1 << 30
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
    free = shutil.disk_usage(home).free
    about = _("Thư mục dữ liệu")
    if free < LEAST_FREE:
        yield Finding(
            BAD,
            about,
            _("{home}: còn {free} MiB trống").format(home=home, free=free >> 20),
            _("Thêm chỗ trống."),
        )
    else:
        yield Finding(GOOD, about, _("{home}: còn {free} GiB trống").format(home=home, free=free >> 30))
    for name in ("secret.key", "journal.key"):
        place = home / name
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077:
            yield Finding(BAD, about, _("{name} người khác đọc được").format(name=name), f"chmod 600 {place}")


def _database() -> Iterator[Finding]:
    about = _("Cơ sở dữ liệu")
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
    behind = shipped.unapplied()
    if behind:
        text = _("thiếu {count} bước nâng cấp").format(count=len(behind))
        yield Finding(BAD, about, text, _("Chạy “motcua init”."))


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
    posts = len(posts_on(today))
    if not posts:
        yield Finding(NOTE, _("Vị trí việc làm"), _("chưa có vị trí nào"), _("Mở vị trí ở trang quản trị."))
    else:
        yield Finding(GOOD, _("Vị trí việc làm"), _("{count} vị trí").format(count=posts))


def _outside() -> Iterator[Finding]:
    waiting = counts()
    if waiting["failed"]:
        text = _("{count} thông báo không gửi được").format(count=waiting["failed"])
        yield Finding(NOTE, _("Thông báo"), text, _("Kiểm tra máy chủ thư."))
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


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _data_folder, _database, _sealing, _worker, _catalogue, _outside,
)  # fmt: skip


def findings() -> list[Finding]:
    """All findings; what cannot be looked at is a finding itself."""
    found: list[Finding] = []
    for check in CHECKS:
        try:
            found += check()
        except (DatabaseError, OSError) as error:
            found.append(
                Finding(
                    BAD,
                    check.__name__.strip("_"),
                    f"{type(error).__name__}: {error}",
                    _("Chạy “motcua init”."),
                )
            )
    return found
