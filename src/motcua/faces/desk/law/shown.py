"""What pages show of cited instruments: how each stands, and the documents of ours that cite one."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from motcua.areas.campaigns import queries as campaigns
from motcua.areas.correspondence.queries import incoming, outgoing
from motcua.areas.directives.queries import cited as directives
from motcua.areas.programmes import queries as programmes
from motcua.areas.reports import queries as reports
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import instruments
from motcua.rules.citing import cited, distinct
from motcua.rules.instruments import State, recognise
from motcua.rules.vietnamese import fold

MOST = 100
Namer = Callable[[Actor, Iterable[str]], Mapping[str, str]]
KINDS: Mapping[str, tuple[Any, Namer, str]] = {
    "directive": (gettext_lazy("Văn bản chỉ đạo"), directives.named, "desk:directive"),
    "incoming": (gettext_lazy("Văn bản đến"), incoming.titles, "desk:incoming"),
    "outgoing": (gettext_lazy("Văn bản đi"), outgoing.titles, "desk:outgoing"),
    "periodic-report": (gettext_lazy("Báo cáo định kỳ"), reports.titles, "desk:periodic-report"),
    "programme": (gettext_lazy("Chương trình phối hợp"), programmes.titles, "desk:programme"),
    "campaign": (gettext_lazy("Đợt tuyên truyền pháp luật"), campaigns.named, "desk:campaign"),
}
"""Documents of ours that cite: what the kind is called, what each is called for who may see it, its page."""


@dataclass(frozen=True)
class Document:
    """A document of ours that this actor may see."""

    source: str
    kind: Any
    name: str
    url: str


def cites(source: str, on: dt.date) -> dict[str, Any]:
    """What a document of ours cites, for ``desk/_cites.html``."""
    found = instruments.cited_by(source, on)
    gone = sum(line.standing is not None and line.standing.state is State.EXPIRED for line in found)
    return {"cites": found, "gone": gone}


def expired_in(text: str, on: dt.date) -> list[instruments.Standing]:
    """What a text that is being written stands on though it has expired by the day; nothing is kept of it."""
    said = [instruments.of_reference(one) for one, _places in distinct(list(cited(text)))[:MOST]]
    if not said:
        return []
    known = instruments.candidates(said)
    pairs = [
        recognise(one, known.get((one.symbol, "" if one.symbol else fold(one.title)), ())) for one in said
    ]
    return instruments.expired_of([key for _match, key in pairs if key is not None], on)


def documents(by: Actor, sources: Iterable[str]) -> list[Document]:
    """Those of the documents that this actor may see, in the given order: one query a kind."""
    wanted = [source.partition(":") for source in sources]
    names = {
        kind: namer(by, [code for known, _colon, code in wanted if known == kind])
        for kind, (_label, namer, _url) in KINDS.items()
        if any(known == kind for known, _colon, _code in wanted)
    }
    return [
        Document(f"{kind}:{code}", KINDS[kind][0], names[kind][code], reverse(KINDS[kind][2], args=[code]))
        for kind, _colon, code in wanted
        if code in names.get(kind, {})
    ]
