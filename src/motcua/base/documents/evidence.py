"""Number books held against what bears their numbers: a book put back would give a number twice."""

from collections.abc import Iterable, Iterator

from motcua.base.documents.models import NumberBook
from motcua.rules.said import Said

Borne = tuple[str, str, int, int]
"""Agency, book, year, and the highest number that something in them bears."""


def disagreements(borne: Iterable[Borne]) -> Iterator[str]:
    """Books whose last number is below one that was given."""
    last = {
        (row.agency, row.book, row.year): row.last for row in NumberBook.objects.iterator(chunk_size=2000)
    }
    for agency, book, year, highest in borne:
        if last.get((agency, book, year), 0) < highest:
            yield Said(
                "Sổ số {book} năm {year} của {agency}: đã cấp đến số {highest}, sổ ghi thấp hơn (bị lùi hoặc bị xóa).",
                book=book, year=year, agency=agency, highest=highest,
            )  # fmt: skip
