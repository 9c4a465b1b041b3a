"""What a sentence says of work: who is to do it, with whom, until when."""

import datetime as dt
import re
from collections.abc import Iterator

from motcua.rules.reading import units, verbs
from motcua.rules.reading.labels import Named, trimmed
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.moments import CONTINUOUS, Timing, rate
from motcua.rules.reading.timing import timings
from motcua.rules.vietnamese import fold

_LEAD_IN = re.compile(
    r"\s*(?:(?:Đồng thời|Trong đó|Ngoài ra|Riêng|Về phía|Cụ thể)\s*[,:]?\s*)?"
    r"(?P<give>(?:[Gg]iao\s+(?:nhiệm vụ\s+)?(?:cho\s+)?|(?:Kính |Trân trọng )?[Đđ]ề nghị\s+|[Yy]êu cầu\s+"
    r"|[Mm]ời\s+(?![^.;:]*\scùng\s)|[Pp]hân công\s+"
    r"|[Ủủ]y quyền\s+(?:cho\s+)?))?(?:đồng chí\s+(?=Giám|Chủ|Trưởng|Bí|Chánh|Phó))?"
)
_GIVEN_LATER = re.compile(
    r"(?:(?<=[,:;.]\s)|(?<=[,:;]))(?:và\s+|đồng thời,?\s+)?(?P<give>giao\s+(?:cho\s+)?"
    r"|đề nghị\s+|yêu cầu\s+|phân công\s+|Giao\s+|Đề nghị\s+|Yêu cầu\s+|[Mm]ời\s+(?![^.;:]*\scùng\s))?"
)
_IN_LIST = re.compile(r"\s(?:của|do|với|tại|thuộc)\s+[A-ZĐỦ][^,;:]{2,60}(?:,\s+[^,;:]{2,40})?,\s*$")
"""A list of bodies that something is of ("của Chính phủ, Bộ, ngành …"): none of them begins to do anything."""
_THEN = re.compile(r"(?<=\s)thì\s+")
_BOUND = re.compile(r"\s*(?:có|chịu) trách nhiệm(?!\s+(?:tổ chức\s+)?thi hành)")
_SMALL_BOUND = re.compile(
    r"(?P<who>(?:đảng ủy|đảng uỷ|chi bộ|chi ủy|cấp ủy|ủy ban nhân dân|hội đồng|thường trực|trưởng|sở|phòng|ban"
    r"|trường(?!\s+hợp)|trạm|công an|cơ quan|đơn vị|địa phương|chính quyền|cán bộ|công chức|người đứng đầu"
    r"|thủ trưởng|chủ tịch|giám đốc|bí thư|hiệu trưởng|tổ trưởng|chủ đầu tư|chủ rừng|nhà thầu)(?!\w)"
    r"[^.;:]{0,90}?)\s+(?:phải|có trách nhiệm|cần)\s"
)
"""Bodies in small letters after a clause, known by what they have to do ("Trước ngày 15/4, trưởng các thôn phải …")."""
_PUBLIC = re.compile(
    r"(?i:doanh nghiệp|các doanh nghiệp|cán bộ|công chức|(?:các )?tổ chức, cá nhân"
    r"|(?:các )?cơ quan, tổ chức, cá nhân|quỹ"
    r"|mỗi|các hộ)"
)
"""Whom a norm binds as the public: no authority is given work."""
_CLAUSE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|(?:Sáu|0?6) tháng|(?:Mỗi|Một) (?:năm|quý|tháng|tuần)|[Hh][ằà]ng năm|[Hh][ằà]ng tháng"
    r"|[Hh][ằà]ng quý|[Hh][ằà]ng tuần|Định kỳ|Trước ngày"
    r"|Chậm nhất|Sau|Nếu|Ngay sau|Khi|Để|Từ|Trong|Đối với|Với|Theo(?!\s+dõi)|Quý|Tháng|Năm|Về|Nhằm|Trường hợp"
    r"|Kết thúc"
    r"|Hoàn thành)\b"
)
_ABOUT = re.compile(
    r"Đối với [^.;]{4,320}?(?::\s+(?=[A-ZĐ])"
    r"|,\s+(?=(?:tiếp tục|khẩn trương|chủ động|tập trung|ưu tiên|rà soát|tổ chức thực hiện)\s))"
)
"""What a sentence is about before it says what is to be done."""
_WHEN = re.compile(r"(?:Quý|Tháng|Tuần|Từ ngày|Từ tháng|Ngày|Năm)\s[^:.;\n]{1,60}:\s*(?=[^\W\d_])")
"""When something is done, before what it is: "Quý III/2023: kiểm tra …"."""
_TELLS = re.compile(
    r"(?:(?:trân trọng|kính)\s+)?(?:yêu cầu|đề nghị|giao|phân công|(?:ủy|uỷ) quyền)\s+(?:cho\s+)?"
)
_CHARGED = re.compile(r"[\s,]+phụ trách\s")
"""What a person is assigned ("Phân công đồng chí A, Phó Chủ tịch phụ trách …")."""
_APART = re.compile(r"\(\s*(?:[Gg]iao\s+)?|\s[-–]\s")
_COOP = re.compile(
    r"chủ trì,?\s+cùng(?:\s+với)?\s+|(?:phối,?\s*(?:kết\s*)?hợp|phối hợp)(?:\s+(?:chặt chẽ|thường xuyên"
    r"|đồng bộ))?(?:\s*(?:,"
    r"|và)\s*hướng dẫn)?(?:\s+(?:cùng\s+)?với|\s+cùng)?\s+",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"(?P<who>[^;.]{3,200}?)\s+(?:cùng\s+)?phối hợp(?:\s+(?:cùng\s+)?(?:thực hiện|tham gia))?\s*(?:[.;/]+|$)"
)
_LEADS = re.compile(r"\s*chủ trì(?: thực hiện)?\s*[,;]\s*")
"""Who helps may stand after who leads: "Phòng A chủ trì, Phòng B phối hợp"."""
_COOP_ENDS = re.compile(
    r",?\s+(?:xong|hoàn thành|trước ngày|chậm nhất)(?!\w)|(?<![\w-])(?:để|trong\s+(?:việc|công tác|quá trình)|trong"
    r"|nhằm|khi|theo|xin|đưa|tại"
    r"|về(?=\s+việc)|,\s*(?:tham mưu|xây dựng|tổ chức|rà soát|triển khai|đề xuất))(?!\w)"
)
_NO_BODY = re.compile(
    r"cấp(?!\s+(?:ủy|uỷ|tỉnh|huyện|xã|trên|dưới))|(?:cơ quan|đơn vị) chủ trì|việc|công tác|các (?:hoạt động"
    r"|biện pháp|giải pháp|chương trình|nội dung"
    r"|chính sách|nguồn)"
    r"|thực hiện|triển khai|nhau|tình hình"
)
_GIVING = frozenset({"yêu cầu", "đề nghị", "giao", "phân công"})
_JUDGES = re.compile(
    r"\s*(?:ghi nhận|đánh giá cao|hoan nghênh|cảm ơn|nhất trí|đồng ý|cơ bản|thống nhất (?:với|chủ trương|đánh giá"
    r"|nội dung)"
    r"|nhận thấy|xét thấy|kết luận|quyết nghị|biểu quyết|thảo luận|nhận định|cho (?:biết|rằng|thấy)|nhận được"
    r"|gặp(?!\s+(?:gỡ"
    r"|mặt))|tham gia\s+(?:làm\s+)?(?:[ỦủUu][yỷ] viên|thành viên|[Pp]hó\s)|còn(?!\s+lại)|không (?:chịu"
    r"|phải|thuộc|có|còn"
    r"|quá|kiêm))(?!\w)"
)
"""What a body thinks or finds is nothing it is told to do."""
_TOLD_OF = re.compile(
    r"\s(?:do|khi|nếu|mà|thì|để|vì|còn(?!\s+lại)|chưa|nên|cũng|rất|đều|vẫn|tuy|nhưng|là(?!\s+(?:cơ quan|đơn vị"
    r"|đầu mối)))\s"
)
"""What is told of a body instead of its name ("Giám đốc do … bổ nhiệm")."""
_NUMBERED = re.compile(
    r"(?:BCĐ|Ban [Cc]hỉ đạo|Tổ [Cc]ông tác|Đội|Đoàn|đoàn)(?:\s+[^\W\d_]+|\s+-){0,6}\s+\d{2,4}(?!\d)|^100\s?%"
)
"""Bodies that are called by a number ("Ban Chỉ đạo 389")."""
_PAST = re.compile(
    r"(?<!\w)(?:đã|đang|(?<!và )vừa|(?<!chuẩn )(?<!trang )(?<!thiết )(?<!dự )bị|từng|sẽ)(?!\w)"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|TT|Tp|VP|GS|TS|PGS|ThS|P|Q|H|X|KT|TM|TL|đ/c|Đ/c|NĐ|QĐ|UB|TW|[A-ZĐ])|\d)\.$"
)
_HOW_OFTEN = re.compile(
    r"\s*(?P<said>thường xuyên|(?:hằng|hàng|mỗi)\s+(?P<every>ngày|tuần|tháng|quý|năm))(?!\w)", re.IGNORECASE
)
_YEAR_ENDS = re.compile(r"(?<!\d)(?:19|20)\d\d$|\d/\d{1,2}$")
"""A year or a day: what stands after its stop is no part of a number."""
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
        if when := _WHEN.match(self.text, at):
            at = when.end()
        head = self.text[at : at + 40]
        if _CLAUSE.match(head) and not re.match(r"(?:Hoàn thành|Kết thúc)", head):
            return bool(
                re.match(
                    r"(?:[Hh][ằà]ng|Định kỳ|Căn cứ|Trên cơ sở|Trước ngày|Chậm nhất"
                    r"|Theo (?:chức|nhiệm|thẩm)|Trong phạm vi)",
                    head,
                )
            )
        return bool(verbs.VERB.match(head[:1].lower() + head[1:])) or bool(
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
        if re.match(r"(?:Định kỳ|Căn cứ|Trên cơ sở)\s", head):
            return False
        return bool(verbs.VERB.match(head[:1].lower() + head[1:])) and not units.begins(self.text, at)

    def dated(self, start: int, end: int) -> bool:
        return any(
            time.date or time.unreal or (time.rule and "BY" in time.rule) for time in self.times(start, end)
        )

    def past(self, start: int, end: int) -> bool:
        """Whether a sentence tells of what was done or is being done."""
        return bool(_PAST.search(self.text, start, end))

    def times(self, start: int, end: int) -> tuple[Timing, ...]:
        return tuple(timings(self.source, start, min(end, start + LONGEST), self.on))

    def always(self, at: int) -> tuple[Timing, ...]:
        """What is said between a body and what it does: "thường xuyên", "hằng tháng"."""
        found = _HOW_OFTEN.match(self.text, at)
        if not found:
            return ()
        rule = rate(fold(found["every"])) if found["every"] else CONTINUOUS
        return (Timing(found.start("said"), found.end("said"), rule=rule, confidence=0.6),)

    def sentences(self, piece: Piece) -> Iterator[tuple[int, int]]:
        text = self.text
        since, scanned, depth, verb = piece.start, piece.start, 0, False
        for stop in re.finditer(r"[.;…](?:\s+|$)|\n\s*\n", text[piece.start : piece.end]):
            at = piece.start + stop.start()
            depth += text.count("(", scanned, at) - text.count(")", scanned, at)
            verb = verb or any(
                one.group() not in _GIVING for one in verbs.VERB.finditer(text, max(scanned - 20, since), at)
            )
            scanned = at
            following = piece.start + stop.end()
            abbreviated = text[at] == "." and _ABBREVIATED.search(text[max(at - 5, since) : at + 1])
            if abbreviated and not self._anew(at, following):
                continue
            if depth > 0 and at - since < LONGEST:
                continue
            if (
                text[at] == ";"
                and not (self._new_subject(following, piece.end) and (verb or self._tells(since, at)))
                and not self._small_subject(since, at, following, piece.end)
                and at - since < 4 * LONGEST
            ):
                continue
            if text[at] == ";" and (self._helping(since, at) or self._helped(following, piece.end)):
                continue
            if at > since:
                yield trimmed(self.text, since, at + 1)
            since, depth, verb = following, 0, False
        if piece.end - since > 6:
            yield trimmed(self.text, since, piece.end)

    def _anew(self, at: int, following: int) -> bool:
        """Whether a word with a capital begins a sentence after a number or an abbreviation ("2026 - 2031. Ủy ban",
        "25/8/2025. TTPVHCC xã")."""
        if _YEAR_ENDS.search(self.text, max(at - 6, 0), at):
            return self.text[following : following + 1].isupper()
        word = self.text[following : following + (2 if self.text[at - 1].isdigit() else 3)]
        return word[:1].isupper() and word[1:].isalpha() and word[1:].islower()

    def _helping(self, start: int, at: int) -> bool:
        """Whether a list of those who help is not at its end ("phối hợp với các Sở; Ủy ban nhân dân các xã …")."""
        *_, last = [None, *_COOP.finditer(self.text, start, at)]
        return (
            last is not None
            and last.end() < at
            and verbs.verb(self.text, last.end(), at, name=last.end()) is None
        )

    def _helped(self, at: int, end: int) -> re.Match[str] | None:
        """Who is to help, told after what is to be done: "…; Thanh tra Sở phối hợp."."""
        return _HELPS.match(self.text, at, end) if units.begins(self.text, at) else None

    def _tells(self, start: int, end: int) -> bool:
        """Whether a clause tells a body to do something, in whatever words."""
        begins = (start, *(start + one.end() for one in re.finditer(r":\s+", self.text[start:end])))
        return any(self._new_subject(at, end) for at in begins)

    def _new_subject(self, at: int, end: int) -> bool:
        lead_in = _LEAD_IN.match(self.text, at)
        start = lead_in.end() if lead_in else at
        named = start < end and (self.text[start].isupper() or bool(lead_in and lead_in["give"]))
        return named and units.phrase(self.text, start, end) is not None

    def _small_subject(self, since: int, at: int, following: int, end: int) -> bool:
        """Whether a clause goes on with other bodies in small letters ("A phát tin; các xã có dịch tăng …"): what
        stands before is no list of bodies that they belong to."""
        text = self.text
        if not text.startswith("các ", following):
            return False
        clause = max(since, text.rfind(";", since, at))
        named = [
            one.start() for one in units.HEAD.finditer(text, clause, at) if units.begins(text, one.start())
        ]
        if named and units.phrase(text, named[-1], at) is None:
            return False
        return units.phrase(text, following, end) is not None

    def subject(
        self, start: int, end: int, *, inherits: bool = False, under: bool = False
    ) -> tuple[int, int, int, bool] | None:
        """Who is to do it: (name from, name to, verb at, expressly given); ``inherits``: whoever is told above does it
        unless others are named; ``under``: it stands under the name of a body, which itself invites."""
        text = self.text
        lead_in = _LEAD_IN.match(text, start)
        at = lead_in.end() if lead_in else start
        give = bool(lead_in and lead_in["give"])
        assigned = text.startswith(("Phân công ", "phân công "), start) and units.person(text, at)
        if assigned and (charge := _CHARGED.search(text, at, units.phrase(text, at, end) or end)):
            return at, charge.start(), charge.start(), True
        if (
            inherits
            and not assigned
            and (
                text.startswith("Lãnh đạo ", at)
                or text.startswith(("Phân công ", "Mời ") if under else "Phân công ", start)
                or (not give and self._does(at))
            )
        ):
            return None
        if not inherits and re.match(r"Đối với (?!các |một số |những )", text[at : at + 20]):
            about = self._told(at + 8, end, first=True)
            if about and text[about[1]] == ":":
                return about[0], about[1], about[1], True
        if first := self._told(at, end, first=True, asked=give):
            return first[0], first[1], first[1], give or first[2]
        return self._later(start, end, inherits) or self._bracketed(start, end) or self._by(start, end)

    def _told(
        self, at: int, end: int, *, first: bool = False, asked: bool = False
    ) -> tuple[int, int, bool] | None:
        """The bodies that stand here and do something; where all they do is to tell others, these (and True), unless
        they are ``asked`` to tell them ("Đề nghị UBND tỉnh giao Sở Nội vụ …")."""
        stop, given = units.phrase(self.text, at, end, first=first), False
        if stop and not asked and (tells := _TELLS.match(self.text, stop, end)):
            told = units.phrase(self.text, tells.end(), end, first=True)
            if told or not tells.group().startswith("phân công"):
                at, stop, given = tells.end(), told, True
        return (at, stop, given) if stop and self._fits(at, stop) else None

    def _later(self, start: int, end: int, inherits: bool) -> tuple[int, int, int, bool] | None:
        """Bodies in the middle of a sentence: after "giao", after a clause of time or ground, after a colon."""
        text, limit = self.text, min(end, start + 700)
        clause = bool(_CLAUSE.match(text, start))
        begun = next(
            (
                one.end()
                for one in re.finditer(r":\s+", text[start:limit])
                if _CLAUSE.match(text, start + one.end())
            ),
            None,
        )
        for later in _GIVEN_LATER.finditer(text, start, limit):
            colon = text[max(later.start() - 2, start) : later.start()].strip() == ":"
            at = later.end()
            after = begun is not None and at > start + begun
            if (
                not (later["give"] or clause or colon or after)
                or text[max(at - 4, start) : at].lower() == "sở, "
            ):
                continue
            if text[start:at].count("(") > text[start:at].count(")"):
                continue
            if inherits and not later["give"] and verbs.VERB.match(text, at):
                break
            told = self._told(at, end, first=bool(later["give"]), asked=bool(later["give"]))
            begins = not re.search(r"[,:;]\s", text[start : later.start() - 2])
            if not told and clause and begins and (small := _SMALL_BOUND.match(text, at, end)):
                told = (at, small.end("who"), False)
            if inherits and not later["give"] and _IN_LIST.search(text, start, at):
                continue
            if told and not (inherits and text[told[0] : told[1]].strip() in {"Thành phố", "Tỉnh"}):
                return told[0], told[1], told[1], bool(later["give"]) or told[2]
        if (then := _THEN.search(text, start, limit)) and (told := self._told(then.end(), end)):
            return (told[0], told[1], told[1], told[2]) if self.bound(told[0], told[1]) else None
        return None

    def _bracketed(self, start: int, end: int) -> tuple[int, int, int, bool] | None:
        """Bodies after what is to be done: "(Phòng Kinh tế chủ trì)", "… - Phòng Kinh tế thực hiện"."""
        for bracket in _APART.finditer(self.text, start, end):
            told = self._told(bracket.end(), end)
            if told and (
                verbs.VERB.match(self.text, told[1])
                if "(" in bracket.group()
                else re.fullmatch(
                    r"(?:chủ trì|thực hiện|phụ trách|tham mưu|chuẩn bị)\W*", self.text[told[1] : end]
                )
            ):
                return told[0], told[1], told[1], True
        return None

    def _by(self, start: int, end: int) -> tuple[int, int, int, bool] | None:
        """Bodies by whom something is done: "… do Phòng Kinh tế chủ trì"."""
        for by in re.finditer(r"(?<=\s)do\s+", self.text[start : min(end, start + 400)]):
            told = self._told(start + by.end(), end)
            if told and re.match(r"(?:chủ trì|phụ trách|đảm nhiệm|chuẩn bị)(?!\w)", self.text[told[1] : end]):
                return told[0], told[1], told[1], True
        return None

    def bound(self, start: int, at: int) -> bool:
        """Whether an authority has to do it: "có trách nhiệm" stands after its name."""
        return bool(_BOUND.match(self.text, at)) and not _PUBLIC.match(self.text, start)

    def _fits(self, at: int, stop: int) -> bool:
        said = _NUMBERED.sub("", self.text[at:stop])
        return (
            stop - at < units.LONGEST
            and not _PAST.search(said)
            and not _JUDGES.match(self.text, stop)
            and said.count("(") == said.count(")")
            and not _TOLD_OF.search(said)
            and not re.match(r"(?:các|Các)\s+(?:cấp có thẩm quyền|tổ chức, cá nhân có nhu cầu)", said)
            and not re.search(r"[“\"…]|\d{3,}", said)
        )

    def helpers(self, start: int, end: int) -> tuple[Named, ...]:
        """Who is to help: the bodies after "phối hợp với"."""
        text = self.text
        if (leads := _LEADS.match(text, start)) and units.begins(text, leads.end()):
            stop = units.phrase(text, leads.end(), end)
            if stop and re.match(r"phối hợp(?!\s+(?:với|cùng|chặt))", text[stop:end]):
                return tuple(units.listed(text, leads.end(), stop))
        for match in _COOP.finditer(text, start, min(end, start + LONGEST)):
            at = match.end()
            named = units.begins(text, at)
            if (not named and not (" với " in match.group() or " cùng " in match.group())) or _NO_BODY.match(
                text, at
            ):
                continue
            stop = units.phrase(text, at, end, known=True) if named else None
            if stop is None:
                verb = verbs.verb(text, at, min(end, at + 200))
                stop = verb.start() if verb else min(end, at + 160)
            if cut := _COOP_ENDS.search(text, at, stop):
                stop = cut.start()
            if found := units.listed(text, at, stop, any_name=not named):
                return tuple(found)
        for after in re.finditer(r"[;,]\s+", text[start : min(end, start + LONGEST)]):
            if helps := self._helped(start + after.end(), end):
                return tuple(units.listed(text, helps.start("who"), helps.end("who")))
        return ()
