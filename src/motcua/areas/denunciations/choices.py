"""Words of denunciations (Luật Tố cáo 25/2018/QH14; R6.41–R6.48)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND = "denunciation"
TYPE = "giai-quyet-to-cao"


class State(models.TextChoices):
    """Where the settling of a denunciation stands."""

    ACCEPTED = "accepted", _("Đã thụ lý, chờ quyết định xác minh")
    VERIFYING = "verifying", _("Đang xác minh")
    DRAFTED = "drafted", _("Đã dự thảo kết luận, chờ kết luận")
    CONCLUDED = "concluded", _("Đã kết luận, chờ xử lý kết luận")
    CARRIED_OUT = "carried_out", _("Đã xử lý kết luận, chờ công khai")
    PUBLISHED = "published", _("Đã công khai kết luận")
    SUSPENDED = "suspended", _("Tạm đình chỉ")
    STOPPED = "stopped", _("Đã đình chỉ")
    CLOSED = "closed", _("Đã kết thúc")


class Verdict(models.TextChoices):
    """What the conclusion says of the denunciation (Luật Tố cáo Điều 35)."""

    TRUE = "true", _("Đúng")
    PARTLY_TRUE = "partly_true", _("Đúng một phần")
    UNTRUE = "untrue", _("Không đúng")
    KNOWINGLY_FALSE = "knowingly_false", _("Cố ý tố cáo sai sự thật")


class Withdrawal(models.TextChoices):
    """How much of it the denouncer took back (Luật Tố cáo Điều 33)."""

    NONE = "", _("Không rút")
    PART = "part", _("Rút một phần")
    WHOLE = "whole", _("Rút toàn bộ")


class Publication(models.TextChoices):
    """How a conclusion is made public (Luật Tố cáo Điều 40)."""

    MEETING = "meeting", _("Công bố tại cuộc họp")
    POSTING = "posting", _("Niêm yết tại trụ sở, nơi tiếp công dân")
    PORTAL = "portal", _("Đăng trên cổng thông tin điện tử")
    MEDIA = "media", _("Thông báo trên phương tiện thông tin đại chúng")


LASTING = frozenset({Publication.POSTING, Publication.PORTAL})
"""Forms that last from a day to a day."""


class Decision(models.TextChoices):
    """What was decided in writing on the way (R6.43, R6.44)."""

    VERIFICATION = "verification", _("Quyết định xác minh")
    EXTENSION = "extension", _("Quyết định gia hạn")
    SUSPENSION = "suspension", _("Quyết định tạm đình chỉ")
    RESUMPTION = "resumption", _("Quyết định tiếp tục giải quyết")
    STOP = "stop", _("Quyết định đình chỉ")
    CONCLUSION = "conclusion", _("Kết luận nội dung tố cáo")
    MEASURES = "measures", _("Văn bản xử lý kết luận")


class Task(models.TextChoices):
    """What the law wants done by a day, beside the settling itself (R6.42, R6.44, R6.46)."""

    TELL_DENOUNCER = "tell_denouncer", _("Thông báo thụ lý cho người tố cáo")
    TELL_DENOUNCED = "tell_denounced", _("Thông báo nội dung cho người bị tố cáo")
    ANSWER_SENDER = "answer_sender", _("Thông báo kết quả cho cơ quan báo chí đã chuyển đơn")
    SEND_SUSPENSION = "send_suspension", _("Gửi quyết định tạm đình chỉ, tiếp tục giải quyết")
    SEND_STOP = "send_stop", _("Gửi quyết định đình chỉ")
    SEND_CONCLUSION = "send_conclusion", _("Gửi kết luận nội dung tố cáo")
    MEASURES = "measures", _("Xử lý kết luận")
    REPORT = "report", _("Báo kết quả xử lý kết luận")
    PUBLISH = "publish", _("Công khai kết luận")


PARAMETERS: dict[Task, str] = {
    Task.TELL_DENOUNCER: "denunciation.notify",
    Task.TELL_DENOUNCED: "denunciation.notify",
    Task.ANSWER_SENDER: "denunciation.press",
    Task.SEND_SUSPENSION: "denunciation.suspension_send",
    Task.SEND_STOP: "denunciation.suspension_send",
    Task.SEND_CONCLUSION: "denunciation.conclusion_send",
    Task.MEASURES: "denunciation.measures",
    Task.REPORT: "denunciation.measures_report",
    Task.PUBLISH: "denunciation.publish",
}
"""The parameter that says how long each may take."""
BY_ACT = frozenset({Task.MEASURES, Task.PUBLISH})
"""What an act of its own does; the rest is noted as done."""
