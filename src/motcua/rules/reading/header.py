"""What stands above the text of a document: who issued it, number and symbol, place and day, type, abstract."""

import datetime as dt
import re
from dataclasses import dataclass

from motcua.rules.citing.references import Leaf, normal
from motcua.rules.citing.words import KINDS, day_of
from motcua.rules.citing.words import TYPES as CITED
from motcua.rules.impossible import Invalid
from motcua.rules.reading.lines import MARK, Lines, Piece
from motcua.rules.vietnamese import fold

_ONLY_CITED = frozenset({"Hiến pháp", "Văn bản", "Kết luận thanh tra", "Kết luận kiểm tra"})
TYPES: dict[str, str] = {folded: name for folded, name in CITED.items() if name not in _ONLY_CITED} | {
    fold(name): name
    for name in (
        "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy giới thiệu", "Giấy nghỉ phép", "Phiếu gửi",
        "Phiếu chuyển", "Phiếu báo", "Thư công", "Kế hoạch phối hợp", "Chương trình công tác", "Đề cương", "Quyết nghị",
        "Lời kêu gọi", "Tuyên bố", "Báo cáo tổng kết", "Chương trình làm việc", "Công bố", "Quy trình", "Thư kêu gọi",
        "Kế hoạch hành động", "Kế hoạch công tác",
    )
}  # fmt: skip
"""Types as they stand over a text, folded: those that are cited, and those that seldom are (NĐ 30/2020; Party)."""
_HEAD_LINES, _HEAD_CHARS = 60, 4_000
_UNTYPED_CHARS = 900
"""How far the head goes of a text that no line with a type ends."""
_NOT_ISSUER = re.compile(
    r"^(?:cong\s*hoa|doc\s*lap|hanh\s*phuc|tu\s*do|dang\s+cong\s+san|viet\s+nam|so\s*:|so\s+\d|ngay|v/v|ve\s+viec"
    r"|kinh\s+gui|[-_=*~.\s—–]+$|\(|muc\s+do|hoa\s+toc|khan|thuong\s+khan|mat\b"
    r"|toi\s+mat|luu\s+hanh|du\s+thao|ma\s+so|den\s*:|cong\s+van\s+den|[\d\s]+$)"
)
_BODY = re.compile(
    r"^/?(?:bch\b|ban\s+chap\s+hanh|uy\s*ban|ubnd|hoi\s+dong|hdnd|so\b|phong\b|ban\b|trung\s+tam|van\s+phong"
    r"|cong\s+an|chi\s+cuc|cuc\b"
    r"|tong\s+cuc|truong\b|dang\s+(?:uy|bo)|bo\b|vien\b|tieu\s+ban|mat\s+tran|ubmttq|hoi\b"
    r"|doan\b|lien\s+doan|lien\s+hiep|toa\s+an|vien\s+kiem\s+sat|kho\s+bac|benh\s+vien|(?:huyen|quan|thanh|tinh"
    r"|thi)\s+uy|chi\s+bo|chu\s+tich|thu\s+tuong|chinh\s+phu|quoc\s+hoi|to\b|hat\b|thanh\s+tra"
    r"|bao\s+hiem|ngan\s+hang|tong\s+cong\s+ty|cong\s+ty|tap\s+doan|dai\b|bao\b|thuong\s+truc|ban\s+thuong"
    r"|tong\s+lien|kiem\s+toan|hoi\s+lien|cong\s+doan|bo\s+chi\s+huy|quan\s+khu|tram\b|thue\b)"
)
_HEAD_OF = re.compile(
    r"^(?:giam\s+doc|tong\s+giam|bo\s+truong|chanh\s|cuc\s+truong|chi\s+cuc\s+truong|truong\s"
    r"|tong\s+(?:cuc|thanh|kiem)|hieu\s+truong|thong\s+doc|vien\s+truong|pho\s|bi\s+thu)"
)
_SUBORDINATE = re.compile(
    r"(?<=\w\s)(?:SỞ|TRUNG TÂM|VĂN PHÒNG|PHÒNG|CHI CỤC|CỤC|TRƯỜNG|BAN QUẢN LÝ|BAN CHỈ ĐẠO"
    r"|THANH TRA|HỘI ĐỒNG (?!NHÂN)|BỆNH VIỆN)\s"
)
"""A body of a body on one line: "UBND TỈNH … SỞ …"."""
_DEPENDENT = re.compile(
    r"^(?:ban\s+thuong\s+(?:truc|vu)|thuong\s+truc|ban\s+chap\s+hanh|van\s+phong"
    r"|ban\s+chi\s+dao|hoi\s+dong\s+thi\s+dua)\b.{0,12}$"
)
_NUMBER = re.compile(
    r"(?<![^\W_])so\s*:?\s*(?P<all>(?P<n>[\d.…_ ]*\d[a-z]?"
    r"|[.…_\s]*)\s*(?P<sep>[/-])\s*(?P<rest>[^\s|;,)(]+(?:\s?[-/]\s?[^\s|;,)(]+)*))"
)
_PLACE = re.compile(
    r"(?P<place>[^\n"
    r"|\t,;:.()\d]{2,60}?)\s*,\s*(?:(?:hoi\s+|luc\s+)?\d{1,2}\s?(?:gio|h|:"
    r"|g)\s?(?:\d{1,2})?(?:\s?phut)?,?\s*)?ngay\s*(?:(?P<d>\d{1,2})\s*(?:thang\s*(?P<M>\d{1,2})\s*,?\s*nam\s*(?P<Y>(?:19"
    r"|20)\d\d)|[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d))"
    r"|(?P<blank>[\d\s.…_]{0,30}thang[\d\s.…_]{0,30}nam[ \d.…_]{0,8}))"
)
_DAY_ALONE = re.compile(
    r"(?:^|[\n|\t])\s*ngay\s*(?P<d>\d{1,2})\s*thang\s*(?P<M>\d{1,2})\s*,?\s*nam\s*(?P<Y>(?:19"
    r"|20)\d\d)\s*(?:$|[\n|])(?P<m>)?(?P<y>)?"
)
_ADOPTED = re.compile(
    r"(?:^|\n)[\s\d.*-]*(?:nghi\s+quyet|(?:bo\s+)?luat|phap\s+lenh)\s+(?:nay(?:\s+da)?|da)\s+duoc\s[^.;]{4,220}?"
    r"(?:thong\s+qua|ky\s+hop[^.\n]{0,40})\s+ngay\s+(?P<d>\d{1,2})(?:\s+thang\s+(?P<M>\d{1,2})\s+nam\s+(?P<Y>(?:19"
    r"|20)\d\d)|/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d))"
)
"""What a resolution or a law says of itself at its end."""
_ABOUT = re.compile(r"(?:^|[\n|\t])\s*(?P<va>v\s?/\s?v\s*:?|ve\s+viec\s*:?)\s*")
_ENDS_TITLE = re.compile(
    r"^(?:can\s+cu|thuc\s+hien\b|thi\s+hanh\b|tiep\s+tuc\s+thuc\s+hien|tren\s+co\s+so|xet\b|theo\s+de\s+nghi|nham\b"
    r"|de\s|kinh\s+gui|ngay\s+\d|nam\s+20\d\d\s*[,l]|trong\s+(?:nhung|thoi)|thoi\s+gian\s+qua|sau\s+khi"
    r"|\(?(?:ban\s+hanh\s+)?kem\s+theo|\(?\s*thuc\s+hien\s+diem|phan\s+(?:thu|i|mot)|chuong\s+i|dieu\s+1|[-_=*\s]+$"
    r"|quyet\s+(?:dinh|nghi)\s*:|o0o|tu\s+ngay|do\s+|truoc\s+tinh|nhan\s+ky|hien\s+nay|dong\s+chi|phan\s+i\b"
    r"|thua\b|qua\b|uy\s+ban\s+nhan\s+dan\s+[^.]{0,60}\s+(?:ban\s+hanh|xay\s+dung|bao\s+cao)"
    r"|ubnd\s+[^.]{0,60}\s+(?:ban\s+hanh|xay\s+dung|bao\s+cao)|chu\s+tich\s|thu\s+tuong\s+chinh\s+phu\s*$"
    r"|bo\s+truong\s)"
)


_DRAFT = re.compile(r"\W*(?:ban\s+)?du\s+thao(?:\s+(?:lan|ngay|so|\d)[^.;]{0,40}|\s*\([^)]{1,40}\))?\W*")
"""A line that says the document is none yet: "DỰ THẢO", "Dự thảo lần 2", "(Dự thảo ngày 10/3)"."""
_CITES = re.compile(r"số\s+\d+[^\s]*[/-][^\s]*\s*$")
"""A line that ends with the number of a document cited: its day follows."""


@dataclass(frozen=True)
class Header:
    """The leaves read, and where (in the composed text) the text itself begins."""

    issuer: Leaf[str] | None
    parent: Leaf[str] | None
    symbol: Leaf[str] | None
    number: Leaf[str] | None
    place: Leaf[str] | None
    date: Leaf[dt.date] | None
    type: Leaf[str] | None
    title: Leaf[str] | None
    end: int
    warnings: tuple[str, ...]


class _Header:
    def __init__(self, lines: Lines) -> None:
        self.lines, self.source, self.text = lines, lines.source, lines.text
        self.folded = self.source.folded
        self.pieces = self._head()
        self.warnings = list[str]()

    def leaf(self, value: str, start: int, end: int, confidence: float) -> Leaf[str]:
        return Leaf(value, self.source.span(start, end), confidence)

    def fold(self, piece: Piece) -> str:
        return " ".join(self.folded[piece.start : piece.end].split())

    def drafted(self, piece: Piece) -> bool:
        """Whether a line says that the document is a draft."""
        said = self.fold(piece)
        capitals = self.text[piece.start : piece.end].isupper()
        return bool(_DRAFT.fullmatch(said)) or (said.startswith("du thao") and capitals)

    def _head(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.lines.all[:_HEAD_LINES] if piece.start < _HEAD_CHARS)

    def untyped(self) -> int:
        """Where the head ends when no line says the type."""
        return max((piece.end for piece in self.pieces if piece.start < _UNTYPED_CHARS), default=0)

    def own(self, at: int) -> bool:
        """Whether a number is the document's: it begins a line or a cell, or stands after capitals or a type alone
        ("UBND XÃ … Số: …", "Luật số: …"). In running text it is that of a document cited."""
        start = max(self.text.rfind(sign, 0, at) for sign in "\n|\t") + 1
        before = re.split(r"\s{3,}", self.text[start:at])[-1].strip(" *(")
        if not before and self.text[at].islower():
            return self.folded.startswith("so:", at)
        return not any(sign.islower() for sign in before) or fold(before) in TYPES

    # ── type and abstract ──

    def typed(self) -> tuple[str, Piece] | None:
        """The line that holds nothing but the type of the document."""
        for piece in self.pieces:
            said = re.sub(r"[\s*:]+$", "", self.fold(piece))
            if (
                said in TYPES
                and (self.text[piece.start : piece.end].isupper() or said not in {"luat", "lenh"})
                and self.text[piece.start].isupper()
            ):
                return TYPES[said], piece
        return None

    def glued(self) -> tuple[str, Piece, int] | None:
        """A type and its abstract on one line ("KẾ HOẠCH Triển khai …")."""
        for piece in self.pieces:
            line = self.text[piece.start : piece.end]
            for name in sorted(TYPES, key=len, reverse=True):
                words = len(name)
                if (
                    self.folded.startswith(name, piece.start)
                    and line[:words].isupper()
                    and len(line) > words + 4
                    and line[words] in " \t:"
                ):
                    return TYPES[name], Piece(piece.start, piece.start + words), piece.start + words
        return None

    def title(self, after: int) -> Leaf[str] | None:
        """What stands under the type, to where the text begins."""
        taken = list[Piece]()
        for piece in self.lines.all:
            if piece.start < after:
                continue
            said, line = self.fold(piece), self.text[piece.start : piece.end]
            if (
                taken
                and said.startswith("ngay ")
                and _CITES.search(self.text[taken[-1].start : taken[-1].end])
            ):
                taken.append(piece)
                continue
            if _ENDS_TITLE.match(said) or len(taken) > 9:
                if not taken and re.match(r"[-_=*\s]+$|o0o", said):
                    continue
                if taken or not re.match(
                    r"thuc\s+hien|thi\s+hanh|tiep\s+tuc|nham|xet\b|thua\b|do\s|de\s|qua\b", said
                ):
                    break
            if taken and (
                (MARK.match(self.text, piece.start) and line[:1] != "-") or piece.cell != taken[0].cell
            ):
                break
            if taken and (blank := self.text.count("\n", taken[-1].end, piece.start)) > 1:
                first = self.text[taken[0].start : taken[0].end]
                goes_on = line.isupper() and not _BODY.match(said)
                if not first.isupper():
                    goes_on = line[0].islower() or line[0].isdigit()
                if first.isupper() != line.isupper() or not goes_on or blank > 3:
                    break
            if taken and not line.isupper() and self._full(taken[-1], piece):
                break
            over = self.text[taken[0].start : taken[0].end] if taken else ""
            of_body = over.startswith("CỦA ") and line[0].islower()
            if over.isupper() and not line.isupper() and not of_body:
                break
            deciding = (
                line.isupper() and (_BODY.match(said) or _HEAD_OF.match(said)) and self._announces(piece)
            )
            if deciding and taken and self.text[taken[-1].end - 1] not in ",-":
                break
            taken.append(piece)
        if not taken:
            return None
        start, end = taken[0].start, taken[-1].end
        if about := re.match(r"(?:v\s?/\s?v\s*:?|ve\s+viec\s*:)\s*", self.folded[start:end]):
            start += about.end()
        said = " ".join(self.text[start:end].split()).strip(" .*")
        return self.leaf(said, start, end, 0.9) if said else None

    def _full(self, before: Piece, piece: Piece) -> bool:
        """Whether an abstract in small letters ends before this line: the text begins with a sentence of its own."""
        line = self.text[piece.start : piece.end]
        if line[0].islower() or line[0].isdigit() or self.text[before.start : before.end].isupper():
            return False
        return before.end - before.start < 40 or line.rstrip().endswith((".", ":", ";"))

    def _announces(self, piece: Piece) -> bool:
        """A line in capitals that names the deciding body over the bases ("ỦY BAN NHÂN DÂN TỈNH …")."""
        following = self.text[piece.end : piece.end + 400].lstrip(" \n*")
        return bool(re.match(r"(?:[A-ZĐ][^\n]{0,80}\n+)?\s*(?:Căn cứ|Theo|Xét|Thực hiện)", following))

    # ── issuer ──

    def issuers(self, until: int) -> list[list[Piece]]:
        """Bodies over the number, each in one or more lines, from the highest down."""
        bodies = list[list[Piece]]()
        for piece in self.pieces:
            if piece.start >= until:
                break
            line = self.text[piece.start : piece.end]
            cut = re.search(r"[-_=*]{2,}|(?<=\w)\s*\*+$", line)
            stop = piece.start + (cut.start() if cut else len(line))
            while stop > piece.start and self.text[stop - 1].isspace():
                stop -= 1
            said, line = " ".join(self.folded[piece.start : stop].split()), self.text[piece.start : stop]
            if motto := re.search(
                r"\s*(?:cong\s+hoa\s+xa|dang\s+cong\s+san|doc\s+lap\s*-)\s?",
                self.folded[piece.start : stop] + " ",
            ):
                stop = piece.start + motto.start()
                said, line = " ".join(self.folded[piece.start : stop].split()), self.text[piece.start : stop]
            if not said or _NOT_ISSUER.match(said) or not _capitals(line):
                continue
            if re.fullmatch(r"nam|hoa\s+xa\s+hoi.*|phuc|chu\s+nghia.*|x\w?\s+hoi.*", said):
                continue
            one = Piece(piece.start, stop, piece.cell, piece.column)
            if (below := _SUBORDINATE.search(line, 14)) and re.match(
                r"ubnd|uy ban nhan dan|bo\b|so\b|tong", said
            ):
                bodies.append([Piece(piece.start, piece.start + below.start() - 1, piece.cell, piece.column)])
                bodies.append([Piece(piece.start + below.start(), stop, piece.cell, piece.column)])
                continue
            if (_BODY.match(said) and not (bodies and _joins(self, bodies[-1]))) or not bodies:
                bodies.append([one])
            else:
                bodies[-1].append(one)
        return [body for body in bodies if _BODY.match(self.fold(body[0]))]


def _capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _joins(head: _Header, body: list[Piece]) -> bool:
    """Whether a name is not whole yet ("ỦY BAN" over "NHÂN DÂN", "VĂN PHÒNG HĐND VÀ")."""
    said = " ".join(head.fold(piece) for piece in body)
    return bool(re.search(r"(?:^uy ban|^hoi dong|\bva|\bcua|,|^ban|thanh pho|^chu tich)$", said))


def read(lines: Lines) -> Header:
    """The header of a document."""
    head = _Header(lines)
    warnings = head.warnings
    typed = head.typed()
    glued = None if typed else head.glued()
    zone = typed[1].start if typed else glued[1].start if glued else head.untyped()
    symbol, number, at = _number(head, zone)
    place, date = _day(head, zone)
    kind = Leaf(typed[0], head.source.span(typed[1].start, typed[1].end), 0.99) if typed else None
    end = typed[1].end if typed else at
    title = head.title(typed[1].end) if typed else None
    if glued and not typed:
        kind = Leaf(glued[0], head.source.span(glued[1].start, glued[1].end), 0.9)
        end, title = glued[2], head.title(glued[2])
        line_end = min((piece.end for piece in head.pieces if piece.end > glued[2]), default=glued[2])
        said = " ".join(head.text[glued[2] : line_end].split()).strip(" :.*")
        if said and fold(said) not in ("thanh tra", "kiem tra"):
            title = head.leaf(said, glued[2], line_end, 0.7)
    if kind is None:
        kind, title, end = _letter(head, symbol, zone, end)
    bodies = head.issuers(at or zone)
    issuer, parent = _issuer(head, bodies)
    if issuer is None and typed:
        issuer = _decider(head, typed[1].end)
    if any(head.drafted(one) for one in head.pieces if one.start < max(end, zone)):
        warnings.append("Văn bản ghi là dự thảo, chưa ban hành; chỉ tạo nhiệm vụ từ bản đã ký")
    if date is None and not any(said.startswith("Ngày văn bản") for said in warnings):
        warnings.append("Không đọc được ngày, tháng, năm của văn bản")
    return Header(issuer, parent, symbol, number, place, date, kind, title, end, tuple(warnings))


def _number(head: _Header, zone: int) -> tuple[Leaf[str] | None, Leaf[str] | None, int]:
    for match in _NUMBER.finditer(head.folded, 0, max(zone, min(len(head.folded), _UNTYPED_CHARS))):
        if not head.own(match.start()):
            continue
        rest_end = match.end("rest")
        raw = head.text[match.start("all") : rest_end]
        glued = re.search(r"-{2,}|_{2,}", raw)
        if glued:
            raw = raw[: glued.start()]
        raw = raw.rstrip("*.-_ ")
        digits = (
            re.sub(r"[^\da-zđ]", "", match["n"])
            if not re.search(r"\d\.\d", match["n"])
            else match["n"].strip()
        )
        if not re.search(r"\d", digits):
            if not re.search(r"[A-ZĐ]{2}", raw):
                continue
            head.warnings.append(f"Số văn bản để trống: “{' '.join(raw.split())}”")
            return None, None, match.start()
        compact = re.sub(r"\s+", "", raw)
        try:
            whole, sure = normal(compact), 0.99
        except (Invalid, ValueError):
            whole, sure = compact, 0.7
        if not re.search(r"[A-ZĐ]", whole):
            continue
        n_start = match.start("n") + re.search(r"\d", match["n"]).start()  # type: ignore[union-attr]
        start = n_start
        number = head.leaf(re.match(r"[\d.]+[a-zđ]?", whole).group(), n_start, match.end("n"), sure)  # type: ignore[union-attr]
        end = match.start("all") + len(raw)
        return head.leaf(whole, start, end, sure), number, match.start()
    head.warnings.append("Không đọc được số, ký hiệu")
    return None, None, 0


def _day(head: _Header, zone: int) -> tuple[Leaf[str] | None, Leaf[dt.date] | None]:
    limit = max(zone, min(len(head.folded), 1500)) if zone < 200 else zone
    for match in _PLACE.finditer(head.folded, 0, limit):
        start = match.start("place")
        while start < match.end("place") and not head.text[start].isalpha():
            start += 1
        gap = re.search(r"\s{3,}(?=\S)", head.text[start : match.end("place")])
        if gap:
            start += gap.end()
        symbol = re.match(r"\S*[A-ZĐ]{2}\S*\s+(?=[^\W\d_])", head.text[start : match.end("place")])
        if symbol and re.search(r"[-/]", symbol.group()):
            start += symbol.end()
        said = " ".join(head.text[start : match.end("place")].split())
        if (
            not said[:1].isupper()
            or len(said) > 45
            or re.match(r"(?:Căn cứ|Thực hiện|Luật|Nghị|Độc lập)", said)
        ):
            continue
        place = head.leaf(said, start, match.end("place"), 0.98)
        if match["blank"]:
            left = " ".join(head.text[match.end("place") : match.end()].strip(" ,").split())
            head.warnings.append(f"Ngày văn bản để trống: “{left}”")
            return place, None
        date = day_of(match)
        if date is None:
            head.warnings.append("Ngày văn bản không có thật")
            return place, None
        day = re.search(r"\d", head.folded[match.start("d") - 1 : match.end()])
        return place, Leaf(
            date, head.source.span(match.start("d") if day else match.start(), match.end()), 0.99
        )
    for match in _DAY_ALONE.finditer(head.folded, 0, limit):
        if date := day_of(match):
            return None, Leaf(date, head.source.span(match.start("d"), match.end("Y")), 0.8)
    for match in [*_ADOPTED.finditer(head.folded)][-1:]:
        if date := day_of(match):
            head.warnings.append("Đầu văn bản không ghi ngày; lấy ngày thông qua")
            return None, Leaf(date, head.source.span(match.start("d"), match.end()), 0.6)
    return None, None


def _letter(
    head: _Header, symbol: Leaf[str] | None, zone: int, end: int
) -> tuple[Leaf[str] | None, Leaf[str] | None, int]:
    """An official letter: no type over its text, its abstract beside or under the number."""
    about = _ABOUT.search(head.folded, 0, min(zone + 600, len(head.folded)))
    title = None
    if about:
        since = stop = about.end()
        parts = list[tuple[int, int]]()
        while stop < len(head.text):
            line_end = head.text.find("\n", stop)
            line_end = len(head.text) if line_end < 0 else line_end
            gap = re.search(r"\t|[ ]{4,}|\|", head.text[stop:line_end])
            stop = stop + gap.start() if gap else line_end
            following = head.text[line_end + 1 : line_end + 80].split("\n")[0].strip()
            if gap and following[:1].islower() and not re.match(r"kinh gui", fold(following)):
                parts.append((since, stop))
                since = stop = line_end + 1
                continue
            if (
                gap
                or not following
                or following in ("|", "||")
                or _ENDS_TITLE.match(fold(following))
                or re.match(r"kinh gui|[^,]{2,40}, ngay", fold(following))
            ):
                break
            stop = line_end + 1
        lines = (head.text[start:end] for start, end in (*parts, (since, stop)))
        said = " ".join(" ".join(lines).split()).strip(" .*")
        if said:
            title = head.leaf(said, about.end(), stop, 0.85)
        return (
            Leaf("Công văn", head.source.span(about.start("va"), about.end("va")), 0.9),
            title,
            max(end, stop),
        )
    greeting = re.search(r"kinh\s+gui", head.folded[: zone + 600])
    if greeting and symbol:
        return (
            Leaf("Công văn", head.source.span(greeting.start(), greeting.end()), 0.8),
            None,
            max(end, greeting.start()),
        )
    if symbol:
        kind = re.split(r"[-/]", re.sub(r"^[\d.]+[a-zđ]?[-/](?:\d{4}/)?", "", symbol.value))[0]
        if kind in KINDS:
            head.warnings.append("Loại văn bản lấy theo ký hiệu")
            return Leaf(KINDS[kind], symbol.span, 0.7), None, end
    head.warnings.append("Không đọc được loại văn bản")
    return None, None, end


def _decider(head: _Header, after: int) -> Leaf[str] | None:
    """The body in capitals over the bases, where the header names none."""
    for piece in head.pieces:
        line, said = head.text[piece.start : piece.end], head.fold(piece)
        if piece.start >= after and line.isupper() and _BODY.match(said) and head._announces(piece):
            return head.leaf(" ".join(line.split()), piece.start, piece.end, 0.85)
    return None


def _issuer(head: _Header, bodies: list[list[Piece]]) -> tuple[Leaf[str] | None, Leaf[str] | None]:
    if not bodies:
        return None, None

    def said(body: list[Piece]) -> str:
        return re.sub(r"\s+", " ", " ".join(head.lines.said(piece) for piece in body)).strip(" /*-–")

    last = bodies[-1]
    parent = bodies[-2] if len(bodies) > 1 else None
    name, start, end = said(last), last[0].start, last[-1].end
    above = None
    if parent:
        above = head.leaf(said(parent), parent[0].start, parent[-1].end, 0.9)
        if _DEPENDENT.match(fold(name)):
            name, start = f"{name} {said(parent)}", parent[0].start
    return head.leaf(name, start, end, 0.95 if last[0].start < 600 else 0.8), above
