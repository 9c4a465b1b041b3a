"""Where the name of a body ends, by what names are made of and not by what the body does: capitals, fields of work,
levels and kinds of bodies. What stands after that is what it is told to do, whatever the word."""

import re

_FIELDS = """
an ninh, an toàn, biên giới, biên phòng, biên tập, biến đổi khí hậu, biển, bán trú, báo chí, báo đài, bình đẳng
giới, bưu chính, bảo hiểm, bảo trợ, bảo tàng, bảo tồn, bảo vệ, bảo vệ thực vật, bất động sản, bầu cử, bệnh tật, bồi
dưỡng, bồi thường, cao tuổi, chi trả, chiếu sáng, chuyên môn, chuyển đổi số, chính phủ, chính quyền, chính sách,
chính trị, chăn nuôi, chất lượng, chất độc, chấp hành, chế xuất, chỉ huy, chỉ đạo, chữ thập đỏ, chữa cháy, cung cấp, cán
bộ, cán sự, cây trồng, cây xanh, công an, công chứng, công cộng, công dân, công giáo, công nghiệp, công nghệ, công sản,
công thương, công trình, công tác, công ích, công đoàn, cơ bản, cơ động, cải cách, cảnh sát, cấp nước, cầu đường,
cận lâm sàng, cổ truyền, cộng sản, cộng đồng, cứu hộ, cứu nạn, cửa khẩu, cựu chiến binh, da cam, da liễu, dinh
dưỡng, doanh nghiệp, doanh nhân, du lịch, dân lập, dân phòng, dân quân, dân số, dân sự, dân tộc, dân vận, dược, dược
phẩm, dạy nghề, dịch vụ, dữ liệu, dự phòng, dự án, gia đình, giao thông, giám sát, giám định, giáo chức, giáo dục,
giúp việc, giải phóng mặt bằng, giảm nghèo, giới thiệu, hoà giải, huyết học, hàng hải, hàng không, hành chính, hành
chính công, hành khách, hình sự, hòa giải, hạ tầng, hải quan, hậu cần, học sinh, học tập, hồi sức, hộ tịch, hợp tác,
khai thác, khen thưởng, kho bạc, khoa học, khoáng sản, khuyến học, khuyến nông, khám bệnh, khí tượng, khảo thí, kinh
doanh, kinh tế, kiến trúc, kiểm lâm, kiểm nghiệm, kiểm soát, kiểm sát, kiểm toán, kiểm tra, kiểm định, kế hoạch, kế
toán, kỹ thuật, lao động, liên gia, liên hiệp, luật gia, luật sư, làm vườn, lâm nghiệp, lâm sàng, lý luận, lưu trữ,
ma túy, miền núi, môi trường, mầm non, mắt, mặt trận, mỏ, mỹ phẩm, nghiên cứu, nghiệp vụ, nghề nghiệp, nghệ thuật,
ngoại ngữ, ngoại vụ, ngân hàng, ngân sách, người cao tuổi, người có công, người khuyết tật, người mù, nhi, nhi đồng,
nhà báo, nhà cung cấp, nhà khoa học, nhà mạng, nhà thầu, nhà đất, nhà đầu tư, nhà ở, nhân dân, nhân sự, nhập khẩu,
nông dân, nông nghiệp, nông thôn, năng lượng, nước ngoài, nước sạch, nạn nhân, nội chính, nội trú, nội vụ, nội địa,
phi chính phủ, pháp chế, pháp luật, pháp lý, pháp y, phát thanh, phát triển, phòng cháy, phòng thủ, phật giáo, phổ
thông, phụ huynh, phụ nữ, phục hồi, phục vụ, quan trắc, quy hoạch, quân sự, quản lý, quản trị, quốc hội, quốc phòng,
quốc tịch, quỹ đất, sinh học, sinh sản, sinh viên, sinh vật cảnh, soạn thảo, sát hạch, sản nhi, sản xuất, sở hữu trí
tuệ, sức khỏe, tham mưu, thanh niên, thi hành án, thi đua, thiên nhiên, thiên tai, thiếu nhi, thoát nước, thuỷ lợi,
thuỷ sản, thông tin, thú y, thư ký, thư viện, thương binh, thương mại, thường xuyên, thẩm định, thể dục, thể thao,
thị trường, thống kê, thủ tục, thủy lợi, thủy nông, thủy sản, thủy văn, thực phẩm, tin học, tin lành, tiêu chuẩn,
tiếng nói, tiếp nhận, tiểu học, toà án, toán, trung học, truyền hình, truyền thông, trật tự, trẻ em, trồng trọt, trợ
giúp, tuyên giáo, tuần tra, tài chính, tài nguyên, tài sản, tái định cư, tâm thần, tìm kiếm, tòa án, tôn giáo, tư
pháp, tư thục, tư tưởng, tư vấn, tổ chức, tổ quốc, tổng hợp, tội phạm, từ thiện, tự quản, tự vệ, ung bướu, viễn
thông, việc làm, vùng cao, văn hoá, văn hóa, văn học, văn thư, vận hành, vận tải, vật liệu, vật nuôi, về kinh tế, về
ma túy, về trật tự xã hội, vệ sinh, xung kích, xung phong, xuất bản, xuất khẩu, xây dựng, xã hội, y học, y tế, đa
khoa, điều dưỡng, điều hành, điều phối, điều tra, điện lực, đo lường, đào tạo, đê điều, đô thị, đông y, đăng kiểm,
đăng ký, đường bộ, đường sắt, đường thủy, đại diện, đảo, đất đai, đấu giá, đầu tư, địa chính, địa chất, đối ngoại,
ứng dụng, truyền thanh, dân dụng, dân cư, chung cư, nhà chung cư, duyên hải, quản lý nhà(?! nước| ở),
phát triển nhà(?! nước| ở), bản quyền, biên chế, bốc xếp, bến bãi, cha mẹ, chất thải, chợ đầu mối, cấp thoát nước, công
nhân, công viên, cửa hàng, cụm công nghiệp, diêm dân, giết mổ, gia trại, hiến máu, hưu trí, hải sản, khai khoáng,
khách sạn, khuyến công, khuyến tài, khí đốt, khởi nghiệp, kiến thiết, kiểm sát, lái xe, lâm sản, lò mổ, lịch sử, lữ
hành, nghĩa trang, ngư dân, người khuyết tật, người lao động, người tiêu dùng, nghề cá, nhân đạo, nhiệt điện, nhà
hàng, nhà nghỉ, phế liệu, rác thải, sáng tạo, siêu thị, taxi, tang lễ, thoát nước, thuyền viên, thủy điện, thủy hải
sản, tiêu dùng, trang trại, trí tuệ, tưới tiêu, tín dụng, vũ trường, vườn ươm, xe buýt, xe khách, xăng dầu, xúc tiến,
xổ số, đổi mới sáng tạo, ngành dọc, nghĩa vụ quân sự, nhiễm khuẩn, quyền sử dụng đất, tín ngưỡng, tư lệnh, tạm
giam, cai nghiện, giam, trật tự xây dựng đô thị, trật tự xây dựng, trật tự đô thị, quản lý đô thị, kiểm ngư, kết quả,
công chánh, thuế(?! xuất), vay vốn và tiết kiệm,
tiết kiệm và vay vốn, kế hoạch hóa gia đình, kế hoạch hoá gia đình
"""
_WITHIN = """
huyện đoàn, quận đoàn, tỉnh đoàn, thành đoàn, thị đoàn, xã đoàn, chi nhánh,
xã, phường, thị trấn, huyện, quận, tỉnh, thành phố, thị xã, đặc khu, khu vực, khu phố, khu, thôn, bản, ấp, buôn,
xóm, làng, tổ dân phố, tổ, các cấp, trung ương, cơ sở, trực thuộc, thuộc, của, các, và, có liên quan, liên quan,
nhân dân, sở, ngành, bộ, đơn vị, đoàn thể, tổ chức, chính trị, hội, trường, đại biểu, chuyên trách, chuyên môn, công
lập, sự nghiệp, nhà nước, trên địa bàn, địa bàn, khối, đảng ủy(?! ban), ủy, uỷ, học, đảng uỷ, đảng bộ, đảng viên,
đảng, chi bộ, chi đoàn, chi hội, chi cục, viên chức, công chức, cán bộ, cùng, với, khác, thành viên, địa phương,
đội, trạm, trung tâm, viện, viên, quốc gia, quốc tế, ngang bộ, ngang, trường học, cấp ủy, cấp uỷ, hộ kinh doanh, vật
chất, công dân, toàn, lực lượng, chức năng, trưởng, phó, giám đốc, chủ tịch, bí thư, hiệu trưởng, thủ trưởng, chỉ
huy, lãnh đạo, đạo, hợp tác xã, hộ, gia đình, chợ, bến xe, điểm, nhà máy, nhà trường, rừng, vườn, hồ, đập, cảng, sân
bay, ga, hai, ba, bốn, bên, cục, vụ, hạt, đồn, vùng, kho, khoa, lớp, nghề, nhóm, câu lạc bộ, quý, thứ, tư, lâm thời, cũ,
mới, số, tại, cơ quan, chủ nhiệm, thường trực, còn lại, nêu trên, hoạt động chuyên trách,
hoạt động không chuyên trách, xe, không chuyên trách,
phố, chủ quản, quận ủy, huyện ủy, tỉnh ủy, thành ủy, ủy ban, ủy viên,
uỷ ban, uỷ viên, ban ngành, sẵn có, dân, kiêm, kiêm nhiệm, khóa, khoá, nhiệm kỳ, trọng điểm, liên huyện, liên xã,
liên ngành,
liên danh, ven sông, ven biển, ven đê, hạ du, hạ lưu, đầu nguồn, xung yếu, trọng yếu, miền, chuyên ngành, đoàn giám sát,
đoàn kiểm tra, đoàn thanh tra, đoàn công tác, đoàn(?! kết| kiểm| giám| công tác| thể), bộ môn
"""
_NO_ORDER = """
đã đang vừa bị từng sẽ được là có còn chưa không gồm bao thuộc nằm tại ở do vì nên mà khi nếu với theo trong trên về
từ và hoặc như này đó nhất đến bởi sau trước ngoài dưới giữa bằng qua hay tuy nhưng cũng rất đều vẫn chỉ thì để nào
nơi năm tháng ngày quý tuần khoảng hơn trừ đạt thấp cao ông bà đồng kèm mỗi những một
"""
_WORK = """
ra lo làm cử gửi nộp lập mở mua bán dọn quét trồng treo dán đặt lắp sửa giúp đón trực canh báo gọi nhắc ký họp xét
chọn bầu soạn viết đọc ghi chấm dạy nuôi tiêm phun đốt chặt đào đắp nạo vét khơi chở quyên tặng nấu lau rửa bốc dỡ
kéo cắm cắt tỉa rào khóa niêm dựng tháo gỡ bẫy xem tìm nhận trả phát đưa rút cấp chia bàn giữ đo đếm vẽ in thử gom
mời thăm bắt tỏa
"""
"""Words for work that no name goes on with."""
_TOKEN = re.compile(r"[^\W_]+|[-–&/.,;:()]|\S")


def _any(words: str, more: str = "") -> str:
    phrases = sorted((re.sub(r"\s+", " ", one.strip()) for one in words.split(",")), key=len, reverse=True)
    return rf"(?:{'|'.join(phrases)}{more})(?!\w)"


FIELD = re.compile(_any(_FIELDS), re.IGNORECASE)
_LOWER = re.compile(
    _any(
        _WITHIN,
        r"|(?:đóng|đóng chân|đóng quân|đứng chân|hoạt động|sinh sống|cư trú|làm việc|công tác|học tập|thường trú"
        r"|tạm trú)(?=\s+(?:trên|tại|ở)\s)|ban(?=\s*(?:[,;.]|$)|\s+(?:ngành|của|thuộc|quản|chỉ|và|chấp hành"
        r"|(?-i:[A-ZĐ])))"
        r"|(?:(?<=phòng, )|(?<=sở, ))ban(?!\s+hành)|phòng(?!\s+(?:chống|ngừa|trừ))"
        r"|cấp(?=\s+(?:xã|huyện|tỉnh|trung|trên|dưới|ủy|uỷ|phường|quận|thành|cơ|bộ|vụ|sở|phòng|có|khác|học)(?!\w))",
    ),
    re.IGNORECASE,
)
_NONE, _ACTS = frozenset(_NO_ORDER.split()), frozenset(_WORK.split())
_PAIRED = re.compile(r"\s+[-–]\s+[A-ZĐ]")
"""After a syllable that a name goes on with ("Truyền thanh - Truyền hình")."""
_WHOLE_OFFICE = re.compile(r"(?:Văn phòng|Thanh tra)\s+(?:Ban|Phòng|Sở)\s+\Z")
"""An office of a body that is called by its kind alone."""
_CHARGE = re.compile(r"phụ trách\s")
"""Of which work an official has charge is part of the post, before what is given to them."""


def ended(text: str, after: int, end: int) -> re.Match[str] | None:
    """The first word that is no part of the name whose first word ends at ``after``; None where the name goes on, or
    what follows tells of the body instead of what it is to do."""
    at, depth, capitals, many = after, 0, 0, False
    while found := _TOKEN.search(text, at, end):
        at, said = found.end(), found.group()
        if depth or said in "()":
            depth += {"(": 1, ")": -1}.get(said, 0)
        elif said in ".:" or "\n\n" in text[found.start() - 2 : found.start()]:
            return None
        elif said in ",;":
            following = _TOKEN.search(text, at, end)
            if following is None or not (
                following.group()[0].isupper()
                or _LOWER.match(text, following.start())
                or FIELD.match(text, following.start())
            ):
                return None
        elif field := FIELD.match(text, found.start(), end):
            at, capitals, many = field.end(), 0, False
            continue
        elif within := _LOWER.match(text, found.start(), end):
            at = within.end()
            many = said.lower() == "các"
            if many:
                continue
        elif said[0].isupper():
            capitals, many = capitals + (2 if said.isupper() else 1), False
            continue
        elif (many and said not in _NONE) or (said.isalpha() and _PAIRED.match(text, at, end)):
            pass
        elif said[0].islower() and (
            capitals != 1 or said in _ACTS or _WHOLE_OFFICE.search(text, max(after - 9, 0), found.start())
        ):
            return None if said in _NONE else found
        capitals, many = 0, False
    return None


def works(said: str) -> bool:
    """Whether some word of it is work, and so of no name."""
    return any(word in _ACTS for word in said.split())


def plain(words: list[str]) -> bool:
    """Whether some word of them only joins others, and names nothing."""
    return any(word in _NONE for word in words)


def charged(text: str, start: int, verb: int) -> bool:
    """Whether a known verb tells what is given to somebody whose charge stands before it: part of the post."""
    between = text[start:verb]
    stop = next(
        (one for one in re.finditer(r"[,;.:]\s*", between)
         if one.group()[0] != "," or not FIELD.match(between, one.end())), None
    )  # fmt: skip
    return bool(_CHARGE.match(between)) and (stop is None or stop.group()[0] == ":")
