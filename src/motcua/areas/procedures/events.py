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
PUBLISHING = (PUBLISHED, LOADED, PROCESS_ADOPTED, PROCESSES_LOADED)
"""What publishes case types; their events say which, with a digest of them."""
