"""What a heading or a line announces: what part of a document stands under it, and whose work that is."""

import datetime as dt
import re

from motcua.rules.reading import formulas, units, verbs
from motcua.rules.reading.labels import Named
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.outline import Item
from motcua.rules.reading.sentences import Sentences

_OF_BODIES = frozenset(
    {"khai thác", "sử dụng", "kiến nghị", "quản lý", "được", "cung cấp", "tham gia", "thực hiện", "vận hành"}
)
"""What bodies may be told by in a heading that ends with "có trách nhiệm" ("Các hộ khai thác nước dưới đất có …")."""
WORK = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|nhiem vu cu the|dieu khoan thi hanh"
    r"|phuong huong|nhiem vu|giai phap|noi dung|yeu cau cac|tien do|lo trinh|kien nghi|de xuat|de nghi|kinh phi"
    r"|bao cao|che do"
    r"|^thoi gian(?! (?:dong|huong|lam viec|tham gia))"
)
DUTIES = re.compile(
    r"^(?:to chuc thuc hien|to chuc thi hanh|(?:phan cong )?trach nhiem|phan cong|dieu khoan thi hanh)"
)
"""Articles of a norm that say who carries it out."""
CONTENT = re.compile(
    r"^(?:cac\s+)?(?:mot so\s+)?(?:noi dung|nhiem vu|giai phap|noi dung,? nhiem vu"
    r"|nhiem vu,? giai phap|cong tac trong tam)"
)
SKIP = re.compile(
    r"^(?:muc dich|quan diem|muc tieu|tinh hinh|ket qua|danh gia|dac diem|thuc trang|yeu cau$"
    r"|doi tuong|nguyen tac|pham vi|giai thich|can cu|su can thiet|chi tieu|hinh thuc khen|tieu chuan|ton tai|uu diem"
    r"|han che)"
)
WHEN = re.compile(
    r"(?:trong\s+)?(?:thang\s+\d{1,2}|quy\s+(?:[iv]{1,3}|\d)|(?:6|sau) thang (?:dau|cuoi) nam)"
    r"(?:\s*(?:[/-]|,?\s*nam)\s*\d{4})?\s*[:.]?\s*$"
)
"""A heading that only says when what stands under it is done."""
LISTS = re.compile(
    r"(?:^|\s)(?:co cau|tieu chi|dieu kien|truong hop|thanh phan|ho so)[^.;]{0,160}(?:gom|sau|sau day)\s*:$"
)
"""Headings of norms that list what something consists of or asks for: nobody is told to do it."""


class Announcing(Sentences):
    """The headings of one document, and the lines that stand over work."""

    def __init__(self, lines: Lines, on: dt.date | None, *, norms: bool, issuer: str) -> None:
        super().__init__(lines, on)
        self.norms, self.issuer = norms, units.plain(issuer)

    def addressed(self, piece: Piece) -> tuple[Named, ...]:
        """Whom a line that ends with a colon tells to do what stands under it ("… đề nghị các đơn vị:")."""
        said = self.text[piece.start : piece.end].rstrip()
        if not said.endswith(":") or self.norms:
            return ()
        if bodies := self.bodies(piece):
            return bodies
        for match in re.finditer(r"(?:đề nghị|yêu cầu|giao|Đề nghị|Yêu cầu|Giao)\s+(?:cho\s+)?", said):
            at = piece.start + match.end()
            if not units.begins(self.text, at):
                continue
            stop = units.phrase(self.text, at, piece.end) or piece.start + len(said) - 1
            return tuple(units.listed(self.text, at, stop))
        found = self.subject(piece.start, piece.end)
        if found and not (formulas.DECIDES.match(self.text, found[1]) or self.itself(*found[:2])):
            return tuple(units.listed(self.text, found[0], found[1]))
        return ()

    def over_its_work(self, piece: Piece, item: Item) -> tuple[Named, ...]:
        """The bodies on a line that holds nothing else and ends with nothing, over lines that begin with what they are
        to do."""
        following = next((one for one in item.more if one.start >= piece.end), None)
        said = self.text[piece.start : piece.end].rstrip()
        if (
            following is None
            or self.norms
            or said.endswith((".", ";", ",", ":"))
            or not self.acts(following.start)
        ):
            return ()
        return self.bodies(piece)

    def itself(self, start: int, end: int) -> bool:
        """Whether the issuing body is named: it announces what stands under a line, and tells itself nothing."""
        name = units.plain(self.text[start:end])
        return bool(self.issuer) and (self.issuer.startswith(name) or name.startswith(self.issuer))

    def heads(self, item: Item) -> bool:
        """Whether an item only announces what stands under it."""
        start, end = item.body.start, item.body.end
        said = self.text[start:end].strip()
        if not said or (
            not (item.items or item.more)
            and item.kind not in {"part", "chapter", "section", "article", "roman"}
        ):
            return not said
        if item.kind in {"dash", "plus"} and said.endswith((".", ";")):
            return False
        if said.isupper() or item.kind in {"part", "chapter", "section", "subsection"}:
            return True
        if said.endswith((".", ";", "./.")) and not self.bodies(item.body):
            return False
        return said.endswith(":") or len(said) < 160 or bool(self.bodies(item.body))

    def bodies(self, piece: Piece) -> tuple[Named, ...]:
        """The bodies that a heading names and nothing else ("1. Sở Y tế", "3. Giao Ủy ban nhân dân các xã:")."""
        start, end = piece.start, piece.end
        lead_in = re.compile(
            r"\s*(?:(?:Giao|Đề nghị|Yêu cầu|Đối với|Phân công)\s+(?:cho\s+)?|(?:Trách nhiệm|Nhiệm vụ"
            r"|Nhiệm vụ, quyền hạn)\s+(?:của|thuộc)\s+|(?:Các\s+|Những\s+)?(?:[Nn]ội dung|[Cc]ông việc"
            r"|[Nn]hiệm vụ)\s+(?:do\s+)?)?"
        ).match(self.text, start)
        at = lead_in.end() if lead_in else start
        while end > at and self.text[end - 1] in " .:;\n":
            end -= 1
        if end - at > 300 or not units.begins(self.text, at):
            return ()
        said = self.text[at:end]
        if together := re.search(
            r",?\s+chủ trì,?\s+phối hợp(?:\s+(?:cùng\s+)?với)?\s+(?P<with>[^.]{4,220}?)(?:\s+(?:để\s+)?thực hiện)?$",
            said,
        ):
            if verbs.verb(together["with"], 2, len(together["with"]), name=0):
                return ()
            end = at + together.start()
            said = self.text[at:end]
        tail = re.search(
            r"\s*(?:có trách nhiệm|chịu trách nhiệm|có (?:quyền và )?nghĩa vụ|(?:lãnh đạo|chỉ đạo)(?:,\s*(?:lãnh đạo"
            r"|chỉ đạo|tổ chức))*|thực hiện|chủ trì(?: thực hiện)?|có nhiệm vụ|cần"
            r"|tập trung(?: thực hiện)?)(?:\s+(?:chủ trì|lãnh đạo|chỉ đạo|tổ chức|thực hiện|các nội dung"
            r"|các nhiệm vụ|nhiệm vụ|một số|sau"
            r"|sau đây|cụ thể"
            r"|như sau))*$",
            said,
        )
        if tail:
            end = at + tail.start()
            said = self.text[at:end]
        doing = verbs.verb(said, 2, len(said), name=0)
        if (
            doing
            and not said[doing.end() :].strip()
            and self.text[piece.start : piece.end].rstrip().endswith(":")
        ):
            doing = None
        if (doing and not (tail and doing.group() in _OF_BODIES)) or ". " in said:
            return ()
        if re.match(r"[Cc]ác\s+(?:nội dung|giải pháp)", said):
            return ()
        return tuple(units.listed(self.text, at, end))
