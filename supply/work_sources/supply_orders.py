"""Supply orders past their deadline: what is still missing of them, the oldest first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.navigation import address
from supply.models import SupplyOrder
from supply.work_sources.common import ago, chance_text, noon_of, on_day, packs_text, place_ids, place_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource


def read(desk: Desk) -> list[WorkItem]:
    rows = desk.of(
        SupplyOrder.objects.late_on(desk.today),
        unit="place__unit",
        delegation="place__delegation",
        drug="line__presentation__drug",
    )
    joined = rows.select_related("place__unit", "line__presentation__drug", "line__contract__supplier")
    return [_item(desk, row) for row in joined.order_by("deadline_on", "pk")[: desk.limit + 1]]


def _item(desk: Desk, row: SupplyOrder) -> WorkItem:
    presentation = row.line.presentation
    drug = presentation.drug
    told = [
        _("%(supplier)s debía entregarla %(late)s. Por recibir: %(packs)s.")
        % {
            "supplier": row.line.contract.supplier.name,
            "late": ago((desk.today - row.deadline_on).days),
            "packs": packs_text(row.missing_packs, presentation.pieces_per_pack),
        }
    ]
    if row.expected_on and row.arrival_probability is not None:
        told.append(
            _("Por su historial se espera %(day)s; en la semana que viene, con probabilidad de %(chance)s.")
            % {"day": on_day(max(row.expected_on, desk.today), desk), "chance": chance_text(row.arrival_probability)}
        )
    return WorkItem(
        key=f"supply_orders:{row.pk}",
        rank=Rank.REST,
        urgency=-noon_of(row.deadline_on),
        tone="critical",
        title=_("Reclamar la orden de suministro %(number)s de %(drug)s") % {"number": row.number, "drug": drug.label},
        why=" ".join(told),
        href=address("supply:supply-order", row.pk),
        action=_("Ver la orden"),
        due=row.deadline_on,
        where=place_text(row.place),
        drug=drug.label,
        drug_id=drug.pk,
        **place_ids(row.place),
    )


SOURCE = WorkSource(
    "supply_orders", gettext_lazy("Órdenes de suministro atrasadas"), read, all_of="supply:supply-order-list"
)
