"""Refusals: a template, its values, a field; and that the floor below them stands on nothing."""

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import motcua.rules
from motcua.rules.deadlines import ClockFault
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed, NotFound

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(motcua.rules.__path__, "motcua.rules.")
]
REFUSALS = sorted(
    {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Impossible)
    },
    key=lambda kind: kind.__name__,
)


def test_a_refusal_is_a_sentence_with_values() -> None:
    refused = ClockFault(why="hồ sơ đã kết thúc xử lý.")
    assert str(refused) == "Không ghi được mốc thời gian này: hồ sơ đã kết thúc xử lý."
    assert refused.params == {"why": "hồ sơ đã kết thúc xử lý."}
    assert refused.template == ClockFault.text
    assert refused.field == ""
    assert refused.faults == ()


def test_input_is_refused_at_its_field() -> None:
    refused = Invalid(field="phone", text="Số điện thoại “{phone}” thiếu số.", phone="09")
    assert str(refused) == "Số điện thoại “09” thiếu số."
    assert refused.field == "phone"
    assert [(fault.field, str(fault)) for fault in refused.faults] == [("phone", str(refused))]


def test_all_faults_are_said_at_once() -> None:
    faults = [Fault("name", "Ghi họ và tên."), Fault("papers.0", "Thiếu {paper}.", {"paper": "tờ khai"})]
    refused = Invalid.of(faults)
    assert [str(fault) for fault in refused.faults] == ["Ghi họ và tên.", "Thiếu tờ khai."]
    assert (refused.field, str(refused)) == ("name", "Ghi họ và tên.")
    with pytest.raises(ValueError, match="nothing is invalid"):
        Invalid.of([])


def test_kinds_of_refusal_are_told_apart() -> None:
    """Faces answer 422, 403, 404 and 409 by the kind."""
    for kind in (Invalid, NotAllowed, NotFound, ClockFault):
        assert issubclass(kind, Impossible)
    assert len({Invalid, NotAllowed, NotFound} & set(ClockFault.__mro__)) == 0


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.__name__)
def test_every_refusal_speaks_vietnamese(kind: type[Impossible]) -> None:
    """A whole sentence with accents, never the name of a class."""
    assert kind.text.strip().endswith((".", "}"))
    assert not kind.text.isascii()
    assert kind.__doc__


def test_rules_stand_on_the_standard_library() -> None:
    """The law needs no framework: importing every rule brings in nothing but Python and rules."""
    names = [module.__name__ for module in MODULES]
    probe = (
        f"import sys, importlib; before = set(sys.modules)\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    path = str(motcua.rules.__path__[0]).removesuffix("motcua/rules")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {path!r})\n{probe}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['motcua']"
