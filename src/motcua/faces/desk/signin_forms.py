"""The forms of signing in, in our words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as TotpForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.faces.desk.lock import LOCKED_KEY


class Worded:
    """Gives the fields of a form their labels; no placeholders (they vanish while typing)."""

    fields: dict[str, forms.Field]
    labels: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = self.labels[name]
            if name in self.helps:
                field.help_text = self.helps[name]
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]
    """Sign in; after a lock the name is filled in."""

    labels = {"login": _("Tên đăng nhập"), "password": _("Mật khẩu")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locked = self.request.session.get(LOCKED_KEY) if self.request is not None else None
        if locked:
            self.fields["login"].initial = locked["username"]
        first = "password" if locked else "login"
        for name, field in self.fields.items():
            field.widget.attrs.pop("autofocus", None)
            if name == first:
                field.widget.attrs["autofocus"] = True
        self.fields["password"].help_text = ""


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    """Change the password."""

    labels = {
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
    }
    helps = {"oldpassword": _("")}


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """Confirm by password."""

    labels = {"password": _("Mật khẩu")}


class AuthenticateForm(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""

    labels = {"code": _("Mã xác thực hoặc mã dự phòng")}


class ReauthenticateCodeForm(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    """Confirm by a code."""

    labels = {"code": _("Mã xác thực hoặc mã dự phòng")}


class ActivateTOTPForm(Worded, TotpForm):  # type: ignore[misc]
    """Set an authenticator app."""

    labels = {"code": _("Mã 6 chữ số hiện trên ứng dụng")}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Add a passkey or a security key."""

    labels = {"name": _("Tên gọi của khóa"), "passwordless": _("Dùng khóa này thay cho mật khẩu")}
    helps = {"passwordless": _("Thiết bị sẽ hỏi vân tay, khuôn mặt hoặc mã PIN mỗi lần đăng nhập.")}


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Rename a key."""

    labels = {"name": _("Tên gọi của khóa")}
