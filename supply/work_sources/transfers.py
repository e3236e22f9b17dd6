"""Transfers on their way to one's places, and orders of transfer to confirm or to send."""

from __future__ import annotations

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.navigation import address
from delegations.roles import Permission
from supply.models import Transfer, TransferOrder, TransferOrderState
from supply.work_sources.common import ago, claves_text, noon_of, on_day, pieces_text, place_ids, place_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource


def to_accept(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.POST_LEDGER):
        return []
    rows = desk.of(
        Transfer.objects.in_transit(),
        Permission.POST_LEDGER,
        unit="to_place__unit",
        delegation="to_place__delegation",
        drug="lines__lot__drug",
    )
    told = Transfer.objects.filter(pk__in=rows.values("pk")).annotate(
        pieces=Sum("lines__sent"), drugs=Count("lines__lot__drug", distinct=True)
    )
    joined = told.select_related("from_place__unit", "to_place__unit").order_by("expected_on", "dispatched_on", "pk")
    return [_transfer(desk, row) for row in joined[: desk.limit + 1]]


def _transfer(desk: Desk, row: Transfer) -> WorkItem:
    late = row.expected_on is not None and row.expected_on < desk.today
    expected = (
        _("sin fecha de llegada")
        if row.expected_on is None
        else (_("se esperaba %(day)s") if late else _("se espera %(day)s")) % {"day": on_day(row.expected_on, desk)}
    )
    days = (desk.today - row.dispatched_on).days
    return WorkItem(
        key=f"to_accept:{row.pk}:{'late' if late else 'due'}",
        rank=Rank.REST,
        urgency=-noon_of(row.expected_on or row.dispatched_on),
        tone="critical" if late else "adequate",
        title=_("Recibir el traspaso de %(place)s") % {"place": place_text(row.from_place)},
        why=_("%(pieces)s de %(drugs)s; salió %(sent)s, %(expected)s.")
        % {
            "pieces": pieces_text(row.pieces),  # type: ignore[attr-defined]  # annotated
            "drugs": claves_text(row.drugs),  # type: ignore[attr-defined]
            "sent": ago(days) if days else _("hoy"),
            "expected": expected,
        },
        href=reverse("supply:transfer-accept", args=[row.pk]),
        action=_("Recibir"),
        due=row.expected_on,
        where=place_text(row.to_place),
        **place_ids(row.to_place),
    )


def orders(desk: Desk) -> list[WorkItem]:
    """A draft asks both managers for a word; a confirmed one asks the giver to send it."""
    if not desk.may(Permission.CONFIRM_TRANSFER):
        return []
    giving, taking = (
        desk.where(Permission.CONFIRM_TRANSFER, unit=f"{end}__unit", delegation=f"{end}__delegation")
        for end in ("from_place", "to_place")
    )
    waiting = Q(state=TransferOrderState.DRAFT) & (
        (giving & Q(giver_confirmed_at=None)) | (taking & Q(taker_confirmed_at=None))
    ) | (giving & Q(state=TransferOrderState.CONFIRMED))
    rows = TransferOrder.objects.filter(waiting)
    ends = ({"unit": f"{end}__unit", "delegation": f"{end}__delegation"} for end in ("from_place", "to_place"))
    giver, taker = (desk.asked(**end, drug="lines__drug") for end in ends)
    rows = rows.filter(giver | taker)
    told = TransferOrder.objects.filter(pk__in=rows.values("pk")).annotate(
        pieces=Sum("lines__pieces"), drugs=Count("lines__drug", distinct=True)
    )
    joined = told.select_related("from_place__unit", "to_place__unit").order_by("send_by", "made_at", "pk")
    return [_order(desk, row) for row in joined[: desk.limit + 1]]


def _order(desk: Desk, row: TransferOrder) -> WorkItem:
    to_send = row.state == TransferOrderState.CONFIRMED
    ours = row.from_place if to_send or _gives(desk, row) else row.to_place
    way = {"source": place_text(row.from_place), "target": place_text(row.to_place)}
    told = _("%(pieces)s de %(drugs)s, de %(source)s a %(target)s.") % {
        "pieces": pieces_text(row.pieces),  # type: ignore[attr-defined]  # annotated
        "drugs": claves_text(row.drugs),  # type: ignore[attr-defined]
        **way,
    }
    title = _("Enviar la %(folio)s a %(target)s") if to_send else _("Confirmar la %(folio)s a %(target)s")
    late = row.send_by is not None and row.send_by < desk.today
    return WorkItem(
        key=f"transfer_orders:{row.pk}:{row.state}",
        rank=Rank.REST,
        urgency=-(noon_of(row.send_by) if row.send_by else row.made_at.timestamp()),
        tone="critical" if late else "low",
        title=title % {"folio": row.folio, **way},
        why=f"{told} {row.why}".strip(),
        href=address("supply:transfer-order", row.pk),
        action=_("Enviar") if to_send else _("Confirmar"),
        due=row.send_by,
        as_of=row.made_at,
        where=place_text(ours),
        **place_ids(ours),
    )


def _gives(desk: Desk, row: TransferOrder) -> bool:
    """Whether it is the giver's word that this desk still owes."""
    place = row.from_place
    return row.giver_confirmed_at is None and desk.scope.allows(
        Permission.CONFIRM_TRANSFER, delegation_id=place.delegation_id, unit_id=place.unit_id
    )


SOURCES = (
    WorkSource("to_accept", gettext_lazy("Traspasos por recibir"), to_accept, all_of="supply:transfer-list"),
    WorkSource("transfer_orders", gettext_lazy("Órdenes de traspaso"), orders, all_of="supply:transfer-order-list"),
)
