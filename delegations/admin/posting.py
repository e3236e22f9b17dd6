from __future__ import annotations

from django.contrib import admin

from delegations.admin.base import AuditedAdmin
from delegations.models import Posting


@admin.register(Posting)
class PostingAdmin(AuditedAdmin):
    """Who holds which role where. A posting ends; it is not deleted."""

    list_display = ("person", "role", "holding", "is_national", "delegation", "unit", "starts_on", "ends_on")
    list_filter = ("role", "holding", "is_national", "delegation")
    list_select_related = ("person", "delegation", "unit")
    search_fields = ("person__full_name", "person__email", "unit__name", "delegation__name")
    autocomplete_fields = ("person", "delegation", "unit")
    date_hierarchy = "starts_on"
    fields = (
        "person",
        ("role", "holding"),
        "is_national",
        "delegation",
        "unit",
        ("starts_on", "ends_on"),
        ("office_phone", "office_email"),
    )
