from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from delegations.exports import Column
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from supply.drug_keys import drug_key
from supply.filters.catalogue import DrugFilter
from supply.models import Drug
from supply.selectors.catalogue import drugs_with_counts, presentations_of, siblings_of, units_that_carry
from supply.views.drug_sources import cards_from_above


class DrugList(Listing):
    """The catalogue by drug, the ones without a clave among them."""

    model = Drug
    filterset_class = DrugFilter
    title = gettext_lazy("Medicamentos")
    export_name = "medicamentos"
    export_columns = (
        Column(gettext_lazy("Código"), "code"),
        Column(gettext_lazy("Nombre genérico"), "generic_name", 36),
        Column(gettext_lazy("Denominación internacional"), "inn", 28),
        Column("ATC", "atc", 10),
        Column(gettext_lazy("Forma farmacéutica"), "form", 24),
        Column(gettext_lazy("Concentración"), "strength", 14),
        Column(gettext_lazy("Unidad"), "strength_unit", 10),
        Column(gettext_lazy("La concentración es"), "strength_basis", 14),
        Column(gettext_lazy("Clase"), "get_drug_class_display", 28),
        Column(gettext_lazy("Oncológico"), "is_oncologic", 12),
        Column("VEN", "ven", 6),
        Column(gettext_lazy("Lista infantil de la OMS"), "who_children", 14),
        Column(gettext_lazy("Certeza de la lista de la OMS"), "who_children_basis", 32),
        Column("AWaRe", "aware", 12),
        Column(gettext_lazy("Red fría"), "cold_chain", 10),
        Column(gettext_lazy("Fotosensible"), "light_sensitive", 12),
        Column(gettext_lazy("Vesicante"), "vesicant", 10),
        Column(gettext_lazy("Nunca intratecal"), "never_intrathecal", 14),
        Column(gettext_lazy("Permite compartir frasco"), "vial_sharing", 14),
        Column(gettext_lazy("Horas de estabilidad abierto"), "hours_stable_after_opening", 14),
        Column(gettext_lazy("Presentaciones"), "presentation_count", 14),
        Column(gettext_lazy("Nota"), "note", 60),
    )

    def get_queryset(self) -> QuerySet[Drug]:
        return drugs_with_counts(person_of(self.request))


class DrugDetail(LoginRequiredMixin, DetailView):
    """One drug: what it is, what a pharmacist has set, its claves, its siblings; where it is, is on its board."""

    def get_queryset(self) -> QuerySet[Drug]:
        return Drug.objects.visible_to(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drug = self.object
        return super().get_context_data(
            presentations=presentations_of(drug),
            siblings=siblings_of(drug),
            carried_by=units_that_carry(drug, person_of(self.request)),
            attributes=[
                (_("Red fría"), drug.cold_chain),
                (_("Fotosensible"), drug.light_sensitive),
                (_("Vesicante"), drug.vesicant),
                (_("Nunca intratecal"), drug.never_intrathecal),
                (_("Permite compartir frasco"), drug.vial_sharing),
            ],
            cards=cards_from_above(person_of(self.request), drug),
            coverage_href=address("pediatric:coverage-drug", drug_key(drug.pk, drug.code))
            if has_permission(person_of(self.request), Permission.VIEW_STOCK)
            else "",
            crumbs=[(_("Medicamentos"), reverse("supply:drug-list")), (drug.label, "")],
            **kwargs,
        )
