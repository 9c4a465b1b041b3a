"""The floors hold: who may import whom, who may ask the clock, what modules are called."""

import subprocess
import sys

import pytest

from tests.house.sources import PACKAGE, ROOT, modules

NOT_A_NAME = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "services",
    "service",
    "managers",
    "handlers",
}
READS_THE_CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
MAY_ASK_THE_CLOCK = {"faces", "gateways", "conf"}


def test_import_contracts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert broken == 0, capsys.readouterr().out


def test_modules_are_called_what_they_hold() -> None:
    vague = [m.name for m in modules() if NOT_A_NAME & set(m.name.split("."))]
    assert vague == []


def test_rules_need_the_standard_library_only() -> None:
    outside = {
        (m.name, module)
        for m in modules()
        if m.floor == "rules"
        for module, _ in m.imports()
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("motcua.rules")
    }
    assert outside == set()


def test_rules_run_without_anything_installed() -> None:
    names = [m.name for m in modules() if m.floor == "rules"]
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n" + "\n".join(
        f"import {n}" for n in names
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_the_clock_reads_the_clock() -> None:
    """Ruff bans it too; this also covers the floors that ruff lets through."""
    import ast

    readers = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute):
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if (name, node.attr) in READS_THE_CLOCK or (name, node.attr) == ("timezone", "now"):
                    readers.add(module.name)
    # conf looks at the machine's own time: settings to turn MOTCUA_NOW into an offset, the worker to show it is alive
    assert {name for name in readers if not name.startswith("motcua.conf.")} == {"motcua.base.journal.clock"}


def test_only_faces_gateways_jobs_and_conf_ask_the_clock() -> None:
    asking = {
        m.name
        for m in modules()
        for module, name in m.imports()
        if (module == "motcua.base.journal.clock" and name == "now")
        or (module, name) == ("motcua.base.journal", "clock")
    }
    strangers = {
        name
        for name in asking
        if name.split(".")[1] not in MAY_ASK_THE_CLOCK and name.split(".")[-1] not in ("jobs", "admin")
    }
    assert strangers == set()


def test_every_app_introduces_itself() -> None:
    silent = [
        str(app.parent.relative_to(PACKAGE))
        for floor in ("base", "areas")
        for app in PACKAGE.glob(f"{floor}/*/apps.py")
        if not (app.parent / "README.md").is_file()
    ]
    assert silent == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Two tests of the same file name would hide one another otherwise."""
    bare = {
        str(file.parent.relative_to(ROOT))
        for file in (ROOT / "tests").rglob("test_*.py")
        if not (file.parent / "__init__.py").exists()
    }
    assert bare == set()
