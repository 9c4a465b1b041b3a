"""Invented but realistic data for every form: full, with long names."""

import datetime as dt

TZ = dt.timezone(dt.timedelta(hours=7))
LONG_NAME = "Công Tằng Tôn Nữ Thị Hoàng Anh"
CODE = "H26.18.001-261126-0007"
URL = "https://motcua.longbien.example/tra-cuu/H26.18.001-261126-0007?k=5f2c9a71"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


HEAD: dict[str, object] = {
    "agency": "Ủy ban nhân dân phường Long Biên",
    "division": "Trung tâm Phục vụ hành chính công",
    "place": "Long Biên",
    "issued_on": dt.date(2026, 11, 26),
}
PERSON: dict[str, object] = {
    "applicant": LONG_NAME,
    "address": "Số 18, ngách 44/117 phố Nguyễn Văn Cừ, tổ dân phố số 9, phường Long Biên, thành phố Hà Nội",
    "phone": "0912 345 678",
    "email": "hoanganh.congtangtonnu@example.vn",
    "request": "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
}
PAPERS = [
    {"name": "Tờ khai cấp bản sao trích lục hộ tịch theo mẫu", "form": "bản chính", "quantity": 1},
    {"name": "Giấy tờ tùy thân của người yêu cầu (chỉ xuất trình)", "form": "", "quantity": None},
    {
        "name": "Văn bản ủy quyền được công chứng, chứng thực trong trường hợp ủy quyền cho người không "
        "phải là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột của người ủy quyền",
        "form": "bản sao chứng thực",
        "quantity": 2,
    },
]
SLIP: dict[str, object] = {
    **HEAD,
    **PERSON,
    "filed_by": "Đỗ Quang Minh (Người được ủy quyền)",
    "symbol": "1207/TNHS",
    "code": CODE,
    "papers": PAPERS,
    "sets": 1,
    "limit": "03 ngày làm việc",
    "received_at": at(26, 9, 30),
    "promised_at": at(1, 9, 30, month=12),
    "return_at": "Trung tâm Phục vụ hành chính công phường Long Biên",
    "fee": "8.000 đồng (đã nộp trực tuyến)",
    "book": "01/2026",
    "serial": "1207",
    "submitter": "Đỗ Quang Minh",
    "receiver": "Nguyễn Thị Hồng Hạnh",
    "qr": URL,
    "proof": "7f3a 91c2 0be4 d1a8",
}
REQUEST: dict[str, object] = {
    **HEAD,
    **PERSON,
    "symbol": "15/HDHS",
    "code": CODE,
    "items": [
        {
            "name": "Văn bản ủy quyền",
            "reason": "bản nộp ngày 26/11/2026 không có chữ ký của người ủy quyền",
            "guidance": "người ủy quyền ký tại bất kỳ Ủy ban nhân dân cấp xã hoặc tổ chức hành nghề "
            "công chứng nào, rồi nộp bản chính hoặc bản chụp qua Cổng dịch vụ công",
        },
        {
            "name": "Tờ khai cấp bản sao trích lục hộ tịch",
            "reason": "",
            "guidance": "ghi thêm số Giấy khai sinh",
        },
    ],
    "reason": "Hồ sơ chưa đủ thành phần theo quy định của thủ tục",
    "due_at": at(17, 17, 30, month=12),
    "contact": "bà Nguyễn Thị Hồng Hạnh, quầy số 3",
    "contact_phone": "024 3999 0000",
    "officer": "Nguyễn Thị Hồng Hạnh",
    "qr": URL,
}
REFUSAL: dict[str, object] = {
    **HEAD,
    **PERSON,
    "filed_by": "Đỗ Quang Minh (Người được ủy quyền)",
    "symbol": "04/TCHS",
    "code": CODE,
    "reason": "Nội dung yêu cầu không thuộc thẩm quyền giải quyết của Ủy ban nhân dân phường; cơ quan đã có "
    "đủ dữ liệu để chuyển yêu cầu đến nơi có thẩm quyền",
    "ground": "Khoản 1 Điều 17 Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ",
    "guidance": "Ông/bà nộp hồ sơ tại Trung tâm Phục vụ hành chính công thành phố hoặc qua Cổng dịch vụ công",
    "submitter": "Đỗ Quang Minh",
    "officer": "Nguyễn Thị Hồng Hạnh",
    "qr": URL,
}
APOLOGY: dict[str, object] = {
    "superior": "Ủy ban nhân dân thành phố Hà Nội",
    "agency": "Ủy ban nhân dân phường Long Biên",
    "symbol": "307/UBND-TTPVHCC",
    "place": "Long Biên",
    "issued_on": dt.date(2027, 2, 5),
    "recipient": "bà " + LONG_NAME,
    "code": CODE,
    "request": PERSON["request"],
    "received_at": at(26, 9, 30),
    "promised_at": at(1, 9, 30, month=12),
    "reason": "Cơ quan phối hợp chưa trả lời kết quả xác minh thông tin hộ tịch tại nơi đăng ký trước đây",
    "extension": "02 ngày làm việc",
    "new_promised_at": at(3, 9, 30, month=12),
    "authority": "KT. Chủ tịch",
    "capacity": "Phó Chủ tịch",
    "signer": "Tôn Thất Nguyễn Phúc Khánh Hưng",
    "recipients": ["Như trên;", "Trung tâm Phục vụ hành chính công phường;", "Lưu: VT, TTPVHCC."],
    "qr": URL,
}
STOP: dict[str, object] = {
    **HEAD,
    **PERSON,
    "symbol": "09/TB-TTPVHCC",
    "code": CODE,
    "received_at": at(26, 9, 30),
    "requested_at": at(27, 8, 5),
    "reason": "Người nộp hồ sơ tìm lại được bản chính Giấy khai sinh nên không còn nhu cầu",
    "stopped_at": at(27, 8, 20),
    "fee": "hoàn trả 8.000 đồng qua tài khoản đã nộp",
    "papers_return": "01 văn bản ủy quyền (bản chính), nhận tại quầy số 3",
    "capacity": "Giám đốc",
    "signer": "Lê Quốc Việt",
    "qr": URL,
    "proof": "7f3a 91c2 0be4 d1a8",
}
REFUSED: dict[str, object] = {
    "superior": "Ủy ban nhân dân thành phố Hà Nội",
    "agency": "Ủy ban nhân dân phường Long Biên",
    "symbol": "12/TB",
    "place": "Long Biên",
    "issued_on": dt.date(2026, 11, 30),
    "code": CODE,
    "applicant": LONG_NAME,
    "address": PERSON["address"],
    "request": PERSON["request"],
    "received_at": at(26, 9, 30),
    "reason": "Sổ hộ tịch và cơ sở dữ liệu hộ tịch điện tử không có việc đăng ký mà ông/bà yêu cầu cấp bản sao",
    "ground": "Khoản 1 Điều 63 Luật Hộ tịch số 60/2014/QH13",
    "return_at": "Trung tâm Phục vụ hành chính công phường Long Biên",
    "authority": "KT. Chủ tịch",
    "capacity": "Phó Chủ tịch",
    "signer": "Tôn Thất Nguyễn Phúc Khánh Hưng",
    "recipients": ["Như trên;", "Trung tâm Phục vụ hành chính công phường;", "Lưu: VT, hồ sơ."],
    "qr": URL,
    "proof": "7f3a 91c2 0be4 d1a8",
}
CONTROL: dict[str, object] = {
    **HEAD,
    "symbol": "1207/PKS",
    "code": CODE,
    "request": PERSON["request"],
    "responsible": "Phòng Kinh tế, Hạ tầng và Đô thị phường Long Biên",
    "partners": "Công an phường Long Biên",
    "received_at": at(26, 9, 30),
    "promised_at": at(1, 9, 30, month=12),
    "hops": [
        {
            "from_unit": "Trung tâm Phục vụ hành chính công",
            "from_post": "Công chức một cửa 1",
            "from_person": "Nguyễn Thị Hồng Hạnh",
            "to_unit": "Phòng Kinh tế, Hạ tầng và Đô thị",
            "to_person": LONG_NAME,
            "at": at(26, 9, 42),
            "result": "Đúng hạn",
            "note": "",
        },
        {
            "from_unit": "Phòng Kinh tế, Hạ tầng và Đô thị",
            "from_person": LONG_NAME,
            "to_unit": "Lãnh đạo Ủy ban nhân dân phường",
            "to_post": "Phó Chủ tịch",
            "to_person": "Tôn Thất Nguyễn Phúc Khánh Hưng",
            "at": at(27, 16, 5),
            "result": "Quá hạn",
            "note": "Chờ Công an phường trả lời xác minh",
        },
        {
            "from_unit": "Lãnh đạo Ủy ban nhân dân phường",
            "to_unit": "Trung tâm Phục vụ hành chính công",
            "at": at(30, 8, 15),
            "result": "Trước hạn",
        },
    ],
    "qr": URL,
}
REGISTER: dict[str, object] = {
    **HEAD,
    "year": 2026,
    "book": "01",
    "field": "Hộ tịch",
    "rows": [
        {
            "year": 2026,
            "serial": str(1200 + n),
            "code": f"H26.18.001-261126-{n:04d}",
            "procedure": "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"
            if n % 2
            else "Đăng ký khai sinh",
            "sets": 1,
            "applicant": LONG_NAME if n % 3 else "Đỗ An",
            "address": "Số 18, ngách 44/117 phố Nguyễn Văn Cừ, phường Long Biên; 0912 345 678",
            "unit": "Ủy ban nhân dân phường Long Biên",
            "received_at": at(26, 9, n),
            "promised_at": at(1, 9, n, month=12),
            "returned_at": at(30, 14, n) if n % 4 else None,
            "method": "Trực tiếp" if n % 2 else "Bưu chính công ích",
            "note": "Quá hạn" if n % 7 == 0 else "",
        }
        for n in range(1, 21)
    ],
    "capacity": "Giám đốc",
    "keeper": "Lê Quốc Việt",
}

RESULT: dict[str, object] = {
    "superior": "Ủy ban nhân dân thành phố Hà Nội",
    "agency": "Ủy ban nhân dân phường Long Biên",
    "symbol": "15/KQ-UBND",
    "place": "Long Biên",
    "issued_on": dt.date(2026, 11, 30),
    "code": CODE,
    "applicant": LONG_NAME,
    "address": PERSON["address"],
    "request": PERSON["request"],
    "ground": "Luật Hộ tịch số 60/2014/QH13",
    "content": [
        "Xác nhận việc đăng ký khai sinh số 245/2018 đã được ghi trong Sổ đăng ký khai sinh của phường.",
        "Cấp 02 bản sao trích lục khai sinh theo yêu cầu.",
    ],
    "valid_to": dt.date(2027, 5, 29),
    "authority": "KT. Chủ tịch",
    "capacity": "Phó Chủ tịch",
    "signer": "Tôn Thất Nguyễn Phúc Khánh Hưng",
    "recipients": ["Như trên;", "Lưu: VT, hồ sơ."],
    "qr": "https://motcua.longbien.example/ket-qua/H26.18.001-261126-0007?key=5f2c9a71",
    "proof": "5f2c9a71",
}
CERTIFIED: dict[str, object] = {
    "agency": HEAD["agency"],
    "place": HEAD["place"],
    "issued_on": HEAD["issued_on"],
    "code": "CT-H26.145.00-261126-0012",
    "serial": "07",
    "volume": "01/2026-SCT/BS",
    "capacity": ["TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"],
    "signer": "Phạm Khánh Vân",
    "authority": "Ký theo văn bản ủy quyền số 15/GUQ-UBND, có hiệu lực từ ngày 01/11/2026 đến hết ngày 30/11/2026.",
}
SIGNED: dict[str, object] = {
    **CERTIFIED,
    "volume": "01/2026-SCT/CK,ĐC",
    "office": "Công chức tư pháp - hộ tịch",
    "people": [LONG_NAME, "Tôn Thất Nguyễn Phúc Khánh Hưng"],
    "identity": "Căn cước, Căn cước công dân số 001199000777",
}
CERTIFICATION_SLIP: dict[str, object] = {
    **HEAD,
    "symbol": "03/HCT",
    "code": CERTIFIED["code"],
    "applicant": LONG_NAME,
    "phone": "0912 345 678",
    "received_at": at(26, 15, 20),
    "promised_at": at(27, 17, 30),
    "ground": "Điều 21, 33, 37 Nghị định số 23/2015/NĐ-CP",
    "fee": "324.000 đồng",
    "receiver": "Nguyễn Thị Hồng Hạnh",
    "papers": [
        {"name": "Học bạ trung học phổ thông", "kind": "bản sao từ bản chính", "copies": 20},
        {"name": "Giấy ủy quyền", "kind": "chữ ký", "copies": 1},
    ],
}
CERTIFICATION_REFUSAL: dict[str, object] = {
    "agency": HEAD["agency"],
    "place": HEAD["place"],
    "issued_on": HEAD["issued_on"],
    "symbol": "02/TB-UBND",
    "code": CERTIFIED["code"],
    "applicant": LONG_NAME,
    "received_at": at(26, 9, 30),
    "papers": ["Bằng cử nhân do trường nước ngoài cấp (bản sao từ bản chính)"],
    "grounds": ["Giấy tờ của nước ngoài chưa được hợp pháp hóa lãnh sự (Khoản 5 Điều 22 NĐ 23/2015/NĐ-CP)."],
    "reason": "Bản chính chưa có dán tem hợp pháp hóa lãnh sự.",
    "capacity": ["Công chức tư pháp - hộ tịch"],
    "signer": "Phạm Khánh Vân",
}
RECEPTION_REGISTER: dict[str, object] = {
    "agency": "Ủy ban nhân dân phường Long Biên",
    "place": "Long Biên",
    "issued_on": dt.date(2026, 11, 30),
    "period": "Từ ngày 01/11/2026 đến ngày 30/11/2026",
    "counts": "1 lượt tiếp, 12 lượt người, 1 vụ việc, 1 đoàn đông người gồm 12 người; 0 lượt từ chối.",
    "capacity": "Công chức tư pháp - hộ tịch",
    "signer": LONG_NAME,
    "rows": [
        {
            "serial": "01", "on": "26/11/2026", "people": f"{LONG_NAME}, số 18 ngách 44/117 phố Nguyễn Văn Cừ",
            "id_number": "001199000777", "summary": "Đề nghị làm rãnh thoát nước ngõ 42 phố Cổ Linh, ngập khi mưa lớn",
            "class": "Kiến nghị, phản ánh", "persons": "12", "settled_by": "", "competent": "x", "guided": "",
            "forwarded": "", "follow": "Đã tiếp, chờ trả lời kết quả",
        }
    ],
}  # fmt: skip
CERTIFICATION_REGISTER: dict[str, object] = {
    "agency": HEAD["agency"],
    "place": HEAD["place"],
    "issued_on": dt.date(2026, 12, 31),
    "book": "SCT/CKND",
    "name": "Sổ chứng thực chữ ký người dịch (SCT/CKND)",
    "volume": "01/2026-SCT/CKND",
    "period": "Từ ngày 01/01/2026 đến ngày 31/12/2026",
    "closing": "Khóa sổ ngày 31/12/2026: 1 số chứng thực, 2 bản.",
    "capacity": ["CHỦ TỊCH"],
    "signer": "Đặng Hoàng Long",
    "rows": [
        {
            "serial": "01", "on": "26/11/2026", "people": f"{LONG_NAME}, Hộ chiếu số C1234567",
            "subject": "Bảng điểm đại học", "languages": "tiếng Anh sang tiếng Việt",
            "signer": "Đặng Hoàng Long, CHỦ TỊCH", "copies": 2, "fee": "20.000", "note": "ủy quyền 15/GUQ-UBND",
        }
    ],
}  # fmt: skip
BILL: dict[str, object] = {
    **HEAD,
    "symbol": "0000012/BLPL",
    "copy": "Bản in lại lần 1, 27/11/2026",
    "payer": LONG_NAME,
    "of": CODE,
    "lines": [
        {
            "name": "Phí cấp bản sao trích lục hộ tịch",
            "law": "281/2016/TT-BTC Điều 4",
            "count": "5 bản",
            "amount": "40.000 đồng",
        },
        {
            "name": "Phí chứng thực bản sao từ bản chính",
            "law": "226/2016/TT-BTC Điều 4",
            "count": "10 trang × 2 bản",
            "amount": "24.000 đồng",
        },
    ],
    "total": "64.000 đồng",
    "in_words": "Sáu mươi tư nghìn đồng",
    "channel": "Tiền mặt",
    "paid_at": at(26, 9, 30),
    "officer": "Nguyễn Thị Hồng Hạnh",
}
LETTER: dict[str, object] = {
    **{name: value for name, value in HEAD.items() if name != "division"},
    "symbol": "12/TB-UBND",
    "heading": "Thông báo về việc thụ lý đơn",
    "number": "Văn bản",
    "basis": "Nghị định số 30/2020/NĐ-CP",
    "issuer": "Chủ tịch Ủy ban nhân dân phường Long Biên",
    "to": ["Ủy ban nhân dân phường Bồ Đề", "Báo Hà Nội Mới"],
    "grounds": ["Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;"],
    "body": ["Ủy ban nhân dân phường đã thụ lý đơn theo quy định của pháp luật."],
    "decides": "Quyết định:",
    "articles": ["Giao công chức xử lý đơn.", "Quyết định có hiệu lực kể từ ngày ký./."],
    "authority": "KT. CHỦ TỊCH",
    "capacity": "PHÓ CHỦ TỊCH",
    "signer": LONG_NAME,
    "recipients": ["Như trên;", "Lưu: VT, hồ sơ."],
}
REPORT_TABLE: dict[str, object] = {
    "agency": HEAD["agency"],
    "place": HEAD["place"],
    "issued_on": dt.date(2026, 12, 15),
    "table": "01/XLD",
    "name": "Tổng hợp kết quả xử lý đơn",
    "period": "Từ ngày 15/09/2026 đến ngày 14/12/2026",
    "scope": "Phường Long Biên",
    "note": "Số hiệu và cột của biểu ghi theo trí nhớ.",
    "capacity": ["CHỦ TỊCH"],
    "signer": "Đặng Hoàng Long",
    "rows": [
        {"number": "", "title": "Đơn phải xử lý", "value": ""},
        {"number": "1", "title": "Tổng số đơn", "value": "12"},
        {"number": "23", "title": "Đã xử lý trên phải xử lý", "value": "9/12 = 75%"},
    ],
}
PERIODIC_REPORT: dict[str, object] = {
    "superior": "Ủy ban nhân dân thành phố Hà Nội", "agency": "Ủy ban nhân dân phường Long Biên",
    "symbol": "07/BC-UBND", "place": "Long Biên", "issued_on": dt.date(2026, 11, 20), "code": "BC-00145-GPMB-1-261118",
    "heading": "Báo cáo Tình hình, khó khăn, vướng mắc trong công tác giải phóng mặt bằng",
    "to": ["Thường trực Đảng ủy phường"], "grounds": ["Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021;"],
    "window": "từ ngày 12/11/2026 đến hết ngày 18/11/2026", "notes": ["Chưa có số liệu của: Phòng Văn hóa."],
    "body": [
        {"kind": "part", "text": "I. Tình hình chung"}, {"kind": "subpart", "text": "a. Các dự án"},
        {"kind": "text", "text": "Trong kỳ theo dõi 3 dự án, liên quan 1.248 hộ."},
        {"kind": "table", "text": '{"heads": ["Dự án", "Vướng mắc"], "rows": [["Đường 40 m", "Giá đất"]]}'},
    ],
    "figures": [
        {"title": "II. Kết quả thực hiện", "unit": "", "value": ""},
        {"title": "Tỷ lệ hộ đã bàn giao", "unit": "%", "value": "58,17% (726/1.248)"},
    ],
    "capacity": ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"], "signer": "Ngô Thanh Bình",
    "recipients": ["Như trên;", "Lưu: VT."],
}  # fmt: skip
DOCUMENT: dict[str, object] = {
    "superior": "Ủy ban nhân dân thành phố Hà Nội",
    "agency": "Ủy ban nhân dân phường Long Biên",
    "symbol": "07/KH-UBND",
    "place": HEAD["place"],
    "issued_on": HEAD["issued_on"],
    "heading": "Kế hoạch số 07/KH-UBND",
    "kind": "Kế hoạch",
    "about": "Thực hiện công tác dân vận chính quyền năm 2027",
    "urgency": "Khẩn",
    "to": ["Các phòng, đơn vị", "Ủy ban MTTQ Việt Nam phường"],
    "grounds": ["Căn cứ Kế hoạch số 307/KH-UBND ngày 18/11/2026;"],
    "body": [
        {"kind": "part!", "label": "Chương I", "text": "QUY ĐỊNH CHUNG"},
        {"kind": "article", "label": "Điều 1.", "text": "Ban hành các văn bản kèm theo."},
        {"kind": "head!", "label": "I.", "text": "MỤC ĐÍCH"},
        {"kind": "item", "label": "1.", "text": "Nâng cao hiệu quả công tác dân vận."},
        {"kind": "table", "label": "", "text": "TT\tViệc\n1\tRà soát"},
        {"kind": "text", "label": "", "text": "Thực hiện từ ngày ký./."},
    ],
    "annexes": [
        {"kind": "annex", "label": "PHỤ LỤC I", "text": "Phân công"},
        {"kind": "dash", "label": "-", "text": "Văn phòng tổng hợp."},
    ],
    "opening": "QUYẾT ĐỊNH:",
    "issuer": "Ủy ban nhân dân phường",
    "capacity": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "signer": "Ngô Thanh Bình",
    "recipients": ["Như trên;", "Lưu: VT, VHXH."],
}
DOCUMENT_REGISTER: dict[str, object] = {
    "agency": "Ủy ban nhân dân phường Long Biên",
    "place": HEAD["place"],
    "issued_on": HEAD["issued_on"],
    "name": "Sổ đăng ký văn bản đi",
    "period": "Năm 2026",
    "heads": ["Số, ký hiệu", "Ngày tháng", "Ghi chú"],
    "rows": [{"cells": "01/KH-UBND\t05/02/2026\tKhông"}],
}
FULL: dict[str, dict[str, object]] = {
    "document": DOCUMENT,
    "document-register": DOCUMENT_REGISTER,
    "periodic-report": PERIODIC_REPORT,
    "report-table": REPORT_TABLE,
    "letter": LETTER,
    "bien-lai": BILL,
    "mau-01": SLIP,
    "mau-02": REQUEST,
    "mau-03": REFUSAL,
    "mau-04": APOLOGY,
    "mau-05": STOP,
    "mau-06": CONTROL,
    "mau-07": REGISTER,
    "refusal": REFUSED,
    "result": RESULT,
    "attestation-copy": CERTIFIED,
    "attestation-electronic": {
        **CERTIFIED,
        "pages": 2,
        "qr": "https://motcua.longbien.example/chung-thuc/5f2c9a71",
    },
    "attestation-signature": {**SIGNED, "receiver": "Nguyễn Thị Hồng Hạnh"},
    "attestation-fingerprint": {**SIGNED, "receiver": "Nguyễn Thị Hồng Hạnh"},
    "attestation-translation": {**SIGNED, "languages": "tiếng Anh sang tiếng Việt"},
    "attestation-contract": {
        **{name: value for name, value in SIGNED.items() if name != "identity"},
        "receiver": "Nguyễn Thị Hồng Hạnh",
        "subject": "Hợp đồng ủy quyền",
        "copies": 3,
        "pages": 4,
    },
    "certification-slip": CERTIFICATION_SLIP,
    "petition-receipt": {
        "agency": HEAD["agency"],
        "division": "Bộ phận tiếp công dân, xử lý đơn",
        "place": HEAD["place"],
        "issued_on": HEAD["issued_on"],
        "code": "DT-H26.145.00-261126-0007",
        "title": "Kiến nghị, phản ánh: Môi trường",
        "sender": LONG_NAME,
        "channel": "Trực tuyến",
        "signers": 12,
        "files": "3 tệp",
        "received_at": at(26, 15, 20),
        "answer_by": at(27, 17, 30),
        "answerable": "Ủy ban nhân dân phường Long Biên",
        "qr": "https://motcua.longbien.example/gui-don/tra-cuu?ma=DT-H26.145.00-261126-0007&key=0f1e2d3c4b5a",
        "key": "0f1e2d3c4b5a",
        "proof": "0f1e2d3c 4b5a6978 8796a5b4 c3d2e1f0",
    },
    "certification-refusal": CERTIFICATION_REFUSAL,
    "certification-register": CERTIFICATION_REGISTER,
    "reception-register": RECEPTION_REGISTER,
}
MANY_PAPERS = [
    {"name": f"Giấy tờ thứ {n} chứng minh quan hệ nhân thân", "form": "bản sao"} for n in range(1, 21)
]
