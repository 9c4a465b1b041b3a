"""Cases sought by words, without accents."""

import re

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.areas.cases import policies
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries.sight import kept_from
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind_word
from motcua.rules.vietnamese import fold

_NUMBER = re.compile(r"0\d{9,11}", re.ASCII)


def search_text(code: str, title: str, name: str, numbers: list[str]) -> str:
    """What a case is found by: its code, the folded title, and keyed hashes of name words and numbers."""
    words = [fold(code).replace(".", " ").replace("-", " "), fold(title)]
    words += [blind_word(word) for word in fold(name).split()]
    words += [blind_word(number) for number in numbers if number]
    return " ".join(words)


def _terms(q: str, people: bool) -> list[tuple[str, str]]:
    """Each word and the form under which people are found by it; without ``people`` nobody is.

    A telephone or identity number is one word however its figures are grouped ("0912 345 678").
    """
    words = "".join(c if c.isalnum() else " " for c in fold(q)).split()[:12]
    if _NUMBER.fullmatch("".join(words)):
        words = ["".join(words)]
    return [(word, blind_word(word) if people else word) for word in words]


def _matching(terms: list[tuple[str, str]]) -> RawSQL:
    """Whether the search text of a case holds every term."""
    if connection.vendor == "postgresql":
        query = " & ".join(f"({word}:* | {hashed})" for word, hashed in terms)
        return RawSQL(
            "to_tsvector('simple', cases_case.search) @@ to_tsquery('simple', %s)", [query], BooleanField()
        )
    return RawSQL(
        "cases_case.id IN (SELECT rowid FROM cases_search WHERE cases_search MATCH %s)",
        [_fts5(terms)],
        BooleanField(),
    )


def _fts5(terms: list[tuple[str, str]]) -> str:
    return " AND ".join(f'("{word}"* OR "{hashed}")' for word, hashed in terms)


def _known(by: Actor) -> Q:
    """The cases of which this post may know the people, as their kinds say."""
    whole, parts = list[str](), Q()
    for kind, rule in policies.PEOPLE.items():
        known = rule(by)
        if known.every:
            whole.append(kind)
        elif known.fields or known.posts:
            parts |= Q(kind=kind) & (Q(field__in=sorted(known.fields)) | Q(post__in=sorted(known.posts)))
    return Q(kind__in=whole) | parts


def search(cases: QuerySet[Case], q: str, *, by: Actor) -> QuerySet[Case]:
    """Cases that contain every word of ``q``, without accents: code, title and, where this post may know the people of
    a case, name and number.

    Who may not know them may not learn either, by trying a name or a number, that somebody has a case.
    """
    terms = _terms(q, people=True)
    if not terms:
        return cases.none()
    return cases.filter(_matching(terms)).filter(_known(by) | Q(_matching(_terms(q, people=False))))


def newest_found(by: Actor, kind: str, q: str, *, most: int, before: int | None = None) -> list[int] | None:
    """Keys of the newest cases of a kind of the agency that ``search`` finds, without sorting all that a common word
    finds.

    None where the database plans that well by itself, and where the people of some of them only may be known.
    """
    known = policies.known_of(by, kind)
    if connection.vendor != "sqlite" or known.fields or known.posts:
        return None
    terms = _terms(q, known.every)
    if not terms:
        return []
    about = kept_from(by)
    without = f"AND c.id NOT IN ({', '.join(['%s'] * len(about))}) " if about else ""
    with (
        connection.cursor() as cursor
    ):  # CROSS JOIN: the index of words is read first, in the order of its rows
        cursor.execute(
            "SELECT c.id FROM cases_search s CROSS JOIN cases_case c ON c.id = s.rowid "
            f"WHERE s.cases_search MATCH %s AND s.rowid < %s AND c.agency = %s AND c.kind = %s {without}"
            "ORDER BY s.rowid DESC LIMIT %s",
            [_fts5(terms), before if before is not None else 2**62, by.agency, kind, *about, most],
        )
        return [key for (key,) in cursor.fetchall()]
