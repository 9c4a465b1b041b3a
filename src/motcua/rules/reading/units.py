"""Bodies that are given work: how their names begin, where they end, and lists of them taken apart."""

import re

from motcua.rules.reading import names
from motcua.rules.reading.verbs import VERB, verb
from motcua.rules.vietnamese import fold

_HEAD = (
    r"Sở|Phòng(?!,?\s+(?:chống|ngừa|bệnh|dịch|cháy|tránh|vệ))|phòng(?=\s+[A-ZĐ])|Ban(?!\s+hành)|Bộ(?!\s+(?:luật"
    r"|phận|tiêu chí|chỉ số|quy tắc|máy"
    r"|câu hỏi|thủ tục|dữ liệu))|Ủy ban|Uỷ ban|UBND|HĐND"
    r"|Hội đồng|Văn phòng|văn phòng(?=\s+[A-ZĐ])|VP(?=\s)|Công an|công an(?=\s+(?:tỉnh|thành|quận|huyện|xã|phường"
    r"|[A-ZĐ]))|Chi cục|Cục|Tổng cục"
    r"|Vụ(?=\s)|Trung tâm|trung tâm(?=\s+[A-ZĐ])|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|chi bộ|Chi ủy|Quận ủy|Quận uỷ"
    r"|Huyện ủy|Huyện uỷ|Thành ủy|Thành uỷ"
    r"|Tỉnh ủy|Tỉnh uỷ|Thị ủy|MTTQ|UB\s?MTTQ(?:\s?VN)?|Mặt trận|Ủy ban MTTQ|Hội(?!\s+(?:nghị|thảo|thi|chợ|họp|đàm|nhập"
    r"|diễn|trường|viên|ý))|Đoàn(?!\s+(?:kết|viên|thể|kinh))"
    r"|(?:Tổng )?Liên đoàn"
    r"|Liên hiệp|Công đoàn|Ngân hàng|Kho bạc"
    r"|(?:BCĐ|BCH|BQL|BTV|BTC|ĐTN|TTPV|TTYT|TTVH|TTDV)[A-ZĐ]*|(?<!và )[A-ZĐ]{2,10}(?=\s+(?:huyện|quận|xã|phường"
    r"|thị trấn|thị xã|tỉnh|thành phố|đặc khu)\s)|Cấp(?=\s+(?:trung ương|tỉnh|huyện|xã|phường|thôn|cơ sở)(?!\w))"
    r"|(?:(?<=[Yy]êu cầu )|(?<=[Đđ]ề nghị )|(?<=[Gg]iao ))(?:chủ đầu tư|chủ cơ sở|chủ rừng|nhà thầu"
    r"|chính quyền|cấp ủy|đơn vị|cơ quan|doanh nghiệp|lực lượng|nhân dân|cán bộ|thủ trưởng|giám đốc|chủ tịch|lãnh đạo"
    r"|phụ huynh|trưởng)|Bến xe|Nhà máy|Báo(?=\s+[A-ZĐvà])|Đài|Trường(?!\s+hợp)|trường(?=\s+[A-ZĐ])|Thủ trưởng"
    r"|Trưởng(?=\s+(?:các|bản|ấp|khu|khóm|buôn"
    r"|xóm|tổ|khoa|ban|Ban|phòng|Phòng|đoàn(?!\s+thể)|nhóm|ngành"
    r"|thôn|Công|Đoàn|Tiểu|Trạm)(?!\w))|Chủ tịch|Giám đốc|Chánh|Bí thư|Tổ trưởng|Trưởng thôn"
    r"|Bộ trưởng|Thống đốc|Tổng Thanh tra|Thủ tướng|Phó\s+(?:Thủ tướng|Chủ tịch|Giám đốc|Bí thư|Trưởng(?=\s))"
    r"|Tập đoàn|Tổng công ty|Tổng Công ty|Công ty"
    r"|Doanh nghiệp|Tòa án|Toà án|Viện kiểm sát|Viện Kiểm sát|Viện(?=\s+[A-ZĐ]|[,;])"
    r"|Thanh tra(?!,?\s+(?:kiểm|giám|việc|và\s+kiểm|công vụ))|Bảo hiểm xã hội|BHXH|Bưu điện|Trạm|Tiểu ban"
    r"|Tổ(?!\s+(?:chức|quốc|hợp))|Giáo viên|Cố vấn|Nhân viên|Đảng viên|Hội viên|Đoàn viên|Khuyến nông viên"
    r"|Cộng tác viên"
    r"|Chủ (?:hộ|cơ sở|rừng|tàu|vật nuôi|quản)"
    r"|Công chức|Cán bộ|Chuyên viên(?=\s+(?:tổng hợp|phụ trách|theo dõi))"
    r"|Bộ phận|Bệnh viện|Chi nhánh|Hiệp hội|Liên minh|Thi hành án|Cổng thông tin|Cổng Thông tin|Thường trực"
    r"|Kiểm toán|Thông tấn|Đoàn Thanh niên|Nhân dân|Quân đội|Các|các|Toàn bộ các|[Tt]oàn (?:thể|bộ)\s+(?:cán bộ"
    r"|công chức|viên chức|đảng viên|đoàn viên|giáo viên|hội viên)|(?:Mỗi|Từng)(?!\s+(?:năm|quý|tháng"
    r"|tuần|ngày|lần|đợt|kỳ|buổi|phiên))|Hải quan|Thuế|Điện lực"
    r"|Đồn|Hạt|Ban Thường|Thôn|Tổ dân phố|Khu phố"
    r"|Đồng chí|đồng chí|[Đđ]/c|BCH|Bộ CHQS|Công chức|Lãnh đạo|Người đứng đầu|người đứng đầu|tổ chức(?=\s+chính trị)"
    r"|Tổ chức(?=\s+(?:chính trị"
    r"|Đoàn))|Cơ quan|cơ quan(?=\s+(?:chủ|thường|[A-ZĐ]))|Đơn vị|Địa phương"
    r"|(?<=[Gg]iao )Chính phủ"
    r"|Chính phủ(?=,\s+(?:Hội đồng|Ủy ban|Thủ tướng|Tòa án|Viện|các\s))"
    r"|Chính phủ(?=\s+(?:trân trọng|đề nghị|yêu cầu|giao)\s)|Quốc hội(?=\s+(?:đề nghị|yêu cầu|giao)\s)"
    r"|(?:[Tt]hành phố|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận)(?:\s+[A-ZĐ]\w*){1,5}(?=\s+(?:cần|phải|chủ động)\s)"
    r"|(?:Thành phố|Tỉnh)(?=\s+(?:cần|phải|chủ động|tập trung|khẩn trương)\s)|Cấp ủy|Cấp uỷ"
    r"|cấp ủy(?=,)"
    r"|sở, ban|Sở, ban|ban, ngành|ngành(?=\s+[A-ZĐ])|Ngành(?=\s)|Quỹ(?!\s+(?:đạo|đất))|Hợp tác xã|Nhà trường"
    r"|Hiệu trưởng"
    r"|Tổ(?=\s+(?:bảo vệ|quản lý|kiểm tra|thẩm định|giám sát|tự quản|hòa giải|liên ngành|thư ký))"
    r"|Đoàn(?=\s+(?:kiểm tra|giám sát|thanh tra|công tác|liên ngành))|Đội(?!\s+(?:ngũ|hình|ơn|hoàn))"
    r"|Đội(?=\s+(?:kiểm tra|quản lý|trật tự"
    r"|thanh niên))"
    r"|Đảng đoàn|[Cc]hi đoàn|[Cc]hi hội|Liên đội|Đội(?=\s+[A-ZĐ])|Khối(?=\s)|[Hh]ai (?:bên|đơn vị|cơ quan|huyện|xã"
    r"|địa phương|trường|sở"
    r"|ngành)(?!\s+(?:trở|này))"
    r"|(?:Tỉnh|Thành|Huyện|Quận|Thị|Xã|Phường) đoàn|Thành viên(?=\s)|Trực ban(?=\s)|(?:[Ôô]ng|[Bb]à|Thầy|Cô|Bác sĩ"
    r"|BS)(?=\s+[A-ZĐ])"
    r"|Quản lý thị trường|Kiểm lâm|Nhà thầu|Chủ đầu tư|Xí nghiệp|Học viện|Đại học(?=\s+[A-ZĐ])|Thư viện|Bảo tàng"
    r"|Ga(?=\s)|Hãng(?=\s)|Nhà văn hóa(?=\s+[A-ZĐ])"
    r"|(?:HTX|CLB|VKSND|TAND|NHCSXH|KBNN|LĐLĐ|BĐBP)(?=\s)|Quân y|Chốt(?=\s+(?:kiểm|trực|gác|liên|bảo|số))|Nhóm(?=\s)"
    r"|Mạng lưới(?=\s)|Nông trường"
    r"|Trung ương(?=\s+(?:Hội|Đoàn)\s)|Lâm trường|Vườn quốc gia|Vườn Quốc gia|Nghiệp đoàn|(?:Tiểu|Trung|Sư|Lữ) đoàn"
    r"|(?:Đại|Trung|Hải) đội|Trại(?=\s)"
    r"|(?:Ấp|Bản|Buôn|Làng|Xóm|Khóm)(?=\s+[A-ZĐ\d])|Khu dân cư(?=\s)"
    r"|Già làng|Thủ thư|Xã đội|Đại lý(?=\s)|Thôn trưởng|Thôn đội|Người (?:có )?uy tín|Chủ nhiệm(?=\s+(?:Hợp|HTX|Ủy"
    r"|Câu|lớp|bộ))|Liên ngành|Cảng vụ"
    r"|100\s?%\s+(?:các\s+)?(?:cơ quan|đơn vị|xã|trường|chi bộ|phòng)|Nhà văn hóa(?=\s+(?:thôn|xã|ấp|bản|khu))"
    r"|(?:Xã|Phường|Huyện)(?=\s+(?:cần|phải|chủ động|tập trung|khẩn trương|hoàn thành|tổ chức|triển khai)\s)"
    r"|Lực lượng|Bộ đội|Cảnh sát|Dân quân"
    r"|Khoa(?=\s+[A-ZĐ])|(?:Điều dưỡng|Kế toán|Hộ sinh) trưởng|Câu lạc bộ|Viễn thông(?=\s+[A-ZĐ])|Chỉ huy trưởng"
    r"|Kế toán|Văn thư|Thủ quỹ|Chấp hành viên|Hội đồng"
    r"|(?:Cục|Vụ|Viện|Trạm|Đội|Hạt|Chi cục|Tổng cục|Hội|Khoa) trưởng|Trưởng(?=\s+[A-ZĐ])|Ban(?=\s+[A-ZĐ])"
)
HEAD = re.compile(rf"(?<![\w-])(?:{_HEAD})(?!\w)")
_KINDS_AFTER_ALL = re.compile(
    r"[Cc]ác\s+(?i:sở|Sở|tỉnh|thành phố|thị xã|bản|ấp|buôn|phòng|Phòng|ban|Ban|ngành|cơ quan|Cơ quan|đơn vị|Đơn vị"
    r"|địa phương|Địa phương|bộ|Bộ|xã"
    r"|phường|thôn|trường(?!\s+hợp)"
    r"|tổ chức|Tổ chức|đoàn thể|hội|Hội|hãng|ga|hiệp hội|doanh nghiệp|Doanh nghiệp|chi bộ|Chi bộ|đảng ủy|Đảng|cấp|tổ"
    r"|Tổ|ủy ban"
    r"|Ủy ban|UBND|HĐND|Văn phòng|thành viên"
    r"|Tập đoàn|tập đoàn|quận|huyện|nhà trường|tiểu ban|Tiểu ban|chủ đầu tư|Chủ đầu tư|đồng chí|trung tâm|Trung tâm"
    r"|đài|báo|cơ sở|chi hội|ngân hàng|Ngân hàng"
    r"|công ty|Công ty|viện|Viện|thủ trưởng|lực lượng|bệnh viện|Bệnh viện|Vụ|vụ|Cục|cục|hợp tác xã|ban,|cán bộ"
    r"|công chức|trạm|Trạm|thôn|nhà đầu tư|nhà mạng|đại học|học viện|trung tâm|chi(?=,)|chi đoàn|đảng bộ|khối|bên"
    r"|chủ (?!trương|đề|thể|nghĩa|yếu|lực)\w+|nhà (?!ở|nước|máy|văn|vệ|kho|xưởng|đất|dân|cửa|tạm|sinh|tình)\w+|gia đình"
    r"|[đĐ]ảng viên|[đĐ]oàn viên|[hH]ội viên|giáo viên|lãnh đạo|trưởng|ủy viên|chi cục|chi nhánh|hạt|đồn|xóm|làng|khóm"
    r"|khu phố|đội|Đội|lớp|khoa|hộ(?!\s+(?:chiếu|tịch)))\b"
)
_TOGETHER = re.compile(
    r"(?:HĐND|Hội đồng nhân dân|ĐBQH|Tuyên giáo|Đảng ủy|Thường trực|Đoàn đại biểu Quốc hội|Chánh"
    r"|thuộc|của|qua|Ban Tổ chức)$|^(?:Giám đốc|Thủ trưởng|Chủ tịch|Trưởng)$"
)
_JOIN = re.compile(r"\s*[;,]\s*(?:và\s+)?|\s+(?:và|cùng|cùng với)\s+|\s+-\s+(?=Văn phòng|Sở|Phòng|Ban\s)")
_BRANCH = re.compile(
    r"(?:[A-ZĐ][a-zà-ỹđ]+\s)(?:[A-ZĐ][a-zà-ỹđ]*\s){0,2}(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?=\s*(?:[,;]|và\s"
    r"|[a-zđ]|$))"
)
"""A body known by its own name and a level ("…, Agribank huyện")."""
_ALL_OF = re.compile(r"^[Cc]ác\s+[^\W\d_]+(?:\s[^\W\d_]+)?:")
"""Several bodies under one word: "Các Bộ: Quốc phòng, Công an"."""
_SMALL = re.compile(
    r"(?:doanh nghiệp|viện|trường(?!\s+hợp)|nhà (?:đầu tư|cung cấp|trường|khoa học)|hợp tác xã|hiệp hội|bệnh viện"
    r"|trưởng (?:thôn|ấp|bản|khu phố|xóm|buôn|làng)|hộ (?:kinh doanh|gia đình|sản xuất)|cơ quan ngành dọc"
    r"|gia đình(?=\s+(?:chủ|người|các))"
    r"|chủ (?:tàu|rừng|đầu tư|hộ|cơ sở|hồ|đập))(?!\w)"
)
_DEPUTIES = re.compile(r"(?:các\s+|hai\s+)?(?:Ban|Tổ|[đĐ]ại biểu)(?!\w)(?!\s+(?:Thường|Chỉ|Quản|Tổ chức))")
_COUNCIL = re.compile(r"(?:HĐND|Hội đồng nhân dân|Quốc hội)(?:\s+[^;,.]{0,24})?$")
"""The standing body of a council, its boards, groups and deputies are told by themselves."""
_ALL_KIND = re.compile(r"[Cc]ác\s+(?:Tổng cục|Cục|Vụ|Viện|Sở|Ban|Phòng|Chi cục)$")
_KIND = re.compile(
    r"(?:Cục|Vụ|Viện|Ban|Phòng|Chi cục|Trung tâm)(?:,|\s+(?:liên|có|thuộc|trực|chuyên|của|và))"
)
_SMALL_RELATED = re.compile(r"(?:cơ quan|đơn vị|tổ chức|địa phương)[^.;:]{0,40}liên quan")
"""Bodies that are written small."""
_SMALL_POST = re.compile(
    r"(?i:(?:trưởng|phó)\s+(?:thôn|ấp|bản|buôn|xóm|làng|khóm|khu|ban|phòng|đoàn|công an)|tổ trưởng|tổ phó|đội trưởng"
    r"|hiệu trưởng|trạm trưởng|chi hội trưởng|bí thư|chủ tịch|giám đốc|chủ nhiệm|người (?:có )?uy tín|già làng)(?!\w)"
)
"""Posts, after one of which another is somebody else ("trưởng thôn, tổ trưởng tổ dân phố")."""
_TOLD_WHICH = re.compile(r"được\s+(?:giao|phân công)(?!\s*(?:;|,\s*(?:có|chủ)))")
"""Which bodies are meant ("các cơ quan được phân công chủ trì … có trách nhiệm …"): the name goes on."""
_GIVEN = re.compile(r"\s+(?:chủ trì|phối hợp|thực hiện|nhiệm vụ|phụ trách)\s+")
"""What they were given, before what they do with it ("các đơn vị được giao chủ trì gửi …")."""
_WHICH_ARE = re.compile(
    r"được\s+(?:kiểm tra|thanh tra|giám sát|phân cấp|lựa chọn|cấp phép|chỉ định|công nhận|hỗ trợ|ủy quyền|kiểm toán"
    r"|thụ hưởng)(?!\w)(?!\s*,)"
)
"""Which bodies are meant by what is done with them ("các cơ quan được kiểm tra gửi …")."""
_IN_CHARGE = re.compile(r"[Cc]ác\s+(?:tổ chức|cơ quan|đơn vị|cá nhân|cán bộ|công chức)\s+phụ trách\s")
"""Which bodies are meant ("các tổ chức phụ trách bầu cử ở xã"); alone it is a list and nothing to do."""
_IS_FOR = re.compile(r"\s+(?:cơ quan|đơn vị|đầu mối|bộ phận|thành viên|Tổ trưởng|Trưởng)")
"""What a body may be told to be ("là cơ quan thường trực"); with other words a thing is defined."""
_HAS_TO = re.compile(r"(?<![\w-])(?:có trách nhiệm|chịu trách nhiệm|chủ động|khẩn trương|phải|cần)(?!\w)")
_LEADS_ON = re.compile(r"Lãnh đạo,?\s*$")
"""Before what is to be done it is a verb and nobody ("Lãnh đạo hoàn thành …")."""
LONGEST = 420


def plain(name: str) -> str:
    """A name as names are compared."""
    return " ".join(
        fold(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd").split()
    )


_ASKED = re.compile(r"(?i)(?<!\w)(?:đề nghị|yêu cầu|giao|mời|phân công)\s(?:cho\s)?$")
_NO_ONE = re.compile(
    r"(?:nội dung|giải pháp|biện pháp|hoạt động|vấn đề|ý kiến|chính sách|nhiệm vụ|công việc|công trình|dự án|chỉ tiêu"
    r"|thủ tục|hồ sơ|văn bản|quy định|chế độ|hình thức|điều kiện|khoản|trường hợp|phương án|kế hoạch|chương trình"
    r"|mục tiêu|nguồn|loại|mặt|bước|yếu tố|tiêu chí|việc|quyền|khu|lĩnh vực|hạng mục|đề án|mô hình|phong trào|sản phẩm)"
    r"(?!\w)"
)
"""What is asked for instead of somebody who is asked ("đề nghị các nội dung sau")."""


def begins(text: str, at: int) -> bool:
    """Whether a body is named from here on."""
    found = HEAD.match(text, at)
    if not found:
        return False
    if found.group() not in {"Các", "các"}:
        return True
    after = found.end() + 1
    if _ASKED.search(text, max(at - 12, 0), at) and not _NO_ONE.match(text, after):
        return True
    return bool(_KINDS_AFTER_ALL.match(text, at)) or (
        text[after : after + 1].isupper() and bool(HEAD.match(text, after))
    )


_NO_ORDER = re.compile(
    r"(?i:không|là|được|phải|cần|tự|có|gồm|bao gồm|thời gian|địa điểm|kinh phí|số|nội dung|thành phần|đối tượng"
    r"|mục tiêu|tổng|diện tích|ngày|lúc|trụ sở|địa chỉ|điện thoại|khoảng|hơn|tỷ lệ|theo|về|trong|các|những|một"
    r"|họ tên|ông|bà|đồng chí|thầy|cô|nơi|chức|tên|lý do|vị trí|quy mô|dân số|mỗi)(?!\w)"
)
_ORDER = re.compile(r"[^\W\d_]+\s+[^\W\d_A-ZĐ]")
"""What begins an order after a colon: a word, and a small one after it (no name)."""
_KIND_LAST = re.compile(r"[Cc]ác\s+[^\W\d_]+(?:,?\s[^\W\d_]+)?\s*$")
"""A kind of bodies before a colon: their names follow ("các Bộ: Quốc phòng, Công an")."""
_LABEL = re.compile(r"[^\s,;.:]+(?:\s[^\s,;.:]+){0,2}\s*:")
"""Small words before a colon say of what the list after it is ("Cán bộ đầu mối: …")."""
_OWNERS = re.compile(r"[Cc]ác chủ\s")
"""Whoever owns something is named by that, in any words ("các chủ hồ thủy điện …")."""
_COMPOUND = re.compile(
    r"(?i)(?<!\w)(?:ban\s+(?:chấp hành|thường vụ|thường trực|chỉ đạo|chỉ huy|quản lý|tổ chức|tuyên giáo|dân vận"
    r"|nội chính|giám sát|thanh tra|công tác|bầu cử|liên lạc|đại diện|cán sự)|(?:ủy|uỷ) ban\s+(?:kiểm tra|nhân dân"
    r"|mặt trận|bầu cử|mttq)|hội đồng\s+(?:nhân dân|thi đua|bầu cử|quản lý|phối hợp)|mặt trận\s+tổ quốc|thường\s+trực"
    r"|chấp\s+hành|(?:ủy|uỷ)\s+viên|giám\s+đốc|chủ\s+tịch|bí\s+thư)(?!\w)"
)
"""Names and posts that are one word to whoever reads them."""
_OPEN = re.compile(
    r"(?i)(?:(?:^|\s)(?:các|mỗi|từng|những|và|của|thuộc)|(?:^|(?:viên|thuộc|của|trưởng|phó|trực)\s+|\sban\s+)(?:ban"
    r"|(?:ủy|uỷ) ban|hội đồng|tổ|phó|trưởng|ủy viên|uỷ viên)|,\s*(?:phó|trưởng|ủy viên|uỷ viên))\s*$"
)
"""What a name does not end with."""
_POST = re.compile(r"(?:[Đđ]ồng chí|Đ/c)\s+(?:(?:Phó\s+)?Bí thư|Ủy viên|Uỷ viên)\s")
_OFFICE = re.compile(
    r"(?:Giám đốc|Trưởng|Phó|Chủ tịch|Bí thư|Chánh|Chỉ huy trưởng|Ủy viên|Uỷ viên|Thủ trưởng)\s"
)
"""One official has several posts: "Đồng chí Ủy viên Ban Chấp hành Đảng bộ, Giám đốc Trung tâm"."""
_PERSON = re.compile(r"(?:[Ôô]ng|[Bb]à|Thầy|Cô|[Đđ]ồng chí|[Đđ]/c)(?:\s+[A-ZĐ][^\W\d_]*){2,6}\s*[,(–-]")
"""A person with their post: one name, whatever stands between."""


def person(text: str, at: int) -> bool:
    """Whether a person is named with their post from here on ("đồng chí Lê Thị Hoa, Phó Chủ tịch …")."""
    return bool(_PERSON.match(text, at))


def complete(text: str, start: int, end: int) -> bool:
    """Whether a name ends where a name can: in the middle of no known one ("Ủy viên Ban Chấp|hành"), after no word
    that asks for more ("Ban Công tác Mặt trận các")."""
    return not _OPEN.search(" ".join(text[start:end].split())) and not any(
        one.start() < end < one.end() for one in _COMPOUND.finditer(text, max(start, end - 24), end + 24)
    )


def _next_stop(text: str, at: int, end: int) -> int:
    stop = re.compile(r"[,;.:]").search(text, at, end)
    return stop.start() if stop else end


def _orders(text: str, start: int, colon: int) -> bool:
    """Whether what stands after a colon begins with what is to be done."""
    after = text[colon + 1 : colon + 41].lstrip(" \n-")
    known = bool(after) and VERB.match(after[0].lower() + after[1:])
    return (
        bool(after)
        and not _NO_ORDER.match(after)
        and bool(known or (_ORDER.match(after) and not _KIND_LAST.search(text, start, colon)))
        and not begins(after, 0)
    )


_AS_MANY = re.compile(r"[Cc]ác\s[^,;.:]{4,70}?\s(?:trở lên|trở xuống)")
"""Which of them are meant, by a number ("các doanh nghiệp nợ từ 03 tháng trở lên")."""


def _doing(text: str, at: int, stop: int) -> re.Match[str] | None:
    """What the bodies named from here on do: a known verb, or whatever stands where their name has ended."""
    if which := _AS_MANY.match(text, at, stop):
        return verb(text, which.end(), stop, name=at) or names.ended(text, which.end(), stop)
    head = (HEAD if text[at : at + 3] not in {"Các", "các"} else _KINDS_AFTER_ALL).match(text, at)
    if bound := _BOUND_KIND.match(text, at, stop):
        return verb(text, bound.end(), stop, name=at)
    found = verb(text, head.end() if head and head.re is _KINDS_AFTER_ALL else at + 2, stop, name=at)
    if head is None or _PERSON.match(text, at) or _OWNERS.match(text, at):
        return found
    ended = names.ended(text, head.end(), found.start() if found else stop)
    if ended and _LABEL.match(text, ended.start(), stop):
        return found
    if ended and not found and _IN_CHARGE.match(text, at):
        return None
    if ended and found and _unnamed(text, head, ended.start(), found):
        return found
    if ended and (placed := _NAMED_AFTER.match(text, ended.start(), stop)):
        kind = _BARE.fullmatch(text[head.start() : ended.start()].rstrip())
        if kind and not names.works(placed["kind"]) and not names.plain(placed["kind"].split()):
            return _ANY_WORD.match(text, placed.end(), stop)
    if ended and (further := _further(text, ended.start(), stop)):
        return further
    if ended and not (found and names.charged(text, ended.start(), found.start())):
        return ended
    charge = re.compile(r"phụ trách\s").match(text, ended.start()) if ended and found else None
    if (
        charge
        and found
        and (after := names.ended(text, charge.end(), found.start()))
        and after.start() > charge.end()
    ):
        return after
    return found


_NAMED_AFTER = re.compile(
    r"(?P<kind>[a-zđ][^\W\d_]*(?:\s[a-zđ][^\W\d_]*)?)\s+[A-ZĐ][^\W\d_]*(?:\s[A-ZĐ][^\W\d_]*)+\s+(?=[a-zđ])"
)
"""A word that says what kind a body is, and its own name ("Nhà máy nước Tân Hiệp xả …")."""
_ANY_WORD = re.compile(r"[^\W\d_]+")
_BOUND_KIND = re.compile(
    r"(?:[Cc]ơ quan|[Đđ]ơn vị|[Tt]ổ chức)(?:\s+[^\W\d_A-ZĐ]+){1,8}?(?=\s+(?:có|chịu) trách nhiệm(?!\w))"
)
"""A kind that says nothing alone goes on, in whatever words, up to what it is bound to ("Cơ quan thuế có trách nhiệm",
"Đơn vị nhận hồ sơ có trách nhiệm")."""
_BARE = re.compile(
    r"(?:[Cc]ác\s+|[Mm]ỗi\s+|[Tt]ừng\s+)?(?:[Dd]oanh nghiệp|[Cc]ông ty|[Hh]ợp tác xã|[Hh]ãng|[Cc]ơ sở|[Nn]hà|[Cc]hủ"
    r"|[Hh]ộ|[Tt]rung tâm|[Tt]ổ|[Đđ]ội|[Bb]an"
    r"|[Cc]âu lạc bộ|[Hh]ội|[Hh]iệp hội|[Cc]ông chức|[Cc]án bộ|[Nn]hân viên|[Ll]ực lượng|[Đđ]oàn|[Vv]iện|[Tt]rường"
    r"|[Gg]iáo viên|[Nn]hà máy|[Xx]í nghiệp|[Tt]rại|[Nn]hóm|[Tt]rạm|[Cc]hi nhánh)"
)
"""A kind that says nothing without the word that follows it ("doanh nghiệp lữ hành")."""


def _unnamed(text: str, head: re.Match[str], ended: int, found: re.Match[str]) -> bool:
    """Whether a kind alone stands before a word or two that nobody listed and a verb of two syllables: they are its
    name."""
    between = text[ended : found.start()].split()
    return (
        bool(_BARE.fullmatch(text[head.start() : ended].rstrip()))
        and 0 < len(between) < 3
        and all(word.isalpha() and word.islower() for word in between)
        and " " in found.group()
        and not names.works(" ".join(between))
        and not names.plain(between)
    )


_PLACED = re.compile(
    r"(?:[A-ZĐ][^\W\d_]*|(?:số|vùng|khu vực|thứ)\s+(?:\d{1,3}|[IVX]+)|xã|phường|huyện|quận|tỉnh|thành phố|thị xã"
    r"|thị trấn"
    r"|đặc khu|thôn|bản|ấp|miền (?:Bắc|Trung|Nam))\s+$"
)
"""What a name ends with: a place, a number, a level."""
_FAR, _WORDS = 70, 6


def _further(text: str, at: int, stop: int) -> re.Match[str] | None:
    """The known verb before which a name ends that goes on in words nobody listed, up to a place, a number or a level
    ("Trại giam Gia Trung dạy nghề", "Khoa học Thủy lợi miền Trung hoàn chỉnh")."""
    for found in VERB.finditer(text, at, min(at + _FAR, stop)):
        between = text[at : found.start()]
        words = between.split()
        if (
            not words
            or len(words) > _WORDS
            or re.search(r"[,;.:()\n]", between)
            or names.plain([*words, ""])
            or names.works(between)
            or set(words) & {"cho", "các", "những", "để", "việc", "người", "hộ"}
        ):
            return None
        if _PLACED.search(between):
            return found
        if not names.FIELD.match(text, found.start(), stop):
            return None
    return None


def _whole(text: str, at: int, stop: int) -> int | None:
    """Where a colon ends a name of words that nobody listed: no verb stands before it, and an order after it."""
    colon = text.find(":", at, min(stop, at + 120))
    if colon < 0 or re.search(r"[,;.]", text[at:colon]) or _ALL_OF.match(text[at:stop]):
        return None
    head = HEAD.match(text, at)
    ended = names.ended(text, head.end(), colon) if head else None
    if ended is None or verb(text, at + 2, colon, name=at) or names.works(text[ended.start() : colon]):
        return None
    return colon if _orders(text, at, colon) else None


def phrase(text: str, at: int, end: int, *, first: bool = False, known: bool = False) -> int | None:
    """Where a list of bodies that begins here ends: at the first verb, or, where they stand ``first``, at a colon
    before it; None when nothing is done by them. ``known``: only a known verb ends a name."""
    if not begins(text, at):
        return None
    stop = min(end, at + LONGEST)
    found = verb(text, at + 2, stop, name=at) if known else _doing(text, at, stop)
    if first and (colon := _whole(text, at, stop)):
        return colon
    colon = text.find(":", at + 2, found.start() if found else stop)
    if first and colon > 0 and not _ALL_OF.match(text[at:stop]) and _orders(text, at, colon):
        return colon
    if (
        not found
        or _LEADS_ON.match(text, at, found.start())
        or (found.group() == "là" and not _IS_FOR.match(text, found.end()))
    ):
        return None
    if found.group() == "được" and (told := _TOLD_WHICH.match(text, found.start(), stop)):
        given = _GIVEN.match(text, told.end(), stop)
        found = _HAS_TO.search(text, told.end(), stop)
        charge = bool(given) and "phụ trách" in text[told.end() : told.end() + 12]
        goes = VERB.search if charge else VERB.match
        if given and (after := goes(text, given.end(), stop)) and not (
            found and found.start() < _next_stop(text, told.end(), stop)
        ):  # fmt: skip
            found = after
        if not found:
            charge_ends = re.compile(r"\s+\S+\s+\S+\s").match(text, told.end(), stop)
            found = charge_ends and VERB.search(text, charge_ends.end(), _next_stop(text, told.end(), stop))
        if not found:
            return None
    elif found.group() == "được" and (which := _WHICH_ARE.match(text, found.start(), stop)):
        found = (
            _HAS_TO.search(text, which.end(), _next_stop(text, which.end(), stop))
            or VERB.match(text, which.end() + 1, stop)
            or names.ended(text, which.end(), min(which.end() + 60, stop))
            or VERB.search(text, which.end(), min(which.end() + 60, stop))
            or found
        )
    piece = text[at : found.start()]
    if piece.strip().lower() in {"các", "mỗi", "từng", "toàn bộ các"}:
        return None
    if re.search(
        r"[.!?](?:\s|$)|\n\s*\n", re.sub(r"\b(?:TP|TT|Tp|VP|GS|TS|P)\.", "", piece)
    ) or ":" in _ALL_OF.sub("", piece).rstrip(" :"):
        return None
    return found.start()


def _deputies(text: str, since: int, join: re.Match[str]) -> bool:
    before = text[since : join.start()]
    named = _COUNCIL.search(before) or re.search(r"(?:Tổ đại biểu|Đoàn đại biểu)", before)
    return bool(named and _DEPUTIES.match(text, join.end()))


def _kinds(before: str, text: str, at: int) -> bool:
    """Whether two kinds of bodies are named in one breath ("các Cục, Vụ liên quan")."""
    return bool(_ALL_KIND.match(before) and _KIND.match(text, at))


def _apart(text: str, since: int, join: re.Match[str]) -> bool:
    """Whether what follows is a body of its own though written small ("doanh nghiệp, viện nghiên cứu, …")."""
    if _deputies(text, since, join):
        return True
    if _SMALL_POST.match(text, since) and _SMALL_POST.match(text, join.end()):
        return True
    if _SMALL_RELATED.match(text, join.end()) and join.group().strip() == "và":
        return text[since : since + 1].isupper()
    return bool(_SMALL.match(text, join.end())) and not text[
        since : join.start()
    ].lstrip().lower().startswith(("các ", "một số ", "những ", "cơ quan", "tổ chức", "đơn vị"))


_NAME_ON = re.compile(r"[A-ZĐ][^,;()]*?(?:,\s+[A-ZĐ][^,;()]*?)*?\s+và\s+(?=[A-ZĐ])")
"""A name that goes on after a comma ends in "và" and its last field: "Phòng Kinh tế, Hạ tầng và Đô thị"."""
_FIELDS = re.compile(r"(?:Phòng|Sở|Bộ|Ban|Trung tâm|Cục|Chi cục|Vụ)\s+[A-ZĐ]")


def _fields_on(text: str, since: int, join: re.Match[str], end: int) -> bool:
    """Whether fields of the same body follow a comma, and no other body."""
    if "," not in join.group() or not _FIELDS.match(text, since):
        return False
    fields = _NAME_ON.match(text, join.end(), end)
    return fields is not None and not any(
        begins(text, at)
        for at in (
            join.end(),
            fields.end(),
            *(one.end() for one in re.compile(r",\s+").finditer(text, *fields.span())),
        )
    )


def listed(text: str, start: int, end: int, *, any_name: bool = False) -> list[tuple[str, int, int]]:
    """A list of bodies taken apart: (name in single spaces, from, to); with ``any_name`` whatever they are called."""
    found = list[tuple[str, int, int]]()
    if _ALL_OF.match(text[start:end]) or _PERSON.match(text, start, end):
        name = " ".join(text[start:end].split()).strip(" ,;.")
        return [(name, start, start + len(text[start:end].rstrip(" ,;.\n")))]
    since, depth = start, 0
    cuts = list[tuple[int, int]]()
    for join in _JOIN.finditer(text, start, end):
        depth = text.count("(", since, join.start()) - text.count(")", since, join.start())
        if depth > 0 or not (
            begins(text, join.end())
            or ";" in join.group()
            or (begins(text, since) and _BRANCH.match(text, join.end(), end))
            or (
                any_name
                and text[join.end() : join.end() + 1].isupper()
                and "," in join.group()
                and not _fields_on(text, since, join, end)
            )
            or _apart(text, since, join)
        ):
            continue
        before = text[since : join.start()].strip()
        if "," in join.group() and _POST.match(text, since) and _OFFICE.match(text, join.end()):
            continue
        if not before or (
            (
                _TOGETHER.search(before)
                or text.startswith("Phó ", join.end())
                or _kinds(before, text, join.end())
            )
            and ";" not in join.group()
            and not _deputies(text, since, join)
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
        if len(name) > 1 and (any_name or found or begins(text, since) or not cuts):
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
