"""Headings of tables of work: which column says what, who, with whom and until when."""

import re
from collections.abc import Sequence

WHAT = r"noi dung|nhiem vu|cong viec|hoat dong|giai phap|viec"
WHO = r"chu tri|don vi|thuc hien|phu trach|trach nhiem|dau moi|phan cong|co quan"
"""Words of a heading of work, by which one sees that a line is one before its columns are known."""
COLUMNS = {
    "number": re.compile(r"^(?:stt|tt|so\s*tt|so\s+thu\s+tu)\b"),
    "cooperating": re.compile(r"phoi\s*hop|(?:don vi|co quan|luc luong|thanh phan) (?:cung )?tham gia"
    r"|cung\s+(?:lam|thuc\s+hien)"),
    "lead": re.compile(r"chu\s*tri|don\s+vi\s+thuc\s+hien|co\s+quan\s+thuc\s+hien|phu\s+trach|trach\s+nhiem"
    r"|dau\s+moi|nguoi\s+thuc\s+hien|phan\s+cong|don\s+vi\s+tham\s+muu|^thuc\s+hien$|don\s+vi$|co\s+quan$"
    r"|to\s+chuc\s+thuc\s+hien|(?:don vi|co quan|bo phan|phong,? ban|nguoi) (?:thuc hien|soan thao|xay dung|khac phuc"
    r"|xu ly|giai quyet|trinh|tham muu|lam|nhan viec|duoc giao)"),
    "time": re.compile(r"thoi\s*gian|thoi\s*han|tien\s*do|hoan\s+thanh|^han\b(?!\s+che)|thoi\s+diem"
    r"|ngay\s+thuc|^(?:thang|quy|moc|ngay)\b"
    r"|\bky\s+han|\bxong\b"),
    "product": re.compile(r"san\s+pham|ket\s+qua"),
    "content": re.compile(r"noi\s*dung|nhiem\s*vu|cong\s*viec|hoat\s+dong|giai\s+phap|ten\s+(?:van\s+ban|de\s+an"
    r"|nhiem)|viec\b|bien phap"),
}  # fmt: skip
_MEANT = re.compile(
    r"ton tai|kien nghi|han che|van de|chi tieu|muc tieu|du an|cong trinh|de an|van ban|danh muc|bao cao|ke hoach"
)
"""What a row is about where no column says what is to be done."""
_LIMIT = re.compile(
    r"^(?:thoi\s+)?han\b(?!\s+che)|^(?:ngay|thoi\s+(?:gian|diem))\s+(?:phai\s+)?(?:hoan\s+thanh|ket\s+thuc|xong)"
)
"""The column of last days beside one of times ("Thời gian thực hiện", "Hạn hoàn thành")."""
ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,6}|[A-HĐ]|[a-zđ])\s?[.)]?")


def heading(words: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what, by the folded words of a heading; None where it says of no work whose it is."""
    columns = dict[str, int]()
    for place, word in enumerate(words):
        word = " ".join(word.split())
        if len(word) > 90:
            continue
        for name, pattern in COLUMNS.items():
            if name not in columns and pattern.search(word):
                columns[name] = place
                break
    time = columns.get("time")
    limit = next(
        (place for place, word in enumerate(words)
         if len(word) < 90 and place not in columns.values() and _LIMIT.search(" ".join(word.split()))), None
    )  # fmt: skip
    if time is not None and limit is not None and not _LIMIT.search(" ".join(words[time].split())):
        columns["limit"] = limit
    meant = next(
        (place for place, word in enumerate(words)
         if len(word) < 90 and place not in columns.values() and _MEANT.search(" ".join(word.split()))), None
    )  # fmt: skip
    if meant is not None:
        columns.setdefault("content", meant)
    ordered = any("chu tri" in word for word in words)
    if any("thu tuc" in word or ("linh vuc" in word and not ordered) for word in words):
        return None
    named = {"content", "lead"} <= set(columns) and set(columns) & {"time", "cooperating", "number"}
    return columns if named else None
