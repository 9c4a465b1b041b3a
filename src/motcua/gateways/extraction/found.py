"""What is found in a file, and why nothing is. Without Django: the child process that opens files knows nothing
else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """Text, kind of file, where its pages begin, what is to be said of it."""

    text: str
    kind: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


class TimeUp(BaseException):
    """The time for a file, or one page, is over: what was read until then is given, with a word of it. No library that
    catches every exception swallows it."""


class Refused(ValueError):
    """Nothing can be read; says why."""


def table(rows: list[list[str]]) -> str:
    """Rows as the reader knows tables: two bars before and after every row, one between cells, an empty line at the
    end."""
    lines = ["||"]
    for row in rows:
        for cell in row:
            lines.extend(filter(None, (cell.strip(),)))
            lines.append("|")
        lines[-1] = "||"
    return "\n".join(lines) + "\n\n" if rows else ""


def clean(cell: str) -> str:
    """The lines of a cell, without blank ones and without bars of its own."""
    return "\n".join(
        line for line in (" ".join(one.split()) for one in cell.replace("|", "/").split("\n")) if line
    )
