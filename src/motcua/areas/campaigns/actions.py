"""The verbs of campaigns: planned, opened to everybody, activities held with their reach, summed up."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from motcua.areas.campaigns import events, evidence, policies, queries
from motcua.areas.campaigns.choices import ActivityState, Audience, Channel, Counted, Kind, Role, State
from motcua.areas.campaigns.models import Activity, Campaign, Contact, Material
from motcua.base.documents.actions import take_number
from motcua.base.files import actions as stored
from motcua.base.files import policies as files
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on, unit_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.numbering import dossier_code
from motcua.rules.privacy import check_public
from motcua.rules.written import body, later, line

FINDS = {"campaign": queries.to_act_on}
INSTRUMENTS_MOST, MATERIALS_MOST, REACH_MOST, CONTACTS_MOST = 20, 20, 10_000_000, 200


class NotNow(Impossible):
    text = "{code} đang ở trạng thái khác. Mở lại để xem tình trạng mới nhất."


class NoSuchActivity(Impossible):
    text = "Hoạt động này không còn chờ làm."


class Undone(Impossible):
    text = "Còn {count} hoạt động chưa ghi đã làm hay không. Ghi từng hoạt động trước khi tổng kết."


def _keep(
    campaign: Campaign,
    kind: EventKind,
    *beside: Activity | Material,
    by: Actor,
    at: dt.datetime,
    **facts: Any,
) -> None:
    """Journal the act; the rows are saved before."""
    said = {**facts, "rows": evidence.of_rows(campaign, *beside)}
    record(kind, subject=campaign.subject, unit=campaign.agency, by=by, at=at, facts=said)


def _stands(campaign: Campaign, *states: State) -> None:
    if campaign.state not in states:
        raise NotNow(code=campaign.code)


# --- plan ------------------------------------------------------------------------------------------------------


def _read(
    by: Actor, on: dt.date, *, title: str, goal: str, instruments: Iterable[str], audiences: Iterable[str],
    starts_on: dt.date | None, ends_on: dt.date | None, post: str, impersonal: bool, first: dt.date, kind: str,
    directive: str,
) -> dict[str, Any]:  # fmt: skip
    """What a campaign is, every fault at once."""
    faults = Faults()
    said = {
        "title": faults.take(line, title, "title", what="tên đợt tuyên truyền"),
        "goal": faults.take(body, goal, "goal", what="mục đích, nội dung chính"),
    }
    for name, value in said.items():
        faults.take(check_public, value, name, impersonal=impersonal)
    symbols = [" ".join(symbol.split()) for symbol in instruments if symbol.strip()]
    strange = [symbol for symbol in symbols if "/" not in symbol or len(symbol) > 60]
    faults.unless(
        not strange and len(symbols) <= INSTRUMENTS_MOST, "instruments",
        "Mỗi dòng một số, ký hiệu văn bản, ví dụ 31/2024/QH15; nhiều nhất {most}.", most=INSTRUMENTS_MOST,
    )  # fmt: skip
    groups = [group for group in Audience.values if group in set(audiences)]
    faults.unless(bool(groups), "audiences", "Chọn ít nhất một nhóm đối tượng.")
    faults.unless(
        starts_on is not None and starts_on >= first, "starts_on", "Chọn ngày bắt đầu, không trước hôm nay."
    )
    if starts_on is not None:
        faults.take(later, ends_on, "ends_on", max(starts_on, on), what="ngày kết thúc")
    else:
        faults.unless(ends_on is not None, "ends_on", "Chọn ngày kết thúc.")
    faults.among(post, {one.code for one in posts_on(on, agency=by.agency)}, "post", "Chọn vị trí phụ trách.")
    faults.among(kind, Kind.values, "kind", "Chọn loại đợt.")
    faults.done()
    return {
        **said, "kind": kind, "directive": directive, "instruments": list(dict.fromkeys(symbols)), "audiences": groups,
        "starts_on": starts_on,
        "ends_on": ends_on, "post": post,
    }  # fmt: skip


def _period(campaign: Campaign) -> dict[str, str]:
    return {
        "from": campaign.starts_on.isoformat(), "until": campaign.ends_on.isoformat(), "post": campaign.post,
        "from_words": f"{campaign.starts_on:%d/%m/%Y}", "until_words": f"{campaign.ends_on:%d/%m/%Y}",
    }  # fmt: skip


@act(may=policies.can_plan, records=events.PLANNED, law="Luật 14/2012/QH13 Điều 11")
def plan(
    *, by: Actor, at: dt.datetime, title: str, goal: str, audiences: Iterable[str], starts_on: dt.date | None,
    ends_on: dt.date | None, post: str, instruments: Iterable[str] = (), impersonal: bool = False,
    kind: str = Kind.LAW, directive: str = "",
) -> Campaign:  # fmt: skip
    """Lập đợt tuyên truyền: what is made known, to which groups, when, who answers for it; not public yet.

    ``directive``: whose tasks are the campaign's; whoever calls looked that it is the agency's.
    """
    on = at.astimezone(TZ).date()
    read = _read(
        by, on, title=title, goal=goal, instruments=instruments, audiences=audiences, starts_on=starts_on,
        ends_on=ends_on, post=post, impersonal=impersonal, first=on, kind=kind,
        directive=directive,
    )  # fmt: skip
    n = take_number(agency=by.agency, book=f"campaign-{on:%y%m%d}", year=on.year)
    prefix = "TTPL" if read["kind"] == Kind.LAW else "DCT"
    code = f"{prefix}-{dossier_code(unit_on(by.agency, on).agency_code, on, n)}"
    made = Campaign(code=code, agency=by.agency, planned_at=at, planned_by=by.post, **read)
    made.save(force_insert=True)
    _keep(made, events.PLANNED, by=by, at=at, **_period(made))
    return made


@act(may=policies.can_run, records=events.CHANGED, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def change(
    *, by: Actor, at: dt.datetime, campaign: Campaign, title: str, goal: str, audiences: Iterable[str],
    starts_on: dt.date | None, ends_on: dt.date | None, post: str, instruments: Iterable[str] = (),
    impersonal: bool = False, kind: str = Kind.LAW, directive: str = "",
) -> Campaign:  # fmt: skip
    """Sửa kế hoạch, until it is summed up; a day of beginning that is over may stay."""
    _stands(campaign, State.PLANNED, State.OPENED)
    on = at.astimezone(TZ).date()
    read = _read(
        by, on, title=title, goal=goal, instruments=instruments, audiences=audiences, starts_on=starts_on,
        ends_on=ends_on, post=post, impersonal=impersonal, first=min(campaign.starts_on, on), kind=kind,
        directive=directive,
    )  # fmt: skip
    for name, value in read.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(read))
    _keep(campaign, events.CHANGED, by=by, at=at, **_period(campaign))
    return campaign


@act(may=policies.can_open, records=events.OPENED, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def open_campaign(*, by: Actor, at: dt.datetime, campaign: Campaign) -> Campaign:
    """Công bố: a leader lets it through; everybody reads it while its days run."""
    _stands(campaign, State.PLANNED)
    campaign.state, campaign.opened_at, campaign.opened_by = State.OPENED, at, by.post
    campaign.save(update_fields=["state", "opened_at", "opened_by"])
    _keep(campaign, events.OPENED, by=by, at=at)
    return campaign


# --- activities ------------------------------------------------------------------------------------------------


@act(may=policies.can_run, records=events.ACTIVITY_ADDED, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def add_activity(
    *, by: Actor, at: dt.datetime, campaign: Campaign, channel: str, on: dt.date | None, place: str = "",
    what: str = "", impersonal: bool = False,
) -> Activity:  # fmt: skip
    """Thêm hoạt động: over which channel, on which day of the campaign, where, what."""
    _stands(campaign, State.PLANNED, State.OPENED)
    faults = Faults()
    faults.among(channel, Channel.values, "channel", "Chọn hình thức.")
    where = faults.take(line, place, "place", what="địa điểm", needed=False)
    said = faults.take(body, what, "what", what="nội dung", needed=False)
    for name, value in (("place", where), ("what", said)):
        faults.take(check_public, value, name, impersonal=impersonal)
    faults.unless(
        on is not None and campaign.starts_on <= on <= campaign.ends_on, "on",
        "Chọn ngày trong đợt tuyên truyền, từ {first} đến {last}.", first=f"{campaign.starts_on:%d/%m/%Y}",
        last=f"{campaign.ends_on:%d/%m/%Y}",
    )  # fmt: skip
    faults.done()
    assert on is not None
    row = Activity(
        campaign=campaign, n=campaign.activities.count() + 1, channel=channel, on=on, place=where, what=said
    )
    row.save(force_insert=True)
    _keep(campaign, events.ACTIVITY_ADDED, row, by=by, at=at, activity=row.n, channel=channel,
          channel_words=CHANNEL_WORDS[Channel(channel)], on=on.isoformat(), on_words=f"{on:%d/%m/%Y}")  # fmt: skip
    return row


CHANNEL_WORDS = {
    Channel.LOUDSPEAKER: "loa truyền thanh", Channel.MEETING: "hội nghị, họp tổ dân phố",
    Channel.PAGE: "trang thông tin, mạng xã hội", Channel.LEAFLET: "tờ gấp, tờ rơi", Channel.POSTER: "pa nô, niêm yết",
    Channel.SCHOOL: "trong trường học", Channel.CONTEST: "thi tìm hiểu",
    Channel.VISIT: "đến từng hộ, tư vấn trực tiếp", Channel.ELSE: "cách khác",
}  # fmt: skip
COUNTED_WORDS = {
    Counted.HEADS: "đếm người dự", Counted.HOUSEHOLDS: "đếm số hộ", Counted.COPIES: "đếm số tờ phát",
    Counted.VIEWS: "lượt xem, lượt nghe ghi được", Counted.BROADCASTS: "đếm lần phát", Counted.ESTIMATE: "ước lượng",
}  # fmt: skip


def _to_do(campaign: Campaign, n: int) -> Activity:
    _stands(campaign, State.OPENED)
    found = campaign.activities.filter(n=n, state=ActivityState.TO_DO).first()
    if found is None:
        raise NoSuchActivity()
    return found


@act(may=policies.can_run, records=events.ACTIVITY_HELD, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def report_activity(
    *, by: Actor, at: dt.datetime, campaign: Campaign, n: int, reach: int | None, counted: str, said: str = ""
) -> Activity:
    """Ghi đã làm: how many were reached, and how that was counted."""
    row, faults = _to_do(campaign, n), Faults()
    faults.unless(row.on <= at.astimezone(TZ).date(), "n", "Hoạt động này chưa đến ngày.")
    faults.unless(
        isinstance(reach, int) and not isinstance(reach, bool) and 0 <= reach <= REACH_MOST, "reach",
        "Ghi số đã tiếp cận, bằng chữ số.",
    )  # fmt: skip
    faults.among(counted, Counted.values, "counted", "Chọn cách đếm.")
    words = faults.take(body, said, "said", what="ghi chú", needed=False)
    faults.take(check_public, words, "said")
    faults.done()
    row.reach, row.counted, row.said = reach, counted, words
    return _ended(campaign, row, ActivityState.HELD, events.ACTIVITY_HELD, by=by, at=at, reach=reach, counted=counted,
                  counted_words=COUNTED_WORDS[Counted(counted)])  # fmt: skip


@act(may=policies.can_run, records=events.ACTIVITY_SKIPPED, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def skip_activity(*, by: Actor, at: dt.datetime, campaign: Campaign, n: int, said: str) -> Activity:
    """Ghi không làm, and why."""
    row = _to_do(campaign, n)
    row.said = check_public(body(said, "said", what="lý do không làm"), "said")
    return _ended(campaign, row, ActivityState.SKIPPED, events.ACTIVITY_SKIPPED, by=by, at=at)


def _ended(
    campaign: Campaign, row: Activity, state: ActivityState, kind: EventKind, *, by: Actor, at: dt.datetime,
    **facts: Any,
) -> Activity:  # fmt: skip
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "ended_at", "reach", "counted", "said"])
    _keep(campaign, kind, row, by=by, at=at, activity=row.n, **facts)
    return row


# --- materials -------------------------------------------------------------------------------------------------


@act(may=policies.can_run, records=events.MATERIAL_ADDED, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def add_material(
    *, by: Actor, at: dt.datetime, campaign: Campaign, title: str, name: str, content: bytes
) -> Material:
    """Thêm tài liệu: checked at the gate, without what the file says of who made it; public with the campaign."""
    _stands(campaign, State.PLANNED, State.OPENED)
    said = check_public(line(title, "title", what="tên tài liệu"), "title")
    if campaign.materials.count() >= MATERIALS_MOST:
        raise Invalid(field="file", text="Một đợt có nhiều nhất {most} tài liệu.", most=MATERIALS_MOST)
    checked = files.check(name, content, field="file")
    clean = files.stripped(checked.media_type, content)
    file = stored.store(subject=campaign.subject, name=checked.name, content=clean, by=by, at=at)
    row = Material(campaign=campaign, n=campaign.materials.count() + 1, title=said, file=file)
    row.save(force_insert=True)
    _keep(campaign, events.MATERIAL_ADDED, row, by=by, at=at, material=row.n, sha256=file.sha256)
    return row


@act(may=policies.can_run, records=events.MATERIAL_WITHDRAWN, law="Luật 14/2012/QH13 Điều 11", finds=FINDS)
def withdraw_material(*, by: Actor, at: dt.datetime, campaign: Campaign, n: int) -> Material:
    """Gỡ tài liệu: nobody takes it along any more; its bytes stay as evidence of what was spread."""
    row = campaign.materials.select_related("file").filter(n=n, withdrawn_at=None).first()
    if row is None:
        raise NotNow(code=campaign.code)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _keep(campaign, events.MATERIAL_WITHDRAWN, row, by=by, at=at, material=row.n)
    return row


# --- end -------------------------------------------------------------------------------------------------------


@act(
    may=policies.can_open,
    records=(events.FINISHED, events.CONTACTS_DESTROYED),
    law="Luật 14/2012/QH13 Điều 11",
    finds=FINDS,
)
def finish(*, by: Actor, at: dt.datetime, campaign: Campaign, result: str) -> Campaign:
    """Tổng kết: what it brought, when every activity says whether it was held; who was on duty is destroyed."""
    _stands(campaign, State.OPENED)
    left = campaign.activities.filter(state=ActivityState.TO_DO).count()
    if left:
        raise Undone(count=left)
    campaign.result = check_public(body(result, "result", what="kết quả"), "result")
    campaign.state, campaign.finished_at, campaign.finished_by = State.FINISHED, at, by.post
    campaign.save(update_fields=["result", "state", "finished_at", "finished_by"])
    held = campaign.activities.filter(state=ActivityState.HELD).count()
    _keep(campaign, events.FINISHED, by=by, at=at, held=held)
    _destroyed(campaign, by=by, at=at)
    return campaign


# --- who is on duty (S126, ADR 0021) ---------------------------------------------------------------------------

ON_DUTY = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (S126)"
ROLE_WORDS = {
    Role.COMMAND: "chỉ huy", Role.HEALTH: "y tế", Role.POLICE: "công an", Role.MILITARY: "quân sự",
    Role.RESCUE: "cứu hộ", Role.NEIGHBOURHOOD: "tổ dân phố", Role.FRONT: "đoàn thể", Role.SCHOOL: "trường học",
    Role.SUPPLY: "hậu cần", Role.ELSE: "đầu mối khác",
}  # fmt: skip


@act(may=policies.can_run, records=events.STAFFED, law=ON_DUTY, finds=FINDS)
def staff(*, by: Actor, at: dt.datetime, campaign: Campaign, posts: Iterable[str]) -> Campaign:
    """Chọn vị trí tham gia: they, and the post that answers for it, alone read who is on duty."""
    _stands(campaign, State.PLANNED, State.OPENED)
    known = {one.code for one in posts_on(at.astimezone(TZ).date(), agency=campaign.agency)}
    chosen = sorted(set(posts))
    if not known.issuperset(chosen):
        raise Invalid(field="posts", text="Chọn vị trí trong đơn vị.")
    campaign.posts = chosen
    campaign.save(update_fields=["posts"])
    _keep(campaign, events.STAFFED, by=by, at=at, count=len(chosen))
    return campaign


@act(may=policies.takes_part, records=events.CONTACT_ADDED, law=ON_DUTY, finds=FINDS)
def add_contact(
    *,
    by: Actor,
    at: dt.datetime,
    campaign: Campaign,
    role: str,
    place: str,
    name: str,
    phone: str,
    hours: str = "",
) -> Contact:
    """Thêm người trực, đầu mối: role, place, hours; name and telephone encrypted, gone when the campaign ends."""
    _stands(campaign, State.PLANNED, State.OPENED)
    faults = Faults()
    faults.among(role, Role.values, "role", "Chọn vai trò.")
    where = faults.take(line, place, "place", what="nơi trực", most=120)
    faults.take(check_public, where, "place")
    when = faults.take(line, hours, "hours", what="giờ trực", most=80, needed=False)
    faults.take(check_public, when, "hours")
    called = faults.take(line, name, "name", what="tên người trực hoặc đầu mối", most=120)
    number = "".join(filter(str.isdecimal, phone))
    faults.unless(
        number.isascii() and 3 <= len(number) <= 11, "phone", "Ghi số điện thoại, ví dụ 0912345678 hoặc 115."
    )
    faults.unless(
        campaign.contacts.count() < CONTACTS_MOST,
        "role",
        "Danh bạ có nhiều nhất {most} dòng.",
        most=CONTACTS_MOST,
    )
    faults.done()
    last = campaign.contacts.order_by("-n").values_list("n", flat=True).first() or 0
    row = Contact(
        campaign=campaign, n=last + 1, role=role, place=where, hours=when, name=called, phone=number
    )
    row.save(force_insert=True)
    _keep(campaign, events.CONTACT_ADDED, by=by, at=at, contact=row.n, role_words=ROLE_WORDS[Role(role)])
    return row


@act(may=policies.takes_part, records=events.CONTACT_REMOVED, law=ON_DUTY, finds=FINDS)
def remove_contact(*, by: Actor, at: dt.datetime, campaign: Campaign, n: int) -> None:
    """Xóa một dòng: nothing of it stays."""
    if not campaign.contacts.filter(n=n).delete()[0]:
        raise NotNow(code=campaign.code)
    _keep(campaign, events.CONTACT_REMOVED, by=by, at=at, contact=n)


@act(may=policies.takes_part, records=events.CONTACTS_READ, law=ON_DUTY, finds=FINDS)
def read_contacts(*, by: Actor, at: dt.datetime, campaign: Campaign) -> list[Contact]:
    """Mở danh bạ trực: every reading is journalled; after the last day nobody reads it, destroyed or not."""
    _stands(campaign, State.PLANNED, State.OPENED)
    if campaign.ends_on < at.astimezone(TZ).date():
        raise NotNow(code=campaign.code)
    rows = list(campaign.contacts.order_by("role", "place", "n"))
    _keep(campaign, events.CONTACTS_READ, by=by, at=at, count=len(rows))
    return rows


def _may_destroy(by: Actor, campaign: Campaign) -> bool:
    """Only the installation itself."""
    return policies.can_destroy(by)


@act(may=_may_destroy, records=events.CONTACTS_DESTROYED, law=ON_DUTY, finds=FINDS)
def destroy_contacts(*, by: Actor, at: dt.datetime, campaign: Campaign) -> None:
    """Hủy danh bạ trực: the days of the campaign are over."""
    if campaign.state != State.FINISHED and campaign.ends_on >= at.astimezone(TZ).date():
        raise NotNow(code=campaign.code)
    if not _destroyed(campaign, by=by, at=at):
        raise NotNow(code=campaign.code)


def _destroyed(campaign: Campaign, *, by: Actor, at: dt.datetime) -> int:
    gone = campaign.contacts.all().delete()[0]
    if gone:
        _keep(campaign, events.CONTACTS_DESTROYED, by=by, at=at, count=gone)
    return gone


VERBS: dict[str, Any] = {
    "open": open_campaign, "change": change, "activity": add_activity, "held": report_activity, "skip": skip_activity,
    "material": add_material, "withdraw": withdraw_material, "finish": finish, "staff": staff,
    "contact": add_contact, "uncontact": remove_contact,
}  # fmt: skip
