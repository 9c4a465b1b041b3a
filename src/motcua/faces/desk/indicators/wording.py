"""Figures, parts, ways and formulas in words."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.areas.indicators.queries.figures import DAY, Figure
from motcua.faces.ui.templatetags.ui import number
from motcua.rules.scoring.definitions import Definition, Direction, Term, written
from motcua.rules.scoring.figures import Amount, Rounding, rounded


def named(one: Definition) -> str:
    """The name of an indicator in the language of the page."""
    return one.name_en if one.name_en and (get_language() or "vi").startswith("en") else one.name


def certainties() -> dict[str, str]:
    """How sure it is that the law defines an indicator so."""
    return {
        "verified": _("đã đối chiếu văn bản"), "likely": _("nhiều khả năng đúng, nên đối chiếu"),
        "check": _("cần cán bộ pháp chế đối chiếu"), "design": _("quy ước của phần mềm"),
    }  # fmt: skip


def unit_word(one: Definition) -> str:
    """What stands after a value that is no percentage."""
    return "" if one.shape.unit == "percent" else one.shape.unit


def parts_said(one: Definition, figure: Figure) -> str:
    """Both parts beside a percentage: ``121/208``; those of any other figure need their words."""
    return figure.parts if one.denominator and one.shape.unit == "percent" else ""


def aligned(figure: Figure) -> str:
    """A value for a column: as many places in every line, so that figures stand beneath one another."""
    found = figure.worth.rounded
    if found is None:
        return "–"
    shape = figure.worth.shape
    return _written(found, shape.places) + ("%" if shape.unit == "percent" else "")


def _written(amount: Amount | Decimal, places: int) -> str:
    """A number with so many places, as the language of the page writes it."""
    return str(number(Decimal(f"{rounded(Fraction(amount), places, Rounding.HALF_UP):.{places}f}")))


def part_words(one: Definition, words: str) -> str:
    """What a part counts, in the unit in which it is shown: that of the value where it is counted in a smaller one."""
    return f"{words.partition(' (')[0]} ({unit_word(one)})" if one.shape.scaled else words


def parts_apart(one: Definition, figure: Figure) -> list[str]:
    """Both parts as cells of their own; the numerator in the unit of the value."""
    if not figure.worth.told:
        return ["–"] * (2 if one.denominator else 1)
    places = one.shape.places if figure.worth.shape.scaled else 0
    given = [_written(figure.worth.measured, places)]
    return [*given, _written(figure.denominator or 0, 0)] if one.denominator else given


def number_of(figure: Figure) -> float | None:
    """The printed value for a drawing."""
    rounded = figure.worth.rounded
    return None if rounded is None else float(rounded)


def late_still(one: Definition, late: Mapping[str, int]) -> str:
    """What an indicator of time does not count, said beside it: open work of its kind that is late at this moment."""
    found = {term.fact.partition(".")[0] for term in one.numerator if told_by_time(term)}
    n = sum(late.get(kind, 0) for kind in found)
    return _("{n} việc chưa xong đang quá hạn lúc này").format(n=number(n)) if n else ""


def told_by_time(term: Term) -> bool:
    """Whether a sum is of what was done in time, or of what stands beyond its time."""
    return "timing" in term.conditions or term.fact.endswith(".falls_due")


def met(one: Definition, value: Decimal | None, target: Decimal | None) -> bool | None:
    """Whether a value meets its target; None when there is nothing to compare."""
    if value is None or target is None or one.direction is Direction.NONE:
        return None
    return value <= target if one.direction is Direction.DOWN else value >= target


def formula(one: Definition) -> list[tuple[str, str]]:
    """Both parts as formulas, each with its name."""
    return [
        (word, written(terms))
        for word, terms in ((_("Tử số"), one.numerator), (_("Mẫu số"), one.denominator)) if terms
    ]  # fmt: skip


def ways() -> dict[str, str]:
    """What a figure can be told apart by on its page."""
    return {
        "unit": _("Đơn vị"), "level": _("Cấp"), "channel": _("Cách nộp"), "type": _("Thủ tục, loại việc"),
        "outcome": _("Kết quả"), "timing": _("Sớm, đúng hạn, trễ"),
    }  # fmt: skip


def ways_of(one: Definition) -> dict[str, str]:
    """The ways of an indicator: answers have neither result nor time, and are told apart by how they were given."""
    if not one.hides_few:
        return ways()
    return {"unit": _("Đơn vị"), "level": _("Cấp"), "channel": _("Cách trả lời"), "type": _("Tiêu chí")}


def versions_said(one: Definition, since: dt.date, until: dt.date) -> str:
    """Which versions count the days of a period, where there are several; how far each part is its own."""
    found = one.versions(since, until)
    if len(found) == 1:
        return ""
    told = "; ".join(
        _("{version}: từ {since} đến {last}").format(
            version=_("bản {n}").format(n=piece.one.version) if piece.one.version else _("bản kèm theo phần mềm"),
            since=f"{piece.since:%d/%m/%Y}", last=f"{piece.until - DAY:%d/%m/%Y}",
        )
        for piece in found
    )  # fmt: skip
    if len(one.pieces(since, until)) > 1:
        return _("Kỳ này có nhiều cách tính, mỗi ngày đếm theo bản của ngày đó: {told}.").format(told=told)
    said = _("Kỳ này có nhiều cách tính không cộng được với nhau ({told}); cả kỳ tính theo bản cuối.")
    return said.format(told=told)
