"""Recalls: the lots that the simulated authority called back, one that is done with, and a falsified one nobody has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from supply.actions.recalls import NamedLot, acknowledge, close_recall, open_recall, take_off
from supply.models import Lot, LotState, Recall, RecallHolding, RecallKind
from supply.reasons import Reason
from supply.simulation.replenishment.ground import Ground, done

SOURCE = "Alerta sanitaria simulada"
# Of each kind: how long ago, the clock, and the share of holders that has answered.
PASSED, RUNNING = (timedelta(hours=70), 48, 0.6), (timedelta(hours=20), 72, 0.35)
FEW_HOLDERS = 5


def simulate_recalls(ground: Ground) -> list[Recall]:
    """Opened in the order in which they are told of."""
    made = []
    for state, kind, (ago, hours, share) in (
        (LotState.RECALLED, RecallKind.QUALITY, PASSED),
        (LotState.QUARANTINED, RecallKind.PREVENTIVE, RUNNING),
    ):
        # Those the simulated country has stopped already (supply/simulation/purchases.py), without a recall by name.
        lot = Lot.objects.filter(state=state, state_reason__icontains="simulada").order_by("pk").first()
        if lot is not None:
            recall = _open(ground, lot, kind, lot.state_reason, ground.now - ago, hours)
            _answer(ground, recall, share, ground.now - ago)
            made.append(recall)
    if (few := _held_by_few(ground)) is not None:
        made.append(_done_with(ground, few))
    if (gone := _held_by_nobody([recall.drug_id for recall in made])) is not None:
        text = (
            "Una farmacia privada de otro estado encontró envases con este lote que el fabricante no hizo (simulado)."
        )
        made.append(_open(ground, gone, RecallKind.FALSIFIED, text, ground.now - timedelta(days=4), 24))
    return made


def _open(ground: Ground, lot: Lot, kind: str, text: str, at: datetime, hours: int) -> Recall:
    return open_recall(
        kind=kind,
        product=lot.drug.label,
        source=f"{SOURCE} {at:%Y}/{lot.pk}",
        lots=[NamedLot(lot.number, lot.expires_on)],
        drug=lot.drug,
        maker="Fabricante simulado",
        text=text,
        issued_on=timezone.localdate(at),
        hours=hours,
        is_simulated=True,
        by=ground.central,
        now=at,
    )


def _answer(ground: Ground, recall: Recall, share: float, since: datetime) -> list[RecallHolding]:
    """Some holders have looked: most found what the ledger says, a few did not, and the first gave it back."""
    rows = recall.holdings.select_related("place__unit", "place__delegation").order_by("place__code", "lot")
    answered: list[RecallHolding] = []
    for number, row in enumerate(rows):
        who = ground.of_unit.get(row.place.unit_id) if row.place.unit_id else None
        who = who or ground.of_delegation.get(row.place.delegation_id)
        if who is None or ground.rng.random() >= share:
            continue
        differs = number % 9 == 4 and row.pieces > 1
        answered.append(
            acknowledge(
                holding=row,
                found=row.pieces - 1 if differs else row.pieces,
                note="Falta una pieza; se busca en piso (simulado)" if differs else "",
                by=who,
                now=since + timedelta(hours=ground.rng.randint(1, 18)),
            )
        )
    return answered


def _held_by_few(ground: Ground) -> Lot | None:
    """A usable lot of which a few places, with somebody to answer, have a little."""
    rows = Lot.objects.filter(state=LotState.USABLE, number__startswith="SIM").annotate(
        holders=Count("balances", filter=Q(balances__on_hand__gt=0)), pieces=Sum("balances__on_hand", default=0)
    )
    found = (
        rows.filter(holders__gte=2, holders__lte=FEW_HOLDERS)
        .order_by("pieces", "number")
        .prefetch_related("balances__place")
    )
    for lot in found[:40]:
        places = [balance.place for balance in lot.balances.all() if balance.on_hand > 0]
        if all(place.delegation_id in ground.of_delegation and place.kind != "transito" for place in places):
            return lot
    return None


def _done_with(ground: Ground, lot: Lot) -> Recall:
    """Everybody answered, and it went back to the supplier."""
    at = ground.now - timedelta(days=16)
    text = "Resultado de estabilidad fuera de especificación (simulado)."
    recall = _open(ground, lot, RecallKind.QUALITY, text, at, 72)
    for row in _answer(ground, recall, 1.0, at):
        done(take_off, holding=row, reason=Reason.SUPPLIER_RETURN, by=row.acknowledged_by, note="Simulado")
        ground.touch(row.place)
    reason = "Todos respondieron y el proveedor recogió las piezas (simulado)."
    return close_recall(recall=recall, reason=reason, by=ground.central, now=ground.now - timedelta(days=6))


def _held_by_nobody(but: Collection[int | None]) -> Lot | None:
    """A lot that came and went, of a drug of which nothing else is recalled."""
    rows = Lot.objects.filter(state=LotState.USABLE, number__startswith="SIM").annotate(
        pieces=Sum("balances__on_hand", default=0)
    )
    return rows.filter(pieces=0).exclude(drug__in=but).order_by("-expires_on", "number").first()
