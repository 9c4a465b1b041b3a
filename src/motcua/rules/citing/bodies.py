"""Names of bodies, as far as they go in running text."""

import re

from motcua.rules.citing.words import TYPE
from motcua.rules.composed import Composed
from motcua.rules.vietnamese import fold

_STOP = re.compile(
    r"về\b|ban hành|công bố|thông qua|quy định|hướng dẫn|phê duyệt|giao |thành lập|trình |sửa đổi|bãi bỏ|triển khai"
    r"|tổ chức (?!bộ)"
    r"|thực hiện|điều chỉnh|thí điểm|kết luận|chi tiết|xây dựng (?!và)|đẩy mạnh|bảo đảm|tăng cường|cho |chỉ đạo|ký "
    r"|khóa này"
    r"|hội nghị|chính thức|chính sách|công tác |công nhận|an toàn|an sinh|phát triển |trong |hành động|đồng ý"
    r"|thành phần|tư vấn"
    r"|ban chỉ|tỉnh hình|giáo viên|hội thảo|quốc tịch|xã hội(?! chủ nghĩa)|văn bản|kiểm tra việc|tế bào|bộ máy"
    r"|đồng thời"
)
_NAMED_WITH = """
nhân dân chức phố tỉnh thành xã phường quận huyện thị trấn hội phủ tướng chính trị thư trung ương đảng vụ thường hành
chấp đồng trưởng bộ quốc gia nước nhà và trực tổ mặt trận việt nam khóa khoá ủy uỷ ban văn phòng nghiệp nông
thôn môi trường tế giáo dục đào tạo công thương an dựng giao thông vận tải tài nguyên khoa học nghệ truyền thao
lịch du hóa hoá lao động binh y tư pháp ngoại tôn tộc đặc khu cấp tối cao thanh tra kiểm toán sát viện tòa toà
án bảo hiểm đoàn liên cựu chiến phụ nữ niên cứu hộ nhiệm chủ bí tịch bầu cử giám đốc chi cục sở vực chỉ huy quân
sự đội biên phòng thuế kho bạc ngân hàng hoạch xây tin luật sách triển đạo tấn tâm đại biểu hình lý hiệp sản đua thưởng
"""
_SMALL = frozenset(_NAMED_WITH.split())
_SMALL_PLAIN = frozenset(fold(word) for word in _SMALL)
_SOCIAL = frozenset({"hiểm", "sách", "-", "và"})
"""What "xã hội" belongs to: Bảo hiểm xã hội, Chính sách xã hội, Kinh tế - xã hội, Thương binh và Xã hội."""
_STEERING = re.compile(r"(?i)ban chỉ đạo(?: [tT]rung ương)?$")
_CHARGE = re.compile(
    r"\s+về (?!việc)[^;.:\n]{5,100}?"
    r"(?=\s+(?:ban hành|về|thông báo|phê duyệt)\s|[;.])|\s+về (?!việc)[^;.:\n]{5,100}?\s(?:tỉnh|thành phố|Trung ương)\b"
)
"""What a steering committee is charged with is its name, as far as something else is said after it."""
_WORD = re.compile(r"[^\W_]+(?:[/&-][^\W\d_]+)*")


def issuer(source: Composed, at: int, most: int = 140) -> tuple[str, int, int] | None:
    """The body named from here on, as far as its name goes: (as written, from, to)."""
    text = source.text
    end, begun, limit = at, False, min(at + most, len(text))
    for word in _WORD.finditer(text, at, limit):
        gap = text[end : word.start()] if begun else ""
        said = word.group()
        joined = gap.strip()
        small = said[:1].islower()
        if begun and (joined not in ("", ",", "-") or (gap.count("\n") > 1 and not small)):
            break
        if (
            begun
            and joined == ","
            and not re.match(
                r"Chủ nhiệm|Thể|Du lịch|Thương binh|Xã hội|Lưu trữ|Tôn giáo|Khoa học|Kỹ thuật",
                text[word.start() :],
            )
        ):
            break
        if small and said not in _SMALL and not (said.isascii() and said in _SMALL_PLAIN):
            break
        before = joined or (text[at:end].rsplit(None, 1)[-1] if begun else "")
        joining = (before in ("và", "-") and not small) or (said.lower() == "xã" and before in _SOCIAL)
        if (
            _STOP.match(text[word.start() : word.start() + 20].lower())
            and not joining
            and not _goes_on(text, word.start())
        ):
            break
        if said == "và":
            following = text[word.end() : word.end() + 30].lstrip()
            if not following[:1].isupper() or TYPE.match(source.folded, word.end() + 1):
                break
        elif (
            not small
            and begun
            and TYPE.match(source.folded, word.start())
            and not _goes_on(text, word.start())
        ):
            break
        end, begun = word.end(), True
    while begun and text[at:end].rsplit(None, 1)[-1] in {"và", "của", "ban"}:
        end = at + len(text[at:end].rsplit(None, 1)[0]) if " " in text[at:end] else at
        if end <= at:
            return None
    if begun and (charge := _CHARGE.match(text, end)) and _STEERING.search(text[at:end]):
        end = charge.end()
    said = " ".join(text[at:end].split())
    return (said, at, end) if begun and len(said) > 3 else None


def _goes_on(text: str, at: int) -> bool:
    """Words that begin something else elsewhere but belong to names of bodies."""
    return bool(
        re.match(
            r"(?:Xây dựng|Công tác|Ban [Cc]hỉ (?:đạo|huy)|Chỉ đạo|Hội đồng|Tổ chức|Quốc tế|Chính|Kế hoạch và|Kiểm tra"
            r"|Chỉ huy)\b",
            text[at : at + 16],
        )
    )
