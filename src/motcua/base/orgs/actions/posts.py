"""Posts and their duties."""

import datetime as dt
import re
from collections.abc import Iterable

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.orgs import events, policies, queries
from motcua.base.orgs.choices import Duty
from motcua.base.orgs.models import Post
from motcua.rules.impossible import Impossible, Invalid, NotAllowed


class PostTaken(Impossible):
    """A post's code is unique for ever: the journal names posts by it."""

    text = "Mã vị trí {code} đã được dùng; mã không bao giờ dùng lại."


@act(may=policies.can_arrange, records=events.POST_OPENED, law="")
def open_post(
    *,
    code: str,
    title: str,
    unit: str,
    duties: Iterable[Duty],
    valid_from: dt.date,
    by: Actor,
    at: dt.datetime,
    fields: Iterable[str] = (),
    instrument: str = "",
) -> Post:
    """Lập một vị trí trong đơn vị ``unit`` (mã nhận diện), với nhiệm vụ và lĩnh vực, từ một ngày."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) or len(code) > 40:
        raise Invalid(
            field="code", text="Mã vị trí gồm chữ thường không dấu, số và gạch nối, tối đa 40 ký tự."
        )
    if code in {SYSTEM.post, CITIZEN.post} or Post.objects.filter(code=code).exists():
        raise PostTaken(code=code)
    if not title.strip() or len(title) > 160:
        raise Invalid(field="title", text="Ghi chức danh, tối đa 160 ký tự.")
    agency = queries.agency_of(unit, valid_from).key
    if not policies.in_reach(by, agency):
        raise NotAllowed()
    post = Post.objects.create(
        code=code,
        title=title,
        unit_id=unit,
        agency_id=agency,
        duties=_sorted(duties),
        fields=sorted(set(fields)),
        valid_from=valid_from,
        instrument=instrument,
    )
    record(
        events.POST_OPENED,
        subject=f"post:{code}",
        unit=unit,
        by=by,
        at=at,
        facts={
            "code": code, "title": title, "duties": post.duties, "fields": post.fields,
            "valid_from": valid_from.isoformat(),
        },
    )  # fmt: skip
    return post


@act(may=policies.can_arrange, records=events.POST_CHANGED, law="")
def change_post(
    *,
    code: str,
    by: Actor,
    at: dt.datetime,
    title: str | None = None,
    duties: Iterable[Duty] | None = None,
    fields: Iterable[str] | None = None,
) -> Post:
    """Đổi chức danh, nhiệm vụ hoặc lĩnh vực của một vị trí; việc đã làm giữ chức danh lúc làm."""
    post = _locked(code, by)
    if title is not None:
        post.title = title
    if duties is not None:
        post.duties = _sorted(duties)
    if fields is not None:
        post.fields = sorted(set(fields))
    if not post.title.strip() or len(post.title) > 160:
        raise Invalid(field="title", text="Ghi chức danh, tối đa 160 ký tự.")
    post.save(update_fields=["title", "duties", "fields"])
    record(
        events.POST_CHANGED,
        subject=f"post:{code}",
        unit=post.unit_id,
        by=by,
        at=at,
        facts={"code": code, "title": post.title, "duties": post.duties, "fields": post.fields},
    )
    return post


@act(may=policies.can_arrange, records=events.POST_CLOSED, law="")
def close_post(*, code: str, on: dt.date, by: Actor, at: dt.datetime) -> Post:
    """Kết thúc một vị trí từ ngày ``on`` (ngày đầu tiên không còn)."""
    post = _locked(code, by)
    if on <= post.valid_from or (post.valid_to is not None and post.valid_to <= on):
        raise Invalid(field="on", text="Ngày kết thúc phải nằm trong thời gian của vị trí.")
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    record(
        events.POST_CLOSED,
        subject=f"post:{code}",
        unit=post.unit_id,
        by=by,
        at=at,
        facts={"code": code, "title": post.title, "valid_to": on.isoformat()},
    )
    return post


def _locked(code: str, by: Actor) -> Post:
    post = Post.objects.select_for_update().filter(code=code).first()
    if post is None:
        raise queries.NoPost(code=code, on="bất kỳ")
    if not policies.in_reach(by, post.agency_id):
        raise NotAllowed()
    return post


def _sorted(duties: Iterable[Duty]) -> list[str]:
    try:
        return sorted({Duty(duty).value for duty in duties})
    except ValueError as error:
        raise Invalid(field="duties", text="Nhiệm vụ không có trong danh mục nhiệm vụ.") from error
