"""Requisitions that wait for somebody's decision, the urgent first."""

from __future__ import annotations

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.navigation import address
from delegations.roles import Permission
from supply.models import Requisition, RequisitionState
from supply.work_sources.common import claves_text, noon_of, on_day, pieces_text, place_ids, place_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource

_DAY = 86400


def read(desk: Desk) -> list[WorkItem]:
    """A delegation decides what is sent to it; what was passed on waits for central office."""
    if not desk.may(Permission.APPROVE_SUPPLY):
        return []
    state = RequisitionState.ESCALATED if desk.level == "country" else RequisitionState.SENT
    rows = desk.of(
        Requisition.objects.filter(Q(state=state) | Q(state=RequisitionState.SENT, place__unit__isnull=True))
        if desk.level == "country"
        else Requisition.objects.filter(state=state, place__unit__isnull=False),
        Permission.APPROVE_SUPPLY,
        unit="place__unit",
        delegation="place__delegation",
        drug="lines__drug",
    )
    told = Requisition.objects.filter(pk__in=rows.values("pk")).annotate(
        pieces=Sum("lines__asked"), drugs=Count("lines__drug", distinct=True)
    )
    joined = told.select_related("place__unit").order_by("-is_emergency", "needed_on", "sent_at", "pk")
    return [_item(desk, row) for row in joined[: desk.limit + 1]]


def _item(desk: Desk, row: Requisition) -> WorkItem:
    asked = _("Pide %(pieces)s de %(drugs)s.") % {
        "pieces": pieces_text(row.pieces),  # type: ignore[attr-defined]  # annotated
        "drugs": claves_text(row.drugs),  # type: ignore[attr-defined]
    }
    told = [asked]
    if row.needed_on:
        told.append(_("Se necesita %(day)s.") % {"day": on_day(row.needed_on, desk)})
    if row.note:
        told.append(row.note)
    sent_at = row.sent_at or row.made_at
    urgency = -(noon_of(row.needed_on) if row.needed_on else sent_at.timestamp())
    title = _("Decidir la requisición urgente %(folio)s") if row.is_emergency else _("Decidir la requisición %(folio)s")
    return WorkItem(
        key=f"requisitions:{row.pk}:{row.state}",
        rank=Rank.REST,
        urgency=urgency + (365 * _DAY if row.is_emergency else 0),
        tone="critical" if row.is_emergency else "low",
        title=title % {"folio": row.folio},
        why=" ".join(told),
        href=address("supply:requisition", row.pk),
        action=_("Decidir"),
        due=row.needed_on,
        as_of=sent_at,
        where=place_text(row.place),
        **place_ids(row.place),
    )


SOURCE = WorkSource("requisitions", gettext_lazy("Requisiciones por decidir"), read, all_of="supply:requisition-list")
