"""Loans between institutions that are due back, or will be within days."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from supply.models import Loan, LoanDirection
from supply.work_sources.common import PLACE_COLUMNS, noon_of, on_day, page_of, pieces_text, place_text, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

AHEAD = 7


_ROWS = """
SELECT n.id, n.direction, n.due_on, c.name AS partner, {place},
       (SELECT sum(pieces - returned) FROM supply_loanline WHERE loan_id = n.id) AS owed
  FROM supply_loan AS n
  JOIN supply_partner AS c ON c.id = n.partner_id
  JOIN delegations_place AS p ON p.id = n.place_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE n.state = 'open' AND n.due_on <= %(last)s AND {within}
 ORDER BY n.due_on, n.id LIMIT %(rows)s
"""
_LINE = """EXISTS (SELECT FROM supply_loanline AS l JOIN supply_lot AS t ON t.id = l.lot_id
                    WHERE l.loan_id = n.id AND t.drug_id {})"""


def read(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.LEND):
        return []
    within = desk.of(Permission.LEND, unit="p.unit_id", delegation="p.delegation_id", drug=_LINE)
    return [
        WorkItem(
            key=f"loans:{row.id}:{'late' if row.due_on < desk.today else 'due'}",
            rank=Rank.REST,
            urgency=-noon_of(row.due_on),
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(_ROWS, {"last": desk.today + timedelta(days=AHEAD)}, within=within, place=PLACE_COLUMNS)
    ]


def _told(desk: Desk, row: Any) -> Told:
    given = row.direction == LoanDirection.GIVEN
    late = row.due_on < desk.today
    title = _("Pedir la devolución de %(partner)s") if given else _("Devolver el préstamo de %(partner)s")
    why = (
        _("%(folio)s: nos deben %(pieces)s; se acordó para %(day)s.")
        if given
        else _("%(folio)s: debemos %(pieces)s; se acordó para %(day)s.")
    )
    return Told(
        tone="critical" if late else "low",
        title=title % {"partner": row.partner},
        why=why
        % {
            "folio": Loan(pk=row.id).folio,
            "pieces": pieces_text(row.owed or 0),
            "day": on_day(row.due_on, desk),
        },
        href=page_of("supply:loan", row.id),
        action=_("Ver el préstamo"),
        due=row.due_on,
        where=place_text(row.place, row.unit),
        **where(row),
    )


SOURCE = WorkSource("loans", gettext_lazy("Préstamos por devolver"), read, all_of="supply:loan-list")
