"""The manifest of a lake: what each month holds, its digest, and the journal that it was counted from."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from motcua.rules.impossible import Invalid

FORMAT = "motcua-facts/1"
NAME = "_manifest.json"
"""Engines pass over files whose name begins with a line or a dot."""
FILE = "facts.parquet"


@dataclass(frozen=True)
class Month:
    """One partition: its rows, the sums that say whether it changed, and the digest of its file."""

    rows: int
    sums: tuple[int, ...]
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """A whole lake.

    ``through``  the newest event of the journal of which facts are in it
    ``head``     the signed tree head of the journal when it was written, None before any
    """

    exported_at: str
    through: int
    head: Mapping[str, Any] | None
    months: Mapping[str, Month] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Facts in all."""
        return sum(month.rows for month in self.months.values())

    def as_json(self) -> dict[str, Any]:
        """As it is written."""
        return {"format": FORMAT, "rows": self.rows, **asdict(self)}


def place(folder: Path, month: str) -> Path:
    """Where the file of a month stands, as engines expect partitions."""
    return folder / f"month={month}" / FILE


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where none is. Raises Invalid when it is not one of ours."""
    try:
        given = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if given["format"] != FORMAT:
            raise ValueError(given["format"])
        months = {
            key: Month(one["rows"], tuple(one["sums"]), one["sha256"], one["size"])
            for key, one in given["months"].items()
        }
        return Manifest(given["exported_at"], given["through"], given["head"], months)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(
            field="dir",
            text="Tệp {name} trong thư mục không phải của “motcua export facts”. Chọn thư mục khác.",
            name=NAME,
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one before, whole or not at all."""
    new = folder / f".{NAME}.new"
    with new.open("w", encoding="utf-8") as stream:
        json.dump(manifest.as_json(), stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(folder / NAME)


def faults_of(folder: Path) -> list[str]:
    """Months whose file is missing, is not as the manifest says, or stands there without being named in it."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [NAME]
    wrong = [
        month
        for month, held in sorted(manifest.months.items())
        if not place(folder, month).is_file() or digest(place(folder, month)) != held.sha256
    ]
    there = {path.parent.name.removeprefix("month=") for path in folder.glob(f"month=*/{FILE}")}
    return wrong + sorted(there - set(manifest.months))
