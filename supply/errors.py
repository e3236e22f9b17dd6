"""Refusals by name. Each tells what is wrong, where, and what to do; pages and the API translate them once."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import Refusal


class LedgerRefusal(Refusal):
    """The ledger said no."""


class NothingToPost(LedgerRefusal):
    code = "nothing_to_post"

    def __init__(self) -> None:
        super().__init__(_("El documento no tiene renglones."), remedy=_("Capture al menos un renglón."))


class BadQuantity(LedgerRefusal):
    code = "bad_quantity"

    def __init__(self, line: int, pieces: object) -> None:
        super().__init__(
            _("«%(pieces)s» no es un número de piezas válido.") % {"pieces": pieces},
            line=line,
            field="pieces",
            remedy=_("Escriba piezas enteras, mayores que cero."),
        )


class DuplicateLine(LedgerRefusal):
    code = "duplicate_line"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("El mismo lote aparece dos veces."), line=line, field="lot", remedy=_("Deje un solo renglón por lote.")
        )


class NotEnoughStock(LedgerRefusal):
    code = "not_enough_stock"

    def __init__(self, *, wanted: int, available: int, what: str, line: int | None = None) -> None:
        super().__init__(
            ngettext(
                "Se pidió %(wanted)d pieza de %(what)s y hay %(available)d utilizables.",
                "Se pidieron %(wanted)d piezas de %(what)s y hay %(available)d utilizables.",
                wanted,
            )
            % {"wanted": wanted, "what": what, "available": available},
            line=line,
            field="pieces",
            remedy=_("Corrija la cantidad, reciba lo que falta por asentar o haga un conteo del lugar."),
        )
        self.available = available


class StockMoved(LedgerRefusal):
    """Pieces that were there when looked up are gone when taken; or an undo would take what has left."""

    code = "stock_moved"

    def __init__(self) -> None:
        super().__init__(
            _("Las piezas ya no están: salieron en otro documento."),
            field="pieces",
            remedy=_("Revise la existencia del lugar y vuelva a asentar."),
        )


class LotBlocked(LedgerRefusal):
    code = "lot_blocked"

    def __init__(self, *, number: str, why: str, line: int | None = None) -> None:
        super().__init__(
            _("El lote %(number)s no puede usarse: %(why)s.") % {"number": number, "why": why},
            line=line,
            field="lot",
            remedy=_("Elija otro lote; si procede, dé de baja este con un ajuste."),
        )


class UnknownLot(LedgerRefusal):
    code = "unknown_lot"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Ese lote no existe o no es de este medicamento."),
            line=line,
            field="lot",
            remedy=_("Elija un lote del lugar."),
        )


class WrongReason(LedgerRefusal):
    code = "wrong_reason"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(
            _("«%(reason)s» no es un motivo válido aquí.") % {"reason": reason},
            line=line,
            field="reason",
            remedy=_("Elija un motivo de la lista."),
        )


class ClosedWeek(LedgerRefusal):
    code = "closed_week"

    def __init__(self, closed_through: date | None = None) -> None:
        super().__init__(
            _("La semana ya está firmada y su libro cerrado."),
            field="occurred_on",
            remedy=_("Asiéntelo con la fecha de hoy e indique la fecha real."),
        )
        self.closed_through = closed_through


class FutureDate(LedgerRefusal):
    code = "future_date"

    def __init__(self, day: date) -> None:
        super().__init__(
            _("La fecha %(day)s aún no llega en ese lugar.") % {"day": date_format(day, "d/m/Y")},
            field="occurred_on",
            remedy=_("Escriba la fecha en que ocurrió."),
        )


class PastDayNegative(LedgerRefusal):
    code = "past_day_negative"

    def __init__(self) -> None:
        super().__init__(
            _("Con esa fecha, la existencia de un lote habría quedado por debajo de cero en algún día posterior."),
            field="occurred_on",
            remedy=_("Revise la fecha o asiente primero la entrada que falta."),
        )


class KeyReused(LedgerRefusal):
    code = "key_reused"

    def __init__(self) -> None:
        super().__init__(
            _("La llave de idempotencia ya se usó con otro contenido."),
            field="key",
            remedy=_("Use una llave nueva para un documento nuevo."),
        )


class WrongPlace(LedgerRefusal):
    code = "wrong_place"


class AlreadyReversed(LedgerRefusal):
    code = "already_reversed"

    def __init__(self) -> None:
        super().__init__(
            _("Ese documento ya fue revertido o es él mismo un reverso."),
            field="document",
            remedy=_("Si hace falta, asiéntelo de nuevo."),
        )


class TransferNotInTransit(LedgerRefusal):
    code = "transfer_not_in_transit"

    def __init__(self) -> None:
        super().__init__(
            _("El traspaso ya no está en tránsito."),
            field="transfer",
            remedy=_("Actualice la página y revise su estado."),
        )


class WasSentBack(LedgerRefusal):
    """An arrival cannot be undone under what was turned away of it."""

    code = "was_sent_back"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Parte de lo recibido ya se devolvió a quien lo envió."),
            field="document",
            remedy=_("Cancele antes ese traspaso de devolución; si ya lo recibieron, pida que se lo envíen de nuevo."),
        )


class BadArrival(LedgerRefusal):
    code = "bad_arrival"


class LedgerConflict(LedgerRefusal):
    """The database refused for a reason that no other name fits."""

    code = "conflict"


class WeekRefusal(Refusal):
    """The weekly report said no."""


class AlreadyValidated(WeekRefusal):
    code = "already_validated"

    def __init__(self) -> None:
        super().__init__(_("La semana ya está validada."), remedy=_("Escriba a la unidad si algo cambió."))


class AlreadySigned(WeekRefusal):
    code = "already_signed"

    def __init__(self) -> None:
        super().__init__(
            _("La semana ya está firmada."), remedy=_("Lo que falte se captura en la semana abierta con su fecha real.")
        )


class NotSigned(WeekRefusal):
    code = "not_signed"

    def __init__(self) -> None:
        super().__init__(_("La semana aún no está firmada."), remedy=_("Espere la firma de la unidad."))


class WeekChanged(WeekRefusal):
    code = "week_changed"

    def __init__(self) -> None:
        super().__init__(
            _("El libro cambió después de que se hizo este borrador."),
            remedy=_("Revise las cifras nuevas y vuelva a firmar."),
        )


class ReasonMissing(WeekRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="note", remedy=_("Escriba por qué."))
