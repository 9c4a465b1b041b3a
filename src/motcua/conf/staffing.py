"""Setting up an agency from a table: its posts, the accounts of those who hold them, who holds what since when."""

import datetime as dt
import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from motcua.base.journal.ports import Actor
from motcua.base.law.ports import LoadReport, Rejected, Row, read_table
from motcua.base.orgs.actions import change_post, open_post
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.models import Post
from motcua.base.orgs.queries import NoUnitThen, version_on
from motcua.base.people.actions import appoint, change_account, open_account, reset_password
from motcua.base.people.models import Account, Holding
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.said import Said

COLUMNS = ("code", "title", "unit", "duties", "fields", "username", "name", "since", "instrument")
NEEDED = ("code", "title", "unit", "duties", "since")
LONGEST_INSTRUMENT = 120


@dataclass
class PostsReport(LoadReport):
    """What loading did; ``passwords`` are the temporary ones of accounts just opened, by user name."""

    passwords: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wanted:
    """What one row asks for."""

    code: str
    title: str
    unit: str
    duties: list[Duty]
    fields: list[str]
    username: str
    name: str
    since: dt.date
    instrument: str


@dataclass
class _Done:
    """What one row led to."""

    added: bool = False
    changed: bool = False
    passwords: dict[str, str] = field(default_factory=dict)


def load_posts(*, files: Sequence[Path], fields: Collection[str], by: Actor, at: dt.datetime) -> PostsReport:
    """Open the posts of tables with ``COLUMNS``, the accounts of their holders, and appoint them; repeatable.

    Duties and fields (lĩnh vực, of those in ``fields``) are separated by ";"; a post without ``username`` waits for
    its holder; one person may hold several posts. Each row is taken over whole or rejected with the reason. What
    the table no longer names stays as it is: ending is an act of its own.
    """
    tables = [read_table(file) for file in files]
    for table in tables:
        table.require(COLUMNS)
    report = PostsReport()
    lines: dict[str, int] = {}
    names: dict[str, str] = {}
    for table in tables:
        for row in table.rows:
            try:
                wanted = _read(row, fields)
                if wanted.code in lines:
                    raise Invalid(
                        field="code",
                        text="Vị trí {code} đã có ở dòng {line}.",
                        code=wanted.code,
                        line=lines[wanted.code],
                    )
                if wanted.name and names.get(wanted.username, wanted.name) != wanted.name:
                    raise Invalid(
                        field="name",
                        text="Tài khoản {username} có hai tên khác nhau trong tệp.",
                        username=wanted.username,
                    )
                with transaction.atomic():
                    done = _take(wanted, by, at)
            except Impossible as refusal:
                reason = Said(refusal.template, **refusal.params)
                report.rejected.append(Rejected(table.name, row.line, row["code"], reason))
                continue
            lines[wanted.code] = row.line
            if wanted.name:
                names[wanted.username] = wanted.name
            report.passwords |= done.passwords
            if done.added:
                report.added += 1
            elif done.changed:
                report.changed += 1
            else:
                report.same += 1
    return report


# --- one row ------------------------------------------------------------------------------------------------


def _several(text: str) -> list[str]:
    return sorted({part.strip() for part in text.split(";")} - {""})


def _read(row: Row, known: Collection[str]) -> _Wanted:
    """The row's values; raises Invalid with what to mend."""
    for column in NEEDED:
        if not row[column]:
            raise Invalid(field=column, text="Cột {column} còn trống.", column=column)
    try:
        since = dt.date.fromisoformat(row["since"])
    except ValueError as error:
        raise Invalid(
            field="since",
            text="Ngày “{since}” chưa đúng; viết năm-tháng-ngày, ví dụ 2025-07-01.",
            since=row["since"],
        ) from error
    duties = _several(row["duties"])
    unknown = [duty for duty in duties if duty not in set(Duty)]
    if unknown:
        raise Invalid(
            field="duties",
            text="Không có nhiệm vụ {unknown}. Các nhiệm vụ: {known}.",
            unknown=", ".join(unknown),
            known=", ".join(Duty),
        )
    fields = _several(row["fields"])
    for name in fields:
        if known and name not in known:
            near = difflib.get_close_matches(name, known, n=3)
            raise Invalid(
                field="fields",
                text="Không có lĩnh vực “{name}” trong danh mục thủ tục; gần giống: {near}."
                if near
                else "Không có lĩnh vực “{name}” trong danh mục thủ tục; xem tên các lĩnh vực ở trang /thu-tuc.",
                name=name,
                near=", ".join(near),
            )
    if row["name"] and not row["username"]:
        raise Invalid(field="username", text="Có tên người mà thiếu tên đăng nhập (username).")
    if row["username"] and not row["instrument"]:
        raise Invalid(field="instrument", text="Ghi văn bản bố trí người giữ vị trí (instrument).")
    if len(row["instrument"]) > LONGEST_INSTRUMENT:
        raise Invalid(field="instrument", text="Nhập số, ký hiệu văn bản (không quá 120 ký tự).")
    return _Wanted(
        code=row["code"],
        title=row["title"],
        unit=_unit(row["unit"], since),
        duties=[Duty(duty) for duty in duties],
        fields=fields,
        username=row["username"].lower(),
        name=row["name"],
        since=since,
        instrument=row["instrument"],
    )


def _unit(code: str, since: dt.date) -> str:
    try:
        return version_on(code, since).key
    except NoUnitThen as error:
        raise Invalid(
            field="unit",
            text="Không có đơn vị mã {code} vào ngày {on}. Nạp đơn vị bằng “motcua import units” trước.",
            code=code,
            on=f"{since:%d/%m/%Y}",
        ) from error


def _take(wanted: _Wanted, by: Actor, at: dt.datetime) -> _Done:
    done = _Done()
    post = Post.objects.filter(code=wanted.code).first()
    if post is None:
        done.added = True
        post = open_post(
            code=wanted.code, title=wanted.title, unit=wanted.unit, duties=wanted.duties, fields=wanted.fields,
            valid_from=wanted.since, instrument=wanted.instrument, by=by, at=at,
        )  # fmt: skip
    else:
        _same_place(post, wanted)
        if (post.title, post.duties, post.fields) != (wanted.title, wanted.duties, wanted.fields):
            done.changed = True
            change_post(
                code=post.code, title=wanted.title, duties=wanted.duties, fields=wanted.fields, by=by, at=at
            )
    if wanted.username:
        account = _account(wanted, done, by, at)
        if not _holds(account, post, wanted):
            done.changed = True
            appoint(
                account=account,
                post=post,
                valid_from=wanted.since,
                instrument=wanted.instrument,
                by=by,
                at=at,
            )
    return done


def _same_place(post: Post, wanted: _Wanted) -> None:
    """A post keeps its unit and its first day, and does not come back; no act changes these."""
    if post.valid_to is not None:
        raise Invalid(
            field="code",
            text="Vị trí {code} đã kết thúc từ {on}; lập vị trí mới với mã khác.",
            code=post.code,
            on=f"{post.valid_to:%d/%m/%Y}",
        )
    if post.unit_id != wanted.unit:
        raise Invalid(
            field="unit",
            text="Vị trí {code} thuộc {unit}, không chuyển sang đơn vị khác được; lập vị trí mới với mã khác.",
            code=post.code,
            unit=post.unit_id,
        )
    if wanted.since < post.valid_from or (not wanted.username and wanted.since != post.valid_from):
        raise Invalid(
            field="since",
            text="Vị trí {code} lập từ ngày {on}; ngày lập không đổi được.",
            code=post.code,
            on=f"{post.valid_from:%d/%m/%Y}",
        )


def _account(wanted: _Wanted, done: _Done, by: Actor, at: dt.datetime) -> Account:
    """The holder's account, opened when there is none; administrators' accounts open the configuration pages."""
    administers = Duty.ADMIN in wanted.duties
    account = Account.objects.filter(username__iexact=wanted.username).first()
    if account is None:
        if not wanted.name:
            raise Invalid(
                field="name",
                text="Chưa có tài khoản {username}; ghi họ và tên (name) để mở.",
                username=wanted.username,
            )
        account = open_account(username=wanted.username, name=wanted.name, staff=administers, by=by, at=at)
        done.passwords[account.username] = reset_password(by=by, at=at, account=account.pk)
        return account
    name = wanted.name or account.name
    if account.name != name or (administers and not account.is_staff):
        done.changed = True
        change_account(account=account, name=name, staff=account.is_staff or administers, by=by, at=at)
    return account


def _holds(account: Account, post: Post, wanted: _Wanted) -> bool:
    """Whether the account was appointed as the row says; raises Invalid when the post is held otherwise."""
    lasting = Q(valid_to=None) | Q(valid_to__gt=wanted.since)
    held = list(Holding.objects.filter(lasting, post=post).select_related("account"))
    mine = [holding for holding in held if holding.account_id == account.pk]
    for holding in mine:
        if (holding.valid_from, holding.instrument) == (wanted.since, wanted.instrument):
            return True
    for holding in mine or held:
        raise Invalid(
            field="username",
            text=(
                "{username} giữ vị trí {code} từ {on} theo {instrument}. Kết thúc lần bố trí đó ở trang /quan-tri/ "
                "(Người giữ vị trí) rồi nạp lại."
            ),
            username=holding.account.username,
            code=post.code,
            on=f"{holding.valid_from:%d/%m/%Y}",
            instrument=holding.instrument,
        )
    return False
