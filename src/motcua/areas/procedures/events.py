"""What can happen to the catalogue of procedures. Facts carry codes, numbers and digests, never texts
of people.
"""

from django.utils.translation import gettext_noop as _

from motcua.base.journal.events import kind

PUBLISHED = kind(
    "procedure.published",
    _("Công bố thủ tục {code}, bản {version}"),
    _("Thủ tục {code} được công bố, bản {version}"),
)
ABOLISHED = kind(
    "procedure.abolished",
    _("Bãi bỏ thủ tục {code} từ ngày {on}"),
    _("Thủ tục {code} bị bãi bỏ từ ngày {on}"),
)
LOADED = kind(
    "procedure.loaded",
    _("Nạp danh mục thủ tục: {added} mới, {changed} thay đổi, {unchanged} giữ nguyên, {rejected} bị loại"),
)
PROCESS_ADOPTED = kind(
    "procedure.process_adopted", _("Ban hành quy trình nội bộ số {process} cho {codes} thủ tục")
)
PROCESSES_LOADED = kind(
    "procedure.processes_loaded", _("Nạp quy trình nội bộ: {added} mới, {rejected} bị loại")
)
REMOVED_PAPERS_LOADED = kind(
    "procedure.removed_papers_loaded", _("Nạp danh mục giấy tờ không được yêu cầu nộp: {rules} mục")
)
POSTED = kind(
    "procedure.posted",
    _("Niêm yết thủ tục {code} tại {place}"),
    _("Thủ tục {code} được niêm yết tại {place}"),
)
UNPOSTED = kind("procedure.unposted", _("Gỡ niêm yết thủ tục {code} tại {place}"))
EFORM_PUBLISHED = kind(
    "procedure.eform_published", _("Ban hành biểu mẫu điện tử của thủ tục {code}, bản {version}")
)

DECISION_DRAFTED = kind("publication.drafted", _("Lập danh mục của quyết định công bố {symbol}"))
DECISION_LISTED = kind(
    "publication.listed", _("Ghi danh mục của quyết định công bố {symbol}: {entries} thủ tục")
)
DECISION_DISCARDED = kind("publication.discarded", _("Bỏ bản ghi quyết định công bố {symbol}, chưa công bố"))
DECISION_PUBLISHED = kind(
    "publication.published",
    _(
        "Công bố theo quyết định {symbol}: {new} mới, {amended} sửa đổi, {replaced} thay thế, {abolished} bãi bỏ"
    ),
    _("Quyết định {symbol}: {new} thủ tục mới, {amended} sửa đổi, {replaced} thay thế, {abolished} bãi bỏ"),
)
DECISION_ENTERED = kind(
    "publication.entered",
    _("Quyết định {symbol} đã nhập Cơ sở dữ liệu quốc gia về thủ tục hành chính ngày {on}"),
)
INTEGRATION_SET = kind(
    "procedure.integration_set",
    _("Thủ tục {code} trên Cổng dịch vụ công quốc gia từ ngày {on}: {state}"),
)
ALERTED = kind(
    "procedure.alerted", _("Rà danh mục: {raised} việc cần xem mới phát hiện, {cleared} việc đã xong")
)
REVIEW_PLANNED = kind("review.planned", _("Lập kế hoạch rà soát thủ tục năm {year}"))
REVIEW_SUBMITTED = kind(
    "review.submitted", _("Gửi kế hoạch rà soát thủ tục năm {year}, {items} mục, ngày {on}")
)
REVIEW_ADDED = kind("review.added", _("Ghi một mục vào kế hoạch rà soát năm {year}"))
REVIEW_DROPPED = kind("review.dropped", _("Bỏ một mục khỏi kế hoạch rà soát năm {year}"))
REVIEW_BEGUN = kind("review.begun", _("Bắt đầu rà soát"))
REVIEW_ASSESSED = kind(
    "review.assessed",
    _("Trả lời bốn tiêu chí, tính chi phí tuân thủ: trước {before}, sau {after} đồng một năm"),
)
REVIEW_PROPOSED = kind("review.proposed", _("Đề xuất: {outcome}"))
REVIEW_APPROVED = kind("review.approved", _("Phê duyệt phương án, văn bản {symbol} ngày {on}"))
REVIEW_IMPLEMENTED = kind("review.implemented", _("Thực thi phương án, văn bản {symbol} ngày {on}"))
REVIEW_REPORTED = kind("review.reported", _("Báo cáo kết quả rà soát ngày {on}"))
PUBLISHING = (PUBLISHED, LOADED, PROCESS_ADOPTED, PROCESSES_LOADED)
"""What publishes case types; their events say which, with a digest of them."""
