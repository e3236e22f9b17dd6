"""What was declared and answered, looked at only: both are written by actions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from delegations.admin import ReadOnlyAdmin
from supply.models import Requirement, RequirementPackage, UnitCoverage


class RequirementInline(admin.TabularInline):
    """The drugs of a package."""

    model = Requirement
    extra = 0
    can_delete = False
    fields = readonly_fields = ("drug", "pieces", "status", "short", "allocation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Requirement]:
        return super().get_queryset(request).select_related("drug")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RequirementPackage)
class RequirementPackageAdmin(ReadOnlyAdmin):
    """What must be there together, and the last answer."""

    list_display = ("reference", "folio", "unit", "needed_on", "status", "expected_on", "certainty", "uncovered_since")
    list_filter = ("status", "certainty", "unit__delegation")
    list_select_related = ("unit",)
    search_fields = ("=reference", "=folio", "unit__clues", "unit__name")
    date_hierarchy = "needed_on"
    inlines = (RequirementInline,)


@admin.register(UnitCoverage)
class UnitCoverageAdmin(ReadOnlyAdmin):
    """When each unit was computed."""

    list_display = ("unit", "day", "computed_at")
    list_select_related = ("unit",)
    search_fields = ("unit__clues", "unit__name")
