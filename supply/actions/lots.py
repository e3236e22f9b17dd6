"""Lots come to be, are held back and are let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection, transaction

from delegations import audit
from delegations.models import Person
from supply.actions.coverage_changes import note_lot
from supply.models import Drug, Lot, LotState
from supply.queue import later
from supply.recall_words import reason_of
from supply.refusals.recalls import HeldByARecall
from supply.selectors.recalls.matching import recalls_naming

LotKey = tuple[int, str, date]


@transaction.atomic
def ensure_lots(keys: Sequence[LotKey], *, makers: Sequence[str] = (), gtins: Sequence[str] = ()) -> dict[LotKey, Lot]:
    """The lots of (drug, number, expiry), made where they are new: two statements whatever their number.

    `makers` and `gtins`, if given, run beside `keys` and are kept for new lots only. Numbers are stored as given;
    callers normalise them (`lot_number`).
    """
    columns = (
        [key[0] for key in keys],
        [key[1] for key in keys],
        [key[2] for key in keys],
        list(makers) or [""] * len(keys),
        list(gtins) or [""] * len(keys),
    )
    found = _find(columns)
    if len(found) < len(set(keys)):
        known = {lot.pk for lot in found.values()}
        # A recall of the drug that is being opened commits first, and is seen below; or it waits, and sees these lots.
        _hold_drugs({key[0] for key in keys if key not in found})
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO supply_lot (drug_id, number, expires_on, maker, gtin, state, state_reason)
                SELECT DISTINCT ON (drug, number, expires_on) drug, number, expires_on, maker, gtin, 'usable', ''
                  FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::text[], %s::text[])
                    AS line (drug, number, expires_on, maker, gtin)
                 ORDER BY drug, number, expires_on
                    ON CONFLICT (drug_id, number, expires_on) DO NOTHING
                """,
                columns,
            )
        found = _find(columns)
        _born_stopped([lot for lot in found.values() if lot.pk not in known])
    return found


def _hold_drugs(drug_ids: Collection[int]) -> None:
    """Shared among all who make lots; whoever opens or lifts a recall, or releases a lot, holds them alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM supply_drug WHERE id = ANY(%s) ORDER BY id FOR SHARE", [list(drug_ids)])


def _born_stopped(lots: Sequence[Lot]) -> None:
    """A new lot that a recall in force names is held back before its first piece is received. It is in quarantine, not
    refused: the pieces are there, and somebody has to count them and keep them apart.
    """
    named = recalls_naming([lot.pk for lot in lots])
    for lot in lots:
        if (recall := named.get(lot.pk)) is not None and lot.state == LotState.USABLE:
            set_state(lot=lot, state=LotState.QUARANTINED, reason=reason_of(recall), by=None)
    if named:
        later("supply.tasks.stop_arrivals")


def _find(columns: tuple[list[int], list[str], list[date], list[str], list[str]]) -> dict[LotKey, Lot]:
    rows = Lot.objects.raw(
        """
        SELECT lot.* FROM supply_lot AS lot
          JOIN (SELECT DISTINCT * FROM unnest(%s::bigint[], %s::text[], %s::date[])
                    AS u (drug, number, expires_on)) AS key
            ON key.drug = lot.drug_id AND key.number = lot.number AND key.expires_on = lot.expires_on
        """,
        columns[:3],
    )
    return {(lot.drug_id, lot.number, lot.expires_on): lot for lot in rows}


def lot_number(text: str) -> str:
    """A lot's number as it is stored: capitals, no blanks around, single blanks inside."""
    return " ".join(text.upper().split())


@transaction.atomic
def set_state(*, lot: Lot, state: str, reason: str, by: Person | None) -> Lot:
    """Quarantine, recall or release a lot everywhere at once, with its reason in the audit trail.

    What a recall in force names is not released by hand.
    """
    if state == LotState.USABLE:
        # A recall of it that is being opened is waited for (`recalls.stopping.hold_drugs`).
        Drug.objects.select_for_update(no_key=True).get(pk=lot.drug_id)
    if state == LotState.USABLE and (recall := recalls_naming([lot.pk]).get(lot.pk)) is not None:
        raise HeldByARecall(recall.folio)
    before = {"state": lot.state, "reason": lot.state_reason}
    lot.state = state
    lot.state_reason = reason
    lot.save(update_fields=["state", "state_reason"])
    note_lot(lot)
    audit.record(type="lot.state", by=by, target=lot, before=before, after={"state": state, "reason": reason})
    return lot
