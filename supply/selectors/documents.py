"""One document: what it moved, in words and in rows, and what taking it back would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supply.models import Balance, Document, DocumentKind, Movement, Transfer, TransferState

SAID_AT_MOST = 3


def movements_of(document: Document) -> QuerySet[Movement]:
    """The document's movements with their lots, drugs, places and reversals, in the order they were written."""
    related = ("lot", "lot__drug", "place", "reverses", "reversal")
    return document.movements.select_related(*related).order_by("pk")


@dataclass(frozen=True)
class Consequence:
    """What a reversal does to one lot at one place: `change` pieces, from `before` to `after`."""

    movement: Movement
    change: int
    before: int

    @property
    def after(self) -> int:
        return self.before + self.change


def consequences_of(document: Document) -> list[Consequence]:
    """What taking the document back would change, against today's balances. Two queries."""
    movements = list(movements_of(document))
    balances = {
        (place_id, lot_id): on_hand
        for place_id, lot_id, on_hand in Balance.objects.filter(
            place_id__in={movement.place_id for movement in movements},
            lot_id__in={movement.lot_id for movement in movements},
        ).values_list("place_id", "lot_id", "on_hand")
    }
    found = []
    for movement in movements:
        key = (movement.place_id, movement.lot_id)
        found.append(Consequence(movement, -movement.quantity, balances.get(key, 0)))
        balances[key] = balances.get(key, 0) - movement.quantity
    return found


def why_not_reversible(document: Document, consequences: Sequence[Consequence]) -> str:
    """Why the document cannot be taken back, in words; empty when it can."""
    if document.kind == DocumentKind.REVERSAL:
        return _("Un reverso no se revierte: si el documento era correcto, asiéntelo de nuevo.")
    if hasattr(document, "reversal"):
        return _("Ya fue revertido.")
    if document.kind == DocumentKind.DISPATCH:
        transfer = Transfer.objects.filter(dispatch=document).first()
        if transfer is not None and transfer.state != TransferState.IN_TRANSIT:
            return _("El destino ya recibió este traspaso: si algo no corresponde, que revierta su recepción.")
    ends: dict[tuple[int, int], Consequence] = {}
    for consequence in consequences:
        ends[(consequence.movement.place_id, consequence.movement.lot_id)] = consequence
    for consequence in ends.values():
        if consequence.after < 0:
            return _("Del lote %(lot)s faltarían %(pieces)d piezas: ya salieron en otro documento.") % {
                "lot": consequence.movement.lot.number,
                "pieces": -consequence.after,
            }
    return ""


_VERBS = {
    DocumentKind.RECEIPT: lambda n: ngettext("Se recibió %(n)d pieza", "Se recibieron %(n)d piezas", n),
    DocumentKind.DISPENSING: lambda n: ngettext("Se surtió %(n)d pieza", "Se surtieron %(n)d piezas", n),
    DocumentKind.DISPATCH: lambda n: ngettext("Se envió %(n)d pieza", "Se enviaron %(n)d piezas", n),
    DocumentKind.ACCEPTANCE: lambda n: ngettext("Entró %(n)d pieza", "Entraron %(n)d piezas", n),
    DocumentKind.ADJUSTMENT: lambda n: ngettext("Se ajustó %(n)d pieza", "Se ajustaron %(n)d piezas", n),
    DocumentKind.COUNT: lambda n: ngettext("El conteo cambió %(n)d pieza", "El conteo cambió %(n)d piezas", n),
    DocumentKind.REVERSAL: lambda n: ngettext("Se devolvió %(n)d pieza", "Se devolvieron %(n)d piezas", n),
}


def said(document: Document) -> str:
    """What the document did, in a sentence: «Se surtieron 5 piezas: Vincristina 1 mg… (lote NEAR: 3, lote FAR: 2).»"""
    movements = [movement for movement in movements_of(document) if movement.place_id == document.place_id]
    movements.sort(key=lambda movement: (movement.lot.expires_on, movement.pk))
    if not movements:
        return _("No hubo diferencias: el libro ya decía lo mismo.")
    is_signed = document.kind in (DocumentKind.ADJUSTMENT, DocumentKind.COUNT)
    by_drug: dict[str, dict[str, int]] = {}
    for movement in movements:
        lots = by_drug.setdefault(movement.lot.drug.label, {})
        lots[movement.lot.number] = lots.get(movement.lot.number, 0) + movement.quantity
    total = sum(abs(pieces) for lots in by_drug.values() for pieces in lots.values())
    named = [f"{drug} ({_lots_said(lots, is_signed)})" for drug, lots in list(by_drug.items())[:SAID_AT_MOST]]
    more = len(by_drug) - SAID_AT_MOST
    if more > 0:
        named.append(ngettext("y %(n)d medicamento más", "y %(n)d medicamentos más", more) % {"n": more})
    sentence = f"{_VERBS[DocumentKind(document.kind)](total) % {'n': total}}: {'; '.join(named)}."
    missing = -sum(movement.quantity for movement in movements if movement.quantity < 0)
    if document.kind == DocumentKind.ACCEPTANCE and missing:
        sentence += " " + ngettext("Faltó %(n)d pieza.", "Faltaron %(n)d piezas.", missing) % {"n": missing}
    if (true_date := movements[0].true_date) and document.kind != DocumentKind.REVERSAL:
        # The reader typed one day and the kardex shows another: say so at once.
        sentence += " " + _("La semana del %(day)s ya está cerrada: se asentó con fecha %(posted)s.") % {
            "day": date_format(true_date, "d/m/Y"),
            "posted": date_format(document.occurred_on, "d/m/Y"),
        }
    return sentence


def _lots_said(lots: dict[str, int], is_signed: bool) -> str:
    """«lote NEAR: 3, lote FAR: 2», cut where a toast would be too long."""
    counted = {
        number: f"{pieces:+d}".replace("-", "−") if is_signed else abs(pieces) for number, pieces in lots.items()
    }
    said = [
        _("lote %(number)s: %(pieces)s") % {"number": number, "pieces": pieces}
        for number, pieces in list(counted.items())[: SAID_AT_MOST + 1]
    ]
    more = len(lots) - len(said)
    if more > 0:
        said.append(ngettext("y %(n)d lote más", "y %(n)d lotes más", more) % {"n": more})
    return ", ".join(said)
