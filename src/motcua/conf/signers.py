"""Signing keys of the demonstration: an authority of its own and its signers, marked as such; of no legal value."""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings

from motcua.gateways.signature import authority

MARK = "TRÌNH DIỄN"
AUTHORITY = f"CA {MARK} Một Cửa, không có giá trị pháp lý"
YEARS = dt.timedelta(days=3 * 365)


def make(
    signers: dict[str, tuple[str, str]], *, organisation: str, since: dt.datetime, now: dt.datetime
) -> int:
    """Key files for (key: name, title) and the file of roots; how many were made, none where keys lie already."""
    folder: Path = settings.SIGNING_KEYS
    if folder.is_dir() and any(folder.iterdir()):
        return 0
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = authority.found(AUTHORITY, valid_from=since, valid_to=now + YEARS)
    for key, (name, title) in signers.items():
        content = root.issue(
            name=name, organisation=f"{MARK} - {organisation}", title=title, key=key,
            pass_phrase=settings.SIGN_PASSPHRASE, valid_from=since, valid_to=now + YEARS,
        )  # fmt: skip
        _write(folder / f"{key}.p12", content)
    _write(settings.TRUST_ROOTS, root.pem)
    return len(signers)


def _write(place: Path, content: bytes) -> None:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
