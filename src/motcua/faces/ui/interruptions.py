"""What a page of citizens says of a planned interruption (R2.9)."""

import datetime as dt
from typing import Any

from motcua.base.messages.queries import interruptions


def interruption(at: dt.datetime) -> dict[str, Any]:
    """The next interruption announced, and whether it runs, as ``ui/components/interruption.html`` wants them."""
    found = next(iter(interruptions(at)), None)
    return {"interruption": found, "interrupted": found is not None and found.runs(at)}
