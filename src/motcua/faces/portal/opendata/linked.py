"""What both catalogues of linked data share: names of vocabularies, words in Vietnamese, who publishes."""

from typing import Any

from motcua.base.orgs.queries import UnitOn

Node = dict[str, Any]
CONTEXT: Node = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
VIETNAMESE: Node = {"@id": f"{EU}language/VIE", "@type": "dct:LinguisticSystem"}
VIETNAM = f"{EU}country/VNM"
AREA = "http://data.europa.eu/88u/dataset/atu-type"
"""What CPSV-AP 3.2.0 calls an administrative territorial unit."""


def said(text: str) -> Node:
    """Words in Vietnamese."""
    return {"@language": "vi", "@value": text}


def english(text: str) -> Node:
    """Words in English."""
    return {"@language": "en", "@value": text}


def valued(text: str, kind: str) -> Node:
    """A literal of a type of XML Schema."""
    return {"@type": f"xsd:{kind}", "@value": text}


def concept(address: str, label: Node) -> Node:
    """A word of a controlled vocabulary."""
    return {"@id": address, "@type": "skos:Concept", "skos:prefLabel": label}


def place(unit: UnitOn) -> Node:
    """The territory of a unit, by its national code."""
    return {
        "@id": f"urn:vn:don-vi-hanh-chinh:{unit.key}", "@type": ["dct:Location", AREA], "dct:identifier": unit.key,
        "rdfs:label": said(unit.name),
    }  # fmt: skip


LOCAL = concept("http://purl.org/adms/publishertype/LocalAuthority", english("Local authority"))


def agent(unit: UnitOn, home: str) -> Node:
    """Who publishes."""
    return {
        "@id": f"{home}#co-quan", "@type": "foaf:Agent", "foaf:name": said(unit.name), "dct:title": said(unit.name),
        "dct:identifier": unit.key, "dct:type": LOCAL,
    }  # fmt: skip


def document(graph: list[Node]) -> Node:
    """A whole document."""
    return {"@context": CONTEXT, "@graph": graph}
