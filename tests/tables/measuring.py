"""How well documents are read, field by field: precision and recall against labels written by hand."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.gateways.extraction.child import opened
from motcua.rules import reading
from motcua.rules.citing import normal
from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import fold

HERE = Path(__file__).resolve().parent / "reading"
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "documents"
AIMS = {
    "symbol": 0.98, "number": 0.98, "date": 0.98, "type": 0.98, "signer": 0.98, "references": 0.98, "tasks": 0.90,
    "title": 0.98, "items": 0.98, "recipients": 0.98, "bases": 0.98, "deadlines": 0.90,
    "before": 0.98,
}  # fmt: skip
"""Precision and recall of each must be at least this."""


@dataclass
class Score:
    """What was right, read, and there to be read; and what was wrong, by document."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def precision(self, name: str) -> float:
        """How much of what was read is right."""
        return self.right[name] / self.read[name] if self.read[name] else 1.0

    def recall(self, name: str) -> float:
        """How much of what is there was read."""
        return self.right[name] / self.there[name] if self.there[name] else 1.0

    def one(self, name: str, found: Any, true: Any, where: str) -> None:
        """A field with one value."""
        self.read[name] += found is not None
        self.there[name] += true is not None
        if found is not None and found == true:
            self.right[name] += 1
        elif found != true:
            self.wrong.append(f"{where}: {name}: {found!r} ≠ {true!r}")

    def many(self, name: str, found: set[Any], true: set[Any], where: str) -> None:
        """A field with several."""
        self.right[name] += len(found & true)
        self.read[name] += len(found)
        self.there[name] += len(true)
        self.wrong += [f"{where}: {name}: + {one!r}" for one in sorted(map(str, found - true))]
        self.wrong += [f"{where}: {name}: - {one!r}" for one in sorted(map(str, true - found))]


def labelled() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Documents of the table: name, bytes, labels; the published ones where their folder is."""
    for path in sorted(HERE.glob("*.txt")):
        yield path.name, path.read_bytes(), json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def published(table: str = "real") -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Documents of the folder of real data that have labels; none where the folder is not there."""
    for name, labels in json.loads((HERE / f"{table}.json").read_text(encoding="utf-8")).items():
        for folder in ("text", "seeds", "word-html"):
            for path in (REAL / folder).glob(f"{name}*"):
                yield path.name, path.read_bytes(), labels


def held_out() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Published documents that were labelled before the reader had seen them: no rule was written on them."""
    return published("held_out")


def measure(documents: Iterator[tuple[str, bytes, dict[str, Any]]]) -> Score:
    """Read every document and hold it against its labels."""
    score = Score()
    for name, content, labels in documents:
        hold(reading.read(opened(content).text), labels, name, score)
    return score


def _said(text: str | None) -> str | None:
    return (
        None if text is None else " ".join(fold(text).split()).replace("uy ban nhan dan", "ubnd").strip(" .")
    )


def hold(document: reading.Document, labels: dict[str, Any], name: str, score: Score) -> None:
    """One document against its labels; fields without a label are left out."""
    found = document.as_json()

    def value(leaf: dict[str, Any] | None) -> Any:
        return leaf and leaf["value"]

    for key in ("symbol", "number", "date", "type"):
        if key in labels:
            score.one(key, value(found[key]), labels[key], name)
    for key in ("issuer", "place", "title"):
        if key in labels:
            score.one(key, _said(value(found[key])), _said(labels[key]), name)
    for key, true in labels.get("signer", {}).items():
        score.one("signer", value(found["signer"][key]), true, f"{name} {key}")
    for key in ("recipients", "bases"):
        if key in labels:
            score.many(
                key,
                {_said(value(one)) for one in found[key]},
                set(map(_said, labels[key])),
                name,
            )
    if "items" in labels:
        score.many(
            "items",
            set(_numbered(path for path, _ in _places(document.items))),
            set(_numbered(labels["items"])),
            name,
        )
    if "references" in labels:
        score.many(
            "references",
            {_key(one) for one in found["references"]},
            set(map(_true, labels["references"])),
            name,
        )
    if "tasks" in labels:
        _tasks(document, found["tasks"], labels["tasks"], name, score)


def _key(one: dict[str, Any]) -> tuple[str | None, ...]:
    """What it is called, its day or year, its type, its body."""
    kind, body = (_said(one[key] and one[key]["value"]) for key in ("type", "issuer"))
    day = one["date"]["value"] if one["date"] else ""
    if one["symbol"]:
        return one["symbol"]["value"], day, kind, body
    title = f"{one['type']['value']} {one['title']['value'] if one['title'] else ''}"
    return fold(title), day or (str(one["year"]["value"]) if one["year"] else ""), kind, body


def _true(label: list[str | None]) -> tuple[str | None, ...]:
    symbol, day = label[0] or "", label[1] or ""
    kind, body = map(_said, label[2:])
    try:
        called = normal(symbol) if "/" in symbol else symbol if symbol.isdigit() else fold(symbol)
    except Invalid:
        called = symbol
    return called, day, kind, body


def _numbered(paths: Iterable[str]) -> Iterator[str]:
    """Each item by its marks from the highest down, and how many of the same came before it ("II.1.-", the third)."""
    seen = Counter[str]()
    for path in paths:
        seen[path] += 1
        yield f"{path} ({seen[path]})"


def _when(words: str | None) -> str | None:
    """The words of a time; "hoàn thành", "xong" before it say nothing of when."""
    said = _said(words)
    return said and re.sub(r"^(?:(?:hoan thanh|xong)\s+)+", "", said)


def _excluded(words: str | None) -> bool | None:
    """Whether the words exclude the day they name: "trước", but not of an hour of that day."""
    return bool(re.search(r"truoc (?!\d+ ?(?:h|gio))", _said(words) or "")) or None


def _places(nodes: tuple[reading.Node, ...], above: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    for node in nodes:
        mark = node.label.value.removesuffix(".")
        path = f"{above}.{mark}" if above else mark
        end = max(
            [
                node.text.span[1] if node.text else node.label.span[1],
                *(place[1] for _, place in _places(node.items)),
            ]
        )
        yield path, (node.label.span[0], end)
        yield from _places(node.items, path)


def _tasks(
    document: reading.Document,
    tasks: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    name: str,
    score: Score,
) -> None:
    """Tasks with a body: the same place, the same bodies, the same deadline."""
    places = dict[str, tuple[int, int]]()
    for path, place in _places(document.items):
        places.setdefault(path.replace("..", "."), place)
    left = [
        task for task in tasks if task["lead"] or task["deadline"]["date"] or task["deadline"]["recurrence"]
    ]
    score.read["tasks"] += len(left)
    score.there["tasks"] += len(labels)
    for label in labels:
        within = places.get(str(label.get("at", "")).replace("..", ".").removesuffix("."))
        found = next((task for task in left if _same(task, label, within)), None)
        if found:
            left.remove(found)
            score.right["tasks"] += 1
            if "deadline" in label:
                words = found["deadline"]["text"]
                score.one("deadlines", _when(words and words["value"]), _when(label["deadline"]), name)
                before = found["deadline"].get("before") or None
                score.one("before", before, _excluded(label["deadline"]), f"{name} {label['deadline']}")
        else:
            score.wrong.append(f"{name}: tasks: - {label}")
    for task in left:
        lead = [one["value"] for one in task["lead"]]
        deadline = {
            key: one and one["value"]
            for key, one in task["deadline"].items()
            if key in ("text", "date", "recurrence")
        }
        score.wrong.append(f"{name}: tasks: + {lead} {deadline} {task['text']['value'][:60]}")


def _same(task: dict[str, Any], label: dict[str, Any], within: tuple[int, int] | None) -> bool:
    if "at" in label and (within is None or not within[0] <= task["text"]["span"][0] < within[1]):
        return False
    for key in ("lead", "cooperating"):
        if {_said(one["value"]) for one in task[key]} != {_said(one) for one in label.get(key, [])}:
            return False
    deadline = task["deadline"]
    date, rule = deadline["date"], deadline["recurrence"]
    found = (date and date["value"], rule and rule["value"])
    return found == (label.get("date"), label.get("rule"))
