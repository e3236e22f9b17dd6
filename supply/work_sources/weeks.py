"""Weeks to sign, weeks that a unit owes, and weeks to validate."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from delegations.wording import week_text
from supply.models import ReportState, WeeklyReport
from supply.worklist import Desk, Rank, WorkItem, WorkSource


def to_sign(desk: Desk) -> list[WorkItem]:
    """One's own: a unit's manager signs the unit's, a delegation's manager those of its warehouse."""
    if not desk.may(Permission.SIGN_WEEK):
        return []
    own = desk.where(Permission.SIGN_WEEK, unit="unit") | (
        desk.where(Permission.SIGN_WEEK, delegation="delegation") & Q(unit__isnull=True)
    )
    rows = WeeklyReport.objects.filter(own, state__in=(ReportState.DRAFT, ReportState.OBSERVED))
    return [
        _item(desk, row, "to_sign", _("Firmar la %(week)s"), _("Revisar y firmar"))
        if row.state == ReportState.DRAFT
        else _item(desk, row, "to_sign", _("Atender las observaciones de la %(week)s"), _("Revisar"))
        for row in _joined(desk, rows)
    ]


def owed(desk: Desk) -> list[WorkItem]:
    """Past their limit and unsigned: whoever validates them asks the unit for them."""
    if not desk.may(Permission.VALIDATE_WEEK):
        return []
    rows = WeeklyReport.objects.filter(
        desk.where(Permission.VALIDATE_WEEK, delegation="delegation"),
        state=ReportState.DRAFT,
        due_at__lt=desk.now,
        unit__isnull=False,
    )
    return [_item(desk, row, "owed", _("Pedir la %(week)s"), _("Ver el reporte")) for row in _joined(desk, rows)]


def to_validate(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.VALIDATE_WEEK):
        return []
    rows = WeeklyReport.objects.filter(
        desk.where(Permission.VALIDATE_WEEK, delegation="delegation"), state=ReportState.SIGNED
    )
    return [_item(desk, row, "to_validate", _("Validar la %(week)s"), _("Validar")) for row in _joined(desk, rows)]


def _joined(desk: Desk, rows: QuerySet[WeeklyReport]) -> list[WeeklyReport]:
    narrowed = desk.of(rows, unit="unit", delegation="delegation")
    return list(narrowed.select_related("unit", "delegation").order_by("due_at", "pk")[: desk.limit + 1])


def _item(desk: Desk, row: WeeklyReport, source: str, title: str, action: str) -> WorkItem:
    late = row.state == ReportState.DRAFT and row.due_at < desk.now
    week = week_text(str(row.iso_week))
    told = {
        ReportState.DRAFT: _("Redactada desde el libro; sin firma no cuenta en el tablero."),
        ReportState.OBSERVED: row.note or _("La delegación dejó observaciones."),
        ReportState.SIGNED: _("Firmada; falta que la delegación la revise."),
    }[ReportState(row.state)]
    return WorkItem(
        key=f"{source}:{row.pk}:{row.state}",
        rank=Rank.REST,
        urgency=-row.due_at.timestamp(),
        tone="critical" if late or row.state == ReportState.OBSERVED else "low",
        title=title % {"week": week[:1].lower() + week[1:]},
        why=_("%(owner)s. %(told)s") % {"owner": row.owner, "told": told},
        href=row.get_absolute_url(),
        action=action,
        due=row.due_at if row.state == ReportState.DRAFT else None,
        as_of=row.signed_at or row.drafted_at,
        where=row.owner,
        unit_id=row.unit_id,
        delegation_id=row.delegation_id,
    )


SOURCES = (
    WorkSource("to_sign", gettext_lazy("Semanas por firmar"), to_sign, all_of="supply:report-list"),
    WorkSource("owed", gettext_lazy("Semanas que deben las unidades"), owed, all_of="supply:report-list"),
    WorkSource("to_validate", gettext_lazy("Semanas por validar"), to_validate, all_of="supply:report-list"),
)
