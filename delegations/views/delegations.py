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
from delegations.filters import DelegationFilter
from delegations.models import Delegation
from delegations.selectors.directory import delegations_with_counts, own_places_of, units_of, who_answers_for
from delegations.signed_in import person_of
from delegations.views.listing import Listing


class DelegationList(Listing):
    """The OOAD the person sees."""

    model = Delegation
    filterset_class = DelegationFilter
    title = gettext_lazy("Delegaciones")
    export_name = "delegaciones"
    export_columns = (
        Column(gettext_lazy("Código"), "code", 10),
        Column(gettext_lazy("Delegación"), "name", 28),
        Column(gettext_lazy("Nombre oficial"), "official_name", 60),
        Column(gettext_lazy("Clave IMSS"), "imss_clave", 10),
        Column(gettext_lazy("Región"), "region"),
        Column(gettext_lazy("Sede"), "seat_city", 24),
        Column(gettext_lazy("Certeza de la sede"), "seat_basis", 40),
        Column(gettext_lazy("Huso horario"), "time_zone", 24),
        Column(gettext_lazy("Unidades"), "unit_count"),
        Column(gettext_lazy("Dan quimioterapia"), "chemotherapy_count"),
    )

    def get_queryset(self) -> QuerySet[Delegation]:
        return delegations_with_counts(person_of(self.request))


class DelegationDetail(LoginRequiredMixin, DetailView):
    """One OOAD: its facts, its units, who answers for it; the board is one press away."""

    slug_field = slug_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Delegation]:
        return Delegation.objects.visible_to(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delegation, person = self.object, person_of(self.request)
        return super().get_context_data(
            units=units_of(delegation, person),
            places=own_places_of(delegation, person),
            postings=who_answers_for(delegation=delegation),
            local_time=delegation.local(timezone.now()).replace(tzinfo=None),
            crumbs=[(_("Delegaciones"), reverse("delegations:delegation-list")), (delegation.name, "")],
            **kwargs,
        )
