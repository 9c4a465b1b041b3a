"""The pages of docs/reference/ that are made from the programme itself, so that they are always true."""

import csv
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation

import motcua
from motcua.base.journal.actions import ACTS, Act
from motcua.base.journal.events import EVENTS
from motcua.faces.api import openapi

MADE = "<!-- Made by `motcua docs` from the programme. Change the programme, not this page. -->\n"
SETTING = re.compile(r"^``([A-Z_]+)``\s+(.*(?:\n\s{20,}\S.*)*)", re.MULTILINE)


def pages() -> dict[str, str]:
    """File name → content of every generated page, in the legal wording (Vietnamese)."""
    _import_everything()
    with translation.override("vi"):
        made = {
            "acts.md": acts(),
            "events.md": events(),
            "permissions.md": permissions(),
            "settings.md": environment(),
            "parameters.md": parameters(),
        }
    return {**{name: MADE + text for name, text in made.items()}, "openapi.json": openapi.text()}


def _import_everything() -> None:
    """Acts and events register themselves when their modules are read."""
    for floor in ("base", "areas"):
        for module in pkgutil.walk_packages([str(Path(motcua.__path__[0]) / floor)], f"motcua.{floor}."):
            if re.search(r"\.(actions|events)(\.|$)", module.name):
                import_module(module.name)
    import_module("motcua.conf.shipped")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def first_sentence(doc: str | None) -> str:
    """The first paragraph of a docstring, without what it raises."""
    text = " ".join((doc or "").split("\n\n")[0].split()).replace("``", "`")
    return text.split(" Raises ")[0]


# --- acts ---------------------------------------------------------------------------------------------------


def acts() -> str:
    """Every verb of the product: what it does, who may, what it records, which law stands behind it."""
    parts = [
        "# Acts\n\nEvery verb of the product. “Who may” is the policy that the act asks; what it records stands in "
        "[events](events.md). An empty law says on purpose that no article stands behind the act.\n"
    ]
    for area in sorted({name.split(".")[0] for name in ACTS}):
        found = sorted(
            (act for act in ACTS.values() if act.name.split(".")[0] == area), key=lambda act: act.name
        )
        parts.append(f"## {area}: {_title(area)}\n")
        parts.append(
            table(
                ("act", "what it does", "who may", "records", "law"),
                (
                    (
                        f"`{act.name}`",
                        first_sentence(act.doc),
                        who_may(act),
                        ", ".join(f"`{kind.name}`" for kind in act.records),
                        act.law,
                    )
                    for act in found
                ),
            )
        )
    return "\n".join(parts)


def _title(area: str) -> str:
    for config in apps.get_app_configs():
        if config.name in (f"motcua.base.{area}", f"motcua.areas.{area}"):
            return str(config.verbose_name)
    return "Dữ liệu kèm theo phần mềm"


def who_may(act: Act) -> str:
    """The names and first sentences of the policies that an act asks."""
    return "; ".join(
        f"`{policy.__name__}`: {first_sentence(policy.__doc__)}" for policy in policies_of(act.may)
    )


def policies_of(may: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The documented policies behind what an act asks: itself, or those that a small wrapper calls."""
    if may.__doc__ and may.__name__ != "<lambda>":
        return [may]
    found: list[Callable[..., Any]] = []
    module = inspect.getmodule(may)
    spaces = [may.__globals__, *(vars(v) for v in may.__globals__.values() if inspect.ismodule(v))]
    for name in may.__code__.co_names:
        for space in spaces:
            policy = space.get(name)
            if inspect.isfunction(policy) and (
                name.startswith("can_") or inspect.getmodule(policy) is module
            ):
                found += [one for one in policies_of(policy) if one not in found]
                break
    return found


# --- events -------------------------------------------------------------------------------------------------


def events() -> str:
    """The whole vocabulary of what can happen, as officials and the public are told."""
    rows = ((f"`{kind.name}`", kind.desk, kind.public or "–") for kind in sorted(EVENTS.values(), key=_name))
    return (
        "# Events\n\nWhat the journal can hold. The first sentence is for officials, the second for the public "
        "(– when the public is not told); words in braces are facts of the event.\n\n"
        + table(("event", "for officials", "for the public"), rows)
    )


def _name(kind: Any) -> str:
    return str(kind.name)


# --- permissions --------------------------------------------------------------------------------------------

PERMISSIONS = settings.ROOT / "tests" / "tables" / "permissions.csv"
WORDS = {"allowed": "✓", "denied": "–"}


def permissions() -> str:
    """Who reaches which address: the table that the tests hold the product to."""
    if not PERMISSIONS.exists():
        return "# Permissions\n\nThe table stands in `tests/tables/permissions.csv` of the source.\n"
    with PERMISSIONS.open(encoding="utf-8") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        rows = [[WORDS.get(cell, cell) for cell in row.values()] for row in reader]
        head = list(reader.fieldnames or ())
    return (
        "# Permissions\n\nWho reaches which address (✓ yes, – no). What may be *done* there depends on the post's "
        "duties and on the unit: see [acts](acts.md). A test walks through every line.\n\n"
        + table(head, ([f"`{row[0]}`", *row[1:]] for row in rows))
    )


# --- settings -----------------------------------------------------------------------------------------------


def described_settings() -> dict[str, str]:
    """The environment variables that the settings describe."""
    doc = import_module("motcua.conf.settings").__doc__ or ""
    return {name: " ".join(text.split()) for name, text in SETTING.findall(doc)}


def read_settings() -> Iterator[str]:
    """The environment variables that the programme reads."""
    for file in Path(motcua.__path__[0]).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        yield from re.findall(r"environ(?:\.get\(|\.setdefault\(|\[)\s*\"((?:MOTCUA_|PORT)[A-Z_]*)\"", text)


def environment() -> str:
    """What an operator can set."""
    rows = ((f"`{name}`", text.replace("``", "`")) for name, text in described_settings().items())
    return (
        "# Settings\n\nSettings come from the environment; everything else an office decides is data "
        "([parameters](parameters.md), posts, calendars).\n\n" + table(("variable", "meaning"), rows)
    )


# --- parameters ---------------------------------------------------------------------------------------------


def parameters() -> str:
    """The shipped sheet of the law's figures, each with its period and source."""
    with (settings.CATALOGUE / "law" / "parameters.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return (
        "# Parameters\n\nFigures that the law fixes, by period. An office changes them with the act "
        "`law.set_parameter` from a day on; what was promised before stays. Certainty: `verified` checked "
        "against the source, `likely` stable for long, `check` a legal officer should look, `design` ours.\n\n"
        + table(
            ("parameter", "value", "unit", "from", "until", "meaning", "rule", "source", "certainty"),
            (
                (
                    f"`{row['key']}`",
                    row["value"],
                    row["unit"],
                    row["valid_from"],
                    row["valid_to"],
                    row["meaning"],
                    row["rule"],
                    row["source"],
                    row["certainty"],
                )
                for row in rows
            ),
        )
    )
