"""What stands below the text: to whom the document goes, and who signed it as what."""

import re
from dataclasses import dataclass

from motcua.rules.citing.references import Leaf
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.vietnamese import fold

_TO = re.compile(r"(?:(?<=[\n|\t*_ ])|^)noi\s+nhan\s*(?:\([^)\n]{0,40}\)\s*)?[:.]?\**\s*(?=[\s:|-])")
_ANNEX = re.compile(r"(?:^|\n)\s*\**(?:phụ lục|PHỤ LỤC|Phụ lục|Mẫu số|MẪU SỐ|BIỂU SỐ|Biểu số)(?:\s|\n|$)")
_AUTHORITY = re.compile(
    r"(?<![^\W_])(?:(?P<how>TM|KT|TL|TUQ|TƯQ|TUN)\s?\.|(?P<slashed>T/M|K/T|T/L)\s?\.?|(?P<bare>TM|KT|TL|TUQ)(?=\s)"
    r"|(?P<q>Q)\s?\.)(?=\s*[^\W\d_])"
)
_HOW = {
    "TM": "TM.",
    "T/M": "TM.",
    "KT": "KT.",
    "K/T": "KT.",
    "TL": "TL.",
    "T/L": "TL.",
    "TUQ": "TUQ.",
    "TƯQ": "TUQ.",
    "TUN": "TUN.",
    "Q": "Q.",
}
_POSITION = (
    r"PHÓ\s+(?:TỔNG\s+)?(?:CHỦ\s+TỊCH|GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG|CHI\s+CỤC\s+TRƯỞNG|TRƯỞNG\s+(?:BAN|PHÒNG|ĐOÀN"
    r"|TIỂU\s+BAN|CÔNG\s+AN|THÔN)|BÍ\s+THƯ(?:\s+THƯỜNG\s+TRỰC)?|CHÁNH\s+(?:VĂN\s+PHÒNG|THANH\s+TRA)"
    r"|THỦ\s+TƯỚNG|CHỦ\s+NHIỆM|VIỆN\s+TRƯỞNG|HIỆU\s+TRƯỞNG|THỦ\s+TRƯỞNG|TỔNG\s+CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG"
    r"|CHỈ\s+HUY\s+TRƯỞNG|TỔ\s+TRƯỞNG|THỐNG\s+ĐỐC|TỔNG\s+THANH\s+TRA)(?:\s+THƯỜNG\s+TRỰC)?"
    r"|THỨ\s+TRƯỞNG(?:\s+THƯỜNG\s+TRỰC)?|ỦY\s+VIÊN(?:\s+THƯỜNG\s+TRỰC|\s+THƯ\s+KÝ)?|BỘ\s+TRƯỞNG(?:,\s*CHỦ\s+NHIỆM)?"
    r"|CHỦ\s+TỊCH(?:\s+(?:HỘI\s+ĐỒNG|QUỐC\s+HỘI|NƯỚC|ỦY\s+BAN))?|GIÁM\s+ĐỐC|TỔNG\s+GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG"
    r"|CHI\s+CỤC\s+TRƯỞNG"
    r"|TRƯỞNG\s+(?:TIỂU\s+BAN|CÔNG\s+AN|ĐOÀN|PHÒNG|BAN|THÔN)"
    r"(?:\s+[A-ZĐ]\w*(?:\s*[,&–-]\s*[A-ZĐ]\w*)*){0,8}|BÍ\s+THƯ"
    r"|CHÁNH\s+(?:VĂN\s+PHÒNG|THANH\s+TRA)|THỦ\s+TƯỚNG|VIỆN\s+TRƯỞNG|HIỆU\s+TRƯỞNG|THỦ\s+TRƯỞNG|TỔNG\s+CỤC\s+TRƯỞNG"
    r"|VỤ\s+TRƯỞNG"
    r"|CHỈ\s+HUY\s+TRƯỞNG|CHÍNH\s+ỦY|TỔ\s+TRƯỞNG|CHỦ\s+NHIỆM|THỐNG\s+ĐỐC|TỔNG\s+BÍ\s+THƯ|TỔNG\s+THANH\s+TRA"
    r"|KẾ\s+TOÁN\s+TRƯỞNG|ĐỘI\s+TRƯỞNG|TRẠM\s+TRƯỞNG|TỔNG\s+KIỂM\s+TOÁN|CHÁNH\s+ÁN|ĐỒN\s+TRƯỞNG|HẠT\s+TRƯỞNG"
    r"|THƯ\s+KÝ"
)
_POSITIONS = re.compile(rf"(?<![^\W_])(?:{_POSITION})(?![^\W_])")
_UPPER = "A-ZĐÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
_NAME_WORD = rf"[{_UPPER}][a-z{_UPPER[3:].lower()}]*(?:['’][{_UPPER}a-z{_UPPER[3:].lower()}]+)?"
_NAME = re.compile(
    rf"(?<![^\W_])(?:(?:PGS|GS|TS|ThS|BS|KS|CN|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng"
    rf"|Thiếu tá)\.?\s?)*(?P<name>{_NAME_WORD}(?:\s{{1,3}}{_NAME_WORD}){{1,6}})\s*$"
)
_FAMILY_NAMES = """
NGUYỄN TRẦN LÊ PHẠM HOÀNG HUỲNH PHAN VŨ VÕ ĐẶNG BÙI ĐỖ HỒ NGÔ DƯƠNG LÝ ĐÀO ĐOÀN VƯƠNG TRỊNH TRƯƠNG LƯƠNG MAI
HÀ TÔ CAO ĐINH LÂM TẠ THÁI LƯU CÙ TỐNG LAN TRIỆU LA GIÀNG VÀNG SÙNG LÒ CẦM QUÁCH KIỀU ĐIÊU HỨA NÔNG CHU TĂNG
THÂN VI LƯỜNG BẾ GIÁP TÔN CÔNG NGÔ Y H RƠ KSOR SIU PHÙNG MẠC THẠCH DANH LỤC HẠNG THÀO MÙA LÙ
"""
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_SIGNED = re.compile(r"^\(?\s*(?:da ky|ky ten|ky,|chu ky|da duyet|ky thay|dau|dong dau)")


@dataclass(frozen=True)
class Closing:
    """The leaves read; ``start`` is where (in the composed text) the closing begins, ``end`` where what follows it
    does."""

    recipients: tuple[Leaf[str], ...]
    authority: Leaf[str] | None
    authorities: tuple[Leaf[str], ...]
    position: Leaf[str] | None
    name: Leaf[str] | None
    on_behalf: Leaf[str] | None
    start: int
    end: int
    warnings: tuple[str, ...]


class _Closing:
    def __init__(self, lines: Lines, since: int) -> None:
        self.lines, self.source, self.text, self.folded = lines, lines.source, lines.text, lines.source.folded
        self.since = since
        self.warnings = list[str]()
        annex = _ANNEX.search(self.text, since)
        self.limit = annex.start() if annex else len(self.text)

    def leaf(self, value: str, start: int, end: int, confidence: float) -> Leaf[str]:
        return Leaf(value, self.source.span(start, end), confidence)

    def addressed(self) -> tuple[int, int] | None:
        """Where the recipients are announced: from, and where they begin."""
        for match in _TO.finditer(self.folded, self.since):
            following = self.folded[match.end() : match.end() + 2500]
            if match.start() > self.limit:
                break
            listed = ":" in match.group() or re.match(r"\s*:?\s*[-+]", following) or "luu" in following[:1500]
            if listed and following.strip(" :|\n"):
                return match.start(), match.end()
        unnamed = re.compile(r"(?:^|\n)\s*(?P<list>-\s[^\n|]{10,1500};\s*-\s+Luu\s?:)", re.IGNORECASE)
        if found := unnamed.search(self.folded, self.since):
            return found.start("list"), found.start("list")
        return None

    def recipients(self, begin: int) -> tuple[list[Leaf[str]], int]:
        """The list after "Nơi nhận", as far as its cell or the last line "Lưu"."""
        text = self.text
        pieces = self._listed(begin)
        found, end = list[Leaf[str]](), begin
        since: int | None = None
        stop = begin
        cuts = list[tuple[int, int]]()
        for piece in pieces:
            line = text[piece.start : piece.end]
            new = re.match(r"[:\s]*[-+•–]\s*", line)
            if new or since is None:
                if since is not None:
                    cuts.append((since, stop))
                since = piece.start + (new.end() if new else 0)
            for inner in re.finditer(r"[;.,)…:]\s*-\s*(?=[^\W\d_]|\.\.)", line):
                if inner.group()[0] == ":" or (inner.group()[0] == ")" and " - " not in inner.group()):
                    continue
                keep = 1 if inner.group()[0] == ")" else 0
                cuts.append((since, piece.start + inner.start() + keep))
                since = piece.start + inner.end()
            stop = piece.end
        if since is not None:
            cuts.append((since, stop))
        for start, finish in cuts:
            while start < finish and text[start] in " \t\n:-–•":
                start += 1
            while finish > start and text[finish - 1] in " ;.,\n\t":
                finish -= 1
            said = " ".join(text[start:finish].split())
            if len(said) < 2 or re.fullmatch(r"[\W\d_]+", said):
                continue
            found.append(self.leaf(said, start, finish, 0.95))
            end = finish
            if re.match(r"luu\b", fold(said)) and len(found) > 1:
                break
        return found, end

    def _listed(self, begin: int) -> list[Piece]:
        """The lines of recipients: of the first column when the signature stands beside them."""
        found = list[Piece]()
        cell: bool | None = None
        for piece in self.lines.all:
            if piece.end <= begin or piece.start > begin + 6000:
                continue
            start = max(piece.start, begin)
            line = self.text[start : piece.end]
            if not line.strip(" :*"):
                continue
            if cell is None:
                cell = piece.cell
            if piece.cell != cell and found:
                break
            upper = line.strip("* ").isupper() and len(line) > 3
            if upper and (_AUTHORITY.match(line.strip("* ")) or _POSITIONS.match(line.strip("* "))):
                if piece.column or (not piece.cell and not found):
                    continue
                if found:
                    break
            if piece.column:
                continue
            if (
                not piece.cell
                and found
                and _NAME.fullmatch(line.strip("* "))
                and not re.match(r"\s*[-+•]", line)
            ):
                continue
            if found and piece.cell and self.text.count("|", found[-1].end, piece.start):
                break
            if _SIGNED.match(fold(line)):
                continue
            if (
                found
                and re.match(r"luu\b", fold(self.text[found[-1].start : found[-1].end].lstrip(" -+•")))
                and not re.match(r"\s*[-+•]", line)
            ):
                break
            found.append(Piece(start, piece.end, piece.cell))
            if re.search(r"(?:^|[-+•;]\s*)luu\s*:?\s", fold(line) + " ") and not piece.cell:
                following = self.text[piece.end : piece.end + 3].strip()
                if not following.startswith("-"):
                    continue
        return found

    def signature(self, zone_start: int, zone_end: int) -> tuple[list[Piece], int]:
        """Lines of the signature: from the authority or the position on, to the name."""
        found = list[Piece]()
        for piece in self.lines.all:
            if piece.end <= zone_start or piece.start >= zone_end:
                continue
            line = self.text[piece.start : piece.end].strip("* ")
            if not found:
                if line.endswith(":"):
                    continue
                if _AUTHORITY.match(line) or _POSITIONS.match(line):
                    found.append(piece)
                    if self._named(line):
                        break
                continue
            far = self.text.count("\n", found[-1].end, piece.start) > 8 or len(found) > 8
            if piece.cell != found[0].cell and far:
                break
            person = _NAME.fullmatch(line) and line.split()[0].upper() in _FAMILIES
            if not person and not piece.cell and self._beside(piece, found[0]):
                continue
            if re.match(r"[-+•]\s", line) or line.startswith(("Nơi nhận", "NƠI NHẬN")) or len(found) > 14:
                if piece.column == found[0].column and not line.startswith(("-", "+", "•", "Nơi", "NƠI")):
                    break
                continue
            found.append(piece)
            if (_NAME.fullmatch(line) and not line.isupper()) or self._capital_name(line):
                break
        return found, (found[-1].end if found else zone_start)

    @staticmethod
    def _named(line: str) -> bool:
        """Whether a line with a position goes on to the name of who signed ("THỦ TƯỚNG Phạm Minh Chính")."""
        words = line.split()
        return any(
            words[-many].upper() in _FAMILIES
            and not words[-many].isupper()
            and _NAME.fullmatch(" ".join(words[-many:]))
            for many in range(2, min(6, len(words)))
        )

    def _beside(self, piece: Piece, first: Piece) -> bool:
        return piece.column < first.column

    @staticmethod
    def _capital_name(line: str) -> bool:
        words = line.split()
        return (
            2 <= len(words) <= 6 and words[0] in _FAMILIES and line.isupper() and not _POSITIONS.search(line)
        )


def read(lines: Lines, since: int) -> Closing:
    """The closing of a document whose text begins at ``since``."""
    closing = _Closing(lines, since)
    to = closing.addressed()
    recipients, end = list[Leaf[str]](), since
    if to:
        recipients, end = closing.recipients(to[1])
        ended = lines.text.rfind("./.", since, to[0])
        zone = (
            max(to[0] - 260, since) if ended < 0 else max(ended, to[0] - 900),
            min(max(end, to[0]) + 1800, len(lines.text)),
        )
    else:
        zone = (max(closing.limit - 2500, since), min(closing.limit + 1, len(lines.text)))
    pieces, signed = closing.signature(*zone)
    start = min([to[0] if to else len(lines.text)] + [piece.start for piece in pieces[:1]])
    if not pieces and not to:
        start = len(lines.text)
    authorities, position, name, on_behalf = _signer(closing, pieces)
    if not recipients:
        closing.warnings.append("Không đọc được nơi nhận")
    if name is None:
        closing.warnings.append("Không đọc được họ tên người ký")
    return Closing(
        tuple(recipients), authorities[-1] if authorities else None, tuple(authorities), position, name, on_behalf,
        start, max(end, signed, start), tuple(closing.warnings),
    )  # fmt: skip


def _signer(
    closing: _Closing, pieces: list[Piece]
) -> tuple[list[Leaf[str]], Leaf[str] | None, Leaf[str] | None, Leaf[str] | None]:
    text = closing.text
    authorities, position, name, behalf = list[Leaf[str]](), None, None, None
    over: Leaf[str] | None = None
    for piece in pieces:
        line = text[piece.start : piece.end]
        if not re.search(r"[A-ZĐ]", line) or _SIGNED.match(fold(line)):
            continue
        if closing._capital_name(line.strip("* ")):
            shift = len(line) - len(line.lstrip("* "))
            name = closing.leaf(" ".join(line.strip("* ").split()), piece.start + shift, piece.end, 0.8)
            break
        stop = len(line)
        match = _NAME.search(line)
        if match:
            words = match["name"].split()
            while words and words[0].isupper() and len(words[0]) > 1:
                words.pop(0)
            if len(words) >= 2:
                start = (
                    line.rfind(words[0], match.start("name"), match.end())
                    if line.count(words[0]) == 1
                    else match.end("name")
                )
                tail = re.search(r"\s+".join(map(re.escape, words)) + r"\s*$", line)
                if tail:
                    start = tail.start()
                    name = closing.leaf(
                        " ".join(words), piece.start + start, piece.start + len(line.rstrip()), 0.96
                    )
                    stop = min(start, match.start())
        upper = line[:stop]
        for mark in _AUTHORITY.finditer(upper):
            how = mark["how"] or mark["slashed"] or mark["bare"] or mark["q"]
            authorities.append(
                closing.leaf(_HOW[how], piece.start + mark.start(), piece.start + mark.end(), 0.98)
            )
            if _HOW[how] == "TM." and (
                body := re.match(
                    r"[\s.]*((?:[^\W\d_]|[\s,-])+?)(?=\s+(?:KT|TL|TUQ|Q)\b"
                    r"|\s*$)",
                    upper[mark.end() :],
                )
            ):
                said = _POSITIONS.split(body[1])[0].strip(" .,\n")
                if said and said.isupper():
                    behalf = closing.leaf(
                        " ".join(said.split()),
                        piece.start + mark.end() + body.start(1),
                        piece.start + mark.end() + body.start(1) + len(said),
                        0.9,
                    )
        for place in _POSITIONS.finditer(upper):
            at = piece.start + place.start()
            position = closing.leaf(
                " ".join(place.group().split()),
                at,
                piece.start + place.start() + len(place.group().rstrip()),
                0.95,
            )
        bare = line.strip("* ")
        if (
            not name
            and bare.isupper()
            and not _AUTHORITY.search(bare)
            and not _POSITIONS.search(bare)
            and authorities
        ):
            over = closing.leaf(" ".join(bare.split()), piece.start, piece.end, 0.8)
        if name:
            break
    position = over or position
    return authorities, position, name, behalf
