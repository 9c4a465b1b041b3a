"""Processes as BPMN 2.0: every reference resolves, everything is drawn, and another engine walks it to its end."""

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from motcua.rules.bpmn import Model, Work, identifier, written
from motcua.rules.diagram import Task, in_line, wrapped

B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
FLOW_NODES = ("startEvent", "userTask", "endEvent")

few = settings(max_examples=15, deadline=None)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
works = st.lists(
    st.builds(Work, words, st.sampled_from(["Một cửa", "Công chức <tư pháp>", "Lãnh đạo & văn phòng"]), words),
    min_size=1, max_size=12,
)  # fmt: skip


def model(steps: list[Work], code: str = "1.004873") -> Model:
    return Model(
        code,
        "Cấp “giấy” <xác nhận>",
        "UBND phường",
        "Người nộp",
        tuple(steps),
        "Hồ sơ",
        "Kết quả",
        "Luật & lệ",
    )


def boxes(root: ElementTree.Element) -> dict[str, tuple[float, ...]]:
    return {shape.attrib["bpmnElement"]: _bounds(shape) for shape in root.iter(f"{DI}BPMNShape")}


def _bounds(shape: ElementTree.Element) -> tuple[float, ...]:
    bounds = shape.find(f"{DC}Bounds")
    assert bounds is not None
    return tuple(float(bounds.attrib[side]) for side in ("x", "y", "width", "height"))


@few
@given(works)
def test_ids_are_unique_references_resolve_and_everything_is_drawn(steps: list[Work]) -> None:
    root = ElementTree.fromstring(written(model(steps)))
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    for node in root.iter():
        for name in ("sourceRef", "targetRef", "processRef", "bpmnElement"):
            assert node.attrib.get(name, ids[0]) in ids
        if node.tag in (f"{B}incoming", f"{B}outgoing", f"{B}flowNodeRef"):
            assert node.text in ids
    nodes = [node.attrib["id"] for tag in FLOW_NODES for node in root.iter(f"{B}{tag}")]
    flows = [flow.attrib["id"] for tag in ("sequenceFlow", "messageFlow") for flow in root.iter(f"{B}{tag}")]
    drawn = boxes(root)
    assert set(nodes) | {"agency", "applicant"} <= drawn.keys()
    edges = {edge.attrib["bpmnElement"]: len(edge.findall(WAY)) for edge in root.iter(f"{DI}BPMNEdge")}
    assert edges.keys() == set(flows)
    assert min(edges.values()) >= 2
    in_lanes = [ref.text for ref in root.iter(f"{B}flowNodeRef")]
    assert sorted(map(str, in_lanes)) == sorted(nodes)


@few
@given(works)
def test_shapes_stand_apart_and_within_their_lane(steps: list[Work]) -> None:
    root = ElementTree.fromstring(written(model(steps)))
    drawn = boxes(root)
    for lane in root.iter(f"{B}lane"):
        left, top, width, height = drawn[lane.attrib["id"]]
        for ref in lane.iter(f"{B}flowNodeRef"):
            x, y, w, h = drawn[str(ref.text)]
            assert left <= x and x + w <= left + width and top <= y and y + h <= top + height
    nodes = [box for key, box in drawn.items() if key.startswith(("step", "start", "end"))]
    for (x, y, w, h), (x2, y2, w2, h2) in itertools.combinations(nodes, 2):
        assert x + w < x2 or x2 + w2 < x or y + h < y2 or y2 + h2 < y


@few
@given(works)
def test_another_engine_walks_every_step_in_order(steps: list[Work]) -> None:
    parser = BpmnParser()
    parser.add_bpmn_str(written(model(steps)).encode())
    workflow = BpmnWorkflow(parser.get_spec(identifier("1.004873")))
    walked = []
    workflow.do_engine_steps()
    while not workflow.is_completed():
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        walked.append(task.task_spec.name)
        task.run()
        workflow.do_engine_steps()
    assert walked == [f"step_{n}" for n in range(1, len(steps) + 1)]


def test_a_process_without_steps_is_not_written() -> None:
    with pytest.raises(ValueError, match="without steps"):
        written(model([]))


def test_the_code_of_a_procedure_makes_an_identifier() -> None:
    assert identifier("1.004873.000.00.00.H26") == "process_1_004873_000_00_00_H26"


def test_arrows_lead_from_box_to_box() -> None:
    lanes = ["A", "B", "C", "B", "B", "A"]
    drawing = in_line([Task(f"Bước {n}", lane) for n, lane in enumerate(lanes)], head=100)
    assert [band.name for band in drawing.bands] == ["A", "B", "C"]
    for arrow, (before, after) in zip(drawing.arrows, itertools.pairwise(drawing.boxes), strict=True):
        assert arrow.points[0] == before.right
        x, y = arrow.points[-1]
        assert after.x <= x <= after.x + after.width
        assert after.y <= y <= after.y + after.height
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(arrow.points))
        for box in drawing.boxes:  # no way leads through a box that is not its end
            for (ax, ay), (bx, by) in itertools.pairwise(arrow.points):
                inside = (
                    min(ax, bx) < box.x + box.width and box.x < max(ax, bx)
                    if ay == by
                    else box.x < ax < box.x + box.width
                )
                level = (
                    box.y < ay < box.y + box.height
                    if ay == by
                    else min(ay, by) < box.y + box.height and box.y < max(ay, by)
                )
                assert not (inside and level)
    assert in_line([], head=100).boxes == ()


@few
@given(st.text(max_size=200), st.integers(4, 30), st.integers(1, 4))
def test_wrapped_lines_stay_within_their_place(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    if len(" ".join(text.split())) <= width:
        assert " ".join(lines) == " ".join(text.split())
