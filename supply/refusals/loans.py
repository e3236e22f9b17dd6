"""Refusals about loans between institutions. They stand beside the ledger's: the same page shows both."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal, written
from supply.errors import LedgerRefusal


class NotYoursToLend(NotAllowed):
    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("Prestar y pedir prestado corresponde a quien responde por el abasto del lugar."))


class LoanRefusal(LedgerRefusal):
    """The loan cannot be that."""


class PartnerOutOfReach(LoanRefusal):
    code = "partner_out_of_reach"

    def __init__(self) -> None:
        super().__init__(
            _("Esa institución no es de la delegación del lugar, o ya no está activa."),
            field="partner",
            remedy=_("Elija una de la lista; si falta, la delegación la da de alta."),
        )


class BadDueDay(LoanRefusal):
    code = "bad_due_day"

    def __init__(self, on: date) -> None:
        super().__init__(
            _("Se devuelve después de prestarse (%(day)s).") % {"day": written(on)},
            field="due_on",
            remedy=_("Escriba el día acordado para devolver."),
        )


class LoanIsOver(LoanRefusal):
    code = "loan_is_over"
    is_conflict = True

    def __init__(self, state: str) -> None:
        super().__init__(
            _("El préstamo ya no está por devolver: %(state)s.") % {"state": state.lower()},
            remedy=_("Actualice la página y revise su historia."),
        )


class NothingReturned(LoanRefusal):
    code = "nothing_returned"

    def __init__(self) -> None:
        super().__init__(_("No se devuelve ninguna pieza."), remedy=_("Escriba las piezas de al menos un renglón."))


class MoreThanOwed(LoanRefusal):
    code = "more_than_owed"

    def __init__(self, line: int, *, owed: int, pieces: int) -> None:
        super().__init__(
            ngettext(
                "Se debe %(owed)d pieza y se devuelven %(pieces)d.",
                "Se deben %(owed)d piezas y se devuelven %(pieces)d.",
                owed,
            )
            % {"owed": owed, "pieces": pieces},
            line=line,
            field="pieces",
            remedy=_("Devuelva a lo más lo que se debe; lo demás es otro préstamo."),
        )


class NotOfThisLoan(LoanRefusal):
    code = "not_of_this_loan"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Ese renglón no es de este préstamo, o aparece dos veces."),
            line=line,
            field="line",
            remedy=_("Nombre cada renglón del préstamo a lo más una vez."),
        )


class LotMissing(LoanRefusal):
    code = "lot_missing"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Falta el lote o la caducidad de lo que regresó."),
            line=line,
            field="number",
            remedy=_("Escriba lo que dice la caja."),
        )


class ReturnedBeforeLent(LoanRefusal):
    code = "returned_before_lent"

    def __init__(self, on: date) -> None:
        super().__init__(
            _("El préstamo se hizo el %(day)s, después de esa devolución.") % {"day": written(on)},
            field="occurred_on",
            remedy=_("Revise el día de la devolución."),
        )


class LoanWhyMissing(LoanRefusal):
    code = "why_missing"

    def __init__(self, field: str = "reason") -> None:
        super().__init__(_("Falta el motivo."), field=field, remedy=_("Escriba por qué."))


class LoanHasReturns(LedgerRefusal):
    """A loan cannot be taken back under what was returned of it."""

    code = "loan_has_returns"
    is_conflict = True

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("Del préstamo %(folio)s ya se devolvieron piezas.") % {"folio": folio},
            field="document",
            remedy=_("Revierta antes los documentos de esas devoluciones."),
        )


class PartnerRefusal(Refusal):
    """The institution cannot be written down like that."""


class PartnerNameMissing(PartnerRefusal):
    code = "partner_name_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el nombre."), field="name", remedy=_("Escriba el del hospital o almacén."))


class PartnerExists(PartnerRefusal):
    code = "partner_exists"

    def __init__(self) -> None:
        super().__init__(
            _("La delegación ya tiene una institución con ese nombre."),
            field="name",
            remedy=_("Ábrala en la lista, o escriba un nombre que las distinga."),
        )
