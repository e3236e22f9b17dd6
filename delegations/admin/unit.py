from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.actions.directory import open_places
from delegations.admin.base import AuditedAdmin
from delegations.models import Unit
from delegations.signed_in import person_of


@admin.register(Unit)
class UnitAdmin(AuditedAdmin):
    """Hospitals and ambulatory units. Saving one opens the places it must have."""

    list_display = ("name", "clues", "kind", "level", "delegation", "municipality", "provides_chemotherapy")
    list_filter = ("provides_chemotherapy", "kind", "level", "is_simulated", "delegation")
    list_select_related = ("delegation",)
    search_fields = ("name", "clues")
    autocomplete_fields = ("delegation",)
    fieldsets = (
        (None, {"fields": ("clues", "name", "official_name", "kind", "umae_number", ("level", "level_basis"))}),
        (
            _("Dónde está"),
            {
                "fields": (
                    "delegation",
                    ("municipality", "municipality_basis"),
                    "city",
                    "time_zone",
                    ("latitude", "longitude", "coordinates_basis"),
                )
            },
        ),
        (_("Oncología"), {"fields": (("provides_chemotherapy", "chemotherapy_basis"), "oncology_role", "beds")}),
        (_("Vigencia"), {"fields": (("opened_on", "closed_on"), "is_simulated")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("clues", "is_simulated") if obj else ("is_simulated",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        open_places(units=[obj], by=person_of(request))
