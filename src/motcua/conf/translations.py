"""The catalogues of translations: every text of the sources found, kept as .po, compiled to .mo.

Vietnamese is the source language. Found are calls of gettext and templates' translate tags, and besides them the
texts that are translated only when shown: refusals (``text = …``, ``text=…``, ``Fault``), sentences of the journal
(``kind``), states and moves of process shapes, and ``Said`` sentences of the rules.
"""

import ast
import csv
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = settings.PACKAGE
LOCALE = PACKAGE / "conf" / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
VIETNAMESE = LOCALE / "vi" / "LC_MESSAGES" / "django.po"

GETTEXT = frozenset({"gettext", "gettext_lazy", "gettext_noop"})
NGETTEXT = frozenset({"ngettext", "ngettext_lazy"})
SHOWN = {"Fault": (1,), "fault": (1,), "Said": (0,), "kind": (1, 2), "Move": (1,), "_state": (1, 2),
         "Question": (1,), "Ground": (1,), "_barred": (1,), "_option": (1,),
         "unless": (2,), "among": (3,)}  # fmt: skip
"""Calls of which these arguments are translated when they are shown."""
SHOWN_KEYWORDS = frozenset({"text", "why", "what", "desk", "public"})

NAMED = (
    "petitions/topics.csv",
    "petitions/mass_duties.csv",
    "dialogues/groups.csv",
    "directives/clarity.csv",
    "directives/types.csv",
    "archives/retention.csv",
    "people/fields.csv",
)
"""Shipped lists whose names are translated when they are shown."""

_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALLED = re.compile(rf"\b(n?gettext|_)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?", re.DOTALL)
_PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)[^{}]*\}")


@dataclass
class Entry:
    """One text: its plural (empty when it has none), where it is used, its translations."""

    text: str
    plural: str = ""
    places: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


Catalogue = dict[str, Entry]


# --- finding ---------------------------------------------------------------------------------------------------


def found() -> Catalogue:
    """Every text of the sources and the names of the shipped lists, with the files in which they stand."""
    entries: Catalogue = {}
    for name in NAMED:
        with (settings.CATALOGUE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                entries.setdefault(row["name"], Entry(row["name"])).places.append(f"catalogue/{name}")
    for path in sorted(PACKAGE.rglob("*")):
        place = str(path.relative_to(PACKAGE.parent))
        if path.suffix == ".py" and "migrations" not in path.parts:
            texts = _of_module(ast.parse(path.read_text(encoding="utf-8")))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            texts = _of_template(path.read_text(encoding="utf-8"), place)
        else:
            continue
        for text, plural in texts:
            if not re.search(r"[^\W\d_]", _PLACES.sub("", text)):
                continue
            entry = entries.setdefault(text, Entry(text))
            entry.plural = entry.plural or plural
            if place not in entry.places:
                entry.places.append(place)
    return entries


def _of_template(source: str, place: str) -> Iterator[tuple[str, str]]:
    for match in _CALLED.finditer(templatize(source, origin=place)):
        yield ast.literal_eval(match[2]), ast.literal_eval(match[3]) if match[1] == "ngettext" else ""


def _of_module(tree: ast.Module) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys(GETTEXT | NGETTEXT, "") | {name: name for name in GETTEXT | NGETTEXT}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                yield from ((text, "") for text in _class_text(line))
        elif isinstance(node, ast.Call):
            yield from _of_call(node, names)


def _class_text(line: ast.stmt) -> Iterator[str]:
    target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
    value = getattr(line, "value", None)
    if isinstance(target, ast.Name) and target.id == "text" and value is not None:
        yield from _strings(value)


def _of_call(call: ast.Call, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    real = names.get(called, "")
    if real in NGETTEXT and len(call.args) > 1:
        yield from zip(_strings(call.args[0]), _strings(call.args[1]), strict=True)
    elif real in GETTEXT:
        yield from ((text, "") for node in call.args[:1] for text in _strings(node))
    for index in SHOWN.get(called, ()):
        yield from ((text, "") for node in call.args[index : index + 1] for text in _strings(node))
    for keyword in call.keywords:
        if keyword.arg in SHOWN_KEYWORDS:
            yield from ((text, "") for text in _strings(keyword.value))


def _strings(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, or either side of a choice."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp():
            yield from _strings(node.body)
            yield from _strings(node.orelse)


# --- placeholders ----------------------------------------------------------------------------------------------


def blanks(text: str) -> list[str]:
    """The names of the values that a text has room for, in alphabetical order."""
    return sorted({match[1] or match[2] for match in _PLACES.finditer(text)})


# --- .po -------------------------------------------------------------------------------------------------------


def read(path: Path) -> Catalogue:
    """The texts of a catalogue; its header is the entry of the empty text."""
    entries: Catalogue = {}
    if not path.exists():
        return entries
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        places: list[str] = []
        name = ""
        for line in block.splitlines():
            if line.startswith("#:"):
                places += line[2:].split()
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                name, _space, line = line.partition(" ")
            parts[name] = parts.get(name, "") + ast.literal_eval(line)
        if "msgid" in parts:
            said = [parts[key] for key in sorted(parts) if key.startswith("msgstr")]
            entries[parts["msgid"]] = Entry(parts["msgid"], parts.get("msgid_plural", ""), places, said)
    return entries


def written(entries: Catalogue) -> str:
    """A catalogue as a .po file, in the order of the texts."""
    blocks = [_block(entries[""])] if "" in entries else []
    blocks += [_block(entries[text]) for text in sorted(entries) if text]
    return "\n\n".join(blocks) + "\n"


def _block(entry: Entry) -> str:
    lines = [f"#: {place}" for place in entry.places]
    lines += _lines("msgid", entry.text)
    if entry.plural:
        lines += _lines("msgid_plural", entry.plural)
        said = entry.said if len(entry.said) > 1 else ["", ""]
        lines += [line for n, text in enumerate(said) for line in _lines(f"msgstr[{n}]", text)]
    else:
        lines += _lines("msgstr", entry.said[0] if entry.said else "")
    return "\n".join(lines)


def _lines(name: str, text: str) -> list[str]:
    if "\n" not in text.rstrip("\n") or not text:
        return [f"{name} {_quoted(text)}"]
    return [f'{name} ""', *(_quoted(line) for line in text.splitlines(keepends=True))]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


# --- .mo -------------------------------------------------------------------------------------------------------


def compiled(entries: Catalogue) -> bytes:
    """A catalogue as gettext reads it (the GNU .mo format, no hash table); untranslated texts are left out."""
    pairs = []
    for entry in entries.values():
        if entry.said and all(entry.said):
            asked = f"{entry.text}\0{entry.plural}" if entry.plural else entry.text
            pairs.append((asked.encode(), "\0".join(entry.said).encode()))
    pairs.sort()
    head, count = 7 * 4, len(pairs)
    at = head + 16 * count
    keys, values = b"", b""
    for key, _ in pairs:
        keys += struct.pack("<2I", len(key), at)
        at += len(key) + 1
    for _, value in pairs:
        values += struct.pack("<2I", len(value), at)
        at += len(value) + 1
    texts = b"".join(key + b"\0" for key, _ in pairs) + b"".join(value + b"\0" for _, value in pairs)
    return struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, at) + keys + values + texts


def renewed(now: Catalogue, before: Catalogue) -> Catalogue:
    """The texts found ``now`` with the translations of ``before``; what is used no more is dropped."""
    made: Catalogue = {"": before.get("", Entry(""))}
    for text, entry in now.items():
        old = before.get(text)
        entry.said = old.said if old is not None and bool(old.plural) == bool(entry.plural) else []
        made[text] = entry
    return made


def missing(entries: Catalogue) -> list[str]:
    """The texts that have no translation."""
    return [text for text, entry in entries.items() if text and not (entry.said and all(entry.said))]
