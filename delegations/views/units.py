from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from delegations.exports import Column
from delegations.filters import UnitFilter
from delegations.models import Unit
from delegations.selectors.directory import places_of, who_answers_for
from delegations.signed_in import person_of
from delegations.views.listing import Listing


class UnitList(Listing):
    """The hospitals and ambulatory units the person sees."""

    model = Unit
    filterset_class = UnitFilter
    title = gettext_lazy("Unidades")
    export_name = "unidades"
    export_columns = (
        Column("CLUES", "clues"),
        Column(gettext_lazy("Unidad"), "name", 40),
        Column(gettext_lazy("Nombre en la lista oficial"), "official_name", 40),
        Column(gettext_lazy("Tipo"), "kind", 10),
        Column(gettext_lazy("Nivel"), "level", 8),
        Column(gettext_lazy("Delegación"), "delegation.name", 24),
        Column(gettext_lazy("Municipio"), "municipality", 24),
        Column(gettext_lazy("Certeza del municipio"), "municipality_basis", 32),
        Column(gettext_lazy("Huso horario"), "time_zone", 24),
        Column(gettext_lazy("Latitud"), "latitude"),
        Column(gettext_lazy("Longitud"), "longitude"),
        Column(gettext_lazy("Certeza de las coordenadas"), "coordinates_basis", 40),
        Column(gettext_lazy("Da quimioterapia"), "provides_chemotherapy"),
        Column(gettext_lazy("Certeza de la quimioterapia"), "chemotherapy_basis", 24),
        Column(gettext_lazy("Simulada"), "is_simulated"),
    )

    def get_queryset(self) -> QuerySet[Unit]:
        return super().get_queryset().select_related("delegation")


class UnitDetail(LoginRequiredMixin, DetailView):
    """One unit: its facts with their certainty, its places, who answers for it."""

    slug_field = slug_url_kwarg = "clues"

    def get_queryset(self) -> QuerySet[Unit]:
        return Unit.objects.visible_to(person_of(self.request)).select_related("delegation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit = self.object
        return super().get_context_data(
            places=places_of(unit, person_of(self.request)),
            postings=who_answers_for(unit=unit),
            local_time=timezone.localtime(timezone=unit.zone).replace(tzinfo=None),
            crumbs=[(_("Unidades"), reverse("delegations:unit-list")), (unit.name, "")],
            **kwargs,
        )
