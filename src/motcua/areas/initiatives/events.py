"""What can happen to an initiative. Fields, states, days; no words of it."""

from motcua.base.journal.events import kind

PROPOSED = kind("initiative.proposed", "Đề xuất sáng kiến, lĩnh vực {field_words}")
RECOGNISED = kind("initiative.recognised", "Công nhận sáng kiến theo {number}, phạm vi {reach_words}")
DECLINED = kind("initiative.declined", "Không công nhận sáng kiến")
REPLICATED = kind("initiative.replicated", "Nhân rộng lần {n}, từ ngày {on_words}")
