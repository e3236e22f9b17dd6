"""Refusals about recalls."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal, written


class RecallRefusal(Refusal):
    """A recall said no."""


class NotYoursToRecall(NotAllowed):
    """403: a recall holds for the whole country at once."""

    def __init__(self) -> None:
        super().__init__(
            _("Un retiro vale para todo el país: lo abre y lo cierra oficina central."),
            remedy=_("Avise a oficina central del lote, con una foto del envase y la fuente."),
        )


class NotYoursToAnswer(NotAllowed):
    """403: the answer is of whoever keeps the place."""

    def __init__(self) -> None:
        super().__init__(
            _("Responde quien lleva las existencias de ese lugar."),
            remedy=_("Pida que responda a quien es responsable de abasto o de farmacia de la unidad."),
        )


class WordsMissing(RecallRefusal):
    """Something that must be written down is blank."""

    code = "words_missing"

    def __init__(self, field: str, message: str, remedy: str = "") -> None:
        super().__init__(message, field=field, remedy=remedy)


class NoLotNamed(RecallRefusal):
    code = "no_lot_named"

    def __init__(self, number: str = "", *, line: int | None = None) -> None:
        message = _("«%s» no tiene letras ni cifras: no es un lote.") % number[:60] if number else _("Falta el lote.")
        super().__init__(
            message, field="lots", line=line, remedy=_("Escriba cada lote como viene en el aviso o en la caja.")
        )


class TooManyLots(RecallRefusal):
    code = "too_many_lots"

    def __init__(self, named: int, most: int) -> None:
        super().__init__(
            _("Son %(named)d lotes; un retiro nombra a lo más %(most)d.") % {"named": named, "most": most},
            field="lots",
            remedy=_("Repártalos en varios retiros del mismo aviso."),
        )


class BadClock(RecallRefusal):
    code = "bad_clock"

    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            _("El plazo va de %(least)d a %(most)d horas.") % {"least": least, "most": most},
            field="hours",
            remedy=_("Escriba en cuántas horas debe responder cada lugar."),
        )


class NotIssuedYet(RecallRefusal):
    code = "not_issued_yet"

    def __init__(self) -> None:
        super().__init__(
            _("La fecha del aviso aún no llega."), field="issued_on", remedy=_("Escriba el día en que se publicó.")
        )


class AlreadyRecalled(RecallRefusal):
    """Another recall in force names the same lot of the same drug."""

    code = "already_recalled"
    is_conflict = True

    def __init__(self, number: str, folio: str) -> None:
        super().__init__(
            _("El lote %(number)s ya está en el retiro %(folio)s.") % {"number": number, "folio": folio},
            field="lots",
            remedy=_("Quítelo de la lista, o levante antes el otro retiro."),
        )


class RecallIsOver(RecallRefusal):
    code = "recall_is_over"
    is_conflict = True

    def __init__(self, state: str, ended_at: datetime | None) -> None:
        day = written(timezone.localdate(ended_at)) if ended_at else ""
        super().__init__(
            _("El retiro ya está %(state)s desde el %(day)s.") % {"state": state.lower(), "day": day},
            remedy=_("Actualice la página y revise en qué quedó."),
        )


class StillWaiting(RecallRefusal):
    """Somebody who holds some of it has not answered."""

    code = "still_waiting"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            ngettext("%(n)d lugar no ha respondido.", "%(n)d lugares no han respondido.", waiting) % {"n": waiting},
            field="despite_waiting",
            remedy=_("Espere su respuesta, o marque que se cierra sin ella y escriba por qué."),
        )


class NoPieces(RecallRefusal):
    code = "no_pieces"

    def __init__(self, field: str = "found", message: str = "") -> None:
        super().__init__(
            message or _("Falta cuántas piezas apartó."),
            field=field,
            remedy=_("Escriba las que contó; cero si no encontró ninguna."),
        )


class DifferenceUnexplained(RecallRefusal):
    """What was found is not what the ledger says, and nobody says why."""

    code = "difference_unexplained"

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(
            _("El libro dice %(expected)d y usted apartó %(found)d.") % {"expected": expected, "found": found},
            field="note",
            remedy=_("Escriba en la nota a qué se debe la diferencia."),
        )


class NotAnsweredYet(RecallRefusal):
    code = "not_answered_yet"

    def __init__(self) -> None:
        super().__init__(
            _("Primero responda cuántas piezas apartó."), remedy=_("Después podrá darles salida del libro.")
        )


class AlreadyTakenOff(RecallRefusal):
    code = "already_taken_off"
    is_conflict = True

    def __init__(self, document: int) -> None:
        super().__init__(
            _("Esas piezas ya salieron del libro con el documento %d.") % document,
            remedy=_("Si estuvo mal, revierta ese documento."),
        )


class NothingToTakeOff(RecallRefusal):
    code = "nothing_to_take_off"

    def __init__(self) -> None:
        super().__init__(
            _("No hay piezas apartadas a las que dar salida."),
            remedy=_("Si el libro y lo contado no coinciden, haga un conteo de ese lote."),
        )


class StillOnItsWay(RecallRefusal):
    """Pieces in transit leave the ledger once they have arrived."""

    code = "still_on_its_way"

    def __init__(self) -> None:
        super().__init__(
            _("Esas piezas están en tránsito."),
            remedy=_("Recíbalas primero en su destino; ahí quedan apartadas y se les da salida."),
        )


class HeldByARecall(RecallRefusal):
    """A lot that a recall in force names is not let go by hand."""

    code = "held_by_a_recall"
    is_conflict = True

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("El retiro %s nombra este lote: no se puede liberar por separado.") % folio,
            field="state",
            remedy=_("Levante el retiro; entonces el lote queda utilizable."),
        )


class NotGivenBack(RecallRefusal):
    """What is falsified is evidence."""

    code = "not_given_back"

    def __init__(self) -> None:
        super().__init__(
            _("Un producto falsificado no se devuelve al proveedor."),
            field="reason",
            remedy=_("Déjelo apartado para la autoridad sanitaria y dé su salida como retiro."),
        )
