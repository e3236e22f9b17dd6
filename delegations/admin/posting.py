from __future__ import annotations

from django.contrib import admin

from delegations.admin.base import ReadOnlyAdmin
from delegations.models import Posting


@admin.register(Posting)
class PostingAdmin(ReadOnlyAdmin):
    """Who holds which role where, to look at: postings are made, handed over and ended on the site's own pages."""

    list_display = ("person", "role", "holding", "is_national", "delegation", "unit", "starts_on", "ends_on")
    list_filter = ("role", "holding", "is_national", "delegation")
    list_select_related = ("person", "delegation", "unit")
    search_fields = ("person__full_name", "person__email", "unit__name", "delegation__name")
    date_hierarchy = "starts_on"
    fields = (
        "person",
        ("role", "holding"),
        "covers",
        "is_national",
        "delegation",
        "unit",
        ("starts_on", "ends_on"),
        ("office_phone", "office_email"),
        ("contact_confirmed_at", "contact_bounced_at"),
    )
