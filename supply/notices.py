"""What people are told about the week, and who: the words are in `templates/supply/notices/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from delegations.roles import NETWORK, Role
from supply.models import ChaseKind, ReportChase, WeeklyReport

WHY = _("Recibe este correo porque responde por el abasto de la unidad o de la delegación.")

KINDS = (
    NoticeKind(
        name="supply.report_reminder",
        label=_("Semanas por firmar"),
        app="supply",
        why=WHY,
        button=_("Leer y firmar la semana"),
        audience=NETWORK,
    ),
    NoticeKind(
        name="supply.report_late",
        label=_("Semanas sin firmar, ya vencidas"),
        app="supply",
        why=WHY,
        button=_("Leer y firmar la semana"),
        mandatory=True,
        audience=NETWORK,
    ),
    NoticeKind(
        name="supply.report_escalated",
        label=_("Unidades que no han firmado su semana"),
        app="supply",
        why=_("Recibe este correo porque responde por el abasto de la delegación."),
        button=_("Ver las semanas sin firmar"),
        mandatory=True,
        audience=frozenset({Role.DELEGATION_SUPPLY_MANAGER}),
    ),
)


def write_to_units(chases: Sequence[ReportChase]) -> dict[int, int]:
    """A notice per report to its supply managers; chase id → recipients. A warehouse's are its delegation's."""
    managers = _managers(chases)
    told: dict[int, int] = {}
    notices: list[Notice] = []
    for chase in chases:
        report = chase.report
        to = managers[("unit", report.unit_id) if report.unit_id else ("delegation", report.delegation_id)]
        told[chase.pk] = len(to)
        path = reverse("supply:report-detail", args=[report.pk])
        notices.append(Notice(f"supply.report_{chase.kind}", to, str(report.pk), _about(report), path))
    tell_all(notices)
    return told


def write_to_delegations(chases: Sequence[ReportChase]) -> dict[int, int]:
    """A notice per delegation and week that lists its late units; chase id → recipients."""
    managers = _managers(chases)
    grouped: dict[tuple[int, object], list[ReportChase]] = defaultdict(list)
    for chase in chases:
        grouped[(chase.report.delegation_id, chase.report.week)].append(chase)
    told: dict[int, int] = {}
    notices: list[Notice] = []
    for (delegation_id, _week), late in grouped.items():
        to = managers[("delegation", delegation_id)]
        told.update({chase.pk: len(to) for chase in late})
        context = _about(late[0].report) | {"reports": [_about(chase.report) for chase in late]}
        path = f"{reverse('supply:report-list')}?semana={late[0].report.iso_week}"
        # Units that come later the same day are told of in a notice of their own.
        key = str(min(chase.pk for chase in late))
        notices.append(Notice(f"supply.report_{ChaseKind.ESCALATED}", to, key, context, path))
    tell_all(notices)
    return told


def _about(report: WeeklyReport) -> dict[str, Any]:
    return {
        "unit": report.unit.name if report.unit else "",
        "delegation": report.delegation.name,
        "week": str(report.iso_week),
        "due": report.local_due,
    }


def _managers(chases: Iterable[ReportChase]) -> dict[tuple[str, int | None], list[Recipient]]:
    """The current supply managers by unit and delegation, each at the office's e-mail, else at their own."""
    reports = [chase.report for chase in chases]
    found: dict[tuple[str, int | None], list[Recipient]] = defaultdict(list)
    postings = (
        Posting.objects.current(timezone.localdate())
        .filter(person__is_active=True)
        .filter(
            Q(role=Role.UNIT_SUPPLY_MANAGER, unit__in=[report.unit_id for report in reports if report.unit_id])
            | Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=[report.delegation_id for report in reports])
        )
        .select_related("person")
    )
    for posting in postings:
        owner = ("unit", posting.unit_id) if posting.unit_id else ("delegation", posting.delegation_id)
        found[owner].append(Recipient(posting.person, posting.notice_address()))
    return found
