"""Lines that say who does what of the lines before them: "Đơn vị chủ trì: …", "Thời gian thực hiện: …"."""

import re
from dataclasses import dataclass, field

from motcua.rules.composed import Composed
from motcua.rules.reading import units, verbs
from motcua.rules.reading.lines import Piece

Named = tuple[str, int, int]
"""A body and where it is named."""

_LABEL = re.compile(
    r"(?:(?<=[;.,()\n])|(?<=^)|(?<=[-+•*]))\s*(?:[-+•(*]\s*)?"
    r"(?P<label>(?:(?:cac\s+)?(?:don\s+vi|co\s+quan|to\s+chuc|bo\s+phan|nguoi|phong|dong\s+chi|ca\s+nhan|dau\s+moi"
    r"|don\s+vi,\s+ca\s+nhan)\s*)?(?:duoc\s+giao\s+|chiu\s+trach\s+nhiem\s+)?"
    r"(?P<what>chu\s+tri|phoi\s+hop|thuc\s+hien|dau\s+moi|phu\s+trach|tham\s+muu|phan\s+cong|theo\s+doi)(?:\s*(?:,"
    r"|va)?\s*(?:tham\s+muu|thuc\s+hien|trien\s+khai|to\s+chuc|soan\s+thao|nhiem\s+vu|chinh|va\s+phoi\s+hop)){0,3}"
    r"|(?:cac\s+)?(?:don\s+vi|co\s+quan|bo\s+phan|nguoi|phong)\s+(?P<prepares>chuan\s+bi|soan\s+thao|xay\s+dung"
    r"|trinh)(?:\s+noi\s+dung)?"
    r"|(?P<time>thoi\s+gian(?:\s+(?:thuc\s+hien|hoan\s+thanh|to\s+chuc|trien\s+khai|bao\s+cao"
    r"|trinh(?:\s+\w+){1,4}|trinh|ban\s+hanh"
    r"|du\s+kien|ket\s+thuc|xong)){0,2}|thoi\s+han(?:\s+(?:hoan\s+thanh|thuc\s+hien|ban\s+hanh|trinh|bao\s+cao"
    r"|gui)){0,2}"
    r"|tien\s+do(?:\s+(?:thuc\s+hien|hoan\s+thanh)){0,2}|hoan\s+thanh|han\s+(?:hoan\s+thanh|cuoi))"
    r"|(?P<product>san\s+pham(?:\s+(?:dau\s+ra|du\s+kien|dat\s+duoc|hoan\s+thanh))?|ket\s+qua(?:\s+(?:dau\s+ra"
    r"|dat\s+duoc))?))\s*:\s*"
)
_TIME = re.compile(
    r"\d\s*[/.-]\s*\d|(?<!\w)(?:nam|thang|quy|ngay|tuan|gio|giai doan|truoc|vu)\s+(?:\d|[iv]+\b)|thuong xuyen"
    r"|hang |quy |thang |\d+\s*(?:\([^)]{1,20}\)\s*)?(?:ngay|thang|tuan|gio|nam)(?!\w)|ngay |sau khi|dinh ky"
    r"|(?<!\d)20\d\d(?!\d)|theo (?:ke hoach|tien do|lo trinh|quy dinh|yeu cau|thoi)|ngay sau"
)


@dataclass
class Labels:
    """What a block of lines "Đơn vị chủ trì: …" says."""

    lead: list[Named] = field(default_factory=list)
    cooperating: list[Named] = field(default_factory=list)
    time: tuple[int, int] | None = None
    product: tuple[int, int] | None = None

    @property
    def any(self) -> bool:
        """Whether a label was read."""
        return bool(self.lead or self.cooperating or self.time or self.product)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece without what stands around its words."""
    while start < end and (text[start].isspace() or text[start] in "-+•*"):
        start += 1
    while end > start and text[end - 1] in " ;,.\n\t/]":
        end -= 1
    return start, max(end, start)


def _clauses(text: str, start: int, end: int) -> list[Named]:
    """Bodies of several clauses ("Sở A rà soát …; các xã rà soát …", "… trong phạm vi nhiệm vụ của mình và các cơ
    quan khác"): of those that say who leads only theirs, else of all."""
    found = list[tuple[list[Named], bool]]()
    since = start
    while since < end:
        doing = verbs.verb(text, since, end)
        if doing is None or doing.start() <= since + 4:
            if found and doing is None:
                found.append((units.listed(text, since, end), False))
            break
        found.append((units.listed(text, since, doing.start()), doing.group() == "chủ trì"))
        following = next(
            (
                join.end()
                for join in re.finditer(
                    r"[;.]\s+(?:Đồng thời,\s+)?|\s+của mình\s+và\s+", text[doing.start() : end]
                )
                if units.begins(text, doing.start() + join.end())
            ),
            None,
        )
        if following is None:
            break
        since = doing.start() + following
    if len(found) < 2:
        return []
    leading = [bodies for bodies, leads in found if leads] or [bodies for bodies, _ in found]
    names = dict[str, Named]()
    for bodies in leading:
        for body in bodies:
            names.setdefault(body[0].lower(), body)
    return list(names.values())


def labelled(source: Composed, start: int, end: int) -> bool:
    """Whether a line has a label."""
    return _LABEL.search(source.folded, start, end) is not None


def take(source: Composed, piece: Piece, labels: Labels) -> tuple[int, int] | None:
    """Read the labels of a line; gives back what stands before the first one."""
    found = list(_LABEL.finditer(source.folded, piece.start, piece.end))
    if not found:
        return None
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else piece.end
        start, end = trimmed(source.text, match.end(), end)
        while (
            end > start
            and source.text[end - 1] in " ;,.()"
            and not (source.text[end - 1] == ")" and "(" in source.text[start:end])
        ):
            end -= 1
        if end <= start:
            continue
        if match["time"]:
            if _TIME.search(source.folded, start, end) and end - start < 400:
                labels.time = labels.time or (start, end)
        elif match["product"]:
            labels.product = labels.product or (start, end)
        elif match["what"] and "phoi" in match["what"]:
            labels.cooperating += units.listed(source.text, start, end)
        else:
            if clauses := _clauses(source.text, start, end):
                labels.lead += clauses
                continue
            stop = end
            if cut := re.search(r",?\s+(?:chủ trì,?\s+)?phối hợp\s+(?:với\s+)?", source.text[start:end]):
                labels.cooperating += units.listed(source.text, start + cut.end(), end)
                stop = start + cut.start()
            if doing := verbs.verb(source.text, start, stop):
                stop = doing.start() if doing.start() > start + 4 else stop
            labels.lead += units.listed(source.text, start, stop)
    start, end = trimmed(source.text, piece.start, found[0].start())
    return (start, end) if end > start else None
