"""JSON from outside: the one way it is read, so that what is nested without end is refused like any other nonsense."""

import json
from typing import Any

DEEPEST = 60
"""Levels of lists and objects in one another; what people and systems send has a dozen."""


def read_json(text: str | bytes) -> Any:
    """What the JSON says. Raises ValueError for what is none, and for what is nested too deeply to be meant."""
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    level, depth = [found], 0
    while level:
        if depth > DEEPEST:
            raise ValueError("nested too deeply")
        inner = [
            one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)
        ]
        level, depth = [value for values in inner for value in values], depth + 1
    return found
