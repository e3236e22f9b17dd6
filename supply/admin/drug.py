from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.admin import AuditedAdmin
from supply.models import Drug, Presentation


class PresentationInline(admin.TabularInline):
    """The drug's claves, to look at; each is edited on its own page."""

    model = Presentation
    fields = ("clave", "pieces_per_pack", "group", "note")
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Drug)
class DrugAdmin(AuditedAdmin):
    """The catalogue. What a pharmacist sets here survives the next load of the lists."""

    list_display = ("label", "code", "inn", "atc", "drug_class", "is_oncologic", "ven", "retired_on")
    list_filter = (
        "drug_class",
        "is_oncologic",
        "ven",
        "who_children",
        "cold_chain",
        ("code", admin.EmptyFieldListFilter),
    )
    search_fields = ("generic_name", "inn", "code", "atc")
    inlines = (PresentationInline,)
    fieldsets = (
        (
            None,
            {"fields": ("code", "generic_name", "inn", "atc", "form", ("strength", "strength_unit", "strength_basis"))},
        ),
        (
            _("Clasificación"),
            {"fields": ("drug_class", "is_oncologic", "ven", ("who_children", "who_children_basis"), "aware")},
        ),
        (
            _("Lo que fija farmacia"),
            {
                "fields": (
                    ("cold_chain", "light_sensitive", "vesicant", "never_intrathecal", "vial_sharing"),
                    "hours_stable_after_opening",
                )
            },
        ),
        (_("Notas"), {"fields": ("note", "retired_on")}),
    )

    @admin.display(description=_("medicamento"), ordering="generic_name")
    def label(self, drug: Drug) -> str:
        """The drug as a person says it."""
        return drug.label

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj and obj.code else ()
