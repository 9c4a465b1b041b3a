"""``motcua import petitions``: a folder of e-mails taken in as petitions, each by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from motcua.areas.petitions import actions
from motcua.base import spoken
from motcua.rules.impossible import Impossible

Progress = Callable[..., Any]
ENDING = ".eml"


def letters_in(places: Sequence[Path]) -> list[Path]:
    """The e-mails named, and those in the folders named, in the order of their names."""
    found = list[Path]()
    for place in places:
        if place.is_dir():
            found += sorted(one for one in place.rglob("*") if one.is_file() and one.suffix.lower() == ENDING)
        elif place.is_file():
            found.append(place)
    return list(dict.fromkeys(found))


def take_in(
    files: Sequence[Path], *, at: dt.datetime, unit: str, progress: Progress | None = None
) -> dict[str, Any]:
    """Take every letter in: {added, known: codes; rejected: file and reason}. One that fails stops no other."""
    added, known, rejected = list[str](), list[str](), list[dict[str, str]]()
    for n, file in enumerate(files, 1):
        try:
            added.append(actions.receive_letter(at=at, unit=unit, raw=file.read_bytes()).code)
        except actions.AlreadySent as error:
            known.append(str(error.params["code"]))
        except Impossible as error:
            rejected.append({"file": file.name, "reason": " ".join(spoken.refusals(error))})
        except OSError as error:
            rejected.append({"file": file.name, "reason": str(error.strerror or error)})
        if progress is not None:
            progress(n, len(files), "")
    return {"added": added, "known": known, "rejected": rejected}
