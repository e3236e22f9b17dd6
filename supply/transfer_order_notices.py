"""What the managers of both ends are told of a transfer order."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Place, Posting
from delegations.notify import NoticeKind, Recipient, tell
from delegations.roles import NETWORK, Role
from supply.models import TransferOrder

_WHY = _("Recibe este correo porque responde por las existencias del lugar que envía o del que recibe.")

KINDS = (
    NoticeKind(
        name="supply.transfer_order_drafted",
        label=_("Órdenes de traspaso por confirmar"),
        app="supply",
        why=_WHY,
        button=_("Ver la orden y confirmar"),
        audience=NETWORK,
    ),
    NoticeKind(
        name="supply.transfer_order_confirmed",
        label=_("Órdenes de traspaso confirmadas, por enviar"),
        app="supply",
        why=_WHY,
        button=_("Ver la orden y enviar"),
        audience=NETWORK,
    ),
    NoticeKind(
        name="supply.transfer_order_ended",
        label=_("Órdenes de traspaso no aceptadas o canceladas"),
        app="supply",
        why=_WHY,
        button=_("Ver la orden"),
    ),
)


def tell_drafted(order: TransferOrder, *, besides: Person | None) -> None:
    _tell("drafted", order, [order.from_place, order.to_place], besides)


def tell_confirmed(order: TransferOrder, *, besides: Person | None) -> None:
    """Whoever gives can send it now."""
    _tell("confirmed", order, [order.from_place], besides)


def tell_ended(order: TransferOrder, *, besides: Person | None) -> None:
    extra = [Recipient(order.made_by)] if order.made_by is not None else []
    _tell("ended", order, [order.from_place, order.to_place], besides, extra)


def _tell(
    what: str, order: TransferOrder, places: list[Place], besides: Person | None, extra: list[Recipient] | None = None
) -> None:
    people = [*managers_of(places), *(extra or [])]
    found = {one.person.pk: one for one in people if one.person != besides and one.person.is_active}
    tell(
        kind=f"supply.transfer_order_{what}",
        to=list(found.values()),
        key=f"{order.pk}-{order.state}",
        context=_about(order),
        path=order.get_absolute_url(),
    )


def managers_of(places: list[Place]) -> list[Recipient]:
    """The supply managers of these places: of the unit, or of the delegation where the place is its own."""
    units = [place.unit_id for place in places if place.unit_id is not None]
    delegations = [place.delegation_id for place in places if place.unit_id is None]
    postings = (
        Posting.objects.current(timezone.localdate())
        .filter(person__is_active=True)
        .filter(
            Q(role=Role.UNIT_SUPPLY_MANAGER, unit__in=units)
            | Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=delegations)
        )
        .select_related("person")
    )
    return [Recipient(posting.person, posting.notice_address()) for posting in postings]


def _about(order: TransferOrder) -> dict[str, Any]:
    lines = list(order.lines.select_related("drug").order_by("pk"))
    return {
        "folio": order.folio,
        "source": order.from_place.name,
        "target": order.to_place.name,
        "why": order.why,
        "reason": order.reason,
        "send_by": order.send_by,
        "lines": [{"drug": line.drug.label, "pieces": line.pieces} for line in lines[:20]],
        "more": max(len(lines) - 20, 0),
    }
