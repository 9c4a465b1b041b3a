"""The OpenAPI document as it is kept in the repository."""

import json
from pathlib import Path
from typing import Any

from motcua.faces.api.v1.machine import api

PLACE = Path("docs") / "reference" / "openapi.json"


def document() -> dict[str, Any]:
    """The document of ``/api/v1``."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return made


def text() -> str:
    """The document as it is kept in ``docs/reference/openapi.json``."""
    return json.dumps(document(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def current(root: Path) -> bool:
    """Whether the file under ``root`` says what the interface does."""
    place = root / PLACE
    return place.is_file() and place.read_text(encoding="utf-8") == text()


def write(root: Path) -> bool:
    """Write the file under ``root``; whether it changed."""
    if current(root):
        return False
    place = root / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text(), encoding="utf-8")
    return True
