"""Fees for machines: what is asked of a dossier, and notices of a payment platform."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params.functions import Path

from motcua.areas.dossiers import queries as dossiers
from motcua.areas.fees import actions, queries
from motcua.areas.fees.policies import PLATFORM
from motcua.areas.fees.ports import PaymentNotice, ReplayedNotice
from motcua.base.law.queries import parameter
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.problems import Refused
from motcua.faces.api.tokens import actor_of, now_of
from motcua.faces.api.v1.shapes import Code, refusals

router = Router(tags=["Phí, lệ phí"])
SIGNED = ("X-Payment-Timestamp", "X-Payment-Nonce", "X-Payment-Signature")
_BODY = {
    "type": "object",
    "required": ["id", "code", "amount", "paid_at"],
    "properties": {
        "id": {"type": "string", "maxLength": 80, "description": "the platform's number of the payment"},
        "code": {"type": "string", "description": "the payment code"},
        "amount": {"type": "integer", "minimum": 1, "description": "đồng"},
        "paid_at": {"type": "string", "format": "date-time"},
    },
}


class PaymentOut(Schema):
    """Money that came in."""

    amount: int
    channel: str
    receipt: str
    at: str


class ChargeOut(Schema):
    """An amount asked for, and how it stands."""

    code: str
    item: str
    name: str
    law: str
    amount: int
    reduced: int
    paid: int
    refunded: int
    open: int
    surplus: int
    state: str
    state_text: str
    blocking: bool
    asked_at: str
    due_at: str
    settled_at: str | None
    payments: list[PaymentOut]


class ChargesOut(Schema):
    """Everything asked for a dossier, oldest first."""

    items: list[ChargeOut]


class NoticeOut(Schema):
    """What was booked for a notice."""

    id: str
    receipt: str
    amount: int


def _charge(row: Any) -> dict[str, Any]:
    money = queries.money_of(row)
    return {
        "code": row.code, "item": row.item, "name": row.name, "law": row.law, "amount": row.amount,
        "reduced": row.reduced, "paid": row.paid, "refunded": row.refunded, "open": money.open,
        "surplus": money.surplus, "state": row.state, "state_text": row.get_state_display(), "blocking": row.blocking,
        "asked_at": moment(row.asked_at), "due_at": moment(row.due_at), "settled_at": moment(row.settled_at),
        "payments": [
            {
                "amount": one.amount, "channel": one.channel, "receipt": one.receipt.label, "at": moment(one.at),
            }
            for one in sorted(row.payments.all(), key=lambda one: one.n)
        ],
    }  # fmt: skip


@router.get(
    "/dossiers/{code}/charges", response={200: ChargesOut, **refusals(401, 404, 422)}, operation_id="list_charges"
)  # fmt: skip
def list_charges(request: HttpRequest, code: Annotated[Code, Path()]) -> HttpResponse:
    """Phí, lệ phí của một hồ sơ: what is asked, by which law, what came in."""
    by = actor_of(request)
    dossier = dossiers.one(by, code)
    return answer({"items": [_charge(row) for row in queries.of_subject(by, dossier.case.subject)]})


@router.post(
    "/payments/notices",
    response={200: NoticeOut, **refusals(403, 404, 409, 415, 422)},
    operation_id="take_payment_notice",
    auth=None,
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": _BODY}}},
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in SIGNED
        ],
    },
)
def take_notice(request: HttpRequest) -> HttpResponse:
    """Thông báo thanh toán của nền tảng: signed, in time, once; a number told again is answered as the first time."""
    at = now_of(request)
    if request.content_type != "application/json":
        raise Refused(415, "Content-Type: application/json")
    window = dt.timedelta(minutes=int(parameter("fee.notice_window", at.date())))
    notice = queries.notice_reader()(request.body, request.headers, at=at, window=window)
    repeated = _told_before(notice, at)
    if repeated is not None:
        return repeated
    try:
        receipt = actions.take_notice(by=PLATFORM, at=at, notice=notice)
    except ReplayedNotice:
        repeated = _told_before(notice, at)
        if repeated is None:
            raise
        return repeated
    return answer({"id": notice.id, "receipt": receipt.label, "amount": receipt.total})


def _told_before(notice: PaymentNotice, at: dt.datetime) -> HttpResponse | None:
    """The first answer to a number that was told before; ReplayedNotice when it then said something else."""
    before = queries.notice_taken(notice.id)
    if before is None:
        return None
    if before.digest != notice.digest:
        raise ReplayedNotice()
    actions.remember_repeat(at=at, notice=notice)
    said = answer({"id": notice.id, "receipt": before.receipt.label, "amount": before.receipt.total})
    said["Idempotent-Replayed"] = "true"
    return said
