"""Feedback (phản ánh, kiến nghị): where, how alike, answers to what a category asks, how regulations are judged.

R3.23–R3.25 (NĐ 20/2008, NĐ 92/2017), R6.49, R6.50.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import clean_text

EARTH_METRES = 6_371_008.8
SOUTH, NORTH, WEST, EAST = Decimal("6"), Decimal("24"), Decimal("102"), Decimal("118")
"""Around Viet Nam with its islands; what lies outside was mistyped, or sent by a telephone that does not know."""
LEAST_ALIKE = 0.55
CRITERIA = (
    "necessity", "reasonableness", "legality", "simplicity", "clarity", "feasibility", "consistency",
)  # fmt: skip
"""By what feedback on a regulation is judged (R3.24)."""


# --- place -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """A place on earth, to six decimals (a hand's breadth)."""

    lat: Decimal
    lon: Decimal

    def rounded(self, places: int) -> "Point":
        """The place less exactly: three decimals are about a hundred metres."""
        unit = Decimal(1).scaleb(-places)
        return Point(self.lat.quantize(unit), self.lon.quantize(unit))


def point(lat: object, lon: object, *, field: str = "place") -> Point | None:
    """The place that was sent; None when none was. Raises Invalid for half a place and for one outside Viet Nam."""
    given = [str(value).strip() if value is not None else "" for value in (lat, lon)]
    if not any(given):
        return None
    try:
        found = [Decimal(value) for value in given if len(value) < 40]
    except InvalidOperation:
        found = []
    if len(found) != 2 or not all(value.is_finite() for value in found):
        raise Invalid(field=field, text="Vị trí gồm vĩ độ và kinh độ, ví dụ 21.0376 và 105.8931.")
    if not (SOUTH <= found[0] <= NORTH and WEST <= found[1] <= EAST):
        raise Invalid(field=field, text="Vị trí nằm ngoài Việt Nam. Chọn lại vị trí, hoặc ghi địa chỉ.")
    return Point(*found).rounded(6)


def metres(one: Point, other: Point) -> float:
    """Distance over ground (haversine)."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


def box(middle: Point, reach: float) -> tuple[Point, Point]:
    """South-west and north-east corners of a square that holds every place within ``reach`` metres."""
    tall = Decimal(math.degrees(reach / EARTH_METRES))
    wide = tall / Decimal(max(math.cos(math.radians(middle.lat)), 0.01))
    return Point(middle.lat - tall, middle.lon - wide), Point(middle.lat + tall, middle.lon + wide)


def likeness(*, apart: float | None, near: float, same_category: bool, alike: float) -> float:
    """How likely two reports say the same, 0 to 1; 0 when they are not worth showing.

    ``apart`` in metres, None when one of them has no place; ``alike`` of their words, 0 to 1.
    """
    if apart is not None:
        if apart > near or not (same_category or alike >= LEAST_ALIKE):
            return 0.0
        closeness = 1 - apart / near / 2
        return round(min(1.0, 0.5 * closeness + 0.2 * same_category + 0.3 * alike), 2)
    if not same_category or alike < LEAST_ALIKE:
        return 0.0
    return round(0.2 + 0.6 * alike, 2)


# --- what a category asks besides ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attribute:
    """A question of a category: its datatype as Open311 GeoReport v2 names them."""

    code: str
    datatype: str
    required: bool
    order: int
    description: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def several(self) -> bool:
        """Whether more than one answer may be chosen."""
        return self.datatype == "multivaluelist"


def answers(asked: Iterable[Attribute], given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The answers given to what is asked, checked; raises Invalid naming everything to mend."""
    asked, faults, found = list(asked), list[Fault](), dict[str, list[str]]()
    known = {one.code for one in asked}
    faults += [
        Fault(f"attribute.{code}", "Loại phản ánh này không hỏi “{code}”.", {"code": code})
        for code in given
        if code not in known
    ]
    for one in asked:
        field = f"attribute.{one.code}"
        try:
            said = [_answer(one, text, field) for text in given.get(one.code, ()) if text.strip()]
        except Invalid as error:
            faults += error.faults
            continue
        if one.required and not said:
            faults.append(Fault(field, "Trả lời câu hỏi: {question}", {"question": one.description}))
        if len(said) > 1 and not one.several:
            faults.append(Fault(field, "Chỉ trả lời một lần: {question}", {"question": one.description}))
        if said:
            found[one.code] = said
    if faults:
        raise Invalid.of(faults)
    return found


def _answer(asked: Attribute, text: str, field: str) -> str:
    said = clean_text(text, field, what=asked.description, most=2000 if asked.datatype == "text" else 200)
    match asked.datatype:
        case "number":
            try:
                sound = Decimal(said).is_finite()
            except InvalidOperation:
                sound = False
            if not sound:
                raise Invalid(field=field, text="Ghi một con số: {question}", question=asked.description)
        case "datetime":
            try:
                dt.datetime.fromisoformat(said)
            except ValueError as error:
                raise Invalid(
                    field=field, text="Ghi ngày giờ theo lịch: {question}", question=asked.description
                ) from error
        case "singlevaluelist" | "multivaluelist":
            if said not in dict(asked.values):
                raise Invalid(
                    field=field, text="Chọn trong danh sách: {question}", question=asked.description
                )
    return said


# --- feedback on regulations -----------------------------------------------------------------------------------


def judged(met: Mapping[str, str]) -> dict[str, str]:
    """The seven criteria, each "met" or "unmet" (R3.24); raises Invalid naming those left open."""
    left = [code for code in CRITERIA if met.get(code) not in ("met", "unmet")]
    if left:
        raise Invalid.of(Fault(f"criteria.{code}", "Đánh giá đủ bảy tiêu chí.") for code in left)
    return {code: met[code] for code in CRITERIA}


def check_sender(contact: Mapping[str, str]) -> None:
    """Who writes about a regulation says their name and how they are reached (R3.23)."""
    faults = []
    if not contact.get("name"):
        faults.append(Fault("contact.name", "Phản ánh về quy định cần ghi họ tên (NĐ 20/2008)."))
    if not (contact.get("phone") or contact.get("email") or contact.get("address")):
        faults.append(
            Fault(
                "contact.phone", "Phản ánh về quy định cần điện thoại, thư điện tử hoặc địa chỉ (NĐ 20/2008)."
            )
        )
    if faults:
        raise Invalid.of(faults)
