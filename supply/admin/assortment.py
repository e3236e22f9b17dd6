from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.admin import AuditedAdmin
from supply.models import Assortment


@admin.register(Assortment)
class AssortmentAdmin(AuditedAdmin):
    """What each unit must carry. A line ends; it is not deleted."""

    list_display = ("drug", "unit", "delegation", "since", "until")
    list_filter = ("unit__delegation", "drug__drug_class")
    list_select_related = ("unit__delegation", "drug")
    search_fields = ("drug__generic_name", "drug__code", "unit__name", "unit__clues")
    autocomplete_fields = ("unit", "drug")
    date_hierarchy = "since"

    @admin.display(description=_("delegación"), ordering="unit__delegation__name")
    def delegation(self, line: Assortment) -> str:
        """The unit's delegation."""
        return line.unit.delegation.name
