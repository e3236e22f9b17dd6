from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection

from supply.reasons import Reason
from supply.signs.bidders import Award
from supply.signs.expiry import Brought
from supply.signs.losses import Handled
from supply.signs.premature import Receipt
from supply.signs.prices import PEER_DAYS, ContractPrice
from supply.signs.rounding import Adjustment
from supply.signs.splits import Purchase

YEAR_DAYS, HALF_YEAR_DAYS = 365, 182
# What nobody can show any more; expiry, recalls and returns have papers of their own.
LOST = (Reason.COUNT_DOWN, Reason.DAMAGE, Reason.THEFT)
ADJUSTED = (*LOST, Reason.COUNT_UP)
GIVEN_OUT = (Reason.DISPENSING, Reason.MIXING, Reason.TRANSFER_OUT, Reason.LOAN_OUT)


def contract_prices(today: date) -> list[ContractPrice]:
    rows = _rows(
        """
        SELECT l.id, l.contract_id, c.supplier_id, l.presentation_id, g.drug_id, c.starts_on, l.price::float
          FROM supply_contractline AS l
          JOIN supply_contract AS c ON c.id = l.contract_id
          JOIN supply_presentation AS g ON g.id = l.presentation_id
         WHERE c.starts_on > %(since)s
        """,
        since=today - timedelta(days=PEER_DAYS),
    )
    return [ContractPrice(*row) for row in rows]


def lost_offers(today: date) -> list[ContractPrice]:
    """What was offered in three years and won nothing."""
    rows = _rows(
        """
        SELECT -b.id, b.supplier_id, l.presentation_id, g.drug_id, coalesce(t.decided_on, t.published_on),
               b.price::float
          FROM supply_bid AS b
          JOIN supply_tenderline AS l ON l.id = b.line_id
          JOIN supply_tender AS t ON t.id = l.tender_id
          JOIN supply_presentation AS g ON g.id = l.presentation_id
         WHERE NOT b.won AND coalesce(t.decided_on, t.published_on) > %(since)s
        """,
        since=today - timedelta(days=PEER_DAYS),
    )
    return [ContractPrice(0, *row) for row in rows]


def purchases(today: date) -> list[Purchase]:
    """Orders of a year under contracts that nobody competed for; a cancelled one bought nothing."""
    rows = _rows(
        """
        SELECT o.id, o.number, c.supplier_id, o.place_id, l.presentation_id, g.drug_id, o.issued_on,
               (o.packs * o.price)::float
          FROM supply_supplyorder AS o
          JOIN supply_contractline AS l ON l.id = o.line_id
          JOIN supply_contract AS c ON c.id = l.contract_id
          JOIN supply_presentation AS g ON g.id = l.presentation_id
          LEFT JOIN supply_tender AS t ON t.id = c.tender_id
         WHERE o.issued_on > %(since)s AND o.state <> 'cancelled' AND (t.id IS NULL OR t.kind = 'direct')
        """,
        since=today - timedelta(days=YEAR_DAYS),
    )
    return [Purchase(*row) for row in rows]


def awards(today: date) -> list[Award]:
    """Claves awarded in three years in procedures that others could have entered, where the offers are on record."""
    rows = _rows(
        """
        SELECT t.id, t.convener, l.presentation_id, won.supplier_id, offers.bidders
          FROM supply_tender AS t
          JOIN supply_tenderline AS l ON l.tender_id = t.id AND l.result = 'awarded'
          JOIN LATERAL (SELECT count(*)::int AS bidders FROM supply_bid WHERE line_id = l.id) AS offers ON true
          JOIN LATERAL (
               SELECT supplier_id FROM supply_bid WHERE line_id = l.id AND won ORDER BY price LIMIT 1) AS won ON true
         WHERE t.kind IN ('open', 'invitation') AND coalesce(t.decided_on, t.published_on) > %(since)s
         ORDER BY t.id, l.id
        """,
        since=today - timedelta(days=PEER_DAYS),
    )
    return [Award(*row) for row in rows]


def brought(today: date) -> list[Brought]:
    """Lines of a year of which packs were taken; what was rejected for its expiry did no harm."""
    rows = _rows(
        f"""
        SELECT d.supplier_id, g.drug_id, l.accepted_packs, l.expires_on - d.arrived_on, c.least_shelf_days
          {_DELIVERED}
         WHERE d.arrived_on > %(since)s AND d.voided_at IS NULL AND l.accepted_packs > 0
        """,
        since=today - timedelta(days=YEAR_DAYS),
    )
    return [Brought(*row) for row in rows]


def receipts(today: date) -> list[Receipt]:
    """Deliveries of a year, and the days in the place's own calendar on which they were recorded."""
    rows = _rows(
        f"""
        SELECT d.id, d.remision, o.id, d.supplier_id, d.place_id, g.drug_id, d.arrived_on,
               (d.posted_at AT TIME ZONE coalesce(u.time_zone, r.time_zone))::date, o.issued_on
          {_DELIVERED}
          JOIN delegations_place AS p ON p.id = d.place_id
          JOIN delegations_delegation AS r ON r.id = p.delegation_id
          LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
         WHERE d.posted_at > %(since)s AND d.voided_at IS NULL AND d.settles_id IS NULL
         ORDER BY d.id, l.id
        """,
        since=today - timedelta(days=YEAR_DAYS),
    )
    return [Receipt(*row) for row in rows]


def adjustments(today: date) -> list[Adjustment]:
    """Half a year of differences and losses that stand, with the packs that the drug comes in."""
    rows = _rows(
        """
        SELECT m.place_id, abs(m.quantity), packs.sizes
          FROM delegations_place AS p
          JOIN supply_movement AS m ON m.place_id = p.id AND m.occurred_on > %(since)s AND m.reason = ANY(%(reasons)s)
          JOIN supply_lot AS l ON l.id = m.lot_id
          LEFT JOIN (SELECT drug_id, array_agg(DISTINCT pieces_per_pack) AS sizes
                       FROM supply_presentation GROUP BY drug_id) AS packs ON packs.drug_id = l.drug_id
         WHERE p.kind <> 'transito' AND m.reverses_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM supply_movement AS r WHERE r.reverses_id = m.id)
        """,
        since=today - timedelta(days=HALF_YEAR_DAYS),
        reasons=[str(reason) for reason in ADJUSTED],
    )
    return [Adjustment(place_id, pieces, tuple(sizes or ())) for place_id, pieces, sizes in rows]


def handled(today: date) -> list[Handled]:
    """Half a year of what each place gave out or lost; a reversed movement is none."""
    rows = _rows(
        """
        SELECT m.place_id, -sum(m.quantity)::int,
               array_agg(-m.quantity) FILTER (WHERE m.reason = ANY(%(lost)s))
          FROM delegations_place AS p
          JOIN supply_movement AS m ON m.place_id = p.id AND m.occurred_on > %(since)s AND m.reason = ANY(%(reasons)s)
         WHERE p.kind <> 'transito' AND m.reverses_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM supply_movement AS r WHERE r.reverses_id = m.id)
         GROUP BY m.place_id
        """,
        since=today - timedelta(days=HALF_YEAR_DAYS),
        lost=[str(reason) for reason in LOST],
        reasons=[str(reason) for reason in (*LOST, *GIVEN_OUT)],
    )
    return [Handled(place_id, pieces, tuple(losses or ())) for place_id, pieces, losses in rows]


_DELIVERED = """
          FROM supply_deliveryline AS l
          JOIN supply_delivery AS d ON d.id = l.delivery_id
          JOIN supply_supplyorder AS o ON o.id = l.order_id
          JOIN supply_contractline AS k ON k.id = o.line_id
          JOIN supply_contract AS c ON c.id = k.contract_id
          JOIN supply_presentation AS g ON g.id = k.presentation_id
"""


def _rows(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
