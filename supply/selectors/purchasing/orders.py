"""Orders as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import DecimalField, ExpressionWrapper, F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.wording import spelled
from supply.models import Contract, DeliveryLine, Step, SupplyOrder, SupplyOrderState
from supply.purchasing.penalties import Handed, Ordered, Penalty, PenaltyRule, penalty_due

MONEY = DecimalField(max_digits=20, decimal_places=2)


def orders_seen(person: Person) -> QuerySet[SupplyOrder]:
    """The orders of one's places, with what every line shows of them."""
    seen = SupplyOrder.objects.visible_to(person).annotate(
        lacking=F("packs") - F("received_packs"),
        amount=ExpressionWrapper(F("packs") * F("price"), output_field=MONEY),
    )
    return seen.select_related(
        "line__contract__supplier", "line__presentation__drug", "place__unit", "place__delegation"
    )


def lines_of_order(order: SupplyOrder) -> list[DeliveryLine]:
    """What was brought for it, voided deliveries included, the latest first."""
    rows = order.deliveries.select_related("delivery__posted_by", "delivery__voided_by", "lot")
    return list(rows.order_by("-delivery__arrived_on", "-delivery__posted_at", "-pk"))


def rule_of(contract: Contract) -> PenaltyRule | None:
    if contract.penalty_percent is None:
        return None
    return PenaltyRule(contract.penalty_percent, contract.penalty_cap_percent)


def penalties_of(orders: Sequence[SupplyOrder], *, as_of: date) -> dict[int, Penalty | None]:
    """Order → the penalty due as of a day; None where its contract has no rule. Two queries.

    Of an order that was ended, delay ends on the day of its end. Its lines must be joined to their contracts.
    """
    handed: dict[int, list[Handed]] = {}
    ids = [order.pk for order in orders]
    for order_id, on, packs in (
        DeliveryLine.objects.standing()
        .filter(order__in=ids, accepted_packs__gt=0)
        .values_list("order", "delivery__arrived_on", "accepted_packs")
    ):
        handed.setdefault(order_id, []).append(Handed(on, packs))
    ended = _ended_on([order.pk for order in orders if order.state in _ENDED])
    return {order.pk: _penalty(order, handed.get(order.pk, []), ended.get(order.pk), as_of=as_of) for order in orders}


def with_what_penalties_ask(rows: QuerySet[SupplyOrder]) -> QuerySet[SupplyOrder]:
    """The orders with what `penalty_read` asks of each; read in chunks, two queries a chunk."""
    handed = DeliveryLine.objects.standing().filter(accepted_packs__gt=0).select_related("delivery")
    endings = Step.objects.filter(what__in=_ENDED).order_by("at")
    return rows.prefetch_related(
        Prefetch("deliveries", handed, to_attr="handed_lines"), Prefetch("steps", endings, to_attr="endings")
    )


def penalty_read(order: SupplyOrder, *, as_of: date) -> Penalty | None:
    """The penalty due of an order read by `with_what_penalties_ask`; None where its contract has no rule."""
    told: Any = order
    handed = [Handed(line.delivery.arrived_on, line.accepted_packs) for line in told.handed_lines]
    ended = timezone.localdate(told.endings[-1].at) if told.endings and order.state in _ENDED else None
    return _penalty(order, handed, ended, as_of=as_of)


def _penalty(order: SupplyOrder, handed: list[Handed], ended_on: date | None, *, as_of: date) -> Penalty | None:
    rule = rule_of(order.line.contract)
    facts = Ordered(order.packs, order.price, order.deadline_on, ended_on)
    return penalty_due(rule, facts, handed, as_of=as_of) if rule else None


_ENDED = (SupplyOrderState.CLOSED_SHORT, SupplyOrderState.CANCELLED)


def _ended_on(order_ids: Iterable[int]) -> dict[int, date]:
    steps = Step.objects.filter(supply_order__in=list(order_ids), what__in=_ENDED).order_by("at")
    told = steps.values_list("supply_order", "at")
    return {order_id: timezone.localdate(at) for order_id, at in told if order_id is not None}


def timeline(order: SupplyOrder, lines: Sequence[DeliveryLine]) -> list[dict[str, Any]]:
    """The order's history, newest first: its own steps, what was delivered, what was voided."""
    events = [
        {"at": step.at, "text": step_text(step), "by": step.by.full_name if step.by else "", "note": _note(step),
         "tone": {"late": "bad", "cancelled": "bad", "closed_short": "bad"}.get(step.what, "")}
        for step in order.steps.select_related("by")
    ]  # fmt: skip
    for line in lines:
        delivery = line.delivery
        who = delivery.posted_by.full_name if delivery.posted_by else ""
        events.append(
            {"at": delivery.posted_at, "text": _delivered(line), "by": who, "note": line.reason,
             "tone": "good" if line.accepted_packs else "bad"}
        )  # fmt: skip
        if delivery.voided_at is not None:
            events.append(
                {"at": delivery.voided_at, "text": _("Remisión %s anulada") % delivery.remision,
                 "by": delivery.voided_by.full_name if delivery.voided_by else "", "note": delivery.void_reason,
                 "tone": "bad"}
            )  # fmt: skip
    return sorted(events, key=lambda event: event["at"], reverse=True)


def step_text(step: Step) -> str:
    return {
        "issued": _("Orden emitida"),
        "changed": _("Orden modificada"),
        "promised": _("El proveedor anunció otra fecha"),
        "late": _("Venció sin llegar completa"),
        "awaited": _("Se avisó que está por llegar"),
        "closed_short": _("Cerrada con faltante"),
        "cancelled": _("Cancelada"),
    }.get(step.what, step.what)


def _note(step: Step) -> str:
    """The step's note; a day alone is written out."""
    head, _dot, rest = step.note.partition(" · ")
    try:
        day = spelled(date.fromisoformat(head), "j M Y")
    except ValueError:
        return step.note
    return f"{day} · {rest}" if rest else day


def _delivered(line: DeliveryLine) -> str:
    parts = [
        text % {"n": packs}
        for text, packs in (
            (_("%(n)d aceptados"), line.accepted_packs),
            (_("%(n)d rechazados"), line.rejected_packs),
            (_("%(n)d de más"), line.over_packs),
        )
        if packs
    ]
    told = line.delivery
    head = _("Excedente de la remisión %(remision)s") if told.settles_id else _("Remisión %(remision)s")
    return _("%(head)s, lote %(lot)s, llegó el %(day)s: %(packs)s") % {
        "head": head % {"remision": told.remision},
        "lot": line.lot_number,
        "day": spelled(told.arrived_on, "j M Y"),
        "packs": ", ".join(parts),
    }
