"""Signing in: what this product asks of allauth (R16.16)."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base.people import actions, fields, policies
from motcua.base.people.choices import IDENTITY_KEY
from motcua.faces.desk.lock import (
    LOCKED_KEY,
    MINUTES_KEY,
    SECOND_FACTOR_KEY,
    SEEN_KEY,
    TEMPORARY_KEY,
    lock_minutes,
)
from motcua.faces.ui.session import actors_of, now_of

log = logging.getLogger("motcua.security")
SECRET_COLUMN = "mfa.authenticator.secret"
IDLE_KEY = "closed_for_idleness"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an administrator, close after 45 idle days, and lock their screen."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản này đang bị khóa. Liên hệ quản trị hệ thống để mở lại."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại chưa đúng."),
        "incorrect_code": gettext_lazy("Mã chưa đúng. Kiểm tra giờ trên điện thoại rồi nhập mã mới."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "too_many_login_attempts": gettext_lazy("Đã thử quá nhiều lần. Chờ ít phút rồi thử lại."),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failed passwords are counted in one place only, the database (axes): five, then a pause."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A line for the security log; never the name typed (it may be a password)."""
        log.warning("sign-in refused from %s", self.get_client_ip(request))

    def pre_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse | None:
        """Before anything else: an account left unused too long is closed and says so."""
        if user.is_active and actions.close_if_idle(user.pk, now_of(request)):
            log.warning("account %s closed: idle", user.pk)
            clear_login(request)
            request.session[IDLE_KEY] = policies.IDLE_DAYS
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **given)  # type: ignore[no-any-return]

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        """Start the lock's clock; ask administrators for their second factor."""
        now = now_of(request)
        actions.note_use(user.pk, now.date())
        request.__dict__.pop("_motcua_actors", None)
        admin = user.is_staff or any(policies.ADMIN in actor.duties for actor in actors_of(request))
        session = request.session
        session.pop(IDENTITY_KEY, None)  # an official is never at once somebody who files
        session.pop(LOCKED_KEY, None)
        session.pop(IDLE_KEY, None)
        session[SEEN_KEY] = int(now.timestamp())
        session[MINUTES_KEY] = lock_minutes(admin, now.date())
        if admin and settings.ADMIN_SECOND_FACTOR and not is_mfa_enabled(user):
            session[SECOND_FACTOR_KEY] = True
        if user.temporary_password:
            session[TEMPORARY_KEY] = True
        log.info("account %s signed in from %s", user.pk, self.get_client_ip(request))
        return super().post_login(request, user, **given)  # type: ignore[no-any-return]

    def set_password(self, user: Any, password: str) -> None:
        """Remember when a password is only long enough together with a second factor."""
        user.temporary_password = False
        user.short_password = not policies.password_long_enough(len(password), second_factor=False)
        super().set_password(user, password)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mailbox."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: its secrets are encrypted, and it stays while the password is short."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Mã chưa đúng. Kiểm tra giờ trên điện thoại rồi nhập mã mới."),
        "cannot_delete_authenticator": gettext_lazy(
            "Mật khẩu đang dùng ngắn hơn 14 ký tự nên cần giữ lớp xác thực thứ hai. "
            "Đổi mật khẩu dài hơn rồi mới tắt."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Bật xác thực hai lớp trước khi tạo mã dự phòng."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets lie encrypted in the database."""
        return base64.b64encode(fields.encrypt(text, SECRET_COLUMN)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret of a stored text."""
        return fields.decrypt(base64.b64decode(encrypted_text), SECRET_COLUMN)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second factor stays as long as the password alone would be too short."""
        user = authenticator.user
        if not user.short_password:
            return True
        kept = user.authenticator_set.exclude(pk=authenticator.pk).exclude(type="recovery_codes")
        return bool(kept.exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a new key."""
        return _("Khóa {number}").format(number=user.authenticator_set.filter(type=type).count() + 1)


class PasswordLength:
    """Password validator: 14 characters, or 8 with a second factor (R16.16)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError when the password is too short for this account."""
        second = bool(user is not None and user.pk and is_mfa_enabled(user))
        if not policies.password_long_enough(len(password), second):
            least = policies.PASSWORD_MIN_WITH_SECOND_FACTOR if second else policies.PASSWORD_MIN
            raise ValidationError(
                _("Mật khẩu cần ít nhất {least} ký tự.").format(least=least), code="password_too_short"
            )

    def get_help_text(self) -> str:
        """Said before typing."""
        return _("Ít nhất 14 ký tự; 8 ký tự nếu đã bật xác thực hai lớp. Một câu dễ nhớ là tốt nhất.")
