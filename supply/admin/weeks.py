from __future__ import annotations

from django.contrib import admin

from delegations.admin import AuditedAdmin, ReadOnlyAdmin
from supply.models import CoverageThreshold, DelegationWeek, PrescriptionTally, ReportChase, WeeklyReport


class ChaseInline(admin.TabularInline):
    """What was sent about an unsigned week."""

    model = ReportChase
    extra = 0
    can_delete = False
    fields = readonly_fields = ("kind", "sent_at", "recipients")

    def has_add_permission(self, *args: object) -> bool:
        return False


@admin.register(WeeklyReport)
class WeeklyReportAdmin(ReadOnlyAdmin):
    """Drafted, signed and validated on their own pages; here they are looked at."""

    list_display = ("week", "owner", "delegation", "state", "due_at", "signed_at", "signed_by", "source")
    list_filter = ("state", "source", "delegation")
    list_select_related = ("unit", "delegation", "signed_by")
    search_fields = ("unit__name", "unit__clues")
    date_hierarchy = "week"
    inlines = (ChaseInline,)


@admin.register(DelegationWeek)
class DelegationWeekAdmin(ReadOnlyAdmin):
    """Sums: made again by `manage.py aggregate_week`."""

    list_display = ("week", "delegation", "place_kind", "usable", "units_expected", "units_signed", "computed_at")
    list_filter = ("place_kind", "delegation")
    list_select_related = ("delegation",)
    date_hierarchy = "week"


@admin.register(PrescriptionTally)
class PrescriptionTallyAdmin(ReadOnlyAdmin):
    """Recorded on the pharmacy's page, by the API or with the week's file."""

    list_display = ("day", "unit", "drug", "presented", "filled", "partly_filled", "denied")
    list_filter = ("unit__delegation",)
    list_select_related = ("unit", "drug")
    search_fields = ("unit__name", "unit__clues", "drug__generic_name")
    date_hierarchy = "day"


@admin.register(CoverageThreshold)
class CoverageThresholdAdmin(AuditedAdmin):
    """From how many days each category starts; the next draft uses what stands here."""

    list_display = ("category", "from_days", "source")
    readonly_fields = ("category",)

    def has_add_permission(self, *args: object) -> bool:
        return False
