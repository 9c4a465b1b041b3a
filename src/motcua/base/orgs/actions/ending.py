"""A unit ends under a decision and its heirs are named: one act that takes effect as a set (R11.6, R11.8)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.base.law.actions import renew
from motcua.base.law.choices import Certainty
from motcua.base.orgs import events, policies, queries
from motcua.base.orgs.choices import SuccessionKind
from motcua.base.orgs.models import Post, Succession, UnitVersion
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible
from motcua.rules.numbering import parse_document_number
from motcua.rules.vietnamese import day_words
from motcua.rules.written import line

LAW = "Luật 72/2025/QH15; R11.6, R11.8, R11.9"
NUMBER_MOST, BODY_MOST, HEIRS_MOST = 60, 120, 10
DAY, FURTHEST = dt.timedelta(days=1), dt.timedelta(days=731)
"""How far ahead an ending is decided."""


class AlreadyEnds(Impossible):
    text = "{name} đã có ngày kết thúc {on}. Muốn khác đi, cần một quyết định mới."


class UnitsBeneath(Impossible):
    text = "{name} còn {count} đơn vị hành chính trực thuộc. Kết thúc hoặc chuyển các đơn vị đó trước."


class BeginsLater(Impossible):
    text = "{what} của {name} bắt đầu từ {on}, khi đơn vị không còn. Chọn ngày kết thúc sau đó."


class HeirOfOthers(Impossible):
    text = "{name} kế thừa {others}. Chọn ngày sau {on}, hoặc trước hết đổi đơn vị kế thừa của những nơi đó."


class NothingToKeep(Impossible):
    text = (
        "{name} không có việc kết thúc nào chưa đến ngày. Đơn vị đã kết thúc chỉ được lập lại như đơn vị mới."
    )


@dataclass(frozen=True)
class Decision:
    """The document under which it happens: number and symbol, day of signature, who issued it."""

    number: str
    signed_on: dt.date | None
    body: str

    def read(self, faults: Faults, on: dt.date, *, since: dt.date) -> dict[str, str]:
        """What the journal says of it, checked; it was signed ``since`` a day."""
        signed = self.signed_on
        faults.unless(signed is not None and since <= signed <= on, "signed_on",
                      "Chọn ngày ký quyết định từ {since} đến hôm nay.", since=day_words(since))  # fmt: skip
        number = faults.take(line, self.number, "number", what="số, ký hiệu quyết định", most=NUMBER_MOST)
        if number:
            faults.take(parse_document_number, number)
        return {
            "number": number,
            "body": faults.take(line, self.body, "body", what="cơ quan ban hành", most=BODY_MOST),
            "signed_on": signed.isoformat() if signed else "",
            "signed_words": f"{signed:%d/%m/%Y}" if signed else "",
        }


@dataclass(frozen=True)
class Foreseen:
    """What an ending would do, nothing of it done: the unit, the day, who succeeds (the main part first), what ends
    with it, and what the journal would say of the decision."""

    unit: UnitVersion
    on: dt.date
    heirs: list[queries.UnitOn]
    beneath: queries.Beneath
    said: dict[str, str]


def foresee(
    *, by: Actor, at: dt.datetime, unit: str, on: dt.date | None, heirs: Sequence[str], decision: Decision
) -> Foreseen:
    """Everything that is asked before a unit ends; raises what the act would."""
    today, faults = at.astimezone(TZ).date(), Faults()
    version = queries.to_end(by, unit, today)
    if version.valid_to is not None:
        raise AlreadyEnds(name=version.name, on=day_words(version.valid_to))
    first = max(today, version.valid_from + DAY)
    faults.unless(on is not None and first <= on <= today + FURTHEST, "on",
                  "Chọn ngày kết thúc từ {first} trở đi, trong hai năm.", first=day_words(first))  # fmt: skip
    said = decision.read(faults, today, since=queries.first_day(unit))
    known = {one.key: one for one in queries.may_succeed(by, unit, on or today)}
    named = list(dict.fromkeys(heirs))
    faults.unless(
        bool(named) and set(named) <= known.keys() and len(named) <= HEIRS_MOST, "heirs",
        "Chọn đơn vị kế thừa còn hoạt động vào ngày đó, cùng nơi quản lý.",
    )  # fmt: skip
    faults.done()
    assert on is not None
    beneath = queries.beneath(unit, on)
    if beneath.authorities:
        raise UnitsBeneath(name=version.name, count=len(beneath.authorities))
    later = [
        (one.name, one.valid_from)
        for one in (*beneath.divisions, *beneath.residential)
        if one.valid_from >= on
    ]
    later += [(post.title, post.valid_from) for post in beneath.posts if post.valid_from >= on]
    if later:
        what, begins = max(later, key=lambda one: one[1])
        raise BeginsLater(name=version.name, what=what, on=day_words(begins))
    relying = queries.to_be_succeeded_by(unit, on)
    if relying:
        raise HeirOfOthers(
            name=version.name,
            others=", ".join(f"{one.name} ({one.on:%d/%m/%Y})" for one in relying),
            on=day_words(max(one.on for one in relying)),
        )
    return Foreseen(version, on, [known[key] for key in named], beneath, said)


@act(may=policies.can_arrange, records=(events.UNIT_ENDED, events.POST_CLOSED, events.UNIT_CLOSED), law=LAW)
def end_unit(
    *, by: Actor, at: dt.datetime, unit: str, on: dt.date | None, heirs: Sequence[str], decision: Decision
) -> UnitVersion:
    """Kết thúc đơn vị, có đơn vị kế thừa: from the day ``on`` (the first on which it is no more) its work goes on with
    the first of ``heirs``, where it is divided with its main part; divisions and posts end with it.

    What people live in goes to the only heir; where there are several, nobody knows here to which. Nothing is edited
    afterwards: what was wrong is put right under a new decision (``keep_unit``).
    """
    queries.last_row(unit)
    seen = foresee(by=by, at=at, unit=unit, on=on, heirs=heirs, decision=decision)
    version, day, number = seen.unit, seen.on, seen.said["number"]
    own_ends = {post.code: [post.valid_to.isoformat(), ""] for post in seen.beneath.posts if post.valid_to}
    for one in (*seen.beneath.divisions, *seen.beneath.residential):
        if one.valid_to:
            own_ends[one.unit_id] = [one.valid_to.isoformat(), one.ended_by]
    _close_posts(seen.beneath.posts, day, by=by, at=at)
    for division in seen.beneath.divisions:
        _close(division, day, number)
        record(
            events.UNIT_CLOSED, subject=f"unit:{division.unit_id}", unit=division.unit_id, by=by, at=at,
            facts={"code": division.unit_id, "name": division.name, "valid_to": day.isoformat()},
        )  # fmt: skip
    for place in seen.beneath.residential:
        _close(place, day, number)
        if len(seen.heirs) == 1:
            _go_on(place, day, number, beneath=seen.heirs[0].key)
    _close(version, day, number)
    how = SuccessionKind.SPLIT if len(seen.heirs) > 1 else SuccessionKind.MERGE
    Succession.objects.bulk_create(
        Succession(
            predecessor_id=unit, successor_id=heir.key, on=day, kind=how, is_default=n == 0, instrument=number,
            certainty=Certainty.VERIFIED,
        )
        for n, heir in enumerate(seen.heirs)
    )  # fmt: skip
    renew(queries.UNITS)
    record(
        events.UNIT_ENDED, subject=f"unit:{unit}", unit=unit, by=by, at=at,
        facts={
            "code": unit, "name": version.name, "on": day.isoformat(), "on_words": f"{day:%d/%m/%Y}",
            "heirs": [heir.key for heir in seen.heirs], "heir_words": ", ".join(heir.name for heir in seen.heirs),
            **seen.said, "posts": [post.code for post in seen.beneath.posts],
            "divisions": [one.unit_id for one in (*seen.beneath.divisions, *seen.beneath.residential)],
            "own_ends": own_ends,
        },
    )  # fmt: skip
    return version


@act(may=policies.can_arrange, records=events.UNIT_KEPT, law=LAW)
def keep_unit(*, by: Actor, at: dt.datetime, unit: str, decision: Decision) -> UnitVersion:
    """Không kết thúc nữa, theo quyết định mới: before its day the ending is taken back; the unit, its divisions and its
    posts go on as they were. Nothing of it took effect: what both decisions said stays in the journal alone."""
    today, faults = at.astimezone(TZ).date(), Faults()
    queries.last_row(unit)
    version = queries.to_end(by, unit, today)
    ended = next(
        (one for one in reversed(of_subject(f"unit:{unit}")) if one.kind == events.UNIT_ENDED.name), None
    )
    if version.valid_to is None or version.valid_to <= today or ended is None:
        raise NothingToKeep(name=version.name)
    said = decision.read(faults, today, since=dt.date.fromisoformat(ended.facts["signed_on"]))
    faults.done()
    on = version.valid_to
    told: Mapping[str, list[str]] = {name: list(ended.facts.get(name, [])) for name in ("posts", "divisions")}
    UnitVersion.objects.filter(unit__in=told["divisions"], valid_from=on).delete()
    Succession.objects.filter(predecessor=unit, on=on).delete()
    ending = UnitVersion.objects.filter(unit__in=[unit, *told["divisions"]], valid_to=on)
    ending.update(valid_to=None, ended_by="")
    Post.objects.filter(code__in=told["posts"], valid_to=on).update(valid_to=None)
    for code, (end, number) in ended.facts.get("own_ends", {}).items():
        UnitVersion.objects.filter(unit=code, valid_to=None).update(valid_to=end, ended_by=number)
        Post.objects.filter(code=code, valid_to=None).update(valid_to=end)
    renew(queries.UNITS)
    record(
        events.UNIT_KEPT, subject=f"unit:{unit}", unit=unit, by=by, at=at,
        facts={"code": unit, "name": version.name, "on": on.isoformat(), **said, **told},
    )  # fmt: skip
    return queries.last_row(unit)


def _close(version: UnitVersion, on: dt.date, number: str) -> None:
    version.valid_to, version.ended_by = on, number
    version.save(update_fields=["valid_to", "ended_by"])


def _go_on(version: UnitVersion, on: dt.date, number: str, *, beneath: str) -> None:
    """The same unit from a day on, under another decision, beneath another."""
    UnitVersion.objects.create(
        unit_id=version.unit_id, code=version.code, name=version.name, fold=version.fold, level=version.level,
        rank=version.rank, kind=version.kind, parent_id=beneath, valid_from=on, instrument=number,
        certainty=Certainty.VERIFIED,
    )  # fmt: skip


def _close_posts(posts: Iterable[Post], on: dt.date, *, by: Actor, at: dt.datetime) -> None:
    for post in posts:
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        record(
            events.POST_CLOSED, subject=f"post:{post.code}", unit=post.unit_id, by=by, at=at,
            facts={"code": post.code, "title": post.title, "valid_to": on.isoformat()},
        )  # fmt: skip
