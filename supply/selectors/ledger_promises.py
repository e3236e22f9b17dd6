"""What the ledger promises, each as one question whose right answer is «no rows».

Everything is set-based, so that a million movements take seconds. A check never trusts the triggers that keep the
promises: it adds up the movements again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import PlaceKind
from supply.models import DocumentKind, TransferState
from supply.reasons import ADJUSTMENTS, DECREASES, DISPENSED, INCREASES, SHORTFALLS, Reason

# Which reasons a document may write. A reversal repeats those of the document it takes back.
REASONS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    DocumentKind.RECEIPT: (Reason.RECEIPT, Reason.OPENING, Reason.LOAN_IN, Reason.PATIENT_RETURN),
    DocumentKind.DISPENSING: DISPENSED,
    DocumentKind.DISPATCH: (Reason.TRANSFER_OUT, Reason.TRANSIT_IN),
    DocumentKind.ACCEPTANCE: (Reason.TRANSIT_OUT, Reason.TRANSFER_IN, Reason.COUNT_UP, *SHORTFALLS),
    DocumentKind.ADJUSTMENT: ADJUSTMENTS,
    DocumentKind.COUNT: (Reason.COUNT_UP, Reason.COUNT_DOWN),
}

GUARDS = (
    ("supply_movement", "movement_inserted"),
    ("supply_movement", "append_only"),
    ("supply_document", "append_only"),
    ("supply_balance", "written_by_movements_only"),
    ("supply_placeclosure", "never_moves_back"),
    ("supply_lot", "keeps_its_identity"),
)


@dataclass(frozen=True)
class Check:
    """One promise: `faults` selects the rows that break it, `checked` counts what was looked at."""

    name: str
    title: str | Promise
    checked: str
    faults: str
    params: Mapping[str, Any] = field(default_factory=dict)


CHECKS: tuple[Check, ...] = (
    Check(
        "balance_is_the_sum_of_movements",
        _("La existencia de cada lote en cada lugar es la suma de sus movimientos"),
        "SELECT count(*) FROM supply_balance",
        """
        SELECT p.code AS place, l.number AS lot, s.total AS movements, b.on_hand AS balance
          FROM (SELECT place_id, lot_id, sum(quantity) AS total FROM supply_movement GROUP BY place_id, lot_id) AS s
          FULL JOIN supply_balance AS b ON b.place_id = s.place_id AND b.lot_id = s.lot_id
          LEFT JOIN delegations_place AS p ON p.id = coalesce(s.place_id, b.place_id)
          LEFT JOIN supply_lot AS l ON l.id = coalesce(s.lot_id, b.lot_id)
         WHERE s.total IS NULL OR b.on_hand IS NULL OR s.total <> b.on_hand
        """,
    ),
    Check(
        "no_day_is_negative",
        _("Ningún lote estuvo por debajo de cero al final de ningún día"),
        "SELECT count(*) FROM (SELECT 1 FROM supply_movement GROUP BY place_id, lot_id, occurred_on) AS days",
        """
        SELECT p.code AS place, l.number AS lot, w.occurred_on AS day, w.running AS pieces
          FROM (SELECT place_id, lot_id, occurred_on,
                       sum(sum(quantity)) OVER (PARTITION BY place_id, lot_id ORDER BY occurred_on) AS running
                  FROM supply_movement GROUP BY place_id, lot_id, occurred_on) AS w
          JOIN delegations_place AS p ON p.id = w.place_id
          JOIN supply_lot AS l ON l.id = w.lot_id
         WHERE w.running < 0
        """,
    ),
    Check(
        "sign_agrees_with_reason",
        _("El signo de cada movimiento corresponde a su motivo"),
        "SELECT count(*) FROM supply_movement",
        """
        SELECT id AS movement, reason, quantity, reverses_id AS reverses
          FROM supply_movement
         WHERE quantity = 0 OR NOT (reason = ANY(%(increases)s) OR reason = ANY(%(decreases)s))
            OR (quantity > 0) <> ((reason = ANY(%(increases)s)) = (reverses_id IS NULL))
        """,
        {"increases": sorted(INCREASES), "decreases": sorted(DECREASES)},
    ),
    Check(
        "reason_belongs_to_document",
        _("Cada movimiento lleva un motivo propio del tipo de su documento"),
        "SELECT count(*) FROM supply_movement",
        """
        SELECT m.id AS movement, d.id AS document, d.kind, m.reason
          FROM supply_movement AS m
          JOIN supply_document AS d ON d.id = m.document_id
         WHERE (d.kind = %(reversal)s) <> (m.reverses_id IS NOT NULL)
            OR (d.kind <> %(reversal)s AND NOT EXISTS (
                SELECT 1 FROM unnest(%(kinds)s::text[], %(reasons)s::text[]) AS allowed (kind, reason)
                 WHERE allowed.kind = d.kind AND allowed.reason = m.reason))
        """,
        {
            "reversal": DocumentKind.REVERSAL.value,
            "kinds": [str(kind) for kind, reasons in REASONS_OF_KIND.items() for _reason in reasons],
            "reasons": [str(reason) for reasons in REASONS_OF_KIND.values() for reason in reasons],
        },
    ),
    Check(
        "reversal_equals_its_movement",
        _("Cada reverso devuelve exactamente lo que revierte"),
        "SELECT count(*) FROM supply_movement WHERE reverses_id IS NOT NULL",
        """
        SELECT r.id AS movement, m.id AS reverses, r.quantity, m.quantity AS reversed_quantity
          FROM supply_movement AS r
          JOIN supply_movement AS m ON m.id = r.reverses_id
          JOIN supply_document AS d ON d.id = r.document_id
         WHERE (r.place_id, r.lot_id, r.reason, r.quantity)
               IS DISTINCT FROM (m.place_id, m.lot_id, m.reason, -m.quantity)
            OR m.reverses_id IS NOT NULL OR r.occurred_on < m.occurred_on
            OR d.reverses_id IS DISTINCT FROM m.document_id
        """,
    ),
    Check(
        "reversed_document_is_taken_back_whole",
        _("Un documento revertido lo está en todos sus renglones"),
        "SELECT count(*) FROM supply_document WHERE reverses_id IS NOT NULL",
        """
        SELECT r.id AS document, r.reverses_id AS reverses, m.id AS movement
          FROM supply_document AS r
          JOIN supply_movement AS m ON m.document_id = r.reverses_id
         WHERE NOT EXISTS (SELECT 1 FROM supply_movement AS back WHERE back.reverses_id = m.id)
        """,
    ),
    Check(
        "transit_holds_open_transfers",
        _("Lo que está en tránsito es lo enviado en los traspasos abiertos, lote por lote"),
        """
        SELECT count(*) FROM supply_balance AS b JOIN delegations_place AS p ON p.id = b.place_id
         WHERE p.kind = %(transit)s AND b.on_hand > 0
        """,
        """
        SELECT p.code AS place, l.number AS lot, coalesce(b.on_hand, 0) AS balance,
               coalesce(s.sent, 0) AS open_transfers
          FROM (SELECT b.place_id, b.lot_id, b.on_hand FROM supply_balance AS b
                  JOIN delegations_place AS p ON p.id = b.place_id AND p.kind = %(transit)s WHERE b.on_hand <> 0) AS b
          FULL JOIN (SELECT t.transit_place_id AS place_id, line.lot_id, sum(line.sent) AS sent
                       FROM supply_transfer AS t JOIN supply_transferline AS line ON line.transfer_id = t.id
                      WHERE t.state = %(open)s GROUP BY t.transit_place_id, line.lot_id) AS s
            ON s.place_id = b.place_id AND s.lot_id = b.lot_id
          JOIN delegations_place AS p ON p.id = coalesce(b.place_id, s.place_id)
          JOIN supply_lot AS l ON l.id = coalesce(b.lot_id, s.lot_id)
         WHERE b.on_hand IS DISTINCT FROM s.sent
        """,
        {"transit": PlaceKind.TRANSIT.value, "open": TransferState.IN_TRANSIT.value},
    ),
    Check(
        "transfer_is_what_its_documents_moved",
        _("Cada traspaso sale, pasa por tránsito y entra por lo mismo; lo que faltó está asentado con su motivo"),
        "SELECT count(*) FROM supply_transferline",
        """
        WITH moved AS (
            SELECT t.id AS transfer_id, m.lot_id,
                   coalesce(-sum(m.quantity) FILTER (WHERE m.document_id = t.dispatch_id
                       AND m.place_id = t.from_place_id AND m.reason = %(transfer_out)s), 0) AS left_sender,
                   coalesce(sum(m.quantity) FILTER (WHERE m.document_id = t.dispatch_id
                       AND m.place_id = t.transit_place_id AND m.reason = %(transit_in)s), 0) AS into_transit,
                   coalesce(-sum(m.quantity) FILTER (WHERE m.document_id = t.acceptance_id
                       AND m.place_id = t.transit_place_id AND m.reason = %(transit_out)s), 0) AS out_of_transit,
                   coalesce(sum(m.quantity) FILTER (WHERE m.document_id = t.acceptance_id
                       AND m.place_id = t.to_place_id), 0) AS kept
              FROM supply_transfer AS t
              JOIN supply_movement AS m ON m.document_id IN (t.dispatch_id, t.acceptance_id)
             GROUP BY t.id, m.lot_id
        )
        SELECT coalesce(line.transfer_id, moved.transfer_id) AS transfer, coalesce(line.lot_id, moved.lot_id) AS lot_id,
               line.sent, line.received, moved.left_sender, moved.into_transit, moved.out_of_transit, moved.kept
          FROM (SELECT line.*, t.acceptance_id IS NOT NULL AS accepted
                  FROM supply_transferline AS line JOIN supply_transfer AS t ON t.id = line.transfer_id) AS line
          FULL JOIN moved ON moved.transfer_id = line.transfer_id AND moved.lot_id = line.lot_id
         WHERE line.sent IS NULL OR moved.left_sender IS NULL
            OR (line.sent, line.sent) <> (moved.left_sender, moved.into_transit)
            OR (CASE WHEN line.accepted THEN line.sent ELSE 0 END) <> moved.out_of_transit
            OR (CASE WHEN line.accepted THEN coalesce(line.received, -1) + line.over ELSE 0 END) <> moved.kept
        """,
        {
            "transfer_out": Reason.TRANSFER_OUT.value,
            "transit_in": Reason.TRANSIT_IN.value,
            "transit_out": Reason.TRANSIT_OUT.value,
        },
    ),
    Check(
        "foreign_place_is_the_transit_of_a_transfer",
        _("Un documento solo mueve piezas de otro lugar cuando ese lugar es el tránsito de un traspaso"),
        "SELECT count(*) FROM supply_movement",
        """
        SELECT m.id AS movement, d.id AS document, d.kind, p.code AS place
          FROM supply_movement AS m
          JOIN supply_document AS d ON d.id = m.document_id
          JOIN delegations_place AS p ON p.id = m.place_id
          LEFT JOIN supply_document AS o ON o.id = d.reverses_id
         WHERE m.place_id <> d.place_id
           AND NOT (p.kind = %(transit)s AND coalesce(o.kind, d.kind) IN (%(dispatch)s, %(acceptance)s))
        """,
        {
            "transit": PlaceKind.TRANSIT.value,
            "dispatch": DocumentKind.DISPATCH.value,
            "acceptance": DocumentKind.ACCEPTANCE.value,
        },
    ),
    Check(
        "closed_week_stays_closed",
        _("Nada se asentó en una semana después de firmada"),
        "SELECT count(*) FROM supply_weeklyreport WHERE signed_at IS NOT NULL",
        # The corrections of a signature are posted by the signature itself: within minutes of it.
        """
        SELECT m.id AS movement, p.code AS place, m.occurred_on AS day, m.posted_at, r.signed_at
          FROM supply_weeklyreport AS r
          JOIN delegations_place AS p
            ON p.delegation_id = r.delegation_id AND p.unit_id IS NOT DISTINCT FROM r.unit_id AND p.kind <> %(transit)s
          JOIN supply_placeclosure AS c ON c.place_id = p.id AND c.closed_through >= r.week + 6
          JOIN supply_movement AS m ON m.place_id = p.id AND m.occurred_on BETWEEN r.week AND r.week + 6
         WHERE r.signed_at IS NOT NULL AND m.posted_at > r.signed_at + interval '10 minutes'
        """,
        {"transit": PlaceKind.TRANSIT.value},
    ),
    Check(
        "late_capture_names_a_closed_day",
        _("Una captura tardía nombra una fecha real anterior, ya cerrada"),
        "SELECT count(*) FROM supply_movement WHERE true_date IS NOT NULL",
        """
        SELECT m.id AS movement, p.code AS place, m.occurred_on AS day, m.true_date, c.closed_through
          FROM supply_movement AS m
          JOIN delegations_place AS p ON p.id = m.place_id
          LEFT JOIN supply_document AS d ON d.id = m.document_id
          LEFT JOIN supply_placeclosure AS c ON c.place_id = d.place_id
         WHERE m.true_date IS NOT NULL AND (m.true_date >= m.occurred_on OR m.true_date > c.closed_through
               OR c.closed_through IS NULL)
        """,
    ),
    Check(
        "guards_are_in_force",
        _("Los disparadores que guardan el libro existen y están activos"),
        "SELECT count(*) FROM unnest(%(tables)s::text[]) AS guard",
        """
        SELECT guard.tab AS "table", guard.name AS "trigger"
          FROM unnest(%(tables)s::text[], %(names)s::text[]) AS guard (tab, name)
         WHERE NOT EXISTS (SELECT 1 FROM pg_trigger AS t
                            WHERE t.tgrelid = to_regclass(guard.tab) AND t.tgname = guard.name
                              AND t.tgenabled IN ('O', 'A'))
        """,
        {"tables": [table for table, _name in GUARDS], "names": [name for _table, name in GUARDS]},
    ),
)
