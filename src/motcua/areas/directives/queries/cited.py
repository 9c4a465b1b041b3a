"""What a directive says of other documents: its own words, and the document of above that it carries out."""

from collections.abc import Iterable

from motcua.areas.directives import policies
from motcua.areas.directives.choices import types
from motcua.areas.directives.models import Directive
from motcua.areas.directives.queries.readings import READER
from motcua.base.journal.ports import Actor
from motcua.base.law.queries.instruments import cited_parts
from motcua.rules.citing import Reference, cited, written


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose directive it is and what it cites: in title, tasks, reviews, what it carries out."""
    found = Directive.objects.filter(code=code).select_related("parent").first()
    if found is None:
        return None
    texts = [found.title, found.conclusion]
    if found.parent is not None and found.parent.number:
        above = found.parent
        texts.append(
            written(
                type=types()[above.type].name, symbol=above.number, date=above.signed_on, issuer=above.issuer
            )
        )
    for row in (
        found.tasks.filter(dropped=False).order_by("n").values_list("title", "content", "product", "criteria")
    ):
        texts.extend(row)
    for review in found.reviews.order_by("n").prefetch_related("findings"):
        texts += [review.conclusion, *(one.words for one in review.findings.all())]
    return found.agency, list(cited("\n\n".join(text for text in texts if text)))


def confirmed_unread() -> list[str]:
    """Directives made from a document that was read before somebody confirmed what it cites, of which nothing is kept
    that the document itself cites."""
    made = Directive.objects.filter(reading__source__isnull=False, files__task=None).distinct().order_by("id")
    rows = made.values_list("code", "reading__source__reader")
    found = {f"directive:{code}": code for code, reader in rows if reader != READER}
    known = cited_parts(found, "reading")
    return [code for subject, code in found.items() if subject not in known]


def named(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What directives are called, of those that this actor may see; one query."""
    rows = Directive.objects.filter(code__in=list(codes)).only("code", "agency", "number", "title")
    return {row.code: f"{row} · {row.title}" for row in rows if policies.can_see(by, row.agency)}
