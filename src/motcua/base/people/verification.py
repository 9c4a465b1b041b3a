"""Who may act, held against what the journal recorded: posts and their duties, appointments, delegations.

Every change of them is an act on the chain of the post, whose facts say what the rows must be now; what an event did
not say is not held against a row. Not covered: accounts (people change them without an act), tokens.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from motcua.base.journal.models import Event
from motcua.base.orgs import events as posts
from motcua.base.orgs.models import Post
from motcua.base.people import events
from motcua.base.people.models import Delegation, Holding, Stewardship
from motcua.rules.said import Said

KINDS = (
    posts.POST_OPENED, posts.POST_CHANGED, posts.POST_CLOSED, events.APPOINTED, events.APPOINTMENT_ENDED,
    events.DELEGATED, events.DELEGATION_REVOKED,
)  # fmt: skip
UNKNOWN = "?"
IN_CHARGE = ("unit", "field", "post", "valid_from", "valid_to", "instrument")
Rows = dict[tuple[Any, ...], list[dict[str, Any]]]


def disagreements() -> Iterator[str]:
    """Posts, appointments and delegations that differ from the journal, or that it does not know, or that are gone."""
    duties, holdings, delegations = _told()
    for post in Post.objects.order_by("code"):
        told = duties.pop(post.code, None)
        now = {
            "title": post.title,
            "duties": post.duties,
            "fields": post.fields,
            "valid_to": _day(post.valid_to),
        }
        if told is None:
            yield Said("Vị trí {post}: có trong bảng nhưng không có trong sổ cái (bị chèn).", post=post.code)
        elif wrong := sorted(name for name in now if name in told and told[name] != now[name]):
            yield Said(
                "Vị trí {post}: {fields} khác với sổ cái (bị sửa).", post=post.code, fields=", ".join(wrong)
            )
    for code in duties:
        yield Said("Vị trí {post}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", post=code)
    for code in _odd(holdings, _holdings()):
        yield Said("Người giữ vị trí {post}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", post=code)
    yield from _stewardships()
    for code in _odd(delegations, _delegations()):
        yield Said("Ủy quyền của {post}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", post=code)


def _stewardships() -> Iterator[str]:
    """Who is in charge of what, that differs from the journal, or that it does not know, or that is gone."""
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    kinds = (events.PUT_IN_CHARGE.name, events.STEWARDSHIP_ENDED.name)
    for subject, facts in (
        Event.objects.filter(kind__in=kinds).order_by("seq").values_list("subject", "facts")
    ):
        told[subject] |= {name: facts[name] for name in IN_CHARGE if name in facts}
    now = {
        row.subject: {
            "unit": row.unit, "field": row.field, "post": row.post.code, "valid_from": _day(row.valid_from),
            "valid_to": _day(row.valid_to), "instrument": row.instrument,
        }
        for row in Stewardship.objects.select_related("post")
    }  # fmt: skip
    for subject in sorted(told.keys() | now.keys()):
        if told.get(subject) != now.get(subject):
            yield Said(
                "Phân công phụ trách {subject}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).",
                subject=subject,
            )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _told() -> tuple[dict[str, dict[str, Any]], Rows, Rows]:
    """What the events, in their order, say of posts, of appointments and of delegations."""
    duties: dict[str, dict[str, Any]] = {}
    holdings: Rows = defaultdict(list)
    delegations: Rows = defaultdict(list)
    found = Event.objects.filter(kind__in=[kind.name for kind in KINDS]).order_by("seq")
    for kind, facts in found.values_list("kind", "facts").iterator(chunk_size=500):
        match kind:
            case posts.POST_OPENED.name:
                duties[facts["code"]] = {"valid_to": "", **facts}
            case posts.POST_CHANGED.name | posts.POST_CLOSED.name:
                duties.setdefault(facts["code"], {}).update(facts)
            case events.APPOINTED.name:
                holdings[facts["post"], facts.get("account")].append(_period(facts))
            case events.APPOINTMENT_ENDED.name:
                _end(holdings[facts["post"], facts.get("account")], facts)
            case events.DELEGATED.name:
                given = {**_period(facts), "duties": facts.get("duties")}
                delegations[facts["from_post"], facts["to_post"]].append(given)
            case events.DELEGATION_REVOKED.name:
                _end(delegations[facts["from_post"], facts["to_post"]], facts)
    return duties, holdings, delegations


def _period(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("valid_from", "valid_to", "instrument")}


def _end(told: list[dict[str, Any]], facts: dict[str, Any]) -> None:
    """Which one ended: the event names its first day. Those of before did not; of several that held, none is known."""
    end, begun = facts["valid_to"], facts.get("valid_from")
    held = [one for one in told if one["valid_from"] <= end and (one["valid_to"] or "9") > end]
    held = [one for one in held if begun in (None, one["valid_from"])]
    for one in held:
        one["valid_to"] = end if len(held) == 1 else UNKNOWN


def _holdings() -> Rows:
    found: Rows = defaultdict(list)
    for row in Holding.objects.select_related("post"):
        found[row.post.code, row.account_id].append(_of(row))
    return found


def _delegations() -> Rows:
    found: Rows = defaultdict(list)
    for row in Delegation.objects.select_related("from_post", "to_post"):
        found[row.from_post.code, row.to_post.code].append({**_of(row), "duties": row.duties})
    return found


def _of(row: Holding | Delegation) -> dict[str, Any]:
    return {"valid_from": _day(row.valid_from), "valid_to": _day(row.valid_to), "instrument": row.instrument}


def _odd(told: Rows, now: Rows) -> Iterator[str]:
    """The posts whose rows are others than was told."""
    for key in sorted(told.keys() | now.keys(), key=str):
        said, rows = told.get(key, []), now.get(key, [])
        blind = {"valid_to"} if any(one["valid_to"] == UNKNOWN for one in said) else set()
        if _sorted(said, blind) != _sorted(rows, blind):
            yield str(key[0])


def _sorted(found: Iterable[dict[str, Any]], blind: set[str]) -> list[str]:
    return sorted(
        str(sorted((name, value) for name, value in one.items() if name not in blind)) for one in found
    )
