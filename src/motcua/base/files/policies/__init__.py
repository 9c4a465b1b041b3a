"""Whether an uploaded file may be taken in: pure checks of its name and content, and the bounded upload."""

from motcua.base.files.policies.content import Checked, check, sniff
from motcua.base.files.policies.metadata import stripped
from motcua.base.files.policies.names import safe_name
from motcua.base.files.policies.pages import count_pages, picture_of_page
from motcua.base.files.policies.photos import redrawn
from motcua.base.files.policies.segments import Altered, Opening, Sealing
from motcua.base.files.policies.upload import LimitedUpload, Spool, upload_faults

__all__ = [
    "Altered",
    "Checked",
    "LimitedUpload",
    "Opening",
    "Sealing",
    "Spool",
    "check",
    "count_pages",
    "picture_of_page",
    "redrawn",
    "safe_name",
    "sniff",
    "stripped",
    "upload_faults",
]
