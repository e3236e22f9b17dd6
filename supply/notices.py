"""The words of the mails about the week, and to whom they go. A mail that fails is logged and never fatal."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Posting
from delegations.roles import Role
from supply.models import ChaseKind, ReportChase

logger = logging.getLogger(__name__)

# Subject, template, context, addresses.
Mail = tuple[str, str, dict[str, Any], list[str]]


def write_to_units(chases: Sequence[ReportChase]) -> dict[int, int]:
    """One mail per report to its supply managers; chase id → recipients. A warehouse's are its delegation's."""
    addresses = _addresses(chases)
    mails: list[Mail] = []
    told: dict[int, int] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for chase in chases:
            report = chase.report
            to = addresses[("unit", report.unit_id) if report.unit_id else ("delegation", report.delegation_id)]
            told[chase.pk] = len(to)
            is_reminder = chase.kind == ChaseKind.REMINDER
            subject = _("Semana %(week)s: falta firmar") if is_reminder else _("Semana %(week)s: sin firmar")
            template = f"supply/emails/report_{chase.kind}.txt"
            mails.append((subject % {"week": report.iso_week}, template, {"report": report}, to))
        _send(mails)
    return told


def write_to_delegations(chases: Sequence[ReportChase]) -> dict[int, int]:
    """One mail per delegation and week that lists its late units; chase id → recipients."""
    addresses = _addresses(chases)
    grouped: dict[tuple[int, object], list[ReportChase]] = defaultdict(list)
    for chase in chases:
        grouped[(chase.report.delegation_id, chase.report.week)].append(chase)
    mails: list[Mail] = []
    told: dict[int, int] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for (delegation_id, _week), late in grouped.items():
            to = addresses[("delegation", delegation_id)]
            told.update({chase.pk: len(to) for chase in late})
            report = late[0].report
            subject = ngettext(
                "Semana %(week)s: %(count)d unidad sin firmar",
                "Semana %(week)s: %(count)d unidades sin firmar",
                len(late),
            ) % {"week": report.iso_week, "count": len(late)}
            context = {"report": report, "reports": [chase.report for chase in late]}
            mails.append((subject, "supply/emails/report_escalated.txt", context, to))
        _send(mails)
    return told


def _addresses(chases: Iterable[ReportChase]) -> dict[tuple[str, int | None], list[str]]:
    """Office mail of the current supply managers (their own where no office mail is known), by unit and delegation."""
    reports = [chase.report for chase in chases]
    found: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    postings = (
        Posting.objects.current(timezone.localdate())
        .filter(person__is_active=True)
        .filter(
            Q(role=Role.UNIT_SUPPLY_MANAGER, unit__in=[report.unit_id for report in reports if report.unit_id])
            | Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=[report.delegation_id for report in reports])
        )
        .values_list("unit_id", "delegation_id", "office_email", "person__email")
    )
    for unit_id, delegation_id, office, own in postings:
        owner = ("unit", unit_id) if unit_id else ("delegation", delegation_id)
        found[owner].append(office or own)
    return found


def _send(mails: Iterable[Mail]) -> None:
    connection = get_connection()
    for subject, template, context, to in mails:
        if not to:
            continue
        body = render_to_string(template, {**context, "site": settings.SITE_URL, "path": _path(context)})
        try:
            EmailMessage(subject, body, to=to, connection=connection).send()
        except Exception:
            logger.exception("A notice could not be mailed", extra={"template": template})


def _path(context: dict[str, Any]) -> str:
    report = context["report"]
    if "reports" in context:
        return f"{reverse('supply:report-list')}?semana={report.iso_week}"
    return reverse("supply:report-detail", args=[report.pk])
