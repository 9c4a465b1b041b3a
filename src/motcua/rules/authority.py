"""In whose authority a document is signed: TM., KT., TL., TUQ., Q. (NĐ 30/2020/NĐ-CP Điều 13; R8.9)."""

import re

from motcua.rules.vietnamese import nfc

_POSITIONS = re.compile(
    r"(?:(?:Phó|Quyền|Q\.)\s+)*(?:Chủ tịch|Chánh Văn phòng|Chánh Thanh tra|Trưởng phòng|Trưởng ban|Trưởng bộ phận|"
    r"Tổng giám đốc|Giám đốc|Hiệu trưởng|Đội trưởng|Thủ trưởng|Cục trưởng|Chi cục trưởng|Bộ trưởng|Viện trưởng|"
    r"Chỉ huy trưởng|Trưởng Công an|Bí thư)",
    re.IGNORECASE,
)
_ACTING = re.compile(r"^(?:Quyền|Q\.)\s+", re.IGNORECASE)


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


def authority_lines(title: str, head: str, *, body: str = "", authorised: bool = False) -> tuple[str, ...]:
    """The lines above a signature, in capitals.

    ``title``  of who signs; ``head`` of who leads the agency
    ``body``   the collective for which it is signed ("Ủy ban nhân dân"), blank where the head decides alone
    ``authorised`` by a written authorisation of the head (TUQ.); a head of a division without one signs by order (TL.)
    """
    acting = bool(_ACTING.match(position(title)))
    own = _ACTING.sub("", position(title))
    leads = _ACTING.sub("", position(head))
    mine = (f"Q. {own}" if acting else own).upper()
    collective = (f"TM. {body.upper()}",) if body else ()
    if own.casefold() == leads.casefold():
        return (*collective, mine)
    if own.casefold() == f"phó {leads}".casefold():
        return (*collective, f"KT. {leads.upper()}", mine)
    return (f"{'TUQ.' if authorised else 'TL.'} {leads.upper()}", mine)
