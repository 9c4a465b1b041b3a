"""Configuration pages: accounts, who holds which post, delegations, access tokens; all through acts.

Citizens have no page here. Nothing is deleted: what ends keeps its period.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import spoken
from motcua.base.journal import clock
from motcua.base.journal.ports import Actor
from motcua.base.people import actions, policies, queries
from motcua.base.people.choices import WhyClosed
from motcua.base.people.models import Account, ApiToken, Delegation, Holding
from motcua.rules.impossible import Impossible

if TYPE_CHECKING:
    _Page = admin.ModelAdmin[Any]
else:
    _Page = admin.ModelAdmin


def administrator(request: HttpRequest) -> Actor | None:
    """The post with the duty "admin" that the person signed in holds today."""
    if not request.user.is_authenticated:
        return None
    actors = queries.actors_for_account(request.user.pk, clock.now().date())
    return next((actor for actor in actors if policies.can_administer(actor)), None)


class Acting(_Page):
    """A page whose changes are acts of an administrator's post: journalled, refused where the law says."""

    actions_on_bottom = True

    def _by(self, request: HttpRequest) -> Actor:
        by = administrator(request)
        if by is None:
            raise PermissionDenied
        return by

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Only for an administrator's post."""
        return administrator(request) is not None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only for an administrator's post."""
        return administrator(request) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only for an administrator's post."""
        return administrator(request) is not None

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are written once; what can change, changes by the acts offered in the list."""
        return obj is None and administrator(request) is not None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Do the act that the form stands for; a refusal is said at the top of the page."""
        try:
            obj.pk = self.do(request, obj).pk
        except Impossible as refusal:
            raise Refused(spoken.refusal(refusal)) from refusal

    def do(self, request: HttpRequest, obj: Any) -> Model:
        """The act that adding a row stands for."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """The form; after a refusal it stands again with the reason."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            request.method = "GET"
            return super().changeform_view(request, object_id, form_url, extra_context)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The journal is the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The journal is the log."""

    def each(self, request: HttpRequest, rows: QuerySet[Any], act: Any, said: str) -> None:
        """One act for every row chosen; each refusal is told."""
        done = 0
        for row in rows:
            try:
                act(row)
                done += 1
            except Impossible as refusal:
                messages.error(request, f"{row}: {spoken.refusal(refusal)}")
        if done:
            messages.success(request, said.format(count=done))


class Refused(Exception):
    """An act refused what the form asked."""


@admin.register(Account)
class AccountAdmin(Acting):
    """Accounts: open, close, reopen, give a temporary password."""

    list_display = ["username", "name", "is_active", "is_staff", "used_on"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "name"]
    fields = ["username", "name", "is_staff"]
    ordering = ["username"]
    actions = ["close", "close_left", "reopen", "give_password"]

    def do(self, request: HttpRequest, obj: Account) -> Account:
        """Open the account with a temporary password, shown once."""
        by, at = self._by(request), clock.now()
        account = actions.open_account(by=by, at=at, username=obj.username, name=obj.name, staff=obj.is_staff)
        self._password(request, account)
        return account

    def _password(self, request: HttpRequest, account: Account) -> None:
        password = actions.reset_password(by=self._by(request), at=clock.now(), account=account.pk)
        said = _("Mật khẩu tạm của {username}: {password} (chỉ hiện một lần này)")
        messages.warning(request, said.format(username=account.username, password=password))

    def _close(self, request: HttpRequest, rows: QuerySet[Account], reason: str) -> None:
        by, at = self._by(request), clock.now()
        self.each(
            request,
            rows,
            lambda row: actions.close_account(by=by, at=at, account=row.pk, reason=reason),
            _("Đã khóa {count} tài khoản."),
        )

    @admin.action(description=gettext_lazy("Khóa tài khoản (lý do an toàn)"))
    def close(self, request: HttpRequest, rows: QuerySet[Account]) -> None:
        """Close for security."""
        self._close(request, rows, WhyClosed.SECURITY)

    @admin.action(description=gettext_lazy("Khóa tài khoản (không còn công tác)"))
    def close_left(self, request: HttpRequest, rows: QuerySet[Account]) -> None:
        """Close because the person left."""
        self._close(request, rows, WhyClosed.LEFT)

    @admin.action(description=gettext_lazy("Mở lại tài khoản"))
    def reopen(self, request: HttpRequest, rows: QuerySet[Account]) -> None:
        """Reopen."""
        by, at = self._by(request), clock.now()
        self.each(
            request,
            rows,
            lambda row: actions.reopen_account(by=by, at=at, account=row.pk),
            _("Đã mở lại {count} tài khoản."),
        )

    @admin.action(description=gettext_lazy("Cấp mật khẩu tạm"))
    def give_password(self, request: HttpRequest, rows: QuerySet[Account]) -> None:
        """A temporary password for each, shown once."""
        self.each(request, rows, lambda row: self._password(request, row), _("Đã cấp {count} mật khẩu tạm."))


@admin.register(Holding)
class HoldingAdmin(Acting):
    """Who holds which post when."""

    list_display = ["account", "post", "valid_from", "valid_to", "instrument"]
    list_filter = ["post"]
    list_select_related = ["account", "post"]
    fields = ["account", "post", "valid_from", "valid_to", "instrument"]
    ordering = ["-valid_from", "post__code"]
    actions = ["end_today"]

    def do(self, request: HttpRequest, obj: Holding) -> Holding:
        """Appoint."""
        return actions.appoint(
            by=self._by(request),
            at=clock.now(),
            account=obj.account_id,
            post=obj.post.code,
            valid_from=obj.valid_from,
            valid_to=obj.valid_to,
            instrument=obj.instrument,
        )

    @admin.action(description=gettext_lazy("Thôi giữ vị trí từ hôm nay"))
    def end_today(self, request: HttpRequest, rows: QuerySet[Holding]) -> None:
        """End from today on."""
        by, at = self._by(request), clock.now()
        self.each(
            request,
            rows,
            lambda row: actions.end_appointment(by=by, at=at, holding=row.pk, valid_to=at.date()),
            _("Đã kết thúc {count} lần bố trí."),
        )


@admin.register(Delegation)
class DelegationAdmin(Acting):
    """Which post acts for which."""

    list_display = ["from_post", "to_post", "duties", "valid_from", "valid_to", "instrument"]
    list_select_related = ["from_post", "to_post"]
    fields = ["from_post", "to_post", "duties", "valid_from", "valid_to", "instrument"]
    ordering = ["-valid_from"]
    actions = ["revoke"]

    def do(self, request: HttpRequest, obj: Delegation) -> Delegation:
        """Delegate."""
        return actions.delegate(
            by=self._by(request),
            at=clock.now(),
            from_post=obj.from_post.code,
            to_post=obj.to_post.code,
            duties=list(obj.duties),
            valid_from=obj.valid_from,
            valid_to=obj.valid_to,
            instrument=obj.instrument,
        )

    @admin.action(description=gettext_lazy("Chấm dứt ủy quyền từ hôm nay"))
    def revoke(self, request: HttpRequest, rows: QuerySet[Delegation]) -> None:
        """Revoke from today on."""
        by, at = self._by(request), clock.now()
        self.each(
            request,
            rows,
            lambda row: actions.revoke_delegation(by=by, at=at, delegation=row.pk),
            _("Đã chấm dứt {count} ủy quyền."),
        )


@admin.register(ApiToken)
class ApiTokenAdmin(Acting):
    """Machines' keys."""

    list_display = ["name", "post", "door", "created_at", "revoked_at"]
    list_select_related = ["post"]
    fields = ["name", "post", "door"]
    ordering = ["-created_at"]
    actions = ["revoke"]

    def do(self, request: HttpRequest, obj: ApiToken) -> ApiToken:
        """Make a token and show it once."""
        by, at = self._by(request), clock.now()
        raw = actions.make_token(by=by, at=at, post=obj.post.code, name=obj.name, door=obj.door)
        messages.warning(request, _("Mã truy cập: {raw} (chỉ hiện một lần này)").format(raw=raw))
        return ApiToken.objects.get(hash=queries.token_hash(raw))

    @admin.action(description=gettext_lazy("Thu hồi mã truy cập"))
    def revoke(self, request: HttpRequest, rows: QuerySet[ApiToken]) -> None:
        """Revoke."""
        by, at = self._by(request), clock.now()
        self.each(
            request,
            rows,
            lambda row: actions.revoke_token(by=by, at=at, token=row.pk),
            _("Đã thu hồi {count} mã truy cập."),
        )
