"""Access tokens of machines: made, shown once, revoked."""

import datetime as dt
import secrets
from typing import Any

from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.models import Post
from motcua.base.people import events, policies, queries
from motcua.base.people.actions import finding
from motcua.base.people.choices import Door
from motcua.base.people.models import ApiToken
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import nfc


class AlreadyRevoked(Impossible):
    text = "Mã truy cập này đã bị thu hồi."


@act(may=policies.can_administer, records=events.TOKEN_MADE, law="", finds={"post": finding.post})
def make_token(*, by: Actor, at: dt.datetime, post: Post | str, name: str = "", door: str = Door.API) -> str:
    """Cấp mã truy cập: returns the token; it is shown this once, only its hash is kept."""
    assert isinstance(post, Post)
    if door not in Door.values:
        raise Invalid(field="door", text="Chọn mã mở được gì: toàn bộ API, hoặc chỉ Open311.")
    raw = queries.TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        hash=queries.token_hash(raw),
        post=post,
        name=" ".join(nfc(name).split())[:80],
        door=door,
        created_at=at,
    )
    _note_token(events.TOKEN_MADE, token, by=by, at=at)
    return raw


def _note_token(kind: EventKind, token: ApiToken, *, by: Actor, at: dt.datetime) -> None:
    facts = {"post": token.post.code}
    record(kind, subject=f"token:{token.pk}", unit=token.post.agency_id, by=by, at=at, facts=facts)


def _token(value: Any, *, by: Actor) -> ApiToken:
    rows = ApiToken.objects.select_for_update(of=("self",)).select_related("post")
    if isinstance(value, str):
        found = rows.filter(hash=queries.token_hash(value)).first()
    else:
        found = rows.filter(pk=finding.pk(value)).first()
    if found is None:
        raise queries.NoSuchToken()
    return found


@act(may=policies.can_administer, records=events.TOKEN_REVOKED, law="", finds={"token": _token})
def revoke_token(*, by: Actor, at: dt.datetime, token: ApiToken | int | str) -> ApiToken:
    """Thu hồi mã truy cập: it opens nothing any more (in other processes within five seconds)."""
    assert isinstance(token, ApiToken)
    if token.revoked_at is not None:
        raise AlreadyRevoked()
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    queries.forget_tokens()
    _note_token(events.TOKEN_REVOKED, token, by=by, at=at)
    return token
