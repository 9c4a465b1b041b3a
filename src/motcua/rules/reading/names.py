"""Where the name of a body ends, by what names are made of and not by what the body does: capitals, fields of work,
levels and kinds of bodies. What stands after that is what it is told to do, whatever the word."""

import re
from collections.abc import Callable

_FIELDS = """
y tế, tư pháp, nội vụ, tài chính, kế hoạch, đầu tư, kinh tế, xây dựng, công thương, giáo dục, đào tạo, văn hóa,
văn hoá, thông tin, truyền thông, thể thao, thể dục, du lịch, xã hội, khoa học, công nghệ, tài nguyên, môi trường,
nông nghiệp, nông thôn, phát triển, giao thông, vận tải, lao động, thương binh, dân tộc, tôn giáo, ngoại vụ,
nông dân, phụ nữ, liên hiệp, cựu chiến binh, chữ thập đỏ, người cao tuổi, khuyến học, thanh niên, cộng sản,
đô thị, hạ tầng, quân sự, biên phòng, kiểm lâm, thú y, chăn nuôi, trồng trọt, bảo vệ thực vật, thủy lợi, thủy sản,
thuỷ lợi, thuỷ sản, phục vụ, hành chính công, tổ quốc, mặt trận, dân vận, tuyên giáo, cán bộ, nội chính, đối ngoại,
hành chính, tổng hợp, quản trị, pháp chế, công dân, quỹ đất, dự án, quản lý, công trình, chất lượng, bệnh tật,
kiểm soát, dân số, trẻ em, an toàn, thực phẩm, chuyển đổi số, cải cách, bưu chính, viễn thông, điện lực, cấp nước,
thoát nước, cây xanh, chiếu sáng, vệ sinh, bảo hiểm, ngân hàng, thống kê, thi hành án, dân sự, tòa án, toà án,
kiểm sát, cảnh sát, công an, quốc phòng, phòng cháy, chữa cháy, cứu nạn, cứu hộ, trật tự, an ninh, dân quân, tự vệ,
khuyến nông, dịch vụ, công ích, kỹ thuật, ứng dụng, thư viện, bảo tàng, phát thanh, truyền hình, mầm non, tiểu học,
trung học, phổ thông, nội trú, bán trú, dạy nghề, nghề nghiệp, thường xuyên, chính trị, lý luận, chính sách,
nhân dân, luật gia, luật sư, doanh nghiệp, doanh nhân, nhà báo, văn học, nghệ thuật, làm vườn, sinh vật cảnh,
người mù, người khuyết tật, nạn nhân, chất độc, da cam, xung phong, giáo chức, đông y, từ thiện, bảo trợ, công tác,
thương mại, thiên tai, phòng thủ, tìm kiếm, địa chính, hộ tịch, kế toán, văn thư, lưu trữ, đất đai, đăng ký,
nhà đất, bất động sản, công nghiệp, chế xuất, năng lượng, mỏ, đường bộ, đường sắt, hàng hải, hàng không,
đường thủy, cầu đường, đê điều, khí tượng, thủy văn, tư tưởng, học sinh, sinh viên, chuyên môn, nghiệp vụ,
công đoàn, học tập, chính quyền, chi trả, cửa khẩu, nhập khẩu, tiếng nói, báo chí, báo đài, tổ chức, cung cấp, bầu cử,
chỉ huy, chỉ đạo, cộng đồng, sức khỏe, chính phủ, quốc hội, kho bạc, kiểm toán, hải quan, biển, đảo, biên giới
"""
_WITHIN = """
xã phường thị trấn huyện quận tỉnh thành phố đặc khu vực thôn bản ấp buôn xóm làng tổ dân cấp trung ương cơ sở trực
thuộc
của các và có cơ quan liên nhân sở ban ngành bộ đơn vị đoàn thể tổ chức chính trị hội hội phòng trường đại biểu chuyên
trách
môn công lập sự nghiệp nhà nước trên địa bàn khối đảng ủy uỷ chi đảng viên cùng với khác thành viên phương doanh đội
trạm trung tâm viện quốc gia ngang toàn lực lượng chức năng trưởng phó giám đốc chủ tịch bí thư hiệu thủ chỉ huy
đạo cán hợp tác hộ gia đình khu công nghiệp chế xuất chợ bến xe điểm máy rừng vườn hồ đập cảng sân bay ga
hai ba bốn bên cục chi vụ hạt đồn kho học khoa lớp nghề nhóm câu lạc quý tư thứ lâm thời cũ mới số tại
"""
_NO_ORDER = """
đã đang vừa bị từng sẽ được là có còn chưa không gồm bao thuộc nằm tại ở do vì nên mà khi nếu với theo trong trên về cho
từ và hoặc như này đó nhất đến bởi sau trước ngoài dưới giữa bằng qua hay tuy nhưng cũng rất đều vẫn chỉ thì để nào
nơi năm tháng ngày quý tuần khoảng hơn trừ kể tính đạt thấp cao ông bà đồng kèm mỗi những một
"""
_WORK = """
ra lo làm cử gửi nộp lập mở mua bán dọn quét trồng treo dán đặt lắp sửa giúp đón trực canh báo gọi nhắc ký họp xét
chọn bầu soạn viết đọc ghi chấm dạy nuôi tiêm phun đốt chặt đào đắp nạo vét khơi chở quyên tặng nấu lau rửa bốc dỡ
kéo cắm cắt tỉa rào khóa niêm dựng tháo gỡ bẫy xem tìm nhận trả phát đưa rút cấp chia bàn giữ đo đếm vẽ in thử gom
mời thăm bắt tỏa
"""
"""Words for work that no name goes on with."""
_TOKEN = re.compile(r"[^\W_]+|[-–&/.,;:()]|\S")
_FIELD = re.compile(
    "(?:" + "|".join(sorted((one.strip() for one in _FIELDS.split(",")), key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)
_LOWER, _NONE, _ACTS = (frozenset(one.split()) for one in (_WITHIN, _NO_ORDER, _WORK))
_JOINS = re.compile(
    r"[,;:.()]|(?:^|\s)(?:và|rồi|để|hoặc|trước|chậm|đến|cho|từ|theo|trong|của|tại|vào|khi)(?=\s|$)"
)
_CHARGE = re.compile(r"phụ trách\s")
"""Of which work an official has charge is part of the post, before what is given to them."""
_PART = 3
"""How many words that no name is known to have may still be part of one, before a known verb."""


def ended(text: str, after: int, end: int) -> re.Match[str] | None:
    """The first word that is no part of the name whose first word ends at ``after``; None where the name goes on, or
    what follows tells of the body instead of what it is to do."""
    at, depth, capitals = after, 0, 0
    while found := _TOKEN.search(text, at, end):
        at, said = found.end(), found.group()
        if depth or said in "()":
            depth += {"(": 1, ")": -1}.get(said, 0)
        elif said in ".:" or "\n\n" in text[found.start() - 2 : found.start()]:
            return None
        elif said in ",;":
            following = _TOKEN.search(text, at, end)
            if following is None or not (following.group()[0].isupper() or following.group() in _LOWER):
                return None
        elif field := _FIELD.match(text, found.start(), end):
            at, capitals = field.end(), 0
            continue
        elif said[0].isupper():
            capitals += 2 if said.isupper() else 1
            continue
        elif said[0].islower() and said not in _LOWER and (capitals != 1 or said in _ACTS):
            return None if said in _NONE else found
        capitals = 0
    return None


def whose(text: str, start: int, verb: int, begins: Callable[[str, int], bool]) -> bool:
    """Whether what stands between the end of a name and a known verb is what the body does already, for it is long or
    joined with what follows; another body after the join goes on with the names."""
    between = text[start:verb]
    if _CHARGE.match(between):
        stop = re.search(r"[,;.:]", between)
        return stop is not None and stop.group() != ":"
    if between.split()[0] in _ACTS:
        return True
    joined = any(
        not begins(text, start + one.end() + (one.group()[-1] != " ")) for one in _JOINS.finditer(between)
    )
    return joined or (len(between.split()) > _PART and not _JOINS.search(between))
