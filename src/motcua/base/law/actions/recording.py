"""Writing down what an instrument is and what it does to others, with the source; nothing is ever deleted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.law import events, evidence, policies
from motcua.base.law.actions.citing import folded, free_twin, resettle
from motcua.base.law.choices import RELATION, Certainty, Known, RelationKind
from motcua.base.law.models import Instrument, Relation
from motcua.base.law.queries.instruments import UnknownInstrument, candidates
from motcua.rules.citing import normal
from motcua.rules.impossible import Faults, Invalid
from motcua.rules.instruments import Match, Named, recognise
from motcua.rules.vietnamese import clean_text

LAW = "R9.8"


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    faults = Faults()

    def line(name: str, what: str, most: int, *, needed: bool = True) -> str:
        text = faults.take(clean_text, given.get(name) or "", name, what=what, most=most, needed=needed)
        return " ".join(str(text or "").split())

    values: dict[str, Any] = {
        "type": line("type", "loại văn bản", 60), "issuer": line("issuer", "cơ quan ban hành", 200),
        "title": line("title", "trích yếu", 1000),
    }  # fmt: skip
    for name in ("issued_on", "effective_on", "expired_on"):
        values[name] = given.get(name)
        faults.unless(
            values[name] is None or isinstance(values[name], dt.date), name, "Ghi ngày, tháng, năm."
        )
    issued, starts, ends = values["issued_on"], values["effective_on"], values["expired_on"]
    faults.unless(
        not (issued and starts) or issued <= starts,
        "effective_on",
        "Ngày có hiệu lực không trước ngày ban hành.",
    )
    faults.unless(
        not (starts and ends) or starts <= ends,
        "expired_on",
        "Ngày hết hiệu lực không trước ngày có hiệu lực.",
    )
    line("source", "nguồn", 200)
    faults.done()
    return values


def _symbol(text: str) -> str:
    try:
        return normal(text)
    except Invalid as fault:
        raise Invalid(
            field="symbol",
            text="Số, ký hiệu “{number}” không đúng dạng, ví dụ 07/KH-UBND hoặc 32/2021/NĐ-CP.",
            number=text[:60],
        ) from fault


def _source(given: Mapping[str, Any]) -> str:
    return " ".join(str(given.get("source") or "").split())


def _put(
    one: Instrument, given: Mapping[str, Any], kind: EventKind, by: Actor, at: dt.datetime
) -> Instrument:
    for name, value in _read(given).items():
        setattr(one, name, value)
    one.known, one.certainty = Known.OFFICIAL, Certainty.VERIFIED
    one.note, one.folded = f"Theo {_source(given)}", folded(one)
    one.save()
    resettle([one.symbol] if one.symbol else [])
    record(
        kind, subject=one.subject, unit=by.agency, by=by, at=at,
        facts={"symbol": str(one), "source_words": _source(given), **evidence.holds_graph()},
    )  # fmt: skip
    return one


@act(may=policies.can_record, records=events.RECORDED, law=LAW)
def record_instrument(*, by: Actor, at: dt.datetime, given: Mapping[str, Any]) -> Instrument:
    """Ghi một văn bản vào danh mục, có nguồn; một ngày chưa rõ thì để trống.

    Where only citations spoke of it, it is the same one from now on. Raises Invalid when it is there already.
    """
    faults = Faults()
    typed = str(given.get("symbol") or "").strip()
    symbol = faults.take(_symbol, typed) if typed else ""
    faults.unless(bool(typed), "symbol", "Ghi số, ký hiệu.")
    faults.done()
    values = _read(given)
    said = Named(str(symbol), values["type"], values["issuer"], values["issued_on"], None, values["title"])
    match, pk = recognise(said, candidates([said]).get((said.symbol, ""), ()))
    if match is Match.AMBIGUOUS or (pk is None and match is not Match.NEW):
        raise Invalid(
            field="issued_on", text="Có nhiều văn bản cùng số, ký hiệu. Ghi rõ ngày ban hành và cơ quan."
        )
    one = (
        Instrument.objects.select_for_update().get(pk=pk)
        if pk is not None
        else Instrument(symbol=said.symbol)
    )
    if pk is None:
        taken = Instrument.objects.filter(symbol=said.symbol, twin=0).exists()
        one.twin = free_twin(said.symbol) if taken else 0
    elif one.known != Known.CITATION:
        raise Invalid(field="symbol", text="Danh mục đã có {symbol}. Mở văn bản đó để sửa.", symbol=str(one))
    return _put(one, given, events.RECORDED, by, at)


@act(may=policies.can_record, records=events.CORRECTED, law=LAW)
def correct_instrument(
    *, by: Actor, at: dt.datetime, instrument: int, given: Mapping[str, Any]
) -> Instrument:
    """Sửa ngày, cơ quan, trích yếu của một văn bản, có nguồn; số, ký hiệu giữ nguyên."""
    return _put(_locked(instrument), given, events.CORRECTED, by, at)


def _locked(pk: int) -> Instrument:
    found = Instrument.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise UnknownInstrument(symbol="")
    return found


@act(may=policies.can_record, records=events.RELATED, law=LAW)
def relate(
    *, by: Actor, at: dt.datetime, instrument: int, kind: str, other: int, on: dt.date | None, source: str
) -> Relation:  # fmt: skip
    """Ghi văn bản này thay thế, sửa đổi, hướng dẫn hoặc bãi bỏ văn bản kia, từ ngày nào, theo nguồn nào.

    The same relation again corrects its day.
    """
    faults = Faults()
    faults.unless(kind in [str(one) for one in RelationKind], "kind", "Chọn quan hệ.")
    words = " ".join(str(faults.take(clean_text, source, "source", what="nguồn", most=200) or "").split())
    faults.unless(instrument != other, "other", "Chọn một văn bản khác.")
    faults.unless(on is None or isinstance(on, dt.date), "on", "Ghi ngày, tháng, năm.")
    faults.done()
    one, target = _locked(instrument), _locked(other)
    relation, _made = Relation.objects.update_or_create(
        source=one, kind=kind, target=target,
        defaults={
            "on": on, "certainty": Certainty.VERIFIED, "note": f"Theo {words}", "edited": True, "withdrawn": False
        },
    )  # fmt: skip
    _say(events.RELATED, relation, words, by, at)
    return relation


@act(may=policies.can_record, records=events.UNRELATED, law=LAW)
def unrelate(*, by: Actor, at: dt.datetime, relation: int, source: str) -> Relation:
    """Bỏ một quan hệ ghi sai: nó không còn được tính, vẫn còn trong sổ."""
    found = Relation.objects.select_for_update().filter(pk=relation, withdrawn=False).first()
    if found is None:
        raise UnknownInstrument(symbol="")
    words = " ".join(clean_text(source, "source", what="nguồn", most=200).split())
    found.withdrawn = found.edited = True
    found.save(update_fields=["withdrawn", "edited"])
    _say(events.UNRELATED, found, words, by, at)
    return found


def _say(kind: EventKind, relation: Relation, words: str, by: Actor, at: dt.datetime) -> None:
    record(
        kind, subject=relation.source.subject, unit=by.agency, by=by, at=at,
        facts={
            "one": str(relation.source), "other": str(relation.target),
            "kind_words": str(dict(RELATION)[RelationKind(relation.kind)]),
            "on": relation.on.isoformat() if relation.on else "", "source_words": words, **evidence.holds_graph(),
        },
    )  # fmt: skip
