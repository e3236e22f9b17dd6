"""Transfers as their list and their page show them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.models import Transfer, TransferLine, TransferState


def places_to_post_at(person: Person) -> QuerySet[Place]:
    """Where the person may post to the ledger."""
    reach = Q(pk__in=[])
    for grant in scope_of(person).grants:
        if Permission.POST_LEDGER not in grant.permissions:
            continue
        if grant.is_national:
            return Place.objects.all()
        if grant.delegation_id is not None:
            reach |= Q(delegation_id=grant.delegation_id)
        else:
            reach |= Q(unit_id=grant.unit_id)
    return Place.objects.filter(reach)


def transfers_for(person: Person) -> QuerySet[Transfer]:
    """The transfers a person sees, with `pieces`, `arrived` and `lot_count`; `mine_to_accept` marks those that wait."""
    lines = TransferLine.objects.filter(transfer=OuterRef("pk")).order_by().values("transfer")

    def total(name: str) -> Coalesce:
        summed = lines.annotate(total=Sum(name)).values("total")
        return Coalesce(Subquery(summed, output_field=IntegerField()), 0)

    waits = Q(state=TransferState.IN_TRANSIT, to_place__in=places_to_post_at(person))
    return (
        Transfer.objects.visible_to(person)
        .select_related("from_place__delegation", "to_place__delegation", "to_place__unit", "from_place__unit")
        .annotate(
            pieces=total("sent"),
            arrived=total("received"),
            lot_count=Coalesce(
                Subquery(lines.annotate(total=Count("pk")).values("total"), output_field=IntegerField()), 0
            ),
            mine_to_accept=Case(When(waits, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
    )


def is_late(transfer: Transfer, day: date) -> bool:
    """Still on its way after the day it was expected."""
    return (
        transfer.state == TransferState.IN_TRANSIT and transfer.expected_on is not None and transfer.expected_on < day
    )


def timeline_of(transfer: Transfer) -> list[dict[str, Any]]:
    """What happened to a transfer, newest first, as the timeline component takes it."""
    events: list[dict[str, Any]] = []

    def event(at: datetime, text: str, by: object, note: str, tone: str = "") -> None:
        events.append({"at": at, "text": text, "by": by or "", "note": note, "tone": tone})

    sent = transfer.dispatch
    event(sent.posted_at, _("Enviado desde %s") % transfer.from_place, sent.posted_by, sent.note)
    undone = getattr(sent, "reversal", None)
    if undone is not None:
        event(undone.posted_at, _("Cancelado por quien lo envió"), undone.posted_by, undone.note, "bad")
    came = transfer.acceptance
    if came is not None:
        is_short = transfer.state == TransferState.ACCEPTED_SHORT
        text = _("Recibido con faltante en %s") if is_short else _("Recibido completo en %s")
        event(came.posted_at, text % transfer.to_place, came.posted_by, came.note, "bad" if is_short else "good")
    return sorted(events, key=lambda one: one["at"], reverse=True)
