from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from supply.filters.unmet import UnmetCountFilter
from supply.models import UnmetDemand
from supply.selectors.unmet import totals_of, unmet_records

# As many as somebody would read through below the counts; all of them are in the API.
SHOWN = 50


class Unmet(Listing):
    """What was asked for and not given, by unit and drug, each need counted once; below, what was noted one by one."""

    model = UnmetDemand
    filterset_class = UnmetCountFilter
    template_name = "supply/unmet_list.html"
    title = gettext_lazy("Demanda no cubierta")
    export_name = "demanda-no-cubierta"
    export_columns = (
        Column(gettext_lazy("Delegación"), "delegation", 24),
        Column("CLUES", "clues"),
        Column(gettext_lazy("Unidad"), "unit", 40),
        Column(gettext_lazy("Código"), "drug_code"),
        Column(gettext_lazy("Medicamento"), "drug", 44),
        Column(gettext_lazy("No cubiertas"), "counted"),
        Column(gettext_lazy("Recetas negadas"), "denied"),
        Column(gettext_lazy("Anotadas, con receta"), "linked"),
        Column(gettext_lazy("Anotadas, sin receta"), "apart"),
        Column(gettext_lazy("Piezas anotadas"), "pieces"),
        Column(gettext_lazy("La última"), "last_on"),
    )

    def get_queryset(self) -> QuerySet[UnmetDemand]:
        return UnmetDemand.objects.visible_to(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = context["filter"].asked()
        rows = self.object_list if isinstance(self.object_list, list) else []
        records = list(unmet_records(person_of(self.request), asked)[: SHOWN + 1]) if rows else []
        return {
            **context,
            "asked": asked,
            "totals": totals_of(rows),
            "records": records[:SHOWN],
            "more_records": len(records) > SHOWN,
        }
