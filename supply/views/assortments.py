from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.exports import Column
from delegations.views.listing import Crumb, Listing
from supply.filters.catalogue import AssortmentFilter
from supply.models import Assortment


class AssortmentList(Listing):
    """What each unit must carry: only against this can a drug be missing."""

    model = Assortment
    filterset_class = AssortmentFilter
    title = _("Surtido de las unidades")
    export_name = "surtido"
    export_columns = (
        Column("CLUES", "unit.clues"),
        Column(_("Unidad"), "unit.name", 40),
        Column(_("Delegación"), "unit.delegation.name", 24),
        Column(_("Código"), "drug.code"),
        Column(_("Medicamento"), "drug.label", 48),
        Column(_("Desde"), "since", 12),
        Column(_("Hasta"), "until", 12),
    )

    def get_crumbs(self) -> Sequence[Crumb]:
        return [(_("Medicamentos"), reverse("supply:drug-list"))]

    def get_queryset(self) -> QuerySet[Assortment]:
        return super().get_queryset().select_related("unit__delegation", "drug")
