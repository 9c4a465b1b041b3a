"""In whose authority a document is signed: TM., KT., TL., TUQ., Q. (NĐ 30/2020/NĐ-CP Điều 13; R8.9)."""

import re
from collections.abc import Sequence

from motcua.rules.vietnamese import nfc

_POSITIONS = re.compile(
    r"(?:(?:Phó|Quyền|Q\.)\s+)*(?:Chủ tịch|Chánh Văn phòng|Chánh Thanh tra|Trưởng phòng|Trưởng ban|Trưởng bộ phận|"
    r"Tổng giám đốc|Giám đốc|Hiệu trưởng|Đội trưởng|Thủ trưởng|Cục trưởng|Chi cục trưởng|Bộ trưởng|Viện trưởng|"
    r"Chỉ huy trưởng|Trưởng Công an|Bí thư)",
    re.IGNORECASE,
)
_ACTING = re.compile(r"^(?:Quyền|Q\.)\s+", re.IGNORECASE)
_ANOTHER_BODY = re.compile(
    r"MTTQ|Mặt trận|Đảng (?:ủy|uỷ|bộ)|Chi bộ|Bí thư|Công đoàn|Đoàn (?:Thanh niên|TNCS)|Công an|Chỉ huy quân sự|"
    r"Chỉ huy trưởng|Hội (?:Nông dân|Liên hiệp|LHPN|Phụ nữ|Cựu|CCB|Chữ thập đỏ|Người cao tuổi)|"
    r"(?:HĐND|Hội đồng nhân dân)(?! và (?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân))",
    re.IGNORECASE,
)


def position(title: str) -> str:
    """The position in a post's title: "Phó Chủ tịch" of "Phó Chủ tịch UBND phường"; the title itself when it is none
    that is known.
    """
    said = " ".join(nfc(title).split())
    found = _POSITIONS.match(said)
    return " ".join(found[0].split()) if found else said


def is_deputy(title: str) -> bool:
    """Whether a title is that of a deputy."""
    return bool(re.match(r"(?:(?:Quyền|Q\.)\s+)?Phó\s", position(title), re.IGNORECASE))


def of_another_body(*names: str) -> bool:
    """Whether a title or a unit is named after a body that is none of a People's Committee's own structure: the
    Fatherland Front, the Party, the People's Council, unions; the police and the military, who answer upwards."""
    return any(_ANOTHER_BODY.search(" ".join(nfc(name).split())) for name in names)


def takes_signing(title: str, giver: str, *, unit: str, heads: bool) -> bool:
    """Whether who bears a title may be let sign for who bears another (Điều 13 khoản 1, 4; R8.9).

    A deputy for the head or for another deputy (KT.); for the head, never for a deputy, the head of a unit inside the
    agency's own structure (TUQ.): by title, or ``heads`` by the duties of the post. ``unit`` is its name.
    """
    own, given = (_ACTING.sub("", position(one)).casefold() for one in (title, giver))
    if of_another_body(title, unit) and not of_another_body(giver):
        return False
    if is_deputy(title):
        return own == f"phó {given}" or (is_deputy(giver) and own == given)
    return (heads or bool(_POSITIONS.match(own))) and not is_deputy(giver) and own != given


def authority_lines(
    title: str, head: str, *, body: str = "", authorised: bool = False, leads: bool = True
) -> tuple[str, ...]:
    """The lines above a signature, in capitals. Nobody but the head bears the head's bare title.

    ``title``  of who signs; ``head`` of who leads the agency
    ``body``   the collective for which it is signed ("Ủy ban nhân dân"), blank where the head decides alone
    ``authorised`` by a written authorisation of the head (TUQ.); a head of a division without one signs by order (TL.)
    ``leads``  False where who signs is known to be another than the head, whatever the title
    """
    acting = bool(_ACTING.match(position(title)))
    own = _ACTING.sub("", position(title))
    first = _ACTING.sub("", position(head))
    collective = (f"TM. {body.upper()}",) if body else ()
    mine = (f"Q. {own}" if acting else own).upper()
    another = of_another_body(title) and not of_another_body(head)
    if leads and not authorised and not another and own.casefold() == first.casefold():
        return (*collective, mine)
    if not another and own.casefold() == f"phó {first}".casefold():
        return (*collective, f"KT. {first.upper()}", mine)
    named = " ".join(nfc(title).split()).upper() if another else mine
    return (f"{'TUQ.' if authorised else 'TL.'} {first.upper()}", named)


def signed_as(lines: Sequence[str]) -> tuple[str, str]:
    """Authority and position out of the lines above a signature: "TM. ỦY BAN NHÂN DÂN, KT." and "PHÓ CHỦ TỊCH" of
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    *above, own = lines or ("",)
    return ", ".join(one if one.startswith("TM.") else one.partition(" ")[0] for one in above), own
