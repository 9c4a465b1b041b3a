"""Settling denunciations (tố cáo): how long, how often longer, on which grounds it waits or stops (R6.42–R6.46).

Luật Tố cáo 25/2018/QH14. Days are parameters of the law; the wording of grounds is from memory and to be checked by a
jurist.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import fold, nfc

LAW = "Luật Tố cáo 25/2018/QH14"


class NoFurtherExtension(Impossible):
    """The time was extended as often as the law allows (R6.43)."""

    text = "Đã gia hạn {times} lần. Luật cho vụ việc phức tạp gia hạn một lần, đặc biệt phức tạp nhiều nhất hai lần."


class OnlyIfSpeciallyComplicated(Impossible):
    """A second extension needs a specially complicated case (R6.43)."""

    text = "Gia hạn lần hai chỉ khi vụ việc đặc biệt phức tạp."


@dataclass(frozen=True)
class Ground:
    """Why the settling of a denunciation waits, ends or takes longer, with its law."""

    code: str
    text: str
    law: str


COMPLICATED = (
    Ground("complex", "Vụ việc phức tạp", f"{LAW} Điều 30 khoản 2"),
    Ground("very_complex", "Vụ việc đặc biệt phức tạp", f"{LAW} Điều 30 khoản 3"),
)
SUSPENSIONS = (
    Ground(
        "other_case", "Cần chờ kết quả giải quyết của cơ quan khác hoặc của vụ việc khác có liên quan",
        f"{LAW} Điều 34 khoản 1 điểm a",
    ),
    Ground(
        "assessment", "Cần chờ kết quả giám định bổ sung, giám định lại", f"{LAW} Điều 34 khoản 1 điểm b"
    ),
)  # fmt: skip
STOPS = (
    Ground("withdrawn", "Người tố cáo rút toàn bộ nội dung tố cáo", f"{LAW} Điều 34 khoản 3 điểm a"),
    Ground(
        "dead", "Người bị tố cáo là cá nhân đã chết, nội dung chỉ liên quan đến trách nhiệm của người đó",
        f"{LAW} Điều 34 khoản 3 điểm b",
    ),
    Ground(
        "settled", "Vụ việc đã được Tòa án hoặc cơ quan có thẩm quyền giải quyết, bản án, quyết định có hiệu lực",
        f"{LAW} Điều 34 khoản 3 điểm c",
    ),
)  # fmt: skip
GROUNDS: Mapping[str, Ground] = {one.code: one for one in (*COMPLICATED, *SUSPENSIONS, *STOPS)}


_FORMS = r"(?:(?:các|những)\s+)?(?:ông|bà|anh|chị|cô|chú|bác|cậu|dì|thím|em|cháu|cụ)"
_OWN_VOICE = re.compile(r"(?<!\w)(?:chúng\s+)?tôi(?!\w)", re.IGNORECASE)


def check_told(text: str, pseudonym: str, field: str) -> str:
    """What the denounced person is told is a summary in the third person: raises Invalid where who denounces speaks in
    it, or stands in it under the pseudonym (R6.45).
    """
    if pseudonym in text:
        raise Invalid(
            field=field,
            text="Bản tóm tắt đưa cho người bị tố cáo không nhắc đến người tố cáo, kể cả bằng mã.",
        )
    if _OWN_VOICE.search(text):
        raise Invalid(
            field=field, text="Tóm tắt bằng lời của cơ quan, không dùng lời “tôi” của người tố cáo."
        )
    return text


def unnamed(text: str, pseudonym: str) -> str:
    """A text in which who denounces is only called so: no pseudonym, which leads on to the file, no form of address."""
    return re.sub(
        rf"(?:(?<!\w){_FORMS}\s+)?{re.escape(pseudonym)}", "người tố cáo", text, flags=re.IGNORECASE
    )


def check_extension(levels: Sequence[str], level: str, days: int, resolve: Mapping[str, Any]) -> None:
    """Raises unless one more extension is lawful: ``levels`` those given, ``resolve`` the parameter of R6.43.

    A complicated matter is extended once, a specially complicated one twice, each by so many days at most.
    """
    if level not in {one.code for one in COMPLICATED}:
        raise Invalid(field="level", text="Chọn mức phức tạp của vụ việc.")
    n, allowed = len(levels), [int(most) for most in resolve[level]]
    if n >= max(len(resolve[one.code]) for one in COMPLICATED):
        raise NoFurtherExtension(times=n)
    if n >= len(allowed):
        raise OnlyIfSpeciallyComplicated()
    if not 1 <= days <= allowed[n]:
        raise Invalid(field="days", text="Mỗi lần gia hạn từ 1 đến {most} ngày.", most=allowed[n])


def last_day(
    accepted_on: dt.date, base: int, extensions: Iterable[int] = (),
    waits: Iterable[tuple[dt.date, dt.date]] = (),
) -> dt.date:  # fmt: skip
    """The last calendar day of the settling: so many days from acceptance, what waited in between not counted.

    It may fall on a day of rest; the deadline then is the next working day (R0.3).
    """
    waited = sum((until - since).days for since, until in waits)
    return accepted_on + dt.timedelta(days=base + sum(extensions) + waited)


_SAYS = "to cao|to giac|don to|nac danh|hoi lo|tham nhung|tham o|bao ke|giu kin"
_SOUNDS, _SAID = re.compile(rf"\b({_SAYS}|nhan tien)\b"), re.compile(rf"\b({_SAYS})\b")


def sounds_like(text: str) -> bool:
    """Whether words look like a denunciation, however they are typed: a hint, never a decision (R6.20, R6.45)."""
    return bool(_SOUNDS.search(_plain(text)))


def says_so(text: str) -> bool:
    """Whether words say it so plainly that who writes them is not to be named beside them (R6.45); who asks for money
    that is due to them does not."""
    return bool(_SAID.search(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(nfc(text))).split())
