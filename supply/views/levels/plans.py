"""`/reabasto/niveles/`: where stock should stand, where it stands and where it is going; and why."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.charts import Bar
from delegations.exports import Column
from delegations.models import Person, Place
from delegations.models.place import PlaceKind
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.listing import Crumb, Listing
from supply.drug_keys import drug_key, drug_of_key
from supply.filters.levels import StockPlanFilter
from supply.models import StockPlan
from supply.selectors.levels.listing import (
    coming_of,
    computed_last,
    days_left,
    levels_of,
    lots_of,
    plans_of,
    standing,
)
from supply.views.levels.base import Staff
from supply.work_sources.common import asking, board_of, chance_text, plan_page

# Hue (a category's code), mark and words of where stock stands.
STANDINGS: dict[str, tuple[str, str, Any]] = {
    "out": ("out", "■", gettext_lazy("En cero")),
    "emergency": ("critical", "▲", gettext_lazy("En emergencia")),
    "minimum": ("low", "◆", gettext_lazy("Bajo el mínimo")),
    "reorder": ("low", "◆", gettext_lazy("Por reordenar")),
    "maximum": ("adequate", "●", gettext_lazy("Suficiente")),
    "above": ("high", "○", gettext_lazy("Sobre el máximo")),
    "unasked": ("excess", "◎", gettext_lazy("No se pide")),
    "none": ("none", "–", gettext_lazy("Sin existencia ni demanda")),
}
LEVELS = {
    "emergency": gettext_lazy("Punto de emergencia"),
    "minimum": gettext_lazy("Mínimo"),
    "reorder": gettext_lazy("Punto de reorden"),
    "maximum": gettext_lazy("Máximo (nivel objetivo)"),
}
COLUMNS = (
    Column(gettext_lazy("Delegación"), "unit.delegation.name", 24),
    Column("CLUES", "unit.clues"),
    Column(gettext_lazy("Unidad"), "unit.name", 40),
    Column(gettext_lazy("Clave"), "drug.code"),
    Column(gettext_lazy("Medicamento"), "drug.label", 44),
    Column(gettext_lazy("Dónde está"), lambda row: STANDINGS[standing(row)][2], 24),
    Column(gettext_lazy("Existencia utilizable"), "usable"),
    Column(gettext_lazy("En camino"), "on_the_way"),
    Column(gettext_lazy("Piezas al día"), "daily_mean"),
    Column(gettext_lazy("Tiempo de surtimiento (días)"), "lead_days"),
    Column(gettext_lazy("Cada cuánto se pide (días)"), "review_days"),
    Column(gettext_lazy("Punto de emergencia"), "emergency"),
    Column(gettext_lazy("Mínimo"), "minimum"),
    Column(gettext_lazy("Punto de reorden"), "reorder"),
    Column(gettext_lazy("Máximo"), "maximum"),
    Column(gettext_lazy("Por pedir"), "suggested"),
    Column(gettext_lazy("Se agota el"), "runs_out_on"),
    Column(gettext_lazy("Probabilidad de agotarse antes de que llegue más"), "runs_out_probability"),
    Column(gettext_lazy("Por caducar sin usarse"), "expiring"),
    Column(gettext_lazy("Caduca primero el"), "expires_first_on"),
    Column(gettext_lazy("Calculado"), "computed_at", 18),
)


class StockPlanList(Staff, Listing):
    model = StockPlan
    filterset_class = StockPlanFilter
    template_name = "supply/levels/plan_list.html"
    title = gettext_lazy("Niveles de existencia")
    export_name = "niveles"
    export_columns = COLUMNS

    def get_queryset(self) -> QuerySet[StockPlan]:
        return plans_of(self.person)

    def get_crumbs(self) -> list[Crumb]:
        return [(_("Qué hacer hoy"), reverse("supply:worklist"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [_shown(row) for row in context["object_list"]]
        return context | {"rows": rows, "computed_at": computed_last(self.person)}


class StockPlanPage(Staff, TemplateView):
    """One drug at one unit: every number with where it comes from."""

    template_name = "supply/levels/plan.html"

    @cached_property
    def plan(self) -> StockPlan:
        rows = StockPlan.objects.visible_to(self.person).select_related("unit__delegation", "drug")
        drug = drug_of_key(self.kwargs["drug"])
        if drug is None:
            raise Http404
        return get_object_or_404(rows, unit__clues__iexact=self.kwargs["clues"], drug=drug)

    def allow(self) -> None:
        _ = self.plan
        super().allow()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.plan
        unit, drug = plan.unit, plan.drug
        return super().get_context_data(
            plan=plan,
            facts=plan.facts,
            transfer_days=plan.facts.get("transfer_days", 0),
            service=round(plan.facts.get("service", 0) * 100),
            standing=STANDINGS[standing(plan)],
            days=days_left(plan),
            chance=chance_text(plan.runs_out_probability),
            levels=[(LEVELS[level.name], level) for level in levels_of(plan)],
            scale=_scale(plan),
            lots=lots_of(plan),
            coming=coming_of(self.person, plan),
            today=unit.today(),
            ask_url=_ask_url(self.person, plan),
            board_url=board_of(drug.code),
            forecast_url=address("supply:forecast", unit.clues, drug_key(drug.pk, drug.code)),
            rules_url=address("supply:planning-rules"),
            crumbs=[
                (_("Qué hacer hoy"), reverse("supply:worklist")),
                (_("Niveles de existencia"), reverse("supply:stock-plan-list")),
                (f"{drug.label} · {unit.name}", ""),
            ],
            **kwargs,
        )


def _ask_url(person: Person, plan: StockPlan) -> str:
    """The form that asks for it, filled in, for whoever may ask; its own place is the pharmacy."""
    places = Place.objects.active().stock_keeping().filter(unit=plan.unit_id)
    place = places.order_by(Case(When(kind=PlaceKind.PHARMACY, then=0), default=1), "pk").first()
    if place is None or not has_permission(person, Permission.REQUEST_SUPPLY, place=place):
        return ""
    return asking("supply:requisition-new", place.code, medicamento=plan.drug_id)


def _scale(plan: StockPlan) -> list[Bar]:
    """What there is and what is coming beside the four levels, on one scale."""
    there = [
        Bar(_("Existencia utilizable"), plan.usable, category="adequate"),
        Bar(_("Con lo que viene en camino"), plan.usable + plan.on_the_way, category="high"),
    ]
    return [*there, *(Bar(label, getattr(plan, name)) for name, label in LEVELS.items())]


def _shown(row: StockPlan) -> tuple[Any, ...]:
    """A line of the list: the row, where it stands, days left, the chance in words, its page."""
    chance = chance_text(row.runs_out_probability)
    return row, STANDINGS[standing(row)], days_left(row), chance, plan_page(row.unit.clues, row.drug_id, row.drug.code)
