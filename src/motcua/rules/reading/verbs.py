"""What bodies do: the verbs of administrative sentences, by which one sees where the name of a body ends."""

import re

from motcua.rules.reading import names

_WORDS = """
ban hành, bao phủ, biên soạn, biên tập, biểu dương, bàn bạc, bàn giao, bám, bám sát, báo cáo, bãi bỏ,
bình chọn, bình xét, bóc tách, bù đắp, bảo dưỡng, bảo hành, bảo lãnh, bảo mật, bảo quản, bảo trì, bảo tồn,
bảo vệ, bảo đảm, bố trí, bốc thăm, bồi dưỡng, bồi thường, bổ nhiệm, bổ sung, cam kết, canh gác, chi trả, chia,
chia sẻ, chiêu sinh, chiếu, cho ý kiến, chuyển giao, chuẩn bị, chuẩn hóa, chào mừng, chú trọng, chăm lo,
chăm sóc, chấm dứt, chấm điểm, chấn chỉnh, chấp hành, chấp thuận, chắp nối, chỉ đạo, chỉ định, chỉnh lý,
chỉnh sửa, chỉnh trang, chịu, chịu trách nhiệm, chọn, chốt danh sách, chủ trì, chủ động, chứng nhận,
chứng thực, cung ứng, cài đặt, cách ly, cân nhắc, cân đối, có trách nhiệm, có văn bản, công chiếu,
công khai, công nhận, căn cứ, cưỡng chế, cải chính, cải thiện, cải tiến, cải tạo, cảnh báo, cảnh giới, cấp cứu,
cấp lại, cấp mới, cấp phát, cấp đổi, cần, cập nhật, cắm, cắt giảm, cắt tỉa, cụ thể hoá, cụ thể hóa, củng cố,
cứu chữa, cứu hộ, cứu nạn, cứu trợ, cử, di dời, diễn tập, duy trì, duy tu, dành, dán, dẫn đầu, dọn, dự báo,
dự thảo, dựng lại, ghi hình, ghi nhận, gia cố, gia hạn, gia tăng, giao lưu, giao quân, giám hộ, giám sát, giám định,
giúp, giải ngân, giải phóng, giải quyết, giải thể, giải trình, giải tỏa, giải đáp, giảng dạy, giới thiệu,
gìn giữ, góp ý, gắn, gắn kết, gặp gỡ, gỡ bỏ, gửi, hiến, hiệp thương, hoà giải, hoàn thiện, hoàn thành,
hoàn chỉnh, hoàn trả, hoàn tất, hoạch định, huy động, huấn luyện, hòa giải, hướng dẫn, hằng, họp, hỏi ý kiến, hỗ trợ,
hội chẩn, hợp nhất, hủy, hủy bỏ, khai báo, khai giảng, khai mạc, khai thác, khai trương, khen thưởng,
khoanh nuôi, khoanh vùng, khuyến cáo, khuyến khích, khám, khám chữa, khánh thành, khôi phục, không,
khơi dậy, khơi thông, khảo nghiệm, khảo sát, khẩn trương, khắc phục, khởi công, khởi kiện, khởi thảo, khởi tố,
khởi động, khử trùng, kiên quyết, kiến nghị, kiềm chế, kiểm dịch, kiểm kê, kiểm nghiệm, kiểm soát, kiểm tra,
kiểm điểm, kiểm đếm, kiểm định, kiện toàn, kê khai, kêu gọi, kích hoạt, ký, ký kết, kết hợp, kết nạp,
kết nối, kết thúc, kịp thời, lan tỏa, linh hoạt, liên doanh, liên hệ, liên kết, loại bỏ, luân chuyển, luân phiên, luôn,
làm mới, làm sạch, làm việc, lãnh đạo, lưu giữ, lưu thông, lưu trữ, lưu ý, lấy, lập, lắng nghe, lắp đặt,
lồng ghép, lựa chọn, mua, mua sắm, mời, mở, mở cửa, mở rộng, nghiêm túc, nghiên cứu, nghiệm thu, ngăn,
ngăn chặn, ngăn ngừa, ngừng, nhanh chóng, nhân rộng, nhận, nhận diện, nhập học, nhắc, nhắc nhở, niêm phong,
niêm yết, nuôi, nâng cao, nâng cấp, nâng mức, nêu, nạo vét, nắm, nộp, phun, phát biểu, phát hiện, phát huy,
phát hành, phát quang, phát thưởng, phát triển, phát động, phân bổ, phân công, phân cấp, phân khai, phân loại,
phân luồng, phân nhóm, phân tuyến, phân tích, phân định, phê bình, phê chuẩn, phê duyệt, phê phán, phòng ngừa,
phòng trừ, phúc khảo, phúc tra, phải, phản biện, phản bác, phản hồi, phản ánh, phấn đấu, phối hợp, phổ biến,
phổ cập, phục dựng, phục hồi, phục vụ, phủ sóng, quan sát, quan trắc, quan tâm, quy hoạch, quy tập, quy định,
quyên góp, quyết liệt, quyết toán, quyết định, quán triệt, quét, quản lý, quản trị, quảng bá, ra mắt, ra quân,
rà phá, rà soát, ràng buộc, rút, rút kinh, rút ngắn, rải, san lấp, sao gửi, sao lục, sao y, siết chặt,
soạn thảo, suy tôn, sáng tác, sáp nhập, sát hạch, sơ cứu, sơ kết, sơ tán, sưu tầm, sản xuất, sắp xếp, sẵn sàng,
số hóa, sớm, sử dụng, sửa chữa, sửa đổi, tham dự, tham gia, tham mưu, tham vấn, thanh lý, thanh quyết toán,
thanh toán, thay mặt, thay thế, theo chức năng, theo dõi, theo nhiệm vụ, theo nội dung, theo phân công,
theo sát, theo thẩm quyền, thi công, thi hành, thi tuyển, thi đua, thiết kế, thiết lập, thoái vốn, thu,
thu dọn, thu giữ, thu gom, thu hút, thu hồi, thu thuế, thu thập, thành lập, tháo, tháo dỡ, tháo gỡ, thí điểm,
thông báo, thông qua, thông tuyến, thúc đẩy, thăm hỏi, thương lượng, thường trực chỉ, thường xuyên,
thẩm duyệt, thẩm tra, thẩm định, thắp sáng, thể chế, thống kê, thống nhất, thử nghiệm, thực hiện, tinh giản,
tiêm, tiêm chủng, tiêu hủy, tiêu thụ, tiêu độc, tiến hành, tiếp công dân, tiếp cận, tiếp nhận, tiếp sức,
tiếp thu, tiếp tục, tiếp xúc, tiếp đón, tiết giảm, trang bị, tranh thủ, trao, trao quyền, trao đổi, treo,
tri ân, triển khai, triển lãm, triệt phá, triệu tập, trong phạm vi, truy quét, truy thu, truy tặng, truy xuất,
trân trọng, trên cơ sở, trình, trình diễn, trưng cầu, trả lời, trả thưởng, trồng, trợ giúp, trục vớt,
trực tiếp, tu bổ, tuyên dương, tuyên truyền, tuyển chọn, tuyển dụng, tuyển quân, tuyển sinh, tuân thủ,
tuần tra, tái cơ cấu, tái lập, tán thành, tìm kiếm, tích cực, tích hợp, tính toán, tôn tạo, tùy, tăng cường,
tư vấn, tạm, tạm giữ, tạo, tạo điều kiện, tận dụng, tập huấn, tập trung, tặng, tặng quà, tịch thu, tố giác,
tối ưu, tổng hợp, tổng kết, tổng rà, tổng vệ sinh, tự, uốn nắn, vinh danh, viếng, vận dụng, vận hành, vận động,
vệ sinh, với vai trò, vớt, xem xét, xin, xuất bản, xuất cấp, xuất quân, xác lập, xác minh, xác nhận, xác thực,
xác định, xâu chuỗi, xây dựng, xây mới, xã hội hóa, xét chọn, xét duyệt, xét tuyển, xét tặng, xóa, xóa bỏ,
xúc tiến, xếp loại, xử lý, xử phạt, yêu cầu, áp dụng, ôn tập, đa dạng hóa, điều chuyển, điều chỉnh, điều hành,
điều hòa, điều phối, điều tiết, điều tra, điều trị, điều động, điểm danh, đo kiểm, đo đạc, đàm phán, đánh giá,
đính chính, đón, đóng dấu, đóng góp, đôn, đôn đốc, đúc rút, đăng ký, đăng phát, đăng tải, đơn giản hóa, đưa, đưa tin,
đưa vào, được, đảm bảo, đảm nhận, đấu tranh, đầu tư, đẩy lùi, đẩy mạnh, đẩy nhanh, đắp, đặt hàng, đề bạt,
đề cử, đề nghị, đề ra, đề xuất, định giá, định hướng, định kỳ, đối chiếu, đối phó, đối thoại, đổi mới,
động viên, ưu tiên, ổn định, ủng hộ, ủy quyền, uỷ quyền, ứng cứu, ứng dụng, ứng phó, ứng trực
"""
_GUARDED = (
    r"phối, kết hợp",
    r"khóa(?!\s+[IVX\d])",
    r"công bố(?!\s+trí)",
    (
        r"tổ chức(?!\s+khác)(?!,\s*(?:cá nhân|đơn vị|cơ quan|doanh nghiệp|hộ|đoàn thể))"
        r"(?!\s+(?:chính trị|xã hội|CT-?\s?XH|đoàn(?!\s+(?:kiểm|công|giám|đi))"
        r"|Đoàn|hội(?!\s+(?:nghị|thảo|thi|chợ|ý|đàm|diễn|họp|báo|trại))|thành viên|cá nhân|liên quan"
        r"|có liên quan|Đảng|đảng|kinh tế|tôn giáo|cung cấp|,))"
    ),
    r"cung cấp(?!\s+(?:dịch vụ|thông tin)\s+(?:chi|trên))",
    r"là(?=\s)",
    r"làm(?=\s)",
    r"hàng (?:năm|tháng|quý|tuần)",
    r"mỗi (?:năm|tháng|quý|tuần)",
    r"đến(?=\s+(?:từng|tận|thăm|trực tiếp|kiểm tra|ngay))",
    r"xuống(?=\s+(?:từng|tận|cơ sở|trực tiếp|địa bàn|kiểm tra|ngay))",
    r"đi(?=\s+(?:từng|cơ sở|thăm|kiểm tra))",
    r"phòng, chống",
    r"nhất(?=\s+là)",
    r"có(?=\s+(?:báo cáo|biện pháp|kế hoạch|phương án|giải pháp|hình thức|ý kiến|nhiệm vụ))",
    r"in(?=\s+(?:tờ|ấn|sao|và))",
    r"thường trực(?= tham)",
    r"dự(?!\s+(?:án|toán|phòng|trữ))",
    r"tăng(?=\s)",
    r"trực(?=\s+(?:24|ban|gác|giải|tại|hỗ|sẵn|trong|chốt|tổng|đêm|lễ|quầy|cứu))",
    r"giao(?!\s+(?:thông|dịch|lưu|tiếp|ban))",
    r"bầu(?!\s+cử)",
    r"giảm(?!\s+nghèo)",
    r"cấp(?=\s+(?:phép|giấy|bản|tài|mã|thẻ|kinh))",
    r"phát(?=\s+(?:sóng|tờ|loa|thẻ|quà))",
    r"giữ(?=\s)",
    r"đóng(?=\s+góp)",
    r"nhập(?=\s+(?:dữ|số|liệu))",
    r"truyền thông(?=\s+(?:về|cho|tới|đến))",
    r"thăm(?=\s)",
    r"trả(?=\s+(?:kết|lương|hồ))",
    r"thanh tra(?=,\s+kiểm tra|\s+(?:việc|các|công|đột|toàn|trách))",
    r"giáo(?<!sở giáo)(?<!phòng giáo) dục(?!\s+(?:và|nghề|mầm|thường|phổ|chính|pháp|tiểu|trung|đại))",
    r"đào tạo",
    r"phát thanh(?=\s+(?:tuyên|các|thông|tin|bài|trên|mỗi|hằng))",
    r"xây(?=\s)",
    r"thay(?=\s)",
    r"chuyển đổi(?!\s+số)",
    r"chuyển(?!\s+(?:đổi|giao))",
)
"""Verbs that are verbs only before some words, or not before others."""
_PLAIN = sorted(re.split(r"[,\n]+\s*", _WORDS.strip()), key=lambda word: -word.count(" "))
_PAIRS = next(at for at, word in enumerate(_PLAIN) if " " not in word)


def _by_letter(words: list[str]) -> str:
    """Any of the words, in their order, put together by their first letter: a search looks at few of them."""
    letters = dict[str, list[str]]()
    for word in words:
        letters.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in letters.items())


VERB = re.compile(rf"(?<![\w-])(?:{_by_letter([*_PLAIN[:_PAIRS], *_GUARDED, *_PLAIN[_PAIRS:]])})(?!\w)")
"""What a body does: where its name ends. In small letters only, names of bodies have capitals ("Sở Xây dựng")."""
_NAMES_NONE = (
    "chủ trì|chủ động|khẩn trương|phải|cần|có trách nhiệm|chịu trách nhiệm|chuẩn bị|tham gia|tham dự|tham mưu|báo cáo"
    "|phối hợp|thực hiện|hoàn thành|hoàn thiện|nghiên cứu|đề xuất|ban hành|thông báo|tiếp tục|tăng cường|duy trì"
    "|cập nhật|bố trí|đôn đốc|hướng dẫn|kết thúc|căn cứ|trình|gửi|lập|cử|họp|tập trung|đẩy mạnh|đẩy nhanh|phân công"
    "|dự thảo|yêu cầu|đề nghị|quán triệt|đăng ký|lựa chọn|mời|thường xuyên|kịp thời|định kỳ|nghiêm túc"
)
"""Verbs by which no body is called: after "Ban", "Tổ", "Đoàn" they are what it does."""
_OF_ONE = re.compile(
    r"(?:của|thuộc|[Tt]hành viên|[Tt]rưởng|[Ll]ãnh đạo|[Ủủ]y viên|[Uu]ỷ viên)\s+(?:Ban|Tổ|Đoàn|Phòng|Hội đồng"
    r"|Trung tâm)\s+"
    r"(?!(?:[Cc]hỉ|[Qq]uản|[Tt]ổ chức|[Cc]hấp|[Đđ]iều hành|[Vv]ận động|[Kk]iểm|[Gg]iám hiệu|[Bb]ầu|[Tt]hanh|[Bb]ảo"
    r"|[Pp]hục|[Đđ]ăng|[Bb]iên|[Ss]oạn|[Đđ]ại|[Ll]iên))(?:[^\W\d_]+\s)?[^\W\d_]+$"
)
"""A body that was named above is called by its kind alone ("Các thành viên Ban giám sát …"): what follows it does."""
_PART_OF_NAME = re.compile(
    r"(?:(?<!Văn phòng )(?<!Thanh tra )(?:Ban|Tổ|Đoàn|Hội đồng|Phòng|Trung tâm|Chi cục|Cục|Quỹ|Tiểu ban|Công ty"
    r"|[Tt]rưởng đoàn|[Tt]rưởng ban)"
    rf"\s+(?!(?:{_NAMES_NONE})$)[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"|(?:Văn phòng|Thanh tra)\s+Ban\s+(?:chỉ\s+đạo|quản\s+lý|chấp\s+hành|quản\s+trị)|[Dd]ịch\s+vụ\s+tổng\s+hợp"
    r"|[Cc]huyên\s+viên\s+tổng\s+hợp"
    r"|[Cc]ảnh\s+sát\s+(?:quản\s+lý|điều\s+tra|bảo\s+vệ|thi\s+hành|hỗ\s+trợ)"
    r"|(?:Đoàn|Tổ|Ban)\s+[Kk]iểm\s+tra,?\s+giám\s+sát|[Bb]an\s+[Cc]hấp\s+hành|(?:[Ủủ]y|[Uu]ỷ)\s+ban\s+kiểm\s+tra"
    r"|[Vv]ăn\s+phòng\s+(?:điều\s+phối|thẩm\s+định|tư\s+vấn)|[Bb]an\s+[Gg]iám\s+sát\s+đầu\s+tư"
    r"|Ban\s+[Cc]hỉ\s+(?:đạo|huy)\s+(?!tổ chức|tổng hợp|báo cáo|họp|chủ|có|tham|phân)[^\W\d_,]+(?:[\s,]+[^\W\d_]+)?"
    r"|Ban\s+[Qq]uản\s+lý\s+[^.;,]{0,24}"
    r"|(?<!, )(?<!đầu )(?:cơ quan|đơn vị|công chức|cán bộ)\s+(?:quản lý|chủ trì|chuyên trách)|(?:Văn phòng"
    r"|Chi nhánh|phòng)\s+đăng ký|Đăng\s+ký|[Gg]iáo\s+dục\s+thường\s+xuyên|Hội\s+đồng\s+phối\s+hợp\s+phổ\s+biến"
    r"|(?:phạm vi|địa bàn|lĩnh vực)\s+quản\s+lý"
    r"|thẩm\s+quyền\s+(?:quản\s+lý|giải\s+quyết|quyết\s+định|phê\s+duyệt|ban\s+hành)"
    r"|[Vv]iện\s+nghiên\s+cứu|(?:và|,|dục"
    r"|bồi\s+dưỡng,)\s+đào\s+tạo|sáng\s+tạo|người\s+[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"|theo\s+quy\s+định|trật\s+tự|[Vv]ăn\s+thư,?\s+lưu\s+trữ|thông\s+tin,\s+tuyên\s+truyền"
    r"|(?<=\s)về(?:\s+[^\W\d_]+){1,3}|[Cc]ác\s+ban\s+xây\s+dựng|[Tt]hi đua,?\s+khen\s+thưởng|[Đđ]ại\s+lý\s+thu"
    r"|việc\s+làm|(?<!giúp )việc(?!\s+(?:làm"
    r"|[A-ZĐ]))(?:\s+[^\W\d_]+){1,4}|(?:công|chương|quy|lộ|tiến)\s+trình|(?:công|độc)\s+lập|(?:bầu|ứng"
    r"|đề)\s+cử"
    r"|(?:chủ|nhà)\s+đầu\s+tư|đơn\s+vị\s+sử\s+dụng|xã\s+hội\s+không|nguồn\s+thu|sản\s+phẩm\s+[^\W\d_]+"
    r"|dịch\s+vụ\s+[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"|(?<!, )(?:[Đđ]ơn\s+vị|[Nn]hà\s+thầu|[Cc]ơ\s+quan|tổ\s+chức|[Cc]ông\s+ty|cơ\s+sở|doanh\s+nghiệp|lực\s+lượng"
    r"|hợp\s+tác\s+xã)"
    r"\s+(?:tư\s+vấn(?:\s+giám\s+sát)?|giám\s+sát|kiểm\s+(?:định|dịch|toán|nghiệm|soát|lâm)|vận\s+hành|thi\s+công"
    r"|cung\s+ứng"
    r"|thiết\s+kế|tìm\s+kiếm"
    r"|cứu\s+\w+|chi\s+trả|phục\s+vụ|giáo\s+dục|đào\s+tạo|bảo\s+trợ|khám|chứng\s+\w+|quan\s+trắc|tuyển\s+dụng"
    r"|giám\s+định"
    r"|soạn\s+thảo|bảo\s+vệ|điều\s+tra|giới\s+thiệu|trợ\s+giúp|quản\s+trị|thực\s+hành|giảng\s+dạy|sản\s+xuất"
    r"|cung\s+cấp"
    r"|thanh\s+tra|bồi\s+dưỡng|nghiên\s+cứu|điều\s+trị|chăm\s+sóc|sửa\s+chữa|tiêu\s+thụ)"
    r"|[Ll]ực\s+lượng\s+(?:tham\s+gia|tham\s+gia\s+bảo\s+vệ|bảo\s+vệ"
    r"|tuần\s+tra)|[Bb]ộ\s+phận\s+(?:tiếp\s+nhận|tiếp\s+nhận\s+và\s+trả)"
    r"|(?:trực|thành)\s+thuộc|thành\s+viên\s+[^\W\d_]+)$"
)
"""A verb that belongs to a name ("Ban chỉ đạo", "Ban quản lý dự án")."""

_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_NO_VERB = """
và với của có trên thuộc các cùng hoặc để tại ở về theo trong do đã đang ủy uỷ đội hội đoàn lộ lân đảo nghèo
vùng biên miền khu loại trực thuần trọng đặc nông nơi liên mới cũ khác phường xã tỉnh huyện thị thành quận trung
cấp này ban sở phòng trưởng viên khi nếu hay như lý lỵ được đến giai năm khóa nhiệm từ bởi sau trước gồm bao là
thông hạng điểm bãi ven còn chưa không đã sẽ quản tham phụ số khóa khoá
"""
_ENDED = re.compile(
    "(?:"
    + "|".join(
        rf"(?<=\s{word}\s)"
        for word in ("tỉnh", "huyện", "quận", "xã", "phường", r"thành\sphố", r"liên\squan")
    )
    + rf")(?<!tác\sxã\s)(?!(?:{'|'.join(_NO_VERB.split())})(?!\w))[^\W\d_A-ZĐ]+"
)
"""A word in small letters after the level of a body or after "liên quan": its name has ended, whatever it does."""


def _second(text: str, found: re.Match[str]) -> bool:
    """Whether a word is the second half of one that names are written with ("Xây dựng", "Tiếp nhận", "chăn nuôi")."""
    first = _BEFORE.search(text, max(found.start() - 12, 0), found.start())
    if first is None or " " in found.group():
        return False
    both = f"{first[1].lower()} {found.group()}"
    return bool(VERB.fullmatch(both) or names.FIELD.fullmatch(both))


def _of_field(text: str, found: re.Match[str], since: int) -> bool:
    """Whether a word stands inside a field of work that begins before it ("trật tự xây dựng đô thị")."""
    return any(
        (field := names.FIELD.match(text, word.start())) and field.end() >= found.end()
        for word in _WORD.finditer(text, max(found.start() - 14, since), found.start())
    )


def verb(text: str, start: int, end: int, *, name: int | None = None) -> re.Match[str] | None:
    """The first verb from here on that is no part of a name; ``name``: where the name it may belong to begins."""
    found = _verb(text, start, end, name)
    if name is None:
        return found
    for ended in _ENDED.finditer(text, start, found.start() if found else end):
        within = text.count("(", name, ended.start()) > text.count(")", name, ended.start())
        if ended.group()[0].islower() and not within:
            return ended
    return found


def _verb(text: str, start: int, end: int, name: int | None) -> re.Match[str] | None:
    since = start if name is None else name
    found = VERB.search(text, start, end)
    while found:
        before = text[max(found.start() - 32, since) : found.start()] + found.group()
        depth = (
            0 if name is None else text.count("(", name, found.start()) - text.count(")", name, found.start())
        )
        named = _PART_OF_NAME.search(before) and not (
            _OF_ONE.search(before) and text[found.end() : found.end() + 1] not in (":", ",")
        )
        if depth <= 0 and not named and not _second(text, found) and not _of_field(text, found, since):
            return found
        found = VERB.search(text, found.end(), end)
    return None
