"""The process that opens a file, asked from here; its limits."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import motcua
from motcua.base.documents.ports import CannotExtract, Extracted
from motcua.gateways.extraction.child import TOO_LONG
from motcua.gateways.extraction.limits import MOST, SPARE

MOST_BYTES = 60 * 1024**2
MOST_TEXT_BYTES = 2 * 1024**2
SECONDS = 25
"""For one file; a few seconds before, the child gives what it has read until then. A PDF has more, by its pages."""


class Guarded:
    """Opens every file in a process of its own."""

    def extract(self, content: bytes, *, name: str) -> Extracted:
        """The text of a file, its beginning where it is too long; raises CannotExtract."""
        cut = False
        if len(content) > MOST_TEXT_BYTES and _plain(content[:4096]):
            content, cut = content[:MOST_TEXT_BYTES], True
        if len(content) > MOST_BYTES:
            raise CannotExtract(why=f"tệp lớn hơn {MOST_BYTES // 1024**2} MB")
        said = _asked(content)
        if "refused" in said:
            raise CannotExtract(why=str(said["refused"]))
        warnings = [*said["warnings"], *(["Tệp quá lớn; chỉ đọc phần đầu."] if cut else [])]
        named = name.rpartition(".")[2].lower()
        if said["kind"] not in {"pdf", "docx"} and named in {"pdf", "docx"}:
            warnings.append(
                f"Tên tệp có đuôi .{named} nhưng đây là chữ thường, không phải tệp {named.upper()}."
            )
        return Extracted(said["text"], said["kind"], tuple(said["pages"]), tuple(dict.fromkeys(warnings)))

    def extract_from(self, path: Path) -> Extracted:
        """The text of a file on disk; one that is too large is not even read whole. Raises CannotExtract, OSError."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            start = file.read(4096)
            if size > MOST_BYTES and not _plain(start):
                raise CannotExtract(why=f"tệp lớn {size // 1024**2} MB, hơn {MOST_BYTES // 1024**2} MB")
            content = start + file.read(MOST_BYTES - len(start) + 1)
        return self.extract(content, name=path.name)


def _plain(start: bytes) -> bool:
    """Whether a file that begins so is plain text, of which the first part can be read alone."""
    return not start.startswith((b"PK", b"\xd0\xcf\x11\xe0")) and b"%PDF-" not in start[:1024]


def _asked(content: bytes) -> dict[str, Any]:
    source = str(Path(motcua.__file__).resolve().parents[1])
    environment = {
        "PATH": os.environ.get("PATH", ""), "PYTHONPATH": source, "EXTRACTION_SECONDS": str(max(int(SECONDS) - 7, 1)),
        "PYTHONUTF8": "1",
    }  # fmt: skip
    seconds = SECONDS + (MOST + SPARE if b"%PDF-" in content[:1024] else 0)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "motcua.gateways.extraction.child"],
            input=content, capture_output=True, timeout=seconds, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"refused": TOO_LONG}
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return {"refused": "tệp bị hỏng, hoặc cần quá nhiều bộ nhớ hay thời gian để đọc"}
    return found if isinstance(found, dict) else {"refused": "tệp bị hỏng"}
