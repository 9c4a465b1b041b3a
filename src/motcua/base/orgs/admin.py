"""Units, successions and posts, to look at; changes go through the acts."""

from django.contrib import admin

from motcua.base.law.admin import ReadOnly
from motcua.base.orgs.models import Post, Succession, UnitVersion


@admin.register(UnitVersion)
class UnitVersionAdmin(ReadOnly):
    list_display = [
        "code",
        "name",
        "kind",
        "level",
        "parent",
        "valid_from",
        "valid_to",
        "instrument",
        "certainty",
    ]
    list_filter = ["level", "certainty"]
    search_fields = ["code", "fold", "unit__code"]


@admin.register(Succession)
class SuccessionAdmin(ReadOnly):
    list_display = ["predecessor", "successor", "on", "kind", "is_default", "certainty"]
    list_filter = ["kind", "certainty"]
    search_fields = ["predecessor__code", "successor__code"]


@admin.register(Post)
class PostAdmin(ReadOnly):
    list_display = ["code", "title", "unit", "agency", "duties", "valid_from", "valid_to"]
    search_fields = ["code", "title"]
