from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from delegations.admin import AuditedAdmin
from supply.models import Gtin, Presentation


class GtinInline(admin.StackedInline):
    """The trade items mapped to the clave."""

    model = Gtin
    extra = 0
    can_delete = False


@admin.register(Presentation)
class PresentationAdmin(AuditedAdmin):
    """The claves: a drug in a pack."""

    list_display = ("clave", "drug", "pieces_per_pack", "group")
    list_filter = ("group", "drug__drug_class")
    list_select_related = ("drug",)
    search_fields = ("clave", "drug__generic_name")
    autocomplete_fields = ("drug",)
    inlines = (GtinInline,)
    fields = ("clave", "drug", "pieces_per_pack", "group", "therapeutic_groups", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("clave", "drug") if obj else ()


@admin.register(Gtin)
class GtinAdmin(AuditedAdmin):
    """Trade items, searched by what a scanner reads."""

    list_display = ("gtin", "presentation", "drug")
    list_select_related = ("presentation__drug",)
    search_fields = ("gtin", "presentation__clave", "presentation__drug__generic_name")
    autocomplete_fields = ("presentation",)

    @admin.display(description=Presentation._meta.get_field("drug").verbose_name)
    def drug(self, item: Gtin) -> str:
        """The drug behind the item."""
        return item.presentation.drug.label
