"""What can happen to accounts, appointments, delegations, tokens and the records of citizens.

Facts name posts, periods and numbers of rows: never a person.
"""

from motcua.base.journal.events import kind

ACCOUNT_OPENED = kind("account.opened", "Tài khoản được mở")
ACCOUNT_CHANGED = kind("account.changed", "Tài khoản được sửa ({what})")
ACCOUNT_CLOSED = kind("account.closed", "Tài khoản bị khóa ({reason})")
ACCOUNT_REOPENED = kind("account.reopened", "Tài khoản được mở lại")
PASSWORD_RESET = kind("account.password_reset", "Tài khoản được cấp mật khẩu tạm")
APPOINTED = kind("post.appointed", "Bố trí người giữ vị trí {post} từ {valid_from} theo {instrument}")
APPOINTMENT_ENDED = kind("post.appointment_ended", "Thôi giữ vị trí {post} từ {valid_to}")
DELEGATED = kind(
    "post.delegated", "{from_post} ủy quyền cho {to_post}, {valid_from} đến hết {last_day}, theo {instrument}"
)
DELEGATION_REVOKED = kind(
    "post.delegation_revoked", "Chấm dứt ủy quyền {from_post} cho {to_post} từ {valid_to}"
)
TOKEN_MADE = kind("token.made", "Cấp mã truy cập cho vị trí {post}")
TOKEN_REVOKED = kind("token.revoked", "Thu hồi mã truy cập của vị trí {post}")
CITIZEN_READ = kind("citizen.read", "Xem đầy đủ thông tin của một người ({purpose})")
PUT_IN_CHARGE = kind(
    "stewardship.given", "Phân công {post_words} phụ trách {field_words} từ {valid_from} theo {instrument}"
)
STEWARDSHIP_ENDED = kind("stewardship.ended", "Thôi phụ trách {field_words} từ {valid_to}")
