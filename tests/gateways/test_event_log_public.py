"""Public logs of other offices: variants and on-time rate as counted from the raw XML by other means than ours.

Independent here: the standard library's ElementTree (ours reads with lxml), one sort and one Counter, times compared in
UTC. Nothing of ours is used to find what the answer should be.
"""

import datetime as dt
import gzip
import json
import random
import statistics
import xml.etree.ElementTree as ET
from collections import Counter
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.areas.dossiers.actions.history import traces
from motcua.gateways.event_log import read_log, read_map
from motcua.rules import mining

Raw = dict[str, list[tuple[dt.datetime, str]]]
LOGS = {
    "01_running-example.xes.gz": (6, 42, 6),
    "helpdesk.xes.gz": (4580, 21_348, 226),
    "15_bpic2020_permit_log_1t_per_variant.xes.gz": (1478, 26_028, 1478),
}
"""Cases, events and variants of each, as its publishers count them."""
CASES = 60


def raw(root: ET.Element) -> Raw:
    """Every trace of a log: its events in the order of their moments, those of one moment as they stand."""

    def values(node: ET.Element) -> dict[str, str]:
        return {child.get("key", ""): child.get("value", "") for child in node}

    found: Raw = {}
    for trace in root.iterfind("{*}trace"):
        events = [values(event) for event in trace.iterfind("{*}event")]
        told = [(dt.datetime.fromisoformat(one["time:timestamp"]), one["concept:name"]) for one in events]
        found[values(trace)["concept:name"]] = sorted(told, key=lambda one: one[0])
    return found


def variants(found: Raw) -> Counter[tuple[str, ...]]:
    return Counter(tuple(name for _at, name in events) for events in found.values())


@pytest.mark.once
@pytest.mark.parametrize("name", LOGS)
def test_variants_are_those_of_the_raw_xml(shared: Path, name: str) -> None:
    file = shared / "event-logs" / name
    found = raw(ET.fromstring(gzip.decompress(file.read_bytes())))
    expected = variants(found)
    assert (len(found), sum(map(len, found.values())), len(expected)) == LOGS[name]
    log = read_log(file, read_map(None, source="x", unit="00145"))
    assert (len(log.cases), log.events, log.rejected, log.repeated) == (*LOGS[name][:2], (), 0)
    assert {way.path: way.count for way in mining.variants(traces(log.cases))} == expected


def test_the_on_time_rate_is_that_of_the_raw_xml(ward: str, shared: Path, tmp_path: Path, clock: Any) -> None:
    root = ET.Element("log")
    with gzip.open(shared / "event-logs" / "helpdesk.xes.gz") as stream:
        whole = (node for _, node in ET.iterparse(stream) if node.tag.endswith("trace"))
        root.extend(islice(whole, CASES))
    promised: dict[str, dt.datetime] = {}
    for number, trace in enumerate(root.iterfind("{*}trace")):
        ((name, events),) = raw(_log_of(trace)).items()
        promised[name] = events[0][0] + dt.timedelta(days=5 + number % 40)
        trace.append(ET.Element("date", key="due", value=promised[name].isoformat()))
    file = tmp_path / "helpdesk.xes"
    file.write_bytes(ET.tostring(root))
    found = raw(root)
    over = {name: events for name, events in found.items() if events[-1][1] == "Closed"}
    in_time = sum(events[-1][0] <= promised[name] for name, events in over.items())
    assert 0 < in_time < len(over)
    words = tmp_path / "map.json"
    words.write_text(json.dumps({"procedure": "1.004873", "ends": ["Closed"]}), encoding="utf-8")
    out = StringIO()
    call_command("import", "history", str(file), "--map", str(words), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["cases"], told["added"], told["rejected"]) == (CASES, CASES, [])
    assert (told["finished"], told["judged"], told["on_time"]) == (len(over), len(over), in_time)
    assert told["late"] == len(found) - in_time  # the few that are still open are past their promise too
    assert told["variants"] == len(variants(found))


# --- a log as another system might write it ---------------------------------------------------------------------

ZONES = [dt.timezone(dt.timedelta(hours=hours)) for hours in (0, 7, 9, -5)]
WAYS = ("Vào sổ", "Thẩm định", "Thẩm định", "Trình ký", "Đóng hồ sơ")
UNDATED = {"S-003", "S-017"}


def invented() -> ET.Element:
    """Events in no order, each in a time zone of its own; lists within; some without a moment."""
    chance = random.Random(20261123)
    log = ET.Element("log", {"xes.version": "1849-2016", "xmlns": "http://www.xes-standard.org/"})
    ET.SubElement(
        log, "extension", name="Concept", prefix="concept", uri="http://www.xes-standard.org/concept.xesext"
    )
    for number in range(40):
        name = f"S-{number:03d}"
        trace = ET.SubElement(log, "trace")
        ET.SubElement(trace, "string", key="concept:name", value=name)
        at = dt.datetime(2026, 3, 1, 22, tzinfo=dt.UTC) + dt.timedelta(hours=number)
        due = at + dt.timedelta(hours=chance.randrange(60, 200))
        ET.SubElement(trace, "date", key="due", value=due.astimezone(chance.choice(ZONES)).isoformat())
        events = []
        for way in WAYS[: chance.choice([2, 3, 4, 5])] + (WAYS[-1:] if number % 3 else ()):
            at += dt.timedelta(minutes=chance.randrange(30, 3000))
            event = ET.Element("event")
            ET.SubElement(event, "string", key="concept:name", value=way)
            within = ET.SubElement(event, "list", key="attributes")
            ET.SubElement(within, "string", key="concept:name", value="không phải bước nào")
            if not (name in UNDATED and way == "Trình ký"):
                moment = at.astimezone(chance.choice(ZONES)).isoformat()
                ET.SubElement(event, "date", key="time:timestamp", value=moment)
            events.append(event)
        if name in UNDATED and not any(len(event) == 2 for event in events):
            events[0].remove(events[0][2])
        chance.shuffle(events)
        trace.extend(events)
    return log


def test_another_systems_log_comes_to_what_its_xml_says(ward: str, tmp_path: Path, clock: Any) -> None:
    log = invented()
    file = tmp_path / "other.xes"
    file.write_bytes(ET.tostring(log, encoding="utf-8", xml_declaration=True))
    for trace in [one for one in log if one.tag == "trace" and one[0].get("value") in UNDATED]:
        log.remove(trace)
    for within in [one for event in log.iter("event") for one in event.findall("list")]:
        next(event for event in log.iter("event") if within in event).remove(within)
    found = raw(log)
    promised = {
        one[0].get("value", ""): dt.datetime.fromisoformat(one[1].get("value", ""))
        for one in log.iter("trace")
    }
    assert len(found) == 40 - len(UNDATED)
    read = read_log(file, read_map(None, source="x", unit="00145"))
    assert {one.external for one in read.cases} == found.keys()
    assert len(read.rejected) >= len(UNDATED)
    ours = mining.variants(traces(read.cases))
    assert {way.path: way.count for way in ours} == variants(found)
    for way in ours:
        lasted = [
            events[-1][0] - events[0][0]
            for events in found.values()
            if tuple(n for _, n in events) == way.path
        ]
        assert abs(way.median - statistics.median_low(lasted)) < dt.timedelta(seconds=1)
    over = {name: events for name, events in found.items() if events[-1][1] == WAYS[-1]}
    in_time = sum(events[-1][0] <= promised[name] for name, events in over.items())
    assert 0 < in_time < len(over) < len(found)
    words = tmp_path / "map.json"
    words.write_text(json.dumps({"procedure": "1.004873", "ends": [WAYS[-1]]}), encoding="utf-8")
    out = StringIO()
    call_command("import", "history", str(file), "--map", str(words), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["added"], told["judged"], told["on_time"]) == (len(found), len(over), in_time)
    assert told["variants"] == len(variants(found))


def _log_of(trace: ET.Element) -> ET.Element:
    log = ET.Element("log")
    log.append(trace)
    return log
