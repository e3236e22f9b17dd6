from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from delegations.admin.base import AuditedAdmin
from delegations.models import Place


@admin.register(Place)
class PlaceAdmin(AuditedAdmin):
    """Warehouses, pharmacies, mixing centres and transits. They open with their unit and close here."""

    list_display = ("name", "code", "kind", "delegation", "unit", "contractor", "is_active")
    list_filter = ("kind", "is_active", "delegation")
    list_select_related = ("delegation", "unit")
    search_fields = ("name", "code")
    autocomplete_fields = ("delegation", "unit")
    fields = ("code", "kind", "delegation", "unit", "name", "contractor", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code", "kind", "delegation", "unit") if obj else ()
