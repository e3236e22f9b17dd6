from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.exports import Column
from delegations.filters import PlaceFilter
from delegations.models import Place
from delegations.views.listing import Listing


class PlaceList(Listing):
    """Where stock is kept; each row leads to what is there."""

    model = Place
    filterset_class = PlaceFilter
    title = _("Lugares")
    export_name = "lugares"
    export_columns = (
        Column(_("Código"), "code", 18),
        Column(_("Lugar"), "name", 48),
        Column(_("Tipo"), "get_kind_display"),
        Column(_("Delegación"), "delegation.name", 24),
        Column("CLUES", "unit.clues"),
        Column(_("Unidad"), "unit.name", 40),
        Column(_("Prestador"), "contractor", 24),
        Column(_("Activo"), "is_active"),
    )

    def get_queryset(self) -> QuerySet[Place]:
        return super().get_queryset().select_related("delegation", "unit")
