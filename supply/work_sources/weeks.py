"""Weeks to sign, weeks that a unit owes, and weeks to validate."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from delegations.wording import week_text
from supply.models import ReportState
from supply.weeks import IsoWeek
from supply.work_sources.common import page_of, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

_ROWS = """
SELECT r.id, r.state, r.week, r.note, r.due_at, r.drafted_at, r.signed_at, r.unit_id, r.delegation_id, u.name AS unit,
       e.name AS delegation
  FROM supply_weeklyreport AS r
  JOIN delegations_delegation AS e ON e.id = r.delegation_id
  LEFT JOIN delegations_unit AS u ON u.id = r.unit_id
 WHERE {waiting} AND {mine} AND {within}
 ORDER BY r.due_at, r.id LIMIT %(rows)s
"""


def to_sign(desk: Desk) -> list[WorkItem]:
    """One's own: a unit's manager signs the unit's, a delegation's manager those of its warehouse."""
    if not desk.may(Permission.SIGN_WEEK):
        return []
    of_unit = desk.where(Permission.SIGN_WEEK, unit="r.unit_id")
    of_warehouse = desk.where(Permission.SIGN_WEEK, delegation="r.delegation_id")
    mine = f"({of_unit} OR r.unit_id IS NULL AND {of_warehouse})"
    return _items(desk, "to_sign", "r.state IN ('draft', 'observed')", mine)


def owed(desk: Desk) -> list[WorkItem]:
    """Past their limit and unsigned: whoever validates them asks the unit for them."""
    if not desk.may(Permission.VALIDATE_WEEK):
        return []
    mine = desk.where(Permission.VALIDATE_WEEK, delegation="r.delegation_id")
    return _items(desk, "owed", "r.state = 'draft' AND r.due_at < %(now)s AND r.unit_id IS NOT NULL", mine)


def to_validate(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.VALIDATE_WEEK):
        return []
    mine = desk.where(Permission.VALIDATE_WEEK, delegation="r.delegation_id")
    return _items(desk, "to_validate", "r.state = 'signed'", mine)


def _items(desk: Desk, source: str, waiting: str, mine: str) -> list[WorkItem]:
    within = desk.of(unit="r.unit_id", delegation="r.delegation_id")
    return [
        WorkItem(
            key=f"{source}:{row.id}:{row.state}",
            rank=Rank.REST,
            urgency=-row.due_at.timestamp(),
            tell=partial(_told, desk, row, source),
        )
        for row in desk.rows(_ROWS, waiting=waiting, mine=mine, within=within)
    ]


def _words(source: str, is_observed: bool) -> tuple[str, str]:
    """Title and button; a week is read before anybody puts a name to it, so that each leads to its page."""
    if source == "to_sign":
        if is_observed:
            return _("Atender las observaciones de la %(week)s"), _("Revisar")
        return _("Firmar la %(week)s"), _("Revisar y firmar")
    if source == "owed":
        return _("Pedir la %(week)s"), _("Ver el reporte")
    return _("Validar la %(week)s"), _("Revisar y validar")


def _told(desk: Desk, row: Any, source: str) -> Told:
    owner = row.unit or _("Almacén de %s") % row.delegation
    title, action = _words(source, row.state == ReportState.OBSERVED)
    late = row.state == ReportState.DRAFT and row.due_at < desk.now
    week = week_text(str(IsoWeek.of(row.week)))
    why = {
        ReportState.DRAFT: _("Redactada desde el libro; sin firma no cuenta en el tablero."),
        ReportState.OBSERVED: row.note or _("La delegación dejó observaciones."),
        ReportState.SIGNED: _("Firmada; falta que la delegación la revise."),
    }[ReportState(row.state)]
    return Told(
        tone="critical" if late or row.state == ReportState.OBSERVED else "low",
        title=title % {"week": week[:1].lower() + week[1:]},
        why=_("%(owner)s. %(told)s") % {"owner": owner, "told": why},
        href=page_of("supply:report-detail", row.id),
        action=action,
        due=row.due_at if row.state == ReportState.DRAFT else None,
        as_of=row.signed_at or row.drafted_at,
        where=owner,
        **where(row),
    )


SOURCES = (
    WorkSource("to_sign", gettext_lazy("Semanas por firmar"), to_sign, all_of="supply:report-list"),
    WorkSource("owed", gettext_lazy("Semanas que deben las unidades"), owed, all_of="supply:report-list"),
    WorkSource("to_validate", gettext_lazy("Semanas por validar"), to_validate, all_of="supply:report-list"),
)
