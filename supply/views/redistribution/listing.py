"""`/redistribucion/`: what was asked of the solver, and what it would change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.models import Delegation
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.views.listing import Listing
from supply.actions.redistribution import ask_redistribution
from supply.filters.redistribution import RunFilter
from supply.forms.redistribution import RunForm
from supply.models import RedistributionRun, SupplyOrder, Transfer
from supply.refusals.redistribution import NotYoursToRedistribute, UnknownName
from supply.selectors.redistribution.runs import runs_for
from supply.views.redistribution.base import RedistributionForm, Staff


def _of(part: str, name: str) -> Any:
    return lambda row: row.summary.get(part, {}).get(name)


class RedistributionList(Staff, Listing):
    model = RedistributionRun
    filterset_class = RunFilter
    template_name = "supply/redistribution/list.html"
    title = gettext_lazy("Redistribución")
    export_name = "redistribuciones"
    export_columns = (
        Column(gettext_lazy("Folio"), "folio"),
        Column(gettext_lazy("Estado"), "get_state_display", 18),
        Column(gettext_lazy("Delegación"), "delegation.name", 24),
        Column(gettext_lazy("Medicamento"), "drug.label", 36),
        Column(gettext_lazy("Con datos de"), "as_of", 18),
        Column(gettext_lazy("Dosis sin cubrir antes"), _of("before", "uncovered"), 12),
        Column(gettext_lazy("Dosis sin cubrir después"), _of("after", "uncovered"), 12),
        Column(gettext_lazy("Piezas por caducar antes"), _of("before", "lost"), 12),
        Column(gettext_lazy("Piezas por caducar después"), _of("after", "lost"), 12),
        Column(gettext_lazy("Pedida"), "requested_at", 18),
    )

    def get_queryset(self) -> QuerySet[RedistributionRun]:
        return runs_for(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asks = has_permission(self.person, Permission.REDISTRIBUTE)
        return super().get_context_data(may_ask=asks, **kwargs)


class RedistributionNew(Staff, RedistributionForm):
    form_class = RunForm
    title = gettext_lazy("Calcular una redistribución")
    submit = gettext_lazy("Calcular")
    run: RedistributionRun | None = None

    def allow(self) -> None:
        super().allow()
        if not has_permission(self.person, Permission.REDISTRIBUTE):
            raise NotYoursToRedistribute

    def get_form_kwargs(self) -> dict[str, Any]:
        scope = scope_of(self.person)
        national = scope.allows_everywhere(Permission.REDISTRIBUTE)
        delegations = Delegation.objects.order_by("name")
        if not national:
            delegations = delegations.filter(pk__in=scope.whole_delegation_ids)
        return {**super().get_form_kwargs(), "delegations": delegations, "national": national}

    def get_initial(self) -> dict[str, Any]:
        """What a link names: `?medicamento=…&orden=…&traspaso=…`."""
        asked = self.request.GET
        return {
            "drug": asked.get("medicamento", ""),
            "without_orders": asked.get("orden", ""),
            "without_transfers": asked.get("traspaso", ""),
        }

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        numbers = _split(told["without_orders"])
        orders = dict(
            SupplyOrder.objects.visible_to(self.person).filter(number__in=numbers).values_list("number", "pk")
        )
        for number in numbers:
            if number not in orders:
                raise UnknownName("without_orders", number)
        names = _split(told["without_transfers"])
        wanted = [int(name) for name in names if name.isascii() and name.isdecimal() and len(name) < 10]
        transfers = set(Transfer.objects.visible_to(self.person).filter(pk__in=wanted).values_list("pk", flat=True))
        for name in names:
            if not name.isdecimal() or int(name) not in transfers:
                raise UnknownName("without_transfers", name)
        self.run = ask_redistribution(
            delegation=told["delegation"],
            drug=told["drug"],
            whole_packs=told["whole_packs"],
            without_orders=list(orders.values()),
            without_transfers=sorted(transfers),
            by=self.person,
        )
        return _("Se está calculando; esta página se actualiza sola.")

    def here(self) -> str:
        return self.run.get_absolute_url() if self.run else reverse("supply:redistribution-list")

    def consequences(self) -> list[str]:
        return [
            _("Se leen existencias, dosis fechadas, pronóstico y lo que viene en camino, en este momento."),
            _("Nada se mueve: salen propuestas, y cada una se acepta o se rechaza."),
            _("Lo aceptado es una orden de traspaso que confirman los dos lados."),
        ]


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
