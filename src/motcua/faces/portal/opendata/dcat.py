"""The catalogue of datasets as DCAT-AP 3.0 (JSON-LD)."""

import datetime as dt
from collections.abc import Callable, Sequence

from motcua.base.orgs.queries import UnitOn
from motcua.faces.portal.opendata.files import Shape
from motcua.faces.portal.opendata.linked import (
    EU,
    VIETNAMESE,
    Node,
    agent,
    concept,
    document,
    english,
    place,
    said,
)
from motcua.faces.portal.opendata.linked import valued as typed
from motcua.rules.scoring.definitions import Definition

RIGHTS: Node = {
    "@type": "dct:RightsStatement",
    "rdfs:label": said(
        "Dữ liệu mở của cơ quan nhà nước: được tự do dùng và chia sẻ, có ghi nguồn (NĐ 47/2020/NĐ-CP)."
    ),
}
LICENCE: Node = {
    "@type": "dct:LicenseDocument",
    "dct:title": said("Nghị định 47/2020/NĐ-CP, Chương III: dữ liệu mở của cơ quan nhà nước"),
    "dct:type": concept("http://purl.org/adms/licencetype/Attribution", english("Attribution")),
}
THEMES: Node = {
    "@id": f"{EU}data-theme",
    "@type": "skos:ConceptScheme",
    "dct:title": english("Data theme"),
}
LASTING = concept(f"{EU}planned-availability/STABLE", english("Stable"))
"""An address of a file stays; what it holds grows by a month each month."""
THEME = concept(f"{EU}data-theme/GOVE", english("Government and public sector"))
MONTHLY: Node = {"@id": f"{EU}frequency/MONTHLY", "@type": "dct:Frequency"}


def catalogue(
    unit: UnitOn, datasets: Sequence[Definition], shapes: Sequence[Shape], *, home: str,
    address: Callable[[str, str], str], since: dt.date, until: dt.date,
) -> Node:  # fmt: skip
    """Every dataset with its files; ``address`` of (indicator, format)."""
    publisher, where = agent(unit, home), place(unit)
    period: Node = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": typed(since.isoformat(), "date"),
        "dcat:endDate": typed((until - dt.timedelta(days=1)).isoformat(), "date"),
    }
    asked: Node = {
        "@id": f"{home}#lien-he", "@type": ["vcard:Kind", "vcard:Organization"], "vcard:fn": said(unit.name),
        "vcard:hasURL": {"@id": home},
    }  # fmt: skip
    made = [
        _dataset(one, shapes, home, address, publisher["@id"], where["@id"], asked["@id"], period, until)
        for one in datasets
    ]
    whole: Node = {
        "@id": f"{home}#danh-muc", "@type": "dcat:Catalog", "dct:title": said(f"Dữ liệu mở của {unit.name}"),
        "dct:description": said(f"Chỉ tiêu về giải quyết công việc của người dân tại {unit.name}, theo tháng."),
        "dct:publisher": {"@id": publisher["@id"]}, "dct:language": VIETNAMESE, "dct:spatial": {"@id": where["@id"]},
        "dct:rights": RIGHTS, "dct:license": LICENCE, "dcat:themeTaxonomy": THEMES,
        "foaf:homepage": {"@id": home, "@type": "foaf:Document"},
        "dct:modified": typed(until.isoformat(), "date"),
        "dcat:dataset": [{"@id": one["@id"]} for one in made],
    }  # fmt: skip
    return document([whole, publisher, where, asked, *made])


def _dataset(
    one: Definition, shapes: Sequence[Shape], home: str, address: Callable[[str, str], str], publisher: str,
    where: str, asked: str, period: Node, until: dt.date,
) -> Node:  # fmt: skip
    return {
        "@id": f"{home}#{one.id}", "@type": "dcat:Dataset", "dct:identifier": one.id,
        "dct:title": [said(one.name), english(one.name_en)], "dct:description": said(described(one)),
        "dct:publisher": {"@id": publisher}, "dcat:contactPoint": {"@id": asked},
        "dct:spatial": {"@id": where}, "dct:temporal": period,
        "dct:language": VIETNAMESE, "dct:accrualPeriodicity": MONTHLY, "dcat:theme": THEME,
        "dcat:keyword": said(one.group or one.name), "dct:modified": typed(until.isoformat(), "date"),
        "dcat:landingPage": {"@id": home, "@type": "foaf:Document"},
        "dcat:distribution": [_file(one, shape, address(one.id, shape.key)) for shape in shapes],
    }  # fmt: skip


def _file(one: Definition, shape: Shape, address: str) -> Node:
    return {
        "@id": f"{address}#tep", "@type": "dcat:Distribution", "dct:title": said(f"{one.name} ({shape.label})"),
        "dct:description": said(described(one)), "dcatap:availability": LASTING, "dct:license": LICENCE,
        "dcat:accessURL": {"@id": address, "@type": "rdfs:Resource"}, "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{shape.media}", "@type": "dct:MediaType"
        },
        "dct:format": {"@id": f"{EU}file-type/{shape.authority}", "@type": "dct:MediaTypeOrExtent"},
        "dct:rights": RIGHTS,
    }  # fmt: skip


def described(one: Definition) -> str:
    """What a dataset counts, by which law."""
    parts = (
        f"{one.numerator_words} / {one.denominator_words}" if one.denominator_words else one.numerator_words
    )
    return f"{parts}. Căn cứ: {one.law}." if one.law else f"{parts}."
