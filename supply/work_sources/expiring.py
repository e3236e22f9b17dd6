"""Pieces that will expire before anybody asks for them, the dearest first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts.numbers import grouped
from supply.work_sources.common import PLAN_COLUMNS, drug_text, on_day, pieces_text, plan_page, send_page, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

# Sooner than this there is still time to use it elsewhere, and reason to begin: a working value.
LOOK_DAYS = 120


_ROWS = """
SELECT {columns}, s.worth, s.harm, shelf.place, shelf.lot_id
  FROM (SELECT s.*, (s.facts ->> 'lost_value')::float AS worth,
               coalesce((s.facts ->> 'lost_value')::float, s.expiring) AS harm
          FROM supply_stockplan AS s
          JOIN delegations_unit AS u ON u.id = s.unit_id
         WHERE s.expiring > 0 AND s.expires_first_on <= %(last)s AND {within}
         ORDER BY harm DESC, s.expires_first_on, s.id LIMIT %(rows)s) AS s
  JOIN delegations_unit AS u ON u.id = s.unit_id
  JOIN supply_drug AS d ON d.id = s.drug_id
  LEFT JOIN LATERAL (
       SELECT p.code AS place, l.id AS lot_id
         FROM delegations_place AS p
         JOIN supply_balance AS b ON b.place_id = p.id AND b.on_hand > 0
         JOIN supply_lot AS l ON l.id = b.lot_id AND l.drug_id = s.drug_id AND l.expires_on = s.expires_first_on
        WHERE p.unit_id = s.unit_id ORDER BY b.on_hand DESC, l.id LIMIT 1) AS shelf ON TRUE
 ORDER BY s.harm DESC, s.expires_first_on, s.id
"""


def read(desk: Desk) -> list[WorkItem]:
    within = desk.of(unit="s.unit_id", delegation="u.delegation_id", drug="s.drug_id")
    return [
        WorkItem(
            key=f"expiring:{row.unit_id}:{row.drug_id}:{row.expires_first_on}",
            rank=Rank.EXPIRING,
            urgency=row.harm,
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(
            _ROWS, {"last": desk.today + timedelta(days=LOOK_DAYS)}, within=within, columns=PLAN_COLUMNS
        )
    ]


def _told(desk: Desk, row: Any) -> Told:
    drug = drug_text(row)
    asked = (
        _("Con lo que se pide (%(daily)s al día) no se alcanza a usar; lo primero caduca %(day)s.")
        if row.daily_mean
        else _("Aquí no se pide; lo primero caduca %(day)s.")
    )
    told = [asked % {"daily": grouped(row.daily_mean, 1), "day": on_day(row.expires_first_on, desk)}]
    if row.worth:
        told.append(_("Vale $%(worth)s al precio del último contrato.") % {"worth": grouped(row.worth, 2)})
    page = plan_page(row.clues, row.drug_id, row.code)
    send = send_page(desk.scope, row)
    return Told(
        tone="low" if (row.expires_first_on - desk.today).days > 30 else "critical",
        title=_("Dar uso a %(pieces)s de %(drug)s antes de que caduquen")
        % {"pieces": pieces_text(row.expiring), "drug": drug},
        why=" ".join(told),
        href=send or page,
        action=_("Traspasar") if send else _("Ver lotes"),
        page=page,
        due=row.expires_first_on,
        as_of=row.computed_at,
        where=row.unit,
        drug=drug,
        **where(row),
        drug_id=row.drug_id,
    )


SOURCE = WorkSource("expiring", gettext_lazy("Por caducar sin usarse"), read, all_of="supply:stock-plan-list")
