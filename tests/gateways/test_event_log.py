"""Event logs of other systems: any separator, any way of writing a moment, CSV or XES, rejected lines with reasons."""

import datetime as dt
import gzip
import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.areas.dossiers.actions.history import traces
from motcua.areas.dossiers.ports import PastLog
from motcua.gateways.event_log import WrongMap, moments, read_log, read_map
from motcua.rules import mining

VN = dt.timezone(dt.timedelta(hours=7))
XES = """<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="7"/>
<string key="due" value="2026-01-30"/>{events}</trace></log>"""
EVENT = """<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>
<string key="lifecycle:transition" value="{turn}"/><string key="org:resource" value="Lê Vi"/></event>"""


def read(
    tmp_path: Path, content: str | bytes, given: dict[str, object] | None = None, name: str = "log.csv"
) -> PastLog:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    map_file = tmp_path / "map.json"
    map_file.write_text(json.dumps(given or {}), encoding="utf-8")
    return read_log(file, read_map(map_file, source="x", unit="00145"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "heads", [("case id", "activity", "timestamp"), ("Mã hồ sơ", "Hoạt động", "Thời điểm")]
)
def test_columns_are_known_by_their_headings(tmp_path: Path, mark: str, heads: tuple[str, ...]) -> None:
    lines = [
        mark.join(heads),
        mark.join(("A1", "Nhận", "05/01/2026 08:30")),
        mark.join(("A1", "Trả", "2026-01-06")),
    ]
    content = unicodedata.normalize("NFD", "\r\n".join(lines))
    log = read(tmp_path, b"\xef\xbb\xbf" + content.encode())
    (case,) = log.cases
    assert (case.external, [event.activity for event in case.events]) == ("A1", ["Nhận", "Trả"])
    assert case.events[0].at == dt.datetime(2026, 1, 5, 8, 30, tzinfo=VN)
    assert (case.events[0].day_only, case.events[1].day_only) == (False, True)
    assert [event.row for event in case.events] == [2, 3]


def test_wide_letters_and_packed_files_are_read(tmp_path: Path) -> None:
    content = "case,activity,time\n1,Nhận,2026-01-05 08:00\n"
    assert len(read(tmp_path, content.encode("utf-16")).cases) == 1
    assert len(read(tmp_path, gzip.compress(content.encode()), name="log.csv.gz").cases) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05T08:30:15.250+09:00", dt.datetime(2026, 1, 5, 6, 30, 15, 250000, VN)),
        ("2026-01-05 08:30:15Z", dt.datetime(2026, 1, 5, 15, 30, 15, tzinfo=VN)),
        ("05/01/2026 8:30 CH", dt.datetime(2026, 1, 5, 20, 30, tzinfo=VN)),
        ("08 giờ 30 05-01-2026", dt.datetime(2026, 1, 5, 8, 30, tzinfo=VN)),
        ("30-12-2010:11.02", dt.datetime(2010, 12, 30, 11, 2, tzinfo=VN)),
        ("2026/1/5", dt.datetime(2026, 1, 5, tzinfo=VN)),
    ],
)
def test_moments_as_other_systems_write_them(text: str, moment: dt.datetime) -> None:
    assert moments.read(text, 420)[0] == moment


@pytest.mark.parametrize(
    "text", ["", "hôm qua", "31/02/2026", "13/25/2026", "05/01/0026", "2026-01-05 25:00"]
)
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        moments.read(text, 420)


def test_beginnings_and_ends_are_paired_and_what_is_begun_stays_open(tmp_path: Path) -> None:
    turns = (
        ("Nhận", "start", "08:00"),
        ("Nhận", "complete", "09:00"),
        ("Ký", "assign", "09:30"),
        ("Ký", "start", "10:00"),
    )
    events = "".join(EVENT.format(name=n, turn=t, at=f"2026-01-05T{h}:00+07:00") for n, t, h in turns)
    (case,) = read(tmp_path, XES.format(events=events), name="log.xes").cases
    done, going = case.events
    assert done.started == dt.datetime(2026, 1, 5, 8, tzinfo=VN)
    assert (going.activity, going.open) == ("Ký", True)
    assert (case.external, case.due, case.due_day) == ("7", dt.datetime(2026, 1, 30, tzinfo=VN), True)


def test_an_xes_file_cannot_reach_out_or_blow_up(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + XES[21:].format(
        events="&b;"
    )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 12))
    billion = f'<!DOCTYPE log [<!ENTITY l0 "ha">{laughs}]><log><trace>&l11;</trace></log>'
    outside = '<!DOCTYPE log SYSTEM "http://127.0.0.1:9/log.dtd"><log><trace>&x;</trace></log>'
    deep = "<log>" + "<trace>" * 100_000
    for content in (bomb, billion, outside, deep, "<html></html>", "<log><trace>", "<a><log/></a>"):
        began = time.monotonic()
        log = read(tmp_path, content, name="log.xes")
        assert time.monotonic() - began < 5
        assert log.cases == ()
        assert len(log.rejected) == 1


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "không nhận ra cột" in read(tmp_path, "a,b\n1,2\n").rejected[0].reason
    assert "ít nhất mã hồ sơ" in read(tmp_path, "").rejected[0].reason
    other = "case,activity,time\n1,Nhân,2026-01-05\n".encode("latin-1")
    assert "không phải UTF-8" in read(tmp_path, other).rejected[0].reason
    names = "\n".join(f"1,Người {n},2026-01-05" for n in range(500))
    assert "hơn 400 giá trị" in read(tmp_path, f"case,activity,time\n{names}").rejected[0].reason


def test_a_map_names_columns_and_words(tmp_path: Path) -> None:
    given = {"columns": {"case": "so", "activity": "viec", "at": "luc", "name": "ai"}, "timezone": "+09:00",
             "activities": {"Nhận": "1"}, "source": "iGate 2024"}  # fmt: skip
    log = read(tmp_path, "so,viec,luc,ai\n1,Nhận,2026-01-05 08:00,Lê Vi\n", given)
    assert log.cases[0].applicant == {"name": "Lê Vi"}
    assert log.cases[0].events[0].at == dt.datetime(2026, 1, 5, 6, tzinfo=VN)
    rows = tmp_path / "map.csv"
    lines = ("loại,tên,giá trị", "source,cũ", "columns,case,so", "resources,Pete,one-stop-1", "ends,Trả")
    rows.write_text("\n".join(lines), encoding="utf-8")
    words = read_map(rows, source="", unit="00145").words
    assert (words.source, words.resources, words.ends) == ("cu", {"Pete": "one-stop-1"}, frozenset({"Trả"}))
    for wrong in (
        {"cột": 1},
        {"columns": {"x": "y"}},
        {"ends": "Trả"},
        {"timezone": "Hà Nội"},
        {"activities": []},
    ):
        with pytest.raises(WrongMap):
            read(tmp_path, "", wrong)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_file_is_survived(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for start in (b"", b"case,activity,time\n", b"<log>"):
        read(tmp_path_factory.mktemp("log"), start + content)


def test_a_public_log_is_read_alike_in_both_forms(shared: Path) -> None:
    logs = shared / "event-logs"
    mapped = read_map(None, source="x", unit="00145")
    paths = {}
    for name in ("running-example.csv", "01_running-example.xes.gz"):
        log = read_log(logs / name, mapped)
        assert (len(log.cases), log.events, log.rejected) == (6, 42, ())
        paths[name] = {way.path: way.count for way in mining.variants(traces(log.cases))}
    assert paths["running-example.csv"] == paths["01_running-example.xes.gz"]
    assert mining.endings(traces(log.cases)) == {"pay compensation", "reject request"}
