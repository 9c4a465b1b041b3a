"""Bodies that are given work: how their names begin, where they end, and lists of them taken apart."""

import re

_HEAD = (
    r"Sở|Phòng(?!,?\s+(?:chống|ngừa|bệnh|dịch|cháy|tránh|vệ))|phòng(?=\s+[A-ZĐ])|Ban(?!\s+hành)|Bộ(?!\s+(?:luật"
    r"|phận|tiêu chí|chỉ số|quy tắc|máy"
    r"|câu hỏi|thủ tục|dữ liệu))|Ủy ban|Uỷ ban|UBND|HĐND"
    r"|Hội đồng|Văn phòng|văn phòng(?=\s+[A-ZĐ])|VP\s|Công an|công an(?=\s+(?:tỉnh|thành|quận|huyện|xã|phường"
    r"|[A-ZĐ]))|Chi cục|Cục|Tổng cục"
    r"|Vụ(?=\s)|Trung tâm|trung tâm(?=\s+[A-ZĐ])|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|chi bộ|Chi ủy|Quận ủy|Quận uỷ"
    r"|Huyện ủy|Huyện uỷ|Thành ủy|Thành uỷ"
    r"|Tỉnh ủy|Tỉnh uỷ|Thị ủy|MTTQ|UBMTTQ|Mặt trận|Ủy ban MTTQ|Hội(?=\s+[A-ZĐ])|Đoàn(?=\s+(?:đại biểu|[A-ZĐ]))"
    r"|Liên đoàn"
    r"|Liên hiệp|Công đoàn|Ngân hàng|Kho bạc"
    r"|Báo(?=\s+[A-ZĐvà])|Đài|Trường(?!\s+hợp)|trường(?=\s+[A-ZĐ])|Thủ trưởng|Trưởng\s+(?:các|ban|Ban|phòng|Phòng"
    r"|thôn|Công|Đoàn|Tiểu|Trạm)|Chủ tịch|Giám đốc|Chánh|Bí thư|Tổ trưởng|Trưởng thôn"
    r"|Bộ trưởng|Thống đốc|Tổng Thanh tra|Thủ tướng|Phó Thủ tướng|Tập đoàn|Tổng công ty|Tổng Công ty|Công ty"
    r"|Doanh nghiệp|Tòa án|Toà án|Viện kiểm sát|Viện Kiểm sát|Viện(?=\s+[A-ZĐ]|[,;])"
    r"|Thanh tra|Bảo hiểm xã hội|BHXH|Bưu điện|Trạm|Tiểu ban|Tổ(?=\s+(?:công|bầu|dân|giúp|đại biểu|[A-ZĐ]))"
    r"|Công chức|Cán bộ"
    r"|Bộ phận|Bệnh viện|Chi nhánh|Hiệp hội|Liên minh|Thi hành án|Cổng thông tin|Cổng Thông tin|Thường trực"
    r"|Kiểm toán|Thông tấn|Đoàn Thanh niên|Nhân dân|Quân đội|Các|các|Toàn bộ các|Mỗi|Từng|Hải quan|Thuế|Điện lực"
    r"|Đồn|Hạt|Ban Thường|Thôn|Tổ dân phố|Khu phố"
    r"|Đồng chí|đồng chí|Đ/c|BCH|Bộ CHQS|Công chức|Lãnh đạo|Người đứng đầu|người đứng đầu|Tổ chức(?=\s+(?:chính trị"
    r"|Đoàn))|Cơ quan|cơ quan(?=\s+(?:chủ|thường|[A-ZĐ]))|Đơn vị|Địa phương"
    r"|(?<=[Gg]iao )Chính phủ"
    r"|Chính phủ(?=\s+(?:trân trọng|đề nghị|yêu cầu|giao)\s)|Quốc hội(?=\s+(?:đề nghị|yêu cầu|giao)\s)"
    r"|(?:[Tt]hành phố|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận)(?:\s+[A-ZĐ]\w*){1,5}(?=\s+(?:cần|phải|chủ động)\s)"
    r"|(?:Thành phố|Tỉnh)(?=\s+(?:cần|phải|chủ động|tập trung|khẩn trương)\s)|Cấp ủy|Cấp uỷ|cấp ủy(?=,)"
    r"|sở, ban|Sở, ban|ban, ngành|ngành(?=\s+[A-ZĐ])|Ngành(?=\s)|Quỹ|Hợp tác xã|Nhà trường|Hiệu trưởng"
)
HEAD = re.compile(rf"(?<![\w-])(?:{_HEAD})(?!\w)")
_KINDS_AFTER_ALL = re.compile(
    r"[Cc]ác\s+(?i:sở|Sở|tỉnh|thành phố|thị xã|bản|ấp|buôn|phòng|Phòng|ban|Ban|ngành|cơ quan|Cơ quan|đơn vị|Đơn vị"
    r"|địa phương|Địa phương|bộ|Bộ|xã"
    r"|phường|thôn|trường(?!\s+hợp)|Trường"
    r"|tổ chức|Tổ chức|đoàn thể|hội|Hội|doanh nghiệp|Doanh nghiệp|chi bộ|Chi bộ|đảng ủy|Đảng|cấp|tổ|Tổ|ủy ban"
    r"|Ủy ban|UBND|HĐND|Văn phòng|thành viên"
    r"|Tập đoàn|tập đoàn|quận|huyện|nhà trường|tiểu ban|Tiểu ban|chủ đầu tư|Chủ đầu tư|đồng chí|trung tâm|Trung tâm"
    r"|đài|báo|cơ sở|chi hội|ngân hàng|Ngân hàng"
    r"|công ty|Công ty|viện|Viện|thủ trưởng|lực lượng|bệnh viện|Bệnh viện|Vụ|vụ|Cục|cục|hợp tác xã|ban,|cán bộ"
    r"|công chức|trạm|Trạm|thôn|nhà đầu tư|nhà mạng|hộ(?!\s+(?:chiếu|tịch)))\b"
)
VERB = re.compile(
    r"(?<![\w-])(?:chủ trì|phối hợp|phối, kết hợp|chủ động|tham mưu|tăng cường"
    r"|tổ chức(?!\s+khác)(?!,\s*(?:cá nhân|đơn vị|cơ quan|doanh nghiệp|hộ|đoàn thể))(?!\s+(?:chính trị|xã hội"
    r"|đoàn|Đoàn|hội|thành viên|cá nhân|liên quan|có liên quan|Đảng|đảng|kinh tế|tôn giáo|cung cấp|,))"
    r"|xây dựng|triển khai|thực hiện|hướng dẫn|kiểm tra|theo dõi|đôn đốc|tổng hợp|báo cáo|căn cứ|trên cơ sở|rà soát"
    r"|đề xuất|bố trí|cân đối|thẩm định"
    r"|cung cấp(?!\s+(?:dịch vụ|thông tin)\s+(?:chi|trên))|chỉ đạo|quán triệt|tuyên truyền|đẩy mạnh|tiếp tục"
    r"|nghiên cứu|khẩn trương|có trách nhiệm|chịu trách nhiệm|có văn bản|là(?=\s)|được|phải|cần|thường xuyên"
    r"|kịp thời|phát huy|nâng cao|vận động|giám sát|gửi|trình|lập|đưa|làm(?=\s)|ban hành|xem xét|giải quyết|xử lý"
    r"|đăng ký|tập trung|bảo đảm|đảm bảo|duy trì|củng cố|kiện toàn|thành lập|phân công"
    r"|quản lý|cập nhật|công khai|niêm yết|tiếp nhận|hoàn thành|hoàn thiện|ưu tiên|huy động|hỗ trợ|đề nghị"
    r"|kiến nghị|phản ánh|thống kê|thông báo|đăng tải|đưa tin|phát động|lãnh đạo|nắm|chấp hành|tham gia|trực tiếp"
    r"|chuẩn bị|mời|cử|lựa chọn|giúp|thay mặt|đánh giá|sơ kết|tổng kết|định kỳ|hằng|hàng (?:năm|tháng|quý|tuần)|tùy"
    r"|tích cực|quan tâm|chú trọng|sớm|gắn|tạo|nghiêm túc|thu|chi trả|phê duyệt|quyết định|công bố"
    r"|tiến hành|bám sát|theo chức năng|theo nhiệm vụ|theo thẩm quyền|theo phân công|theo nội dung|trong phạm vi"
    r"|thẩm tra|làm việc|sử dụng|khai thác|áp dụng|phổ biến|đào tạo|bồi dưỡng|tập huấn|phân bổ|cấp phát|lồng ghép"
    r"|rút|khắc phục|thông qua"
    r"|nộp|tiêm|trồng|thu gom|thu thập|nạo vét|lắp đặt|dọn|quét|vệ sinh|ký kết|kê khai|tặng|trao|đối thoại"
    r"|tiếp công dân|cưỡng chế|đo đạc|cắt tỉa|chỉnh trang|bảo trì|bảo dưỡng|phun|diễn tập|canh gác"
    r"|điều chỉnh|tạo điều kiện|yêu cầu|liên hệ|tích hợp|kết nối|vận hành|đầu tư|ứng dụng|đề ra|chăm lo|nhân rộng"
    r"|khen thưởng|biểu dương|ký|thanh tra(?=\s+việc)|chịu|không|bàn giao|tận dụng|thúc đẩy|khảo sát|đấu tranh"
    r"|phòng, chống|ngăn chặn|tuần tra|cụ thể hóa|dựng lại|di dời|sơ tán|thông tuyến|mở|cứu trợ|thăm hỏi|khởi công"
    r"|thi đua|xuất cấp|khôi phục|điều tra|nhất(?=\s+là)|quy định"
    r"|có(?=\s+(?:báo cáo|biện pháp|kế hoạch|phương án|giải pháp|hình thức|ý kiến|nhiệm vụ))|cụ thể hoá"
    r"|in(?=\s+(?:tờ|ấn|sao|và))|phát hành|treo|mua sắm"
    r"|chăm sóc|sửa chữa|khám"
    r"|tuyển chọn|lấy|định hướng|tối ưu|họp|xin|trân trọng|đẩy nhanh|thống nhất|xác định"
    r"|phát triển|chia sẻ"
    r"|với vai trò|nêu|sao gửi|thường trực(?= tham)|tự|hủy|dự|tạm|phân loại|nghiệm thu|thanh toán|sắp xếp|bổ sung"
    r"|rút kinh|kêu gọi|thu hút|bám|quyết liệt|nhanh chóng|tham dự|điều hành|tổng rà|luôn|vận dụng|kết hợp"
    r"|đôn)(?!\w)"
)
"""What a body does: where its name ends. In small letters only, names of bodies have capitals ("Sở Xây dựng")."""
_TOGETHER = re.compile(
    r"(?:HĐND|Hội đồng nhân dân|ĐBQH|Tuyên giáo|Đảng ủy|Thường trực|Đoàn đại biểu Quốc hội|Chánh"
    r"|thuộc|của|qua|Ban Tổ chức)$|^(?:Giám đốc|Thủ trưởng|Chủ tịch|Trưởng)$"
)
_JOIN = re.compile(r"\s*[;,]\s*(?:và\s+)?|\s+(?:và|cùng|cùng với)\s+|\s+-\s+(?=Văn phòng|Sở|Phòng|Ban\s)")
_PART_OF_NAME = re.compile(
    r"(?:(?:Ban|Tổ|Đoàn|Hội đồng|Phòng|Trung tâm|Chi cục|Cục|Quỹ|Tiểu ban|Công ty)\s+[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"|(?:Đoàn|Tổ|Ban)\s+kiểm\s+tra,?\s+giám\s+sát|Ban\s+[Cc]hỉ\s+(?:đạo|huy)\s+[^\W\d_,]+(?:[\s,]+[^\W\d_]+)?"
    r"|Ban\s+[Qq]uản\s+lý\s+[^.;,]{0,24}"
    r"|(?:cơ quan|đơn vị|công chức|cán bộ)\s+(?:quản lý|chủ trì|chuyên trách)|(?:Văn phòng|Chi nhánh|phòng)\s+đăng ký"
    r"|(?:phạm vi|địa bàn|lĩnh vực|thẩm quyền)\s+quản\s+lý|[Vv]iện\s+nghiên\s+cứu|[Đđ]ào\s+tạo|sáng\s+tạo"
    r"|theo\s+quy\s+định|việc\s+làm|(?:công|chương|quy|lộ|tiến)\s+trình|(?:công|độc"
    r"|thành)\s+lập|(?:bầu|ứng"
    r"|đề)\s+cử"
    r"|(?:chủ|nhà)\s+đầu\s+tư|đơn\s+vị\s+sử\s+dụng|xã\s+hội\s+không|nguồn\s+thu|sản\s+phẩm\s+[^\W\d_]+"
    r"|dịch\s+vụ\s+[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"|(?:trực|thành)\s+thuộc|thành\s+viên\s+[^\W\d_]+)$"
)
"""A verb that belongs to a name ("Ban chỉ đạo", "Ban quản lý dự án")."""
_ALL_OF = re.compile(r"^[Cc]ác\s+[^\W\d_]+(?:\s[^\W\d_]+)?:")
"""Several bodies under one word: "Các Bộ: Quốc phòng, Công an"."""
_SMALL = re.compile(
    r"(?:doanh nghiệp|viện|trường(?!\s+hợp)|nhà (?:đầu tư|cung cấp|trường|khoa học)|hợp tác xã|hiệp hội|bệnh viện"
    r"|hộ (?:kinh doanh|gia đình|sản xuất))(?!\w)"
)
_DEPUTIES = re.compile(r"(?:các\s+)?(?:Ban|Tổ|[đĐ]ại biểu)(?!\w)(?!\s+(?:Thường|Chỉ|Quản|Tổ chức))")
_COUNCIL = re.compile(r"(?:HĐND|Hội đồng nhân dân|Quốc hội)(?:\s+[^;,.]{0,24})?$")
"""The standing body of a council, its boards, groups and deputies are told by themselves."""
_SMALL_RELATED = re.compile(r"(?:cơ quan|đơn vị|tổ chức|địa phương)[^.;:]{0,40}liên quan")
"""Bodies that are written small."""
_TOLD_WHICH = re.compile(r"được\s+(?:giao|phân công)(?!\s*(?:;|,\s*(?:có|chủ)))")
"""Which bodies are meant ("các cơ quan được phân công chủ trì … có trách nhiệm …"): the name goes on."""
_HAS_TO = re.compile(r"(?<![\w-])(?:có trách nhiệm|chịu trách nhiệm|chủ động|khẩn trương|phải|cần)(?!\w)")
LONGEST = 420


def begins(text: str, at: int) -> bool:
    """Whether a body is named from here on."""
    found = HEAD.match(text, at)
    if not found:
        return False
    return found.group() not in {"Các", "các"} or bool(_KINDS_AFTER_ALL.match(text, at))


def verb(text: str, start: int, end: int, *, name: int | None = None) -> re.Match[str] | None:
    """The first verb from here on that is no part of a name; ``name``: where the name it may belong to begins."""
    since = start if name is None else name
    found = VERB.search(text, start, end)
    while found:
        before = text[max(found.start() - 32, since) : found.start()] + found.group()
        depth = (
            0 if name is None else text.count("(", name, found.start()) - text.count(")", name, found.start())
        )
        if depth <= 0 and not _PART_OF_NAME.search(before):
            return found
        found = VERB.search(text, found.end(), end)
    return None


def phrase(text: str, at: int, end: int) -> int | None:
    """Where a list of bodies that begins here ends: at the first verb; None when nothing is done by them."""
    if not begins(text, at):
        return None
    stop = min(end, at + LONGEST)
    found = verb(text, at + 2, stop, name=at)
    if not found:
        return None
    if found.group() == "được" and (told := _TOLD_WHICH.match(text, found.start(), stop)):
        found = _HAS_TO.search(text, told.end(), stop)
        if not found:
            return None
    piece = text[at : found.start()]
    if re.search(
        r"[.!?](?:\s|$)|\n\s*\n", re.sub(r"\b(?:TP|TT|Tp|VP|GS|TS|P)\.", "", piece)
    ) or ":" in _ALL_OF.sub("", piece).rstrip(" :"):
        return None
    return found.start()


def _deputies(text: str, since: int, join: re.Match[str]) -> bool:
    before = text[since : join.start()]
    named = _COUNCIL.search(before) or re.search(r"(?:Tổ đại biểu|Đoàn đại biểu)", before)
    return bool(named and _DEPUTIES.match(text, join.end()))


def _apart(text: str, since: int, join: re.Match[str]) -> bool:
    """Whether what follows is a body of its own though written small ("doanh nghiệp, viện nghiên cứu, …")."""
    if _deputies(text, since, join):
        return True
    if _SMALL_RELATED.match(text, join.end()) and join.group().strip() == "và":
        return text[since : since + 1].isupper()
    return bool(_SMALL.match(text, join.end())) and not text[
        since : join.start()
    ].lstrip().lower().startswith(("các ", "một số ", "những ", "cơ quan", "tổ chức", "đơn vị"))


def listed(text: str, start: int, end: int, *, any_name: bool = False) -> list[tuple[str, int, int]]:
    """A list of bodies taken apart: (name in single spaces, from, to); with ``any_name`` whatever they are called."""
    found = list[tuple[str, int, int]]()
    if _ALL_OF.match(text[start:end]):
        name = " ".join(text[start:end].split()).strip(" ,;.")
        return [(name, start, start + len(text[start:end].rstrip(" ,;.\n")))]
    since, depth = start, 0
    cuts = list[tuple[int, int]]()
    for join in _JOIN.finditer(text, start, end):
        depth = text.count("(", since, join.start()) - text.count(")", since, join.start())
        if depth > 0 or not (
            begins(text, join.end())
            or ";" in join.group()
            or (any_name and text[join.end() : join.end() + 1].isupper() and "," in join.group())
            or _apart(text, since, join)
        ):
            continue
        before = text[since : join.start()].strip()
        if not before or (
            _TOGETHER.search(before) and ";" not in join.group() and not _deputies(text, since, join)
        ):
            continue
        following = text[join.end() : join.end() + 4]
        if (
            following[:1].islower()
            and not following.startswith("các")
            and ";" not in join.group()
            and not _apart(text, since, join)
        ):
            continue
        if re.match(r"(?:Ban|Ngành)[,\s]+(?:ngành|đoàn)", text[join.end() : join.end() + 14]):
            continue
        cuts.append((join.start(), join.end()))
        since = join.end()
    since = start
    for cut, after in [*cuts, (end, end)]:
        name = re.sub(r"\s+", " ", text[since:cut]).strip(" ,;:.-")
        name = re.sub(r"^(?:và|với|cùng|cùng với|cho|là)\s+", "", name)
        if "…" in name or "..." in name:
            since = after
            continue
        if len(name) > 2 and (any_name or found or begins(text, since) or not cuts):
            at = since
            while at < cut and not text[at].isalnum():
                at += 1
            stop = cut
            while stop > at and text[stop - 1] in " ,;:.-\n\t":
                stop -= 1
            if name[0].islower() and not name.startswith("các"):
                name = name[0].upper() + name[1:]
            found.append((name, at, stop))
        since = after
    return found
