"""Drugs that are likely to run out before more can come, by how likely and how vital."""

from __future__ import annotations

from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts.numbers import grouped
from supply.models import StockPlan, Ven
from supply.work_sources.common import PLAN_COLUMNS, chance_text, on_day, pieces_text, plan_page
from supply.worklist import Desk, Rank, WorkItem, WorkSource

# Less likely than this waits for the next order: a working value.
LIKELY = 0.1
# What a missing drug weighs beside a vital one: working values. Without a class it counts as an essential one.
WEIGHTS = {Ven.VITAL: 1.0, Ven.ESSENTIAL: 0.6, Ven.NON_ESSENTIAL: 0.3}
UNKNOWN_WEIGHT = 0.6


def read(desk: Desk) -> list[WorkItem]:
    rows = desk.of(
        StockPlan.objects.filter(Q(runs_out_probability__gte=LIKELY), daily_mean__gt=0),
        unit="unit",
        delegation="unit__delegation",
        drug="drug",
    )
    weight = Case(
        *(When(drug__ven=ven, then=Value(value)) for ven, value in WEIGHTS.items()),
        default=Value(UNKNOWN_WEIGHT),
        output_field=FloatField(),
    )
    ranked = rows.annotate(harm=Cast(F("runs_out_probability"), FloatField()) * weight)
    joined = (
        ranked.select_related("unit", "drug").only(*PLAN_COLUMNS).order_by("-harm", "runs_out_on", "-daily_mean", "pk")
    )
    return [_item(desk, row) for row in joined[: desk.limit + 1]]


def _item(desk: Desk, row: StockPlan) -> WorkItem:
    drug = row.drug.label
    if not row.usable:
        title = _("%(drug)s en cero") % {"drug": drug}
    elif row.runs_out_on:
        title = _("%(drug)s se agota %(day)s") % {"drug": drug, "day": on_day(row.runs_out_on, desk)}
    else:
        title = _("%(drug)s puede agotarse") % {"drug": drug}
    told = [
        _("Hay %(pieces)s y se piden %(daily)s al día.")
        % {"pieces": pieces_text(row.usable), "daily": grouped(row.daily_mean, 1)},
        _("Un pedido de hoy tarda %(days)d días: la probabilidad de quedarse antes sin existencia es %(chance)s.")
        % {"days": row.lead_days, "chance": chance_text(row.runs_out_probability)},
    ]
    if row.on_the_way:
        told.append(_("En camino: %(pieces)s.") % {"pieces": pieces_text(row.on_the_way)})
    if row.suggested:
        told.append(_("Conviene pedir %(pieces)s.") % {"pieces": pieces_text(row.suggested)})
    return WorkItem(
        # At zero is another line than soon at zero.
        key=f"running_out:{row.unit_id}:{row.drug_id}:{'soon' if row.usable else 'out'}",
        rank=Rank.RUNNING_OUT,
        urgency=row.harm,  # type: ignore[attr-defined]  # annotated
        tone="out" if not row.usable else "critical" if row.runs_out_probability >= 0.5 else "low",
        title=title,
        why=" ".join(told),
        href=plan_page(row.unit, row.drug),
        action=_("Ver y pedir") if row.suggested else _("Ver por qué"),
        due=row.runs_out_on,
        as_of=row.computed_at,
        where=row.unit.name,
        drug=drug,
        unit_id=row.unit_id,
        delegation_id=row.unit.delegation_id,
        drug_id=row.drug_id,
    )


SOURCE = WorkSource("running_out", gettext_lazy("Por agotarse"), read, all_of="supply:stock-plan-list")
