"""What a body of configuration holds, in one digest: said by every act that changes it, held against its rows later."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from motcua.base.journal import policies
from motcua.base.journal.models import Event
from motcua.rules.said import Said

HOLDS = "holds"


def of_rows(rows: Iterable[dict[str, Any]]) -> str:
    """One digest of rows in their order."""
    total = hashlib.sha256()
    for row in rows:
        said = {name: value if isinstance(value, (list, dict)) else str(value) for name, value in row.items()}
        total.update(policies.fingerprint(said).encode())
    return total.hexdigest()


def disagreement(kinds: Iterable[str], now: str, what: str) -> Iterator[str]:
    """Whether what a body holds ``now`` is what its last change said; changes of before said nothing."""
    said = Event.objects.filter(kind__in=list(kinds)).order_by("-seq").values_list("facts", flat=True).first()
    if said is not None and HOLDS in said and said[HOLDS] != now:
        yield Said("{what}: khác với sổ cái (bị sửa, bị chèn hoặc bị xóa).", what=what)
