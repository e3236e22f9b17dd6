"""Supply orders past their deadline: what is still missing of them, the oldest first."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.work_sources.common import (
    DRUG_COLUMNS,
    PLACE_COLUMNS,
    ago,
    chance_text,
    drug_text,
    noon_of,
    on_day,
    packs_text,
    page_of,
    place_text,
    where,
)
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

_ROWS = """
SELECT o.id, o.number, o.packs - o.received_packs AS missing_packs, o.deadline_on, o.expected_on, o.arrival_probability,
       e.pieces_per_pack, e.drug_id, c.name AS supplier, {place}, {drug}
  FROM (SELECT o.*
          FROM supply_supplyorder AS o
          JOIN delegations_place AS p ON p.id = o.place_id
         WHERE o.state = 'open' AND o.deadline_on < %(today)s AND {within}
         ORDER BY o.deadline_on, o.id LIMIT %(rows)s) AS o
  JOIN delegations_place AS p ON p.id = o.place_id
  JOIN supply_contractline AS t ON t.id = o.line_id
  JOIN supply_contract AS k ON k.id = t.contract_id
  JOIN supply_supplier AS c ON c.id = k.supplier_id
  JOIN supply_presentation AS e ON e.id = t.presentation_id
  JOIN supply_drug AS d ON d.id = e.drug_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 ORDER BY o.deadline_on, o.id
"""
_DRUG = """EXISTS (SELECT FROM supply_contractline AS t JOIN supply_presentation AS e ON e.id = t.presentation_id
                    WHERE t.id = o.line_id AND e.drug_id {})"""


def read(desk: Desk) -> list[WorkItem]:
    return [
        WorkItem(
            key=f"supply_orders:{row.id}",
            rank=Rank.REST,
            urgency=-noon_of(row.deadline_on),
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(
            _ROWS,
            within=desk.of(unit="p.unit_id", delegation="p.delegation_id", drug=_DRUG),
            drug=DRUG_COLUMNS,
            place=PLACE_COLUMNS,
        )
    ]


def _told(desk: Desk, row: Any) -> Told:
    drug = drug_text(row)
    told = [
        _("%(supplier)s debía entregarla %(late)s. Por recibir: %(packs)s.")
        % {
            "supplier": row.supplier,
            "late": ago((desk.today - row.deadline_on).days),
            "packs": packs_text(row.missing_packs, row.pieces_per_pack),
        }
    ]
    if row.expected_on and row.arrival_probability is not None:
        told.append(
            _("Por su historial se espera %(day)s; en la semana que viene, con probabilidad de %(chance)s.")
            % {"day": on_day(max(row.expected_on, desk.today), desk), "chance": chance_text(row.arrival_probability)}
        )
    return Told(
        tone="critical",
        title=_("Reclamar la orden de suministro %(number)s de %(drug)s") % {"number": row.number, "drug": drug},
        why=" ".join(told),
        href=page_of("supply:supply-order", row.id),
        action=_("Ver la orden"),
        due=row.deadline_on,
        where=place_text(row.place, row.unit),
        drug=drug,
        drug_id=row.drug_id,
        **where(row),
    )


SOURCE = WorkSource(
    "supply_orders", gettext_lazy("Órdenes de suministro atrasadas"), read, all_of="supply:supply-order-list"
)
