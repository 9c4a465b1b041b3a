"""What in a text for everybody may belong to one person: telephones, identity numbers, e-mail, licence plates.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 3. A machine finds the form, not whose it is: a hotline looks the same.
Whoever makes the text public mends it or confirms that nothing found is anybody's own.
"""

import re

from motcua.rules.impossible import Invalid

_ALONE = r"(?<!\d)(?<!\d[.,/\-])"
_NO_SUM = r"(?!\d)(?!\s*(?:đồng|đ\b|vnđ|vnd|triệu|tỷ))"
_FORMS = re.compile(
    "|".join((
        r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
        rf"{_ALONE}0\d\d(?:[ .]?\d{{3}}){{3}}{_NO_SUM}",  # 12 digits; every one begins with the code of a province
        rf"{_ALONE}(?:\+?84[ .\-]{{0,2}}|\(?0)"
        rf"(?:[35789]\d(?:[ .\-)]{{0,2}}\d){{7}}|2\d(?:[ .\-)]{{0,2}}\d){{8}}){_NO_SUM}",
        rf"{_ALONE}\d{{3}} ?\d{{3}} ?\d{{3}}{_NO_SUM}",  # 9 digits, the older identity card
        r"(?<!\w)[1-9]\d-?(?:[a-zđ]\d|[a-zđ]{1,2})[ .\-]{0,3}\d{3}\.?\d{1,2}(?!\w)",
    )),
    re.IGNORECASE,
)  # fmt: skip


def personal(text: str) -> list[str]:
    """What in a text looks like somebody's own, each once, in the order of the text."""
    return list(dict.fromkeys(found[0].strip() for found in _FORMS.finditer(text)))


def check_public(text: str, field: str, *, impersonal: bool = False) -> str:
    """A text as it will be public; raises Invalid naming what may be somebody's own, unless that was denied."""
    if not impersonal and (found := personal(text)):
        raise Invalid(
            field=field,
            text="Ai cũng sẽ đọc được {found}. Của một người thì bỏ đi; là số của cơ quan thì đánh dấu xác nhận.",
            found=", ".join(found),
        )  # fmt: skip
    return text
