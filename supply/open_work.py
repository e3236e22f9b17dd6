"""What is open at the post of a supply manager: it belongs to the post, so that whoever holds it finds it there."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations import open_work
from delegations.models import Posting
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Role
from supply.models import RecallHolding, RecallState, ReportState, Transfer, WeeklyReport


def unsigned_weeks(posting: Posting) -> list[OpenItem]:
    """Weeks that the holder has to sign: the unit's, or those of the delegation's own warehouse."""
    if not _answers_for_supply(posting):
        return []
    reports = WeeklyReport.objects.unsigned().filter(unit=posting.unit_id)
    if posting.delegation_id is not None:
        reports = reports.filter(delegation=posting.delegation_id)
    return [_week(report) for report in reports.select_related("unit", "delegation").order_by("week")]


def weeks_to_validate(posting: Posting) -> list[OpenItem]:
    """Signed weeks that the delegation has not looked at."""
    if posting.role != Role.DELEGATION_SUPPLY_MANAGER:
        return []
    reports = WeeklyReport.objects.filter(delegation=posting.delegation_id, state=ReportState.SIGNED)
    return [_week(report) for report in reports.select_related("unit", "delegation").order_by("week", "unit__name")]


def transfers_to_accept(posting: Posting) -> list[OpenItem]:
    """What is on its way to the post's own places."""
    if not _answers_for_supply(posting):
        return []
    own = Q(to_place__unit=posting.unit_id)
    if posting.delegation_id is not None:
        own &= Q(to_place__delegation=posting.delegation_id)
    found = Transfer.objects.in_transit().filter(own).select_related("from_place", "to_place")
    return [
        OpenItem(
            _("Traspaso de %(source)s a %(target)s")
            % {"source": transfer.from_place.name, "target": transfer.to_place.name},
            reverse("supply:transfer", args=[transfer.pk]),
        )
        for transfer in found.order_by("dispatched_on", "pk")
    ]


def recalls_to_answer(posting: Posting) -> list[OpenItem]:
    """Recalled lots at the post's own places that nobody has counted and put aside."""
    if not _answers_for_supply(posting):
        return []
    held = RecallHolding.objects.waiting().filter(recall__state=RecallState.OPEN, place__unit=posting.unit_id)
    if posting.delegation_id is not None:
        held = held.filter(place__delegation=posting.delegation_id)
    rows = held.select_related("recall", "place", "lot").order_by("deadline_at", "pk")
    return [
        OpenItem(
            _("%(folio)s, lote %(lot)s en %(place)s")
            % {"folio": row.recall.folio, "lot": row.lot.number, "place": row.place.name},
            reverse("supply:recall-answer", args=[row.recall_id, row.pk]),
        )
        for row in rows
    ]


KINDS = (
    OpenWorkKind("unsigned_weeks", gettext_lazy("Semanas por firmar"), unsigned_weeks),
    OpenWorkKind("weeks_to_validate", gettext_lazy("Semanas por validar"), weeks_to_validate),
    OpenWorkKind("transfers_to_accept", gettext_lazy("Traspasos por recibir"), transfers_to_accept),
    OpenWorkKind("recalls_to_answer", gettext_lazy("Retiros por responder"), recalls_to_answer),
)


def register_all() -> None:
    for kind in KINDS:
        open_work.register(kind)


def _answers_for_supply(posting: Posting) -> bool:
    return posting.role in (Role.UNIT_SUPPLY_MANAGER, Role.DELEGATION_SUPPLY_MANAGER)


def _week(report: WeeklyReport) -> OpenItem:
    text = _("Semana %(week)s · %(owner)s") % {"week": report.iso_week, "owner": report.owner}
    return OpenItem(text, report.get_absolute_url())
