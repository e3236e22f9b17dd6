"""Transfers on their way to one's places, and orders of transfer to confirm or to send."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from supply.models import TransferOrder, TransferOrderState
from supply.work_sources.common import ago, claves_text, noon_of, on_day, page_of, pieces_text, place_text, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

# Both ends of it, of which `p` is the one whose people act.
_ENDS = """g.name AS giver, gu.name AS giver_unit, t.name AS taker, tu.name AS taker_unit"""
_ON_THE_WAY = """
SELECT r.id, r.expected_on, r.dispatched_on, t.unit_id, t.delegation_id, {ends},
       (SELECT sum(sent) FROM supply_transferline WHERE transfer_id = r.id) AS pieces,
       (SELECT count(DISTINCT o.drug_id) FROM supply_transferline AS l JOIN supply_lot AS o ON o.id = l.lot_id
         WHERE l.transfer_id = r.id) AS drugs
  FROM supply_transfer AS r
  JOIN delegations_place AS g ON g.id = r.from_place_id
  LEFT JOIN delegations_unit AS gu ON gu.id = g.unit_id
  JOIN delegations_place AS t ON t.id = r.to_place_id
  LEFT JOIN delegations_unit AS tu ON tu.id = t.unit_id
 WHERE r.state = 'in_transit' AND {within}
 ORDER BY r.expected_on, r.dispatched_on, r.id LIMIT %(rows)s
"""
_LOT = """EXISTS (SELECT FROM supply_transferline AS l JOIN supply_lot AS o ON o.id = l.lot_id
                   WHERE l.transfer_id = r.id AND o.drug_id {})"""
# One person does not say yes for both ends.
_ORDERS = """
SELECT r.id, r.state, r.send_by, r.why, r.made_at, r.edition, g.unit_id AS giver_unit_id,
       g.delegation_id AS giver_delegation_id, t.unit_id AS taker_unit_id, t.delegation_id AS taker_delegation_id,
       {ends}, r.state = 'draft' AND r.giver_confirmed_at IS NULL AND {giving}
                AND r.taker_confirmed_by_id IS DISTINCT FROM %(person)s AS gives,
       (SELECT sum(pieces) FROM supply_transferorderline WHERE order_id = r.id) AS pieces,
       (SELECT count(DISTINCT drug_id) FROM supply_transferorderline WHERE order_id = r.id) AS drugs
  FROM supply_transferorder AS r
  JOIN delegations_place AS g ON g.id = r.from_place_id
  LEFT JOIN delegations_unit AS gu ON gu.id = g.unit_id
  JOIN delegations_place AS t ON t.id = r.to_place_id
  LEFT JOIN delegations_unit AS tu ON tu.id = t.unit_id
 WHERE (r.state = 'confirmed' AND {giving}
        OR r.state = 'draft' AND r.giver_confirmed_at IS NULL AND {giving}
           AND r.taker_confirmed_by_id IS DISTINCT FROM %(person)s
        OR r.state = 'draft' AND r.taker_confirmed_at IS NULL AND {taking}
           AND r.giver_confirmed_by_id IS DISTINCT FROM %(person)s)
   AND ({of_giver} OR {of_taker})
 ORDER BY r.send_by, r.made_at, r.id LIMIT %(rows)s
"""
_ORDERED = "EXISTS (SELECT FROM supply_transferorderline AS l WHERE l.order_id = r.id AND l.drug_id {})"


def to_accept(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.POST_LEDGER):
        return []
    within = desk.of(Permission.POST_LEDGER, unit="t.unit_id", delegation="t.delegation_id", drug=_LOT)
    return [
        WorkItem(
            key=f"to_accept:{row.id}:{'late' if _is_late(desk, row) else 'due'}",
            rank=Rank.REST,
            urgency=-noon_of(row.expected_on or row.dispatched_on),
            tell=partial(_transfer, desk, row),
        )
        for row in desk.rows(_ON_THE_WAY, within=within, ends=_ENDS)
    ]


def _is_late(desk: Desk, row: Any) -> bool:
    return bool(row.expected_on and row.expected_on < desk.today)


def _transfer(desk: Desk, row: Any) -> Told:
    late = _is_late(desk, row)
    expected = (
        _("sin fecha de llegada")
        if row.expected_on is None
        else (_("se esperaba %(day)s") if late else _("se espera %(day)s")) % {"day": on_day(row.expected_on, desk)}
    )
    days = (desk.today - row.dispatched_on).days
    return Told(
        tone="critical" if late else "adequate",
        title=_("Recibir el traspaso de %(place)s") % {"place": place_text(row.giver, row.giver_unit)},
        why=_("%(pieces)s de %(drugs)s; salió %(sent)s, %(expected)s.")
        % {
            "pieces": pieces_text(row.pieces),
            "drugs": claves_text(row.drugs),
            "sent": ago(days) if days else _("hoy"),
            "expected": expected,
        },
        href=page_of("supply:transfer-accept", row.id),
        action=_("Recibir"),
        page=page_of("supply:transfer", row.id),
        due=row.expected_on,
        where=place_text(row.taker, row.taker_unit),
        **where(row),
    )


def orders(desk: Desk) -> list[WorkItem]:
    """A draft asks both managers for a word; a confirmed one asks the giver to send it."""
    if not desk.may(Permission.CONFIRM_TRANSFER):
        return []
    giver = {"unit": "g.unit_id", "delegation": "g.delegation_id"}
    taker = {"unit": "t.unit_id", "delegation": "t.delegation_id"}
    found = desk.rows(
        _ORDERS,
        ends=_ENDS,
        giving=desk.where(Permission.CONFIRM_TRANSFER, **giver),
        taking=desk.where(Permission.CONFIRM_TRANSFER, **taker),
        of_giver=desk.asked(**giver, drug=_ORDERED),
        of_taker=desk.asked(**taker, drug=_ORDERED),
    )
    return [
        WorkItem(
            key=f"transfer_orders:{row.id}:{row.state}",
            rank=Rank.REST,
            urgency=-(noon_of(row.send_by) if row.send_by else row.made_at.timestamp()),
            tell=partial(_order, desk, row),
        )
        for row in found
    ]


def _order(desk: Desk, row: Any) -> Told:
    to_send = row.state == TransferOrderState.CONFIRMED
    act = "send" if to_send else "give" if row.gives else "take"
    source, target = place_text(row.giver, row.giver_unit), place_text(row.taker, row.taker_unit)
    way = {"source": source, "target": target}
    taken = act == "take"
    told = _("%(pieces)s de %(drugs)s, de %(source)s a %(target)s.") % {
        "pieces": pieces_text(row.pieces),
        "drugs": claves_text(row.drugs),
        **way,
    }
    title = _("Enviar la %(folio)s a %(target)s") if to_send else _("Confirmar la %(folio)s a %(target)s")
    late = row.send_by is not None and row.send_by < desk.today
    return Told(
        tone="critical" if late else "low",
        title=title % {"folio": TransferOrder(pk=row.id).folio, **way},
        why=f"{told} {row.why}".strip(),
        href=page_of(f"supply:transfer-order-{act}", row.id),
        action={"send": _("Enviar"), "give": _("Confirmar envío"), "take": _("Confirmar recibo")}[act],
        page=page_of("supply:transfer-order", row.id),
        # Sending asks for lots and a day; a yes is one press.
        press=None if to_send else {"edition": str(row.edition), "regreso": page_of("supply:worklist")},
        due=row.send_by,
        as_of=row.made_at,
        where=target if taken else source,
        unit_id=row.taker_unit_id if taken else row.giver_unit_id,
        delegation_id=row.taker_delegation_id if taken else row.giver_delegation_id,
    )


SOURCES = (
    WorkSource("to_accept", gettext_lazy("Traspasos por recibir"), to_accept, all_of="supply:transfer-list"),
    WorkSource("transfer_orders", gettext_lazy("Órdenes de traspaso"), orders, all_of="supply:transfer-order-list"),
)
