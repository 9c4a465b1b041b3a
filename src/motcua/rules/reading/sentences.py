"""What a sentence says of work: who is to do it, with whom, until when."""

import datetime as dt
import re
from collections.abc import Iterator

from motcua.rules.reading import units
from motcua.rules.reading.labels import Named, trimmed
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.timing import CONTINUOUS, Timing, timings

_LEAD_IN = re.compile(
    r"\s*(?:(?:Đồng thời|Trong đó|Ngoài ra|Riêng|Về phía|Cụ thể)\s*[,:]?\s*)?"
    r"(?P<give>(?:[Gg]iao\s+(?:nhiệm vụ\s+)?(?:cho\s+)?|(?:Kính |Trân trọng )?[Đđ]ề nghị\s+|[Yy]êu cầu\s+"
    r"|[Pp]hân công\s+"
    r"|[Ủủ]y quyền\s+(?:cho\s+)?))?(?:đồng chí\s+(?=Giám|Chủ|Trưởng|Bí|Chánh))?"
)
_GIVEN_LATER = re.compile(
    r"(?:(?<=[,:;.]\s)|(?<=[,:;]))(?:và\s+|đồng thời,?\s+)?(?P<give>giao\s+(?:cho\s+)?"
    r"|đề nghị\s+|yêu cầu\s+|phân công\s+|Giao\s+|Đề nghị\s+|Yêu cầu\s+)?"
)
_CLAUSE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|[Hh][ằà]ng năm|[Hh][ằà]ng tháng|[Hh][ằà]ng quý|[Hh][ằà]ng tuần|Định kỳ|Trước ngày"
    r"|Chậm nhất|Sau khi|Ngay sau|Khi|Để|Từ|Trong|Đối với|Với|Theo(?!\s+dõi)|Quý|Tháng|Năm|Về|Nhằm|Trường hợp"
    r"|Kết thúc"
    r"|Hoàn thành)\b"
)
_ABOUT = re.compile(
    r"Đối với [^.;]{4,320}?(?::\s+(?=[A-ZĐ])"
    r"|,\s+(?=(?:tiếp tục|khẩn trương|chủ động|tập trung|ưu tiên|rà soát|tổ chức thực hiện)\s))"
)
"""What a sentence is about before it says what is to be done."""
_COOP = re.compile(
    r"(?:phối,?\s*(?:kết\s*)?hợp|phối hợp)(?:\s+(?:chặt chẽ|thường xuyên|đồng bộ))?(?:\s*(?:,"
    r"|và)\s*hướng dẫn)?(?:\s+(?:cùng\s+)?với|\s+cùng)?\s+",
    re.IGNORECASE,
)
_COOP_ENDS = re.compile(
    r",?\s+(?:xong|hoàn thành|trước ngày|chậm nhất)(?!\w)|(?<![\w-])(?:để|trong\s+(?:việc|công tác|quá trình)|trong"
    r"|nhằm|khi|theo|xin|đưa|tại"
    r"|về(?=\s+việc)|,\s*(?:tham mưu|xây dựng|tổ chức|rà soát|triển khai|đề xuất))(?!\w)"
)
_NO_BODY = re.compile(
    r"(?:cơ quan|đơn vị) chủ trì|việc|công tác|các (?:hoạt động|biện pháp|giải pháp|chương trình|nội dung"
    r"|chính sách|nguồn)"
    r"|thực hiện|triển khai|nhau|tình hình"
)
_GIVING = frozenset({"yêu cầu", "đề nghị", "giao", "phân công"})
_PAST = re.compile(r"(?<!\w)(?:đã|đang|vừa|bị|từng|sẽ được)(?!\w)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|TT|Tp|VP|GS|TS|PGS|ThS|P|Q|H|X|KT|TM|TL|đ/c|Đ/c|NĐ|QĐ|UB|TW|[A-ZĐ])|\d)\.$"
)
LONGEST = 1_600


class Sentences:
    """The sentences of a text."""

    def __init__(self, lines: Lines, on: dt.date | None) -> None:
        self.lines, self.source, self.text, self.folded = lines, lines.source, lines.text, lines.source.folded
        self.on = on

    def acts(self, at: int) -> bool:
        """Whether a sentence begins with something to do."""
        while at < len(self.text) and not self.text[at].isalnum():
            at += 1
        if about := _ABOUT.match(self.text, at):
            at = about.end()
        head = self.text[at : at + 40]
        if _CLAUSE.match(head) and not re.match(r"(?:Hoàn thành|Kết thúc)", head):
            return bool(re.match(r"(?:[Hh][ằà]ng|Định kỳ|Căn cứ|Trên cơ sở|Trước ngày|Chậm nhất)", head))
        return bool(units.VERB.match(head[:1].lower() + head[1:])) or bool(
            re.match(
                r"(?:Đẩy|Đổi mới|Nâng|Bồi|Mở"
                r"|Thực|Phấn đấu|Chỉ|Đưa|Tạo|Giữ|Bảo|Hình thành|Tiếp|Làm|Nhân|Rà|Khuyến|Chú|Phát|Giải|Thúc"
                r"|Hoàn)\w*\s",
                head,
            )
        )

    def _does(self, at: int) -> bool:
        """Whether a sentence under a body begins with a verb: that body does it, whomever it then asks."""
        head = self.text[at : at + 30]
        return bool(units.VERB.match(head[:1].lower() + head[1:])) and not units.begins(self.text, at)

    def dated(self, start: int, end: int) -> bool:
        return any(time.date or (time.rule and "BY" in time.rule) for time in self.times(start, end))

    def times(self, start: int, end: int) -> tuple[Timing, ...]:
        return tuple(timings(self.source, start, min(end, start + LONGEST), self.on))

    def always(self, at: int) -> tuple[Timing, ...]:
        """What is said between a body and what it does: "thường xuyên"."""
        found = re.match(r"\s*(thường xuyên)(?!\w)", self.text[at : at + 30])
        if not found:
            return ()
        return (Timing(at + found.start(1), at + found.end(1), rule=CONTINUOUS, confidence=0.6),)

    def sentences(self, piece: Piece) -> Iterator[tuple[int, int]]:
        text = self.text
        since, scanned, depth, verb = piece.start, piece.start, 0, False
        for stop in re.finditer(r"[.;…](?:\s+|$)|\n\s*\n", text[piece.start : piece.end]):
            at = piece.start + stop.start()
            depth += text.count("(", scanned, at) - text.count(")", scanned, at)
            verb = verb or any(
                one.group() not in _GIVING for one in units.VERB.finditer(text, max(scanned - 20, since), at)
            )
            scanned = at
            following = piece.start + stop.end()
            abbreviated = text[at] == "." and _ABBREVIATED.search(text[max(at - 5, since) : at + 1])
            if abbreviated and not re.match(r"\.\s+[A-ZĐ][a-zà-ỹ]{2}", text[at : at + 12]):
                continue
            if depth > 0 and at - since < LONGEST:
                continue
            if (
                text[at] == ";"
                and not (verb and self._new_subject(following, piece.end))
                and at - since < 4 * LONGEST
            ):
                continue
            if at > since:
                yield trimmed(self.text, since, at + 1)
            since, depth, verb = following, 0, False
        if piece.end - since > 6:
            yield trimmed(self.text, since, piece.end)

    def _new_subject(self, at: int, end: int) -> bool:
        lead_in = _LEAD_IN.match(self.text, at)
        start = lead_in.end() if lead_in else at
        return start < end and self.text[start].isupper() and units.phrase(self.text, start, end) is not None

    def subject(self, start: int, end: int, *, inherits: bool = False) -> tuple[int, int, int, bool] | None:
        """Who is to do it: (name from, name to, verb at, expressly given)."""
        text = self.text
        lead_in = _LEAD_IN.match(text, start)
        at = lead_in.end() if lead_in else start
        give = bool(lead_in and lead_in["give"])
        if inherits and (text.startswith("Lãnh đạo ", at) or (not give and self._does(at))):
            return None
        stop = units.phrase(text, at, end)
        if stop and (
            told := re.match(
                r"(?:(?:trân trọng|kính)\s+)?(?:yêu cầu|đề nghị|giao|phân công)\s+(?:cho\s+)?", text[stop:end]
            )
        ):
            at, give = stop + told.end(), True
            stop = units.phrase(text, at, end)
        if stop and self._fits(at, stop):
            return at, stop, stop, give
        limit = min(end, start + 700)
        clause = bool(_CLAUSE.match(text, start)) and (not inherits or text.startswith("Đối với", start))
        for later in _GIVEN_LATER.finditer(text, start, limit):
            if (
                not later["give"]
                and not clause
                and text[max(later.start() - 2, start) : later.start()].strip() != ":"
            ):
                continue
            at = later.end()
            if text[start:at].count("(") > text[start:at].count(")"):
                continue
            stop = units.phrase(text, at, end)
            if stop and self._fits(at, stop):
                return at, stop, stop, bool(later["give"])
        for bracket in re.finditer(r"\(\s*(?:[Gg]iao\s+)?", text[start:end]):
            at = start + bracket.end()
            stop = units.phrase(text, at, end)
            if (
                stop
                and self._fits(at, stop)
                and re.match(r"chủ trì|thực hiện|phụ trách|tham mưu", text[stop : stop + 12])
            ):
                return at, stop, stop, True
        return None

    def _fits(self, at: int, stop: int) -> bool:
        said = self.text[at:stop]
        return (
            stop - at < units.LONGEST
            and not _PAST.search(said)
            and not re.match(r"(?:các|Các)\s+(?:cấp có thẩm quyền|tổ chức, cá nhân có nhu cầu)", said)
            and not re.search(r"[“\"…]|\d{3,}", said)
        )

    def helpers(self, start: int, end: int) -> tuple[Named, ...]:
        """Who is to help: the bodies after "phối hợp với"."""
        text = self.text
        for match in _COOP.finditer(text, start, min(end, start + LONGEST)):
            at = match.end()
            named = units.begins(text, at)
            if (not named and not (" với " in match.group() or " cùng " in match.group())) or _NO_BODY.match(
                text, at
            ):
                continue
            stop = units.phrase(text, at, end) if named else None
            if stop is None:
                verb = units.verb(text, at, min(end, at + 200))
                stop = verb.start() if verb else min(end, at + 160)
            if cut := _COOP_ENDS.search(text, at, stop):
                stop = cut.start()
            if found := units.listed(text, at, stop, any_name=not named):
                return tuple(found)
        return ()
