"""Keys and papers for tests of signing: an authority, three signers, a stranger; made once a run."""

import datetime as dt
import functools
from pathlib import Path

from motcua.base.documents import queries
from motcua.gateways.signature import authority
from tests.base import documents_samples as samples

AT = dt.datetime(2026, 11, 20, 10, tzinfo=dt.timezone(dt.timedelta(hours=7)))
DAY = dt.timedelta(days=1)
PASS_PHRASE = "một câu mật khẩu"
ENDS = {
    "chair": AT + 300 * DAY, "social-1": AT + 300 * DAY, "agency-00145": AT + 300 * DAY, "old": AT - DAY,
    "stranger": AT + 300 * DAY,
}  # fmt: skip
NAMES = {
    "chair": "Nguyễn Văn Ước", "agency-00145": "Ủy ban nhân dân phường Long Biên", "old": "Trần Thị Cũ",
    "social-1": "Phạm Thị Thư", "stranger": "Người Ngoài",
}  # fmt: skip


@functools.cache
def files() -> tuple[dict[str, bytes], bytes]:
    """PKCS#12 files by key, and the root that everybody but the stranger stands under."""
    since, until = AT - 900 * DAY, AT + 900 * DAY
    ours, theirs = (authority.found(name, valid_from=since, valid_to=until) for name in ("CA thử", "CA lạ"))
    made = {
        key: (theirs if key == "stranger" else ours).issue(
            name=NAMES[key], organisation="Phường Long Biên", key=key, pass_phrase=PASS_PHRASE, valid_from=since,
            valid_to=ENDS[key],
        )
        for key in ENDS
    }  # fmt: skip
    return made, ours.pem


def put_into(folder: Path) -> Path:
    """A folder of keys with its roots.pem."""
    made, roots = files()
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in made.items():
        (folder / f"{key}.p12").write_bytes(content)
    (folder / "roots.pem").write_bytes(roots)
    return folder


@functools.cache
def paper() -> bytes:
    """A result as it is typeset, unsigned."""
    return queries.render("result", samples.RESULT)
