"""The words of references: types of documents, abbreviations in symbols, days."""

import datetime as dt
import re

TYPES: dict[str, str] = {
    "hien phap": "Hiến pháp", "bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh", "lenh": "Lệnh",
    "nghi quyet lien tich": "Nghị quyết liên tịch", "nghi quyet": "Nghị quyết", "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định", "chi thi": "Chỉ thị", "thong tu lien tich": "Thông tư liên tịch",
    "thong tu": "Thông tư", "thong bao ket luan": "Thông báo kết luận", "thong bao": "Thông báo",
    "thong tri": "Thông tri", "ket luan thanh tra": "Kết luận thanh tra",
    "ket luan kiem tra": "Kết luận kiểm tra", "ket luan": "Kết luận", "ke hoach lien tich": "Kế hoạch liên tịch",
    "ke hoach": "Kế hoạch", "chuong trinh hanh dong": "Chương trình hành động",
    "chuong trinh phoi hop": "Chương trình phối hợp", "chuong trinh": "Chương trình",
    "huong dan lien nganh": "Hướng dẫn liên ngành", "huong dan": "Hướng dẫn", "quy dinh": "Quy định",
    "quy che phoi hop": "Quy chế phối hợp", "quy che": "Quy chế", "de an": "Đề án", "du an": "Dự án",
    "bao cao": "Báo cáo", "to trinh": "Tờ trình", "cong van": "Công văn", "cong dien": "Công điện",
    "van ban": "Văn bản", "bien ban": "Biên bản", "dieu le": "Điều lệ", "phuong an": "Phương án",
    "thong cao": "Thông cáo", "giay moi": "Giấy mời", "hop dong": "Hợp đồng",
}  # fmt: skip
"""Types of documents, folded, as they are written."""

KINDS: dict[str, str] = {
    "L": "Luật", "PL": "Pháp lệnh", "NQLT": "Nghị quyết liên tịch", "NQ": "Nghị quyết", "NĐ": "Nghị định",
    "QĐ": "Quyết định", "CT": "Chỉ thị", "TTLT": "Thông tư liên tịch", "TT": "Thông tư", "TB": "Thông báo",
    "KL": "Kết luận", "KH": "Kế hoạch", "CTr": "Chương trình", "CTR": "Chương trình", "HD": "Hướng dẫn",
    "QyĐ": "Quy định", "QYĐ": "Quy định", "QC": "Quy chế", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo",
    "TTr": "Tờ trình", "TTR": "Tờ trình", "CĐ": "Công điện", "CV": "Công văn", "BB": "Biên bản",
    "PA": "Phương án", "TC": "Thông cáo", "GM": "Giấy mời", "HĐ": "Hợp đồng", "CTHĐ": "Chương trình hành động",
    "CTPH": "Chương trình phối hợp", "CTrHĐ": "Chương trình hành động", "QCPH": "Quy chế phối hợp",
}  # fmt: skip
"""Abbreviations in symbols and the types they stand for (NĐ 30/2020 Phụ lục III; Hướng dẫn 36-HD/VPTW)."""
PLAIN_KINDS = {
    "nd": "NĐ", "qd": "QĐ", "ct": "CT", "nq": "NQ", "tt": "TT", "ttlt": "TTLT", "nqlt": "NQLT", "tb": "TB",
    "kl": "KL", "kh": "KH", "ctr": "CTr", "hd": "HD", "qyd": "QyĐ", "qc": "QC", "da": "ĐA", "bc": "BC",
    "ttr": "TTr", "cd": "CĐ", "pl": "PL",
}  # fmt: skip
PLAIN_BODIES = {
    "cp": "CP", "ttg": "TTg", "hdnd": "HĐND", "ubnd": "UBND", "tw": "TW", "tu": "TU", "qu": "QU", "hu": "HU",
    "du": "ĐU", "vpcp": "VPCP", "bnv": "BNV", "btp": "BTP", "btc": "BTC", "ctubnd": "CTUBND",
}  # fmt: skip

ALTERNATIVES = "|".join(word.replace(" ", r"\s+") for word in sorted(TYPES, key=len, reverse=True))
TYPE = re.compile(rf"(?<![^\W_])(?:{ALTERNATIVES})(?![^\W_])")
DAY = (
    r"(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|\s{1,3}thang\s{1,3}(?P<M>\d{1,2})\s{0,2},?\s{0,2}nam\s{1,3}(?P<Y>(?:19|20)\d\d)(?!\d))"
)
"""A whole day in folded text: "29/3/2021", "21.10.2021", "26-11-2021", "29 tháng 3 năm 2021"."""


def day_of(match: re.Match[str]) -> dt.date | None:
    """The day that ``DAY`` matched, None where there is no such day."""
    try:
        return dt.date(int(match["y"] or match["Y"]), int(match["m"] or match["M"]), int(match["d"]))
    except ValueError:
        return None
