"""What people are told of requisitions: whoever decides that one waits, whoever asked what was decided."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Place, Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from delegations.roles import NETWORK, Role
from supply.models import Requisition, RequisitionState

KINDS = (
    NoticeKind(
        name="supply.requisition_sent",
        label=_("Requisiciones por decidir"),
        app="supply",
        why=_("Recibe este correo porque decide las requisiciones de la delegación o del país."),
        button=_("Ver la requisición"),
        audience=frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.CENTRAL_OFFICE}),
    ),
    NoticeKind(
        name="supply.requisition_decided",
        label=_("Respuestas a sus requisiciones"),
        app="supply",
        why=_("Recibe este correo porque responde por el abasto del lugar que pidió."),
        button=_("Ver la requisición"),
        audience=NETWORK,
    ),
)


def tell_sent(row: Requisition, *, besides: Person | None) -> None:
    """Whoever decides it: the delegation, or central office where it stands there."""
    if row.state == RequisitionState.ESCALATED:
        wanted = Q(role=Role.CENTRAL_OFFICE, is_national=True)
    else:
        wanted = Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation=row.place.delegation_id)
    _tell("supply.requisition_sent", row, wanted, besides)


def tell_decided(row: Requisition, *, besides: Person | None) -> None:
    """Whoever answers for the supply of the place that asked."""
    _tell("supply.requisition_decided", row, managers_of(row.place), besides)


def managers_of(place: Place) -> Q:
    """Postings of those who answer for the supply of the place."""
    if place.unit_id is not None:
        return Q(role=Role.UNIT_SUPPLY_MANAGER, unit=place.unit_id)
    return Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation=place.delegation_id)


def recipients(wanted: Q, besides: Person | None = None) -> list[Recipient]:
    """Current holders of those postings, each once, at the office's e-mail where the posting names one."""
    postings = Posting.objects.current(timezone.localdate()).filter(wanted, person__is_active=True)
    found: dict[int, Recipient] = {}
    for posting in postings.select_related("person").order_by("pk"):
        if besides is None or posting.person_id != besides.pk:
            found.setdefault(posting.person_id, Recipient(posting.person, posting.notice_address()))
    return list(found.values())


def _tell(kind: str, row: Requisition, wanted: Q, besides: Person | None) -> None:
    to = recipients(wanted, besides)
    if to:
        tell_all([Notice(kind, to, f"{row.pk}-{row.edition}", _about(row), row.get_absolute_url())])


def _about(row: Requisition) -> dict[str, Any]:
    asked = row.lines.aggregate(asked=Sum("asked"), approved=Sum("approved"))
    return {
        "folio": row.folio,
        "state": str(row.state),
        "place": str(row.place),
        "unit": row.place.unit.name if row.place.unit else row.place.delegation.name,
        "emergency": row.is_emergency,
        "needed_on": row.needed_on,
        "lines": row.lines.count(),
        "asked": asked["asked"] or 0,
        "approved": asked["approved"] or 0,
        "note": row.note,
        "reason": row.reason,
    }
