"""Words of certification (NĐ 23/2015/NĐ-CP)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules import certification as rules


class State(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("Đã tiếp nhận")
    CHECKED = "checked", _("Đã kiểm tra, chờ ký")
    SIGNED = "signed", _("Đã ký, chờ vào sổ")
    READY = "ready", _("Đã chứng thực, chờ trả")
    RETURNED = "returned", _("Đã trả kết quả")
    REFUSED = "refused", _("Từ chối chứng thực")
    WITHDRAWN = "withdrawn", _("Dừng theo yêu cầu")


class Kind(models.TextChoices):
    """What is certified."""

    COPY = rules.Kind.COPY.value, _("Bản sao từ bản chính")
    ELECTRONIC_COPY = rules.Kind.ELECTRONIC_COPY.value, _("Bản sao điện tử từ bản chính")
    SIGNATURE = rules.Kind.SIGNATURE.value, _("Chữ ký")
    FINGERPRINT = rules.Kind.FINGERPRINT.value, _("Điểm chỉ")
    TRANSLATION = rules.Kind.TRANSLATION.value, _("Chữ ký người dịch")
    CONTRACT = rules.Kind.CONTRACT.value, _("Hợp đồng, giao dịch")


class Shown(models.TextChoices):
    """What the applicant shows and takes back (Điều 20; what VNeID has is not demanded, R11.16)."""

    ORIGINAL = "original", _("Bản chính")
    VNEID = "vneid", _("Đã có trong VNeID")


class Identity(models.TextChoices):
    """Which paper proves who signs (Điều 24 khoản 1)."""

    CARD = "card", _("Căn cước, Căn cước công dân")
    ELECTRONIC = "electronic", _("Căn cước điện tử")
    PASSPORT = "passport", _("Hộ chiếu, giấy tờ đi lại quốc tế")
    NONE = "none", _("Không cần (chỉ chứng thực bản sao)")


class Ground(models.TextChoices):
    """Why it takes longer (Điều 21, 33, 37)."""

    MANY_KINDS = rules.Ground.MANY_KINDS.value, _("Nhiều loại bản chính cùng lúc")
    MANY_PAGES = rules.Ground.MANY_PAGES.value, _("Bản chính có nhiều trang")
    MANY_COPIES = rules.Ground.MANY_COPIES.value, _("Yêu cầu nhiều bản sao")
    COMPLEX = rules.Ground.COMPLEX.value, _("Nội dung phức tạp, khó kiểm tra, đối chiếu")
    AGREEMENT = rules.Ground.AGREEMENT.value, _("Thỏa thuận bằng văn bản với người yêu cầu")


class ElectronicState(models.TextChoices):
    """Where an electronic copy stands; only a signed one may be used."""

    DRAWN = "drawn", _("Đã có bản chụp, chưa chứng thực")
    AWAITING_SIGNATURE = "awaiting_signature", _("Chờ ký số")
    SIGNED = "signed", _("Đã ký số")


FIELD = "Chứng thực"
KIND = "certification"
TYPE_SAME_DAY, TYPE_CONTRACT = "chung-thuc", "chung-thuc-giao-dich"

PRICED = {
    Kind.COPY: "ct.ban-sao", Kind.ELECTRONIC_COPY: "ct.ban-sao", Kind.SIGNATURE: "ct.chu-ky",
    Kind.FINGERPRINT: "ct.chu-ky", Kind.TRANSLATION: "ct.chu-ky", Kind.CONTRACT: "ct.hop-dong",
}  # fmt: skip
"""Lines of the schedule of fees by what is certified (TT 226/2016/TT-BTC)."""

USUAL_PAPERS = (
    "Căn cước, Căn cước công dân", "Giấy khai sinh", "Bằng tốt nghiệp trung học phổ thông", "Bằng tốt nghiệp đại học",
    "Bằng tốt nghiệp cao đẳng", "Học bạ", "Bảng điểm", "Giấy chứng nhận kết hôn", "Giấy phép lái xe",
    "Giấy chứng nhận quyền sử dụng đất", "Chứng chỉ ngoại ngữ", "Chứng chỉ tin học", "Giấy ủy quyền", "Sơ yếu lý lịch",
    "Hợp đồng ủy quyền", "Hợp đồng tặng cho quyền sử dụng đất", "Văn bản từ chối nhận di sản", "Di chúc",
)  # fmt: skip
"""What people bring most; anything else is typed."""
