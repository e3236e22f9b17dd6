from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.admin.base import AuditedAdmin
from delegations.models import Delegation


@admin.register(Delegation)
class DelegationAdmin(AuditedAdmin):
    """The 35 OOAD; their codes are what everything else refers to, so they stay."""

    list_display = ("name", "code", "region", "seat_city", "time_zone")
    list_filter = ("region", "time_zone")
    search_fields = ("name", "code", "seat_city")
    fieldsets = (
        (None, {"fields": ("code", "name", "official_name", "imss_clave", "inegi_state", "region")}),
        (_("Sede"), {"fields": ("seat_city", "seat_basis", "time_zone", "latitude", "longitude")}),
        (_("Lugar en el mapa"), {"fields": (("tile_row", "tile_column"),)}),
    )

    def get_readonly_fields(self, request, obj=None):  # type: ignore[no-untyped-def]
        return ("code",) if obj else ()
