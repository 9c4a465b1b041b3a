"""The register of instruments and the parameter sheet, to look at; changes go through the acts."""

from django.contrib import admin
from django.http import HttpRequest

from motcua.base.law.models import Instrument, Parameter, Relation


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shown to whoever may open the configuration pages, not edited: every change is an act and stands in the journal.

    Nothing in it is about people: units, days, figures and texts of the law are public.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Instrument)
class InstrumentAdmin(ReadOnly):
    list_display = ["symbol", "type", "issuer", "effective_on", "expired_on", "title", "certainty"]
    list_filter = ["type", "certainty"]
    search_fields = ["symbol", "title"]


@admin.register(Relation)
class RelationAdmin(ReadOnly):
    list_display = ["source", "kind", "target", "on", "certainty"]
    list_filter = ["kind", "certainty"]
    search_fields = ["source__symbol", "target__symbol"]
    list_select_related = ["source", "target"]


@admin.register(Parameter)
class ParameterAdmin(ReadOnly):
    list_display = ["key", "value", "unit", "valid_from", "valid_to", "rule", "source", "certainty", "edited"]
    list_filter = ["certainty", "unit"]
    search_fields = ["key", "meaning", "source"]
