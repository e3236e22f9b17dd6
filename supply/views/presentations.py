from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.exports import Column
from delegations.views.listing import Crumb, Listing
from supply.filters.catalogue import PresentationFilter
from supply.models import Presentation


class PresentationList(Listing):
    """The claves of the Compendio: each a pack of a drug."""

    model = Presentation
    filterset_class = PresentationFilter
    title = _("Presentaciones")
    export_name = "presentaciones"
    export_columns = (
        Column(_("Clave"), "clave", 18),
        Column(_("Medicamento"), "drug.label", 48),
        Column(_("Piezas por envase"), "pieces_per_pack", 12),
        Column(_("Grupo"), "group", 20),
        Column(_("Grupos terapéuticos"), "therapeutic_groups", 40),
        Column(_("Nota"), "note", 60),
    )

    def get_crumbs(self) -> Sequence[Crumb]:
        return [(_("Medicamentos"), reverse("supply:drug-list"))]

    def get_queryset(self) -> QuerySet[Presentation]:
        return super().get_queryset().select_related("drug")
