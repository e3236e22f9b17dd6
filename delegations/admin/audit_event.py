from __future__ import annotations

from django.contrib import admin

from delegations.admin.base import ReadOnlyAdmin
from delegations.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """What was done, to what and by whom."""

    list_display = ("at", "type", "by", "target_model", "target_label")
    list_filter = ("type", "target_model", "at")
    search_fields = ("by", "type", "target_label", "target_id")
    date_hierarchy = "at"
    fields = ("at", "type", "by", "by_id", "target_model", "target_id", "target_label", "before", "after")
