"""What documents say without giving work: formulas that begin, end and explain them, and what is told of somebody."""

import re

NOT_DONE = re.compile(
    r"(?:Các nội dung|Thời gian|Kinh phí|Đối tượng|Nội dung|Mục tiêu|Số lượng|Địa điểm|Thành phần|Hình thức|Quy mô"
    r"|Tổng|Mỗi|Đối với|Trường hợp|Việc |Được |Có (?!báo cáo|biện pháp|kế hoạch|phương án|giải pháp|trách nhiệm)"
    r"|Khối lượng|Cơ cấu|Tiêu chí|Điều kiện"
    r"|[^.;:]{2,60}\s(?:được quyền|có quyền|được hưởng|được bồi thường|được miễn)(?!\w)"
    r"|Ghi chú|Lưu ý|Về |Đại diện |Ông |Bà |Dự án \d|Tiểu dự án \d)|\d|[A-ZĐ]{4}|[^.;]{2,80}\(nếu có\)\W*$"
)
PAPERS = (
    "Quyết định|Nghị quyết|Chỉ thị|Nghị định|Thông tư|Kết luận|Kế hoạch|Quy định|Quy chế|Chương trình|Hướng dẫn"
    "|Thông báo|Công văn|Công điện|Đề án|Phương án"
)
NOT_TASK = re.compile(
    r"(?:nếu|khi)\s+có\s+(?:những\s+)?(?:khó khăn|vướng mắc|phát sinh|nội dung|thay đổi)|(?:thi hành"
    r"|thực hiện)\s+(?:nghiêm\s+|nghiêm túc\s+)?(?:các nội dung\s+)?(?:Quyết định|Nghị quyết|Chỉ thị|Nghị định"
    r"|Thông tư|quyết định)\s+này\s*[./]*\s*$"
    rf"|^(?:Yêu cầu|Đề nghị) [^;:]*nghiêm (?:túc|chỉnh) [^;:]*thực hiện (?:{PAPERS}) này\s*[./]*\s*$"
    rf"|(?:căn cứ|theo) (?:{PAPERS})(?: này)?(?: để)?(?: tổ chức)? (?:thi hành|thực hiện)\s*[./]*\s*$"
    rf"|^(?:{PAPERS}) này (?:được )?(?:phổ biến|thay thế|thay cho|áp dụng|bãi bỏ|hủy bỏ)"
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
ALL_ASK = re.compile(
    r"\s*(?:(?:khẩn trương|nghiêm túc|nghiêm chỉnh|kịp thời|chủ động|quan tâm|xem xét|quyết định|chỉ đạo|phối hợp"
    r"|hợp tác"
    r"|giúp đỡ|hỗ trợ|tạo điều kiện|phê duyệt|chấp thuận|cho ý kiến|tổ chức|triển khai|thực hiện|và|để"
    r"|biết)[\s,]*)+[./\s]*"
)
"""What every document asks of those it goes to."""
ASKS = re.compile(r"(?:Nhận được [^,.;]{4,60},\s+)?(?:[Yy]êu cầu|[Đđ]ề nghị)\s")
ANNOUNCES = re.compile(
    r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|Chính phủ|Bộ trưởng|Thủ tướng"
    r"|Ban Thường vụ)[^.;]{0,90}?\s(?:ban hành|xây dựng)\s+(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Kế hoạch"
    r"|kế hoạch|Chỉ thị|Chương trình)"
)
"""What the issuing body does with this document, outside of its items."""
DECIDES = re.compile(
    r"\s*(?:phân công (?:nhiệm vụ|công việc|như|cụ thể)|có ý kiến|thông báo|quyết định|quyết nghị|thống nhất|công bố"
    r"|ban hành"
    r"|thông qua|bãi bỏ|phê duyệt|điều chỉnh"
    r"|xây dựng (?:Kế hoạch|kế hoạch|Chương trình|chương trình))(?!\w)"
)
"""What the issuing body itself does in the sentence that announces its items: nobody is told to do them."""
TOLD_OF = re.compile(
    r"\s*(?:(?:thi công|sử dụng|vận hành|khai thác)\s+)?đã\s|\s*(?:có|được)\s+quyền\s(?!hạn|và)"
    r"|(?<=dân )được\s+(?:phản ánh|kiến nghị|hưởng|biết|bàn|quyền|tham gia)"
)
"""After the name of a body: what it did or may do, nothing it is told to do."""
REAL_WORK = re.compile(
    r"(?:đôn đốc|theo dõi|kiểm tra|giám sát|hướng dẫn)[^.;]{0,60}(?:thi hành|thực hiện)[^.;]{0,30}\snày"
)
"""To see that a document is carried out is work; to carry it out is what every document asks."""
