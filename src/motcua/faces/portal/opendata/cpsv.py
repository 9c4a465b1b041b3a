"""The catalogue of procedures as CPSV-AP 3.2 (JSON-LD)."""

from collections.abc import Callable, Iterable

from motcua.areas.procedures.ports import Fee, Paper, ProcedureRecord, Way
from motcua.base.orgs.queries import UnitOn
from motcua.faces.portal.opendata.linked import (
    EU,
    VIETNAMESE,
    Node,
    agent,
    concept,
    document,
    place,
    said,
    valued,
)
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.vietnamese import fold

CHANNELS = {
    "counter": "Trực tiếp",
    "post": "Bưu chính",
    "online": "Trực tuyến",
    "assisted": "Được hỗ trợ nộp",
}
DONG = concept(f"{EU}currency/VND", said("Đồng Việt Nam"))


def catalogue(
    unit: UnitOn, records: Iterable[ProcedureRecord], *, home: str, address: Callable[[str], str]
) -> Node:
    """Every procedure as a public service; ``address`` of its page."""
    publisher, where = agent(unit, home), place(unit)
    office: Node = {
        "@id": f"{home}#tham-quyen", "@type": "cv:PublicOrganisation", "dct:identifier": unit.key,
        "skos:prefLabel": said(unit.name), "dct:title": said(unit.name), "dct:spatial": {"@id": where["@id"]},
    }  # fmt: skip
    services = [_service(one, address(one.code), office["@id"], home, where["@id"]) for one in records]
    whole: Node = {
        "@id": f"{home}#thu-tuc", "@type": "dcat:Dataset", "dct:title": said(f"Thủ tục hành chính tại {unit.name}"),
        "dct:description": said("Thủ tục hành chính đang có hiệu lực: ai được làm, cần giấy tờ gì, phí và thời hạn."),
        "dct:publisher": {"@id": publisher["@id"]}, "dct:identifier": "procedures",
        "dcat:landingPage": {"@id": home, "@type": "foaf:Document"},
        "dct:hasPart": [{"@id": one["@id"]} for one in services],
    }  # fmt: skip
    return document([whole, publisher, where, office, *services])


def _service(one: ProcedureRecord, page: str, office: str, home: str, where: str) -> Node:
    here = f"{page}#dich-vu"
    made: Node = {
        "@id": here, "@type": "cpsv:PublicService", "dct:identifier": one.code, "dct:title": said(one.name),
        "dct:description": said(_described(one)), "cv:hasCompetentAuthority": {"@id": office},
        "dct:language": VIETNAMESE, "dct:spatial": {"@id": where},
    }  # fmt: skip
    if one.field:
        made["cv:thematicArea"] = concept(f"{home}#linh-vuc-{_slug(one.field)}", said(one.field))
    if one.words:
        made["dcat:keyword"] = [said(word) for word in one.words]
    if time := _time(one.limit):
        made["cv:processingTime"] = valued(time, "duration")
    asked = [paper for paper in one.papers if paper.asked]
    many: dict[str, list[Node]] = {
        "cpsv:hasInput": [_paper(paper, here, n) for n, paper in enumerate(asked, 1)],
        "cv:hasCost": [_fee(fee, here, n) for n, fee in enumerate(one.fees, 1)],
        "cv:hasChannel": [_way(way, here, n, home) for n, way in enumerate(one.ways, 1)],
        "cpsv:produces": [
            {
                "@id": f"{here}-ket-qua-{n}", "@type": "cv:Output", "dct:identifier": f"{one.code}/ket-qua/{n}",
                "dct:title": said(result), "dct:language": VIETNAMESE,
            }
            for n, result in enumerate(one.results, 1)
        ],
        "cv:hasLegalResource": [
            {
                "@id": f"{home}#can-cu-{_slug(basis.symbol)}", "@type": "eli:LegalResource",
                "dct:identifier": basis.symbol, **({"dct:title": said(basis.title)} if basis.title else {}),
            }
            for basis in one.legal_basis
            if basis.symbol
        ],
    }  # fmt: skip
    return made | {name: nodes for name, nodes in many.items() if nodes}


def _described(one: ProcedureRecord) -> str:
    """The summary; else what is published of it. A time in working days is said here: ISO 8601 has no word for them."""
    parts = [one.summary or f"Thủ tục hành chính thuộc lĩnh vực {one.field or 'khác'}."]
    if one.limit_text:
        parts.append(f"Thời hạn giải quyết: {one.limit_text}.")
    if one.subjects:
        parts.append(f"Đối tượng: {', '.join(one.subjects)}.")
    return " ".join(parts)


def _time(limit: Limit | None) -> str:
    """A limit as a duration, where it means the same."""
    if limit is None or limit.unit is not TimeUnit.DAY:
        return ""
    return f"P{int(limit.amount)}D"


def _paper(paper: Paper, service: str, n: int) -> Node:
    made: Node = {
        "@id": f"{service}-giay-to-{n}", "@type": "cv:Evidence", "dct:identifier": paper.code or f"giay-to-{n}",
        "dct:title": said(paper.name), "dct:language": VIETNAMESE,
    }  # fmt: skip
    return made | ({"dct:description": said(paper.case)} if paper.case else {})


def _fee(fee: Fee, service: str, n: int) -> Node:
    """A fee; of one that somebody else fixes the amount is left out, and the note says who does."""
    made: Node = {
        "@id": f"{service}-phi-{n}", "@type": "cv:Cost", "dct:identifier": f"phi-{n}",
        "dct:description": said(" ".join(filter(None, (fee.label, fee.note))) or "Phí, lệ phí"),
    }  # fmt: skip
    if fee.amount is not None and fee.unit == "VND":
        made |= {"cv:hasValue": valued(str(float(fee.amount)), "double"), "cv:currency": DONG}
    return made


def _way(way: Way, service: str, n: int, home: str) -> Node:
    label = CHANNELS.get(way.channel, way.channel)
    made: Node = {
        "@id": f"{service}-cach-{n}", "@type": "cv:Channel", "dct:identifier": f"{way.channel}-{n}",
        "dct:type": concept(f"{home}#cach-nop-{_slug(way.channel)}", said(label)),
    }  # fmt: skip
    told = ". ".join(filter(None, (way.limit_text, way.note)))
    return made | ({"dct:description": said(told)} if told else {})


def _slug(text: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())
