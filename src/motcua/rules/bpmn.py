"""An internal process as BPMN 2.0 XML with its diagram, for any public modeller (ISO/IEC 19510).

One pool for the agency with a lane for whoever acts, user tasks one after another between a start and an end; the
applicant is a pool of whom nothing is known but what is handed in and received. Every element has its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from motcua.rules.diagram import Box, Diagram, Point, Task, in_line

HEAD = 60
POOL_TOP = 180
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


@dataclass(frozen=True)
class Work:
    """A step for a modeller: what, by whom, and what else is said of it."""

    name: str
    lane: str
    documentation: str = ""


@dataclass(frozen=True)
class Model:
    """A process to be written: the agency's pool, the applicant's pool, the steps, and what the whole rests on."""

    code: str
    name: str
    agency: str
    applicant: str
    works: tuple[Work, ...]
    handed_in: str
    result: str
    documentation: str = ""


def identifier(code: str) -> str:
    """The id of the process of a procedure."""
    return f"process_{re.sub(r'[^0-9A-Za-z]', '_', code)}"


def written(model: Model) -> str:
    """The XML text of a model. Raises ValueError for a process without steps: it has no way from start to end."""
    if not model.works:
        raise ValueError("a process without steps")
    drawing = in_line([Task(work.name, work.lane) for work in model.works], head=HEAD, left=160, top=POOL_TOP)
    process = identifier(model.code)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions {_SPACES} id="definitions" targetNamespace="urn:motcua:process" exporter="motcua">',
        *_collaboration(model, process, drawing),
        *_process(model, process, drawing),
        *_shapes(model, drawing),
        "</definitions>",
        "",
    ]
    return "\n".join(parts)


def _collaboration(model: Model, process: str, drawing: Diagram) -> Iterable[str]:
    first, last = drawing.boxes[1], drawing.boxes[-2]
    yield '  <collaboration id="collaboration">'
    yield f'    <participant id="applicant" name={_attribute(model.applicant)}/>'
    yield f'    <participant id="agency" name={_attribute(model.agency)} processRef="{process}"/>'
    yield (
        f'    <messageFlow id="message_in" name={_attribute(model.handed_in)} sourceRef="applicant" '
        f'targetRef="{first.key}"/>'
    )
    yield (
        f'    <messageFlow id="message_out" name={_attribute(model.result)} sourceRef="{last.key}" '
        'targetRef="applicant"/>'
    )
    yield "  </collaboration>"


def _process(model: Model, process: str, drawing: Diagram) -> Iterable[str]:
    yield f'  <process id="{process}" name={_attribute(model.name)} processType="Private" isExecutable="true">'
    yield from _documentation(model.documentation, 4)
    yield '    <laneSet id="lanes">'
    for number, band in enumerate(drawing.bands, 1):
        yield f'      <lane id="lane_{number}" name={_attribute(band.name)}>'
        yield from (
            f"        <flowNodeRef>{box.key}</flowNodeRef>" for box in drawing.boxes if box.lane == band.name
        )
        yield "      </lane>"
    yield "    </laneSet>"
    for place, box in enumerate(drawing.boxes):
        yield from _node(model.works, drawing, place, box)
    for arrow in drawing.arrows:
        yield f'    <sequenceFlow id="{arrow.key}" sourceRef="{arrow.source}" targetRef="{arrow.target}"/>'
    yield "  </process>"


def _node(works: Sequence[Work], drawing: Diagram, place: int, box: Box) -> Iterable[str]:
    tag = {"start": "startEvent", "end": "endEvent"}.get(box.kind, "userTask")
    named = f" name={_attribute(box.name)}" if box.name else ""
    yield f'    <{tag} id="{box.key}"{named}>'
    if box.number:
        yield from _documentation(works[box.number - 1].documentation, 6)
    if place:
        yield f"      <incoming>{drawing.arrows[place - 1].key}</incoming>"
    if place < len(drawing.arrows):
        yield f"      <outgoing>{drawing.arrows[place].key}</outgoing>"
    yield f"    </{tag}>"


def _shapes(model: Model, drawing: Diagram) -> Iterable[str]:
    left, top, width = 160, POOL_TOP, drawing.width - 160
    yield '  <bpmndi:BPMNDiagram id="diagram">'
    yield '    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">'
    yield _shape("applicant", left, top - 120, width, 60, ' isHorizontal="true"')
    yield _shape("agency", left, top, width, drawing.height - top, ' isHorizontal="true"')
    for number, band in enumerate(drawing.bands, 1):
        yield _shape(
            f"lane_{number}", band.x + 30, band.y, band.width - 30, band.height, ' isHorizontal="true"'
        )
    for box in drawing.boxes:
        yield _shape(box.key, box.x, box.y, box.width, box.height)
    for arrow in drawing.arrows:
        yield _edge(arrow.key, arrow.points)
    first, last = drawing.boxes[1], drawing.boxes[-2]
    # A process of one step has both messages at it: side by side, not upon one another.
    come, go = (first.x + first.width // 3, last.x + 2 * last.width // 3)
    yield _edge("message_in", ((come, top - 60), (come, first.y)))
    yield _edge("message_out", ((go, last.y), (go, top - 60)))
    yield "    </bpmndi:BPMNPlane>"
    yield "  </bpmndi:BPMNDiagram>"


def _shape(element: str, x: int, y: int, width: int, height: int, more: str = "") -> str:
    return (
        f'      <bpmndi:BPMNShape id="shape_{element}" bpmnElement="{element}"{more}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )


def _edge(element: str, points: Iterable[Point]) -> str:
    ways = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'      <bpmndi:BPMNEdge id="edge_{element}" bpmnElement="{element}">{ways}</bpmndi:BPMNEdge>'


def _documentation(text: str, indent: int) -> Iterable[str]:
    if text:
        yield f"{' ' * indent}<documentation>{escape(_NOT_XML.sub(' ', text))}</documentation>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub(" ", text))
