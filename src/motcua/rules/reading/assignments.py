"""Tasks: who is given what to do, with whom, until when; from sentences, from items under the name of a body, from
lines
"Đơn vị chủ trì: …", from rows of tables. Nobody is made responsible whom the text does not name."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from motcua.rules.reading import units, verbs
from motcua.rules.reading.labels import Labels, Named, labelled, take
from motcua.rules.reading.lines import Lines, Piece
from motcua.rules.reading.moments import Timing
from motcua.rules.reading.outline import Item
from motcua.rules.reading.sentences import LONGEST, Sentences
from motcua.rules.reading.timing import timings


@dataclass(frozen=True)
class Task:
    """A task, in places of the composed text."""

    start: int
    end: int
    lead: tuple[Named, ...] = ()
    cooperating: tuple[Named, ...] = ()
    times: tuple[Timing, ...] = ()
    said_time: tuple[int, int] | None = None
    product: tuple[int, int] | None = None
    confidence: float = 0.9
    inherited: bool = False


@dataclass
class _Where:
    """What the items above say of an item: who, and what part of the document it is."""

    lead: tuple[Named, ...] = ()
    helpers: tuple[Named, ...] = ()
    work: bool = False
    skip: bool = False
    content: bool = False
    duties: bool = False
    direct: bool = False


_NOT_DONE = re.compile(
    r"(?:Các nội dung|Thời gian|Kinh phí|Đối tượng|Nội dung|Mục tiêu|Số lượng|Địa điểm|Thành phần|Hình thức|Quy mô"
    r"|Tổng|Mỗi|Đối với|Trường hợp|Việc |Được |Có (?!báo cáo|biện pháp|kế hoạch|phương án|giải pháp|trách nhiệm)"
    r"|Khối lượng|Cơ cấu|Tiêu chí|Điều kiện"
    r"|[^.;:]{2,60}\s(?:được quyền|có quyền|được hưởng|được bồi thường|được miễn)(?!\w)"
    r"|Ghi chú|Lưu ý|Về |Đại diện |Ông |Bà |Dự án \d|Tiểu dự án \d)|\d|[A-ZĐ]{4}|[^.;]{2,80}\(nếu có\)\W*$"
)


_PAPERS = (
    "Quyết định|Nghị quyết|Chỉ thị|Nghị định|Thông tư|Kết luận|Kế hoạch|Quy định|Quy chế|Chương trình|Hướng dẫn"
    "|Thông báo|Công văn|Công điện|Đề án|Phương án"
)
_NOT_TASK = re.compile(
    r"(?:nếu|khi)\s+có\s+(?:những\s+)?(?:khó khăn|vướng mắc|phát sinh|nội dung|thay đổi)|(?:thi hành"
    r"|thực hiện)\s+(?:nghiêm\s+|nghiêm túc\s+)?(?:các nội dung\s+)?(?:Quyết định|Nghị quyết|Chỉ thị|Nghị định"
    r"|Thông tư|quyết định)\s+này\s*[./]*\s*$"
    rf"|^(?:Yêu cầu|Đề nghị) [^;:]*nghiêm (?:túc|chỉnh) [^;:]*thực hiện (?:{_PAPERS}) này\s*[./]*\s*$"
    rf"|(?:căn cứ|theo) (?:{_PAPERS})(?: này)?(?: để)?(?: tổ chức)? (?:thi hành|thực hiện)\s*[./]*\s*$"
    rf"|^(?:{_PAPERS}) này (?:được )?(?:phổ biến|thay thế|thay cho|áp dụng|bãi bỏ|hủy bỏ)"
    r"|(?:thông báo|truyền đạt|sao gửi|thông tin|chuyển)\s[^.;]{0,160}?(?<!\w)biết(?:,|\s+và|\s+để)?"
    r"(?:\s+(?:tổ chức|triển khai|phối hợp|chỉ đạo))*(?:\s+thực hiện)?\s*[./]*\s*$"
    r"|^(?:Yêu cầu|Đề nghị) [^;:]*thực hiện (?:đúng|theo|tốt) (?i:thông báo|kế hoạch|công văn|hướng dẫn|chỉ thị"
    r"|công điện) này"
    r"|^(?:Yêu cầu|Đề nghị) [^;:]*thực hiện (?:tốt|nghiêm)(?: túc| chỉnh)?(?: các nội dung trên)?\s*[./]*$"
    r"|!\s*$|^Dự báo(?: (?:sáng|trưa|chiều|tối|đêm|ngày|từ|trong|đến|khoảng|bão|áp|mưa|mực|lũ|đỉnh|triều))(?!\w)"
    r"|^Nhận được [^,.;]{4,60},\s+(?:đề nghị|yêu cầu)"
    r"|thông báo để [^.]{0,90}biết|(?:trân trọng|xin) (?:thông báo|cảm ơn|báo cáo)|^\s*Trên đây là"
    r"|(?:phát sinh|phát hiện)\s+(?:những\s+|các\s+)?(?:vấn đề|khó khăn|vướng mắc|bất cập)"
    r"|(?:^|^Những |^Mọi |^Các |nếu[^.]{0,60}|[Kk]hi[^.]{0,60}|quá trình[^.]{0,80}"
    r"|trường hợp[^.]{0,60})(?i:khó khăn),\s*vướng mắc"
    r"[^.]{0,60}(?:phản ánh|báo cáo)|chịu trách nhiệm\s+(?:tổ chức\s+)?thi hành"
    r"|(?:yêu cầu|đề nghị|chỉ thị|quyết định|quyết nghị|chỉ đạo|ý kiến|kết luận|phân công|giao)\s*:\s*$|^Trân trọng"
    r"|^(?:Kính |Trân trọng )?[Đđ]ề nghị\s[^.;,]{2,60}?\s(?:quan tâm|tạo điều kiện)(?:,?\s(?:và\s)?(?:phối hợp"
    r"|hợp tác|chỉ đạo"
    r"|giúp đỡ|hỗ trợ|xem xét|thực hiện))*\s*[./]*\s*$"
    r"|(?:[Yy]êu cầu|[Đđ]ề nghị)\s[^;]*?(?<!\w)(?:nghiêm túc|nghiêm chỉnh)\s+(?:tổ chức\s+)?(?:triển khai(?:,"
    r"|\s)*)?(?:thực hiện)?\s*[./]*\s*$"
    r"|(?:như sau|sau đây|(?:nội dung|nhiệm vụ)\s+sau|cụ thể)\s*:?\s*$|sau\s*:\s*$|(?:này|^(?:Luật|Nghị định"
    r"|Thông tư))[^.;]{0,80}(?<!đã )có hiệu lực|Luật này"
    r"|Nghị định này quy định|Quyết định này quy định|^Được |^Thành phần(?:\s[^:;.]{0,30})?:"
)

_ALL_ASK = re.compile(
    r"\s*(?:(?:khẩn trương|nghiêm túc|nghiêm chỉnh|kịp thời|chủ động|quan tâm|xem xét|quyết định|chỉ đạo|phối hợp"
    r"|hợp tác"
    r"|giúp đỡ|hỗ trợ|tạo điều kiện|phê duyệt|chấp thuận|cho ý kiến|tổ chức|triển khai|thực hiện|và|để"
    r"|biết)[\s,]*)+[./\s]*"
)
"""What every document asks of those it goes to."""
_ASKS = re.compile(r"(?:Nhận được [^,.;]{4,60},\s+)?(?:[Yy]êu cầu|[Đđ]ề nghị)\s")
_ANNOUNCES = re.compile(
    r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|Chính phủ|Bộ trưởng|Thủ tướng"
    r"|Ban Thường vụ)[^.;]{0,90}?\s(?:ban hành|xây dựng)\s+(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Kế hoạch"
    r"|kế hoạch|Chỉ thị|Chương trình)"
)
"""What the issuing body does with this document, outside of its items."""
_DECIDES = re.compile(
    r"\s*(?:phân công (?:nhiệm vụ|công việc|như|cụ thể)|có ý kiến|thông báo|quyết định|quyết nghị|thống nhất|công bố"
    r"|ban hành"
    r"|thông qua|bãi bỏ|phê duyệt|điều chỉnh"
    r"|xây dựng (?:Kế hoạch|kế hoạch|Chương trình|chương trình))(?!\w)"
)
"""What the issuing body itself does in the sentence that announces its items: nobody is told to do them."""
_OF_BODIES = frozenset(
    {"khai thác", "sử dụng", "kiến nghị", "quản lý", "được", "cung cấp", "tham gia", "thực hiện", "vận hành"}
)
"""What bodies may be told by in a heading that ends with "có trách nhiệm" ("Các hộ khai thác nước dưới đất có …")."""
_TOLD_OF = re.compile(
    r"\s*(?:(?:thi công|sử dụng|vận hành|khai thác)\s+)?đã\s|\s*(?:có|được)\s+quyền\s(?!hạn|và)"
    r"|(?<=dân )được\s+(?:phản ánh|kiến nghị|hưởng|biết|bàn|quyền|tham gia)"
)
"""After the name of a body: what it did or may do, nothing it is told to do."""
_REAL_WORK = re.compile(
    r"(?:đôn đốc|theo dõi|kiểm tra|giám sát|hướng dẫn)[^.;]{0,60}(?:thi hành|thực hiện)[^.;]{0,30}\snày"
)
"""To see that a document is carried out is work; to carry it out is what every document asks."""

_WORK = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|nhiem vu cu the|dieu khoan thi hanh"
    r"|phuong huong|nhiem vu|giai phap|noi dung|yeu cau cac|tien do|lo trinh|kien nghi|de xuat|de nghi|kinh phi"
    r"|bao cao|che do"
    r"|^thoi gian(?! (?:dong|huong|lam viec|tham gia))"
)
_DUTIES = re.compile(
    r"^(?:to chuc thuc hien|to chuc thi hanh|(?:phan cong )?trach nhiem|phan cong|dieu khoan thi hanh)"
)
"""Articles of a norm that say who carries it out."""
_CONTENT = re.compile(
    r"^(?:cac\s+)?(?:mot so\s+)?(?:noi dung|nhiem vu|giai phap|noi dung,? nhiem vu"
    r"|nhiem vu,? giai phap|cong tac trong tam)"
)
_SKIP = re.compile(
    r"^(?:muc dich|quan diem|muc tieu|tinh hinh|ket qua|danh gia|dac diem|thuc trang|yeu cau$"
    r"|doi tuong|nguyen tac|pham vi|giai thich|can cu|su can thiet|chi tieu|hinh thuc khen|tieu chuan|ton tai|uu diem"
    r"|han che)"
)


_COUNTED = frozenset({"number", "decimal", "bracket", "small"})
"""Items with a number or a letter: whatever such a one has until a day is a task, or is said to be none."""
_WHEN = re.compile(
    r"(?:trong\s+)?(?:thang\s+\d{1,2}|quy\s+(?:[iv]{1,3}|\d)|(?:6|sau) thang (?:dau|cuoi) nam)"
    r"(?:\s*(?:[/-]|,?\s*nam)\s*\d{4})?\s*[:.]?\s*$"
)
"""A heading that only says when what stands under it is done."""
_LISTS = re.compile(
    r"(?:^|\s)(?:co cau|tieu chi|dieu kien|truong hop|thanh phan|ho so)[^.;]{0,160}(?:gom|sau|sau day)\s*:$"
)
"""Headings of norms that list what something consists of or asks for: nobody is told to do it."""


MOST = 3_000
"""Tasks that are read of a text: a document of three hundred pages has some two thousand."""


class Reader(Sentences):
    """Reads the tasks of one document."""

    def __init__(
        self,
        lines: Lines,
        on: dt.date | None,
        *,
        norms: bool = False,
        report: bool = False,
        prose: bool = False,
        issuer: str = "",
    ) -> None:
        super().__init__(lines, on)
        self.norms, self.report, self.prose = norms, report, prose
        self.issuer = units.plain(issuer)
        self.found = list[Task]()
        self.unread = list[Piece]()
        self.told = list[Piece]()
        self.cut = False

    # ── walking ──

    def read(self, loose: list[Piece], items: list[Item]) -> list[Task]:
        """The tasks of paragraphs without an item and of a tree of items."""
        where = _Where(work=not self.norms and not self.report and not self.prose)
        for piece in loose:
            if lead := self._addressed(piece):
                where = replace(where, lead=lead, work=True)
            else:
                self._paragraph(piece, where, [])
        for item in items:
            self._item(item, replace(where))
        return self.found

    def missed(self) -> list[Piece]:
        """Sentences that name a day and begin with a body or stand in a numbered item, and are part of no task: a
        person looks at them."""
        return [
            one for one in self.unread
            if not any(task.start <= one.start < task.end for task in self.found)
        ]  # fmt: skip

    def _item(self, item: Item, where: _Where) -> None:
        said = self.folded[item.body.start : item.body.end].strip()
        heading = self._heads(item)
        if heading:
            short = " ".join(said.split())[:120].rstrip(" .:;")
            if _SKIP.match(short) or (self.norms and _LISTS.search(" ".join(said.split()))):
                where = replace(where, skip=True, content=False, lead=())
            elif (
                item.kind
                in {
                    "part",
                    "chapter",
                    "section",
                    "article",
                    "roman",
                    "letter",
                    "number",
                }
                and _WORK.search(short)
                and not (self.norms and short.startswith("thoi gian"))
            ):
                content = bool(_CONTENT.match(short)) or (
                    where.content and item.kind not in {"roman", "letter", "part"}
                )
                where = replace(
                    where, skip=False, work=True, content=content and item.kind not in {"article"}
                )
                if item.kind in {"roman", "letter", "part", "chapter", "section", "article"}:
                    where.lead = ()
            if item.kind == "article":
                where.duties = bool(_DUTIES.search(short))
            if lead := self._bodies(item.body) or self._addressed(item.body):
                helpers = self.helpers(item.body.start, item.body.end)
                direct = item.kind in {"roman", "letter", "number", "decimal", "bracket", "small"}
                where = replace(
                    where, lead=lead, helpers=helpers, work=True, skip=False, content=False, direct=direct
                )
        before = len(self.found)
        group = list[Piece]() if heading else [item.body]
        if not heading:
            self._paragraph(item.body, where, [], item=item)
        if heading and not item.items and not item.more and where.content and not where.skip:
            self._plain(item, where)
        self._rest(item, where, group, before)
        if (
            heading
            and item.kind in _COUNTED
            and len(self.found) == before
            and not (where.skip or self.norms or (self.report and not where.work))
            and self.dated(item.body.start, item.body.end)
        ):
            self.unread.append(item.body)
        if heading and _WHEN.match(self.folded, item.body.start, item.body.end):
            self._under(item, before)

    def _under(self, item: Item, before: int) -> None:
        """Tasks under a heading that is a time ("I. Quý I") are of that time where they name none."""
        times = tuple(timings(self.source, item.body.start, item.body.end, self.on, said=True))
        if len(times) == 1:
            self.found[before:] = [
                task if task.times else replace(task, times=times, confidence=min(task.confidence, 0.8))
                for task in self.found[before:]
            ]

    def _rest(self, item: Item, where: _Where, group: list[Piece], before: int) -> None:
        """What stands under an item, in its order; lines of labels belong to what stands before them."""
        pending, since = list(group), before
        labels = Labels()
        flow: list[tuple[Piece, Item | None]] = [(piece, None) for piece in item.more]
        flow += [(Piece(child.mark.start, child.body.end), child) for child in item.items]
        flow.sort(key=lambda one: one[0].start)
        for piece, child in flow:
            if (
                labelled(self.source, piece.start, piece.end)
                and (child is None or not child.items or self._only_labels(child))
                and not (child is not None and self._says_more(child))
            ):
                rest = take(self.source, piece, labels)
                if rest and rest[1] - rest[0] > 25:
                    pending.append(Piece(*rest))
                for more in child.more if child else ():
                    take(self.source, more, labels)
                continue
            if labels.any:
                self._close(item, pending, since, labels, where)
                pending, since, labels = [], len(self.found), Labels()
            if child is None and (lead := self._addressed(piece)):
                where = replace(where, lead=lead, skip=False, direct=False)
            elif child is None and (lead := self._over_its_work(piece, item)):
                where = replace(where, lead=lead, work=True, skip=False, direct=True)
            elif child is None:
                begun = len(self.found)
                self._paragraph(piece, where, [])
                if len(self.found) == begun:
                    self._goes_on(item, piece, where)
                pending.append(piece)
            else:
                begun = len(self.found)
                self._item(child, replace(where))
                if self._has_labels(child):
                    self._together(child, pending, since, begun)
                    pending, since = [], len(self.found)
                else:
                    pending.append(Piece(child.body.start, child.end))
        if labels.any:
            self._close(item, pending, since, labels, where)

    def _goes_on(self, item: Item, piece: Piece, where: _Where) -> None:
        """A further paragraph of an item that is work goes on with its task: nothing of it is left out."""
        if where.content and self.found and item.body.start <= self.found[-1].start < piece.start:
            self.found[-1] = replace(self.found[-1], end=piece.end)

    def _together(self, child: Item, pending: list[Piece], since: int, begun: int) -> None:
        """Lines of labels under the last of several items say it of all of them: what was read from the others
        alone is part of that one task."""
        own = self.found[begun:]
        if not (
            pending and len(own) == 1 and child.more and labelled(self.source, child.more[0].start, child.end)
        ):
            return
        if any(task.times for task in self.found[since:begun]):
            return
        first = next((piece for piece in pending if piece.start >= self._begun(child, pending)), None)
        if first is None:
            return
        self.found[since:] = [replace(own[0], start=first.start)]

    def _begun(self, child: Item, pending: list[Piece]) -> int:
        """Where the items of the same kind before this one begin, without a paragraph that announces them."""
        return next(
            (
                piece.start
                for piece in pending
                if not self.text[piece.start : piece.end].rstrip().endswith(":")
            ),
            child.body.start,
        )

    def _says_more(self, child: Item) -> bool:
        """Whether a numbered item says what is to be done before its first label ("2. Công an tuần tra; thời gian: …"):
        then the label is its own, not of what stands before it."""
        if child.more or child.items:
            return False
        rest = take(self.source, child.body, Labels())
        return rest is not None and (self.subject(rest[0], rest[1]) is not None or self.acts(rest[0]))

    def _only_labels(self, child: Item) -> bool:
        return all(not one.items for one in child.items)

    def _has_labels(self, child: Item) -> bool:
        return any(labelled(self.source, one.body.start, one.end) for one, _ in child.walk())

    def _close(self, item: Item, pending: list[Piece], since: int, labels: Labels, where: _Where) -> None:
        """One task of the lines before a block of labels; what was read from these lines alone is part of it."""
        if not (labels.lead or labels.cooperating or labels.time):
            return
        texts = [
            one for one in pending if not re.match(r"\W*noi\s+dung\s*:", self.folded[one.start : one.end])
        ] or ([item.body] if item.body.end > item.body.start else pending)
        if not texts:
            return
        start, end = texts[0].start, texts[-1].end
        own = [task for task in self.found[since:] if start <= task.start and task.end <= end + 1]
        lead = tuple(labels.lead) or (own[0].lead if len(own) == 1 else ())
        if not lead and not (labels.time and (where.lead or any(self.acts(one.start) for one in texts))):
            return
        self.found[since:] = [task for task in self.found[since:] if task not in own]
        times = (
            tuple(timings(self.source, *labels.time, self.on, said=True)) if labels.time
            else tuple(time for piece in texts for time in self.times(piece.start, piece.end))
        )  # fmt: skip
        self.found.append(
            Task(
                start,
                end,
                lead or where.lead,
                tuple(labels.cooperating),
                times,
                labels.time,
                labels.product,
                0.92,
                not lead,
            )
        )

    def _addressed(self, piece: Piece) -> tuple[Named, ...]:
        """Whom a line that ends with a colon tells to do what stands under it ("… đề nghị các đơn vị:")."""
        said = self.text[piece.start : piece.end].rstrip()
        if not said.endswith(":") or self.norms:
            return ()
        if bodies := self._bodies(piece):
            return bodies
        for match in re.finditer(r"(?:đề nghị|yêu cầu|giao|Đề nghị|Yêu cầu|Giao)\s+(?:cho\s+)?", said):
            at = piece.start + match.end()
            if not units.begins(self.text, at):
                continue
            stop = units.phrase(self.text, at, piece.end) or piece.start + len(said) - 1
            return tuple(units.listed(self.text, at, stop))
        found = self.subject(piece.start, piece.end)
        if found and not (_DECIDES.match(self.text, found[1]) or self._itself(*found[:2])):
            return tuple(units.listed(self.text, found[0], found[1]))
        return ()

    def _over_its_work(self, piece: Piece, item: Item) -> tuple[Named, ...]:
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
        return self._bodies(piece)

    def _itself(self, start: int, end: int) -> bool:
        """Whether the issuing body is named: it announces what stands under a line, and tells itself nothing."""
        name = units.plain(self.text[start:end])
        return bool(self.issuer) and (self.issuer.startswith(name) or name.startswith(self.issuer))

    # ── headings ──

    def _heads(self, item: Item) -> bool:
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
        if said.endswith((".", ";", "./.")) and not self._bodies(item.body):
            return False
        return said.endswith(":") or len(said) < 160 or bool(self._bodies(item.body))

    def _bodies(self, piece: Piece) -> tuple[Named, ...]:
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

    # ── paragraphs ──

    def _paragraph(
        self, piece: Piece, where: _Where, group: list[Piece], *, item: Item | None = None
    ) -> None:
        if where.skip or piece.end - piece.start < 12:
            return
        if self.report and not where.work:
            self._asked(piece)
            return
        if labelled(self.source, piece.start, piece.end):
            labels = Labels()
            rest = take(self.source, piece, labels)
            if rest and rest[1] - rest[0] > 20 and (labels.lead or labels.time):
                times = tuple(timings(self.source, *labels.time, self.on, said=True)) if labels.time else ()
                lead = tuple(labels.lead) or self._led(*rest)
                self.found.append(Task(rest[0], rest[1], lead or where.lead, tuple(labels.cooperating),
                                       times or self.times(*rest), labels.time, labels.product, 0.92,
                                       not lead))  # fmt: skip
                return
        last: int | None = None
        first = True
        for start, end in self.sentences(piece):
            if len(self.found) >= MOST:
                self.cut = True
                return
            said = self.text[start:end]
            if (_NOT_TASK.search(said) and not _REAL_WORK.search(said) and not self._until(start, end)) or (
                item is None and _ANNOUNCES.search(said)
            ):
                last, first = None, False
                continue
            given = self.subject(start, end, inherits=bool(where.lead), under=where.direct)
            if given and item is None and given[3] and self._only_that(given[1], end):
                last, first = None, False
                continue
            if given and (
                _TOLD_OF.match(self.text, given[1]) or re.search(r"\scó quyền\W*$", self.text[given[0] : given[1]])
            ):  # fmt: skip
                last, first = None, False
                continue
            if (
                given
                and item is None
                and (said.rstrip().endswith(":") or self._itself(given[0], given[1]))
                and _DECIDES.match(self.text, given[1])
            ):
                last, first = None, False
                continue
            if (
                given
                and self.prose
                and not (where.work or where.lead)
                and not self._orders(start, end, given)
            ):
                self.told.append(Piece(start, end))
                last, first = None, False
                continue
            if given and (
                not self.norms
                or given[3]
                or where.duties
                or self.bound(given[0], given[2])
                or self.dated(start, end)
            ):
                lead_start, lead_end, _, give = given
                lead = tuple(units.listed(self.text, lead_start, lead_end))
                helpers = self.helpers(lead_end, end)
                times = (
                    self.times(start, end)
                    or self.always(lead_end)
                    or (self.always(helpers[-1][2]) if helpers else ())
                )
                if said.startswith("Đối với"):
                    times = tuple(time for time in times if time.start >= lead_start)
                self.found.append(
                    Task(
                        start,
                        end,
                        lead,
                        helpers,
                        times,
                        None,
                        None,
                        0.6 if self.prose else 0.92 if give or where.work else 0.8,
                    )
                )
                last = len(self.found) - 1
            elif (
                not given
                and where.lead
                and (first or last is None)
                and (
                    self.acts(start)
                    or (
                        first
                        and (item is not None or where.direct)
                        and not _NOT_DONE.match(said)
                        and not units.begins(self.text, start)
                    )
                )
            ):
                times = self.times(start, end)
                self.found.append(
                    Task(
                        start,
                        end,
                        where.lead,
                        self.helpers(start, end) or where.helpers,
                        times,
                        confidence=0.85,
                        inherited=True,
                    )
                )
                last = len(self.found) - 1
            elif not given and last is not None:
                self._follow(start, end, last)
                last = len(self.found) - 1
            elif (
                not given
                and where.work
                and self.acts(start)
                and not _DECIDES.match(said[:1].lower() + said[1:])
                and self.dated(start, end)
            ):
                self.found.append(Task(start, end, times=self.times(start, end), confidence=0.6))
                last = len(self.found) - 1
            elif where.content and first and item and item.kind in {"number", "decimal"} and self.acts(start):
                self.found.append(Task(start, end, times=self.times(start, end), confidence=0.5))
                last = len(self.found) - 1
            elif (
                (where.work and units.begins(self.text, start))
                or (item and item.kind in _COUNTED and (where.work or not self.norms))
            ) and self.dated(start, end):
                self.unread.append(Piece(start, end))
            first = False

    def _asked(self, piece: Piece) -> None:
        """What a document that only tells asks of somebody ("Đề nghị Chủ tịch UBND phường …", "UBND xã giao …")."""
        for start, end in self.sentences(piece):
            said = self.text[start:end]
            given = self.subject(start, end)
            if (
                given is None
                or not given[3]
                or said.endswith(":")
                or self.past(start, end)
                or _NOT_TASK.search(said)
                or self._only_that(given[1], end)
            ):
                continue
            lead = tuple(units.listed(self.text, given[0], given[1]))
            self.found.append(
                Task(start, end, lead, self.helpers(given[1], end), self.times(start, end), confidence=0.7)
            )

    def _only_that(self, at: int, end: int) -> bool:
        """Whether all that is asked is what every document asks: to care, to help, to carry it out."""
        return bool(_ALL_ASK.fullmatch(self.text, at, end))

    def _until(self, start: int, end: int) -> bool:
        """Whether words that end every document order something until a day ("Nhận được …, yêu cầu …")."""
        return bool(_ASKS.match(self.text, start)) and self.dated(start, end)

    def _orders(self, start: int, end: int, given: tuple[int, int, int, bool]) -> bool:
        """Whether a sentence of prose gives work, expressly or until a day, and tells of none already given."""
        return (given[3] or self.dated(start, end)) and not self.past(start, end)

    def _led(self, start: int, end: int) -> tuple[Named, ...]:
        given = self.subject(start, end)
        return tuple(units.listed(self.text, given[0], given[1])) if given else ()

    def _plain(self, item: Item, where: _Where) -> None:
        if item.kind in {"number", "decimal"} and self.acts(item.body.start) and not self.norms:
            self.found.append(
                Task(item.body.start, item.body.end, where.lead, confidence=0.5, inherited=bool(where.lead))
            )

    def _follow(self, start: int, end: int, last: int) -> None:
        """A sentence after a task: a task of its own when it has a time of its own, else part of it."""
        task = self.found[last]
        times = self.times(start, end)
        if times and self.acts(start):
            self.found.append(
                Task(start, end, task.lead, self.helpers(start, end), times, confidence=0.75, inherited=True)
            )
        elif end - task.start <= LONGEST:
            self.found[last] = replace(
                task,
                end=end,
                times=task.times or times,
                cooperating=task.cooperating or (self.helpers(start, end) if not times else ()),
            )
