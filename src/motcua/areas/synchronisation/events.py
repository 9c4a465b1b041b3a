"""What can happen to a dispatch and to a comparison with the portal. Facts name codes and counts only."""

from motcua.base.journal.events import kind

ACKNOWLEDGED = kind("dispatch.acknowledged", "Cổng quốc gia đã nhận trạng thái {state} của hồ sơ {code}")
REFUSED = kind("dispatch.refused", "Cổng quốc gia từ chối trạng thái {state} của hồ sơ {code}")
GIVEN_UP = kind("dispatch.given_up", "Thôi gửi trạng thái {state} của hồ sơ {code} sau {tries} lần")
RESENT = kind("dispatch.resent", "Gửi lại trạng thái {state} của hồ sơ {code}")
ASKED = kind("reconciliation.asked", "Yêu cầu đối chiếu hồ sơ ngày {day} với Cổng quốc gia")
DONE = kind(
    "reconciliation.done",
    "Đối chiếu ngày {day} với Cổng quốc gia: {compared} hồ sơ, thiếu ở Cổng {missing_there}, "
    "thiếu ở đây {missing_here}, khác {different}",
)
