"""constraints.txt pins everything that pyproject.toml asks for, exactly, and names no place to fetch it from."""

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    Requirement(line)
    for line in (
        *PROJECT["dependencies"],
        *(x for extra in PROJECT["optional-dependencies"].values() for x in extra),
    )
]
LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PINS = {
    canonicalize_name(name): Version(version) for name, _, version in (line.partition("==") for line in LINES)
}


def test_every_line_is_an_exact_pin() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_dependency_is_pinned_within_its_range(asked: Requirement) -> None:
    assert PINS[canonicalize_name(asked.name)] in asked.specifier


def test_what_dependencies_need_is_pinned_too() -> None:
    seen: set[str] = set()
    look = [canonicalize_name(asked.name) for asked in ASKED]
    while look:
        name = look.pop()
        if name in seen:
            continue
        seen.add(name)
        needed = (Requirement(line) for line in requires(name) or ())
        look += [
            canonicalize_name(r.name) for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})
        ]
    assert seen - PINS.keys() == set()
