"""Drugs that are likely to run out before more can come, by how likely and how vital."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts.numbers import grouped
from supply.models import Ven
from supply.work_sources.common import (
    PLAN_COLUMNS,
    ask_page,
    chance_text,
    drug_text,
    on_day,
    pieces_text,
    plan_page,
    where,
)
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

# Less likely than this waits for the next order: a working value.
LIKELY = 0.1
# What a missing drug weighs beside a vital one: working values. Without a class it counts as an essential one.
WEIGHTS = {Ven.VITAL: 1.0, Ven.ESSENTIAL: 0.6, Ven.NON_ESSENTIAL: 0.3}
UNKNOWN_WEIGHT = 0.6


_ROWS = """
SELECT {columns},
       (SELECT p.code FROM delegations_place AS p WHERE p.unit_id = s.unit_id AND p.is_active AND p.kind <> 'transito'
         ORDER BY p.kind <> 'farmacia', p.id LIMIT 1) AS place,
       (s.runs_out_probability * CASE d.ven {weights} END)::float AS harm
  FROM supply_stockplan AS s
  JOIN delegations_unit AS u ON u.id = s.unit_id
  JOIN supply_drug AS d ON d.id = s.drug_id
 WHERE s.runs_out_probability >= %(likely)s AND s.daily_mean > 0 AND {within}
 ORDER BY harm DESC, s.runs_out_on, s.daily_mean DESC, s.id LIMIT %(rows)s
"""
_WEIGHING = " ".join(f"WHEN '{ven.value}' THEN {weight}" for ven, weight in WEIGHTS.items()) + f" ELSE {UNKNOWN_WEIGHT}"


def read(desk: Desk) -> list[WorkItem]:
    within = desk.of(unit="s.unit_id", delegation="u.delegation_id", drug="s.drug_id")
    return [
        WorkItem(
            # At zero is another line than soon at zero.
            key=f"running_out:{row.unit_id}:{row.drug_id}:{'soon' if row.usable else 'out'}",
            rank=Rank.RUNNING_OUT,
            urgency=row.harm,
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(_ROWS, {"likely": LIKELY}, within=within, weights=_WEIGHING, columns=PLAN_COLUMNS)
    ]


def _told(desk: Desk, row: Any) -> Told:
    drug = drug_text(row)
    if not row.usable:
        title = _("%(drug)s en cero") % {"drug": drug}
    elif row.runs_out_on:
        title = _("%(drug)s se agota %(day)s") % {"drug": drug, "day": on_day(row.runs_out_on, desk)}
    else:
        title = _("%(drug)s puede agotarse") % {"drug": drug}
    daily = grouped(row.daily_mean, 1)
    if row.usable:
        told = [
            _("Hay %(pieces)s y se piden %(daily)s al día.") % {"pieces": pieces_text(row.usable), "daily": daily},
            _("Un pedido de hoy tarda %(days)d días: la probabilidad de quedarse antes sin existencia es %(chance)s.")
            % {"days": row.lead_days, "chance": chance_text(row.runs_out_probability)},
        ]
    else:
        told = [
            _("No hay existencia y se piden %(daily)s al día; un pedido de hoy tarda %(days)d días.")
            % {"daily": daily, "days": row.lead_days}
        ]
    if row.on_the_way:
        told.append(_("En camino: %(pieces)s.") % {"pieces": pieces_text(row.on_the_way)})
    if row.suggested:
        told.append(_("Conviene pedir %(pieces)s.") % {"pieces": pieces_text(row.suggested)})
    page = plan_page(row.clues, row.drug_id, row.code)
    ask = ask_page(desk.scope, row) if row.suggested else ""
    return Told(
        tone="out" if not row.usable else "critical" if row.runs_out_probability >= 0.5 else "low",
        title=title,
        why=" ".join(told),
        href=ask or page,
        action=_("Pedir") if ask else _("Ver por qué"),
        page=page,
        due=row.runs_out_on,
        as_of=row.computed_at,
        where=row.unit,
        drug=drug,
        **where(row),
        drug_id=row.drug_id,
    )


SOURCE = WorkSource("running_out", gettext_lazy("Por agotarse"), read, all_of="supply:stock-plan-list")
