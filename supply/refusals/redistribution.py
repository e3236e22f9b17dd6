"""Refusals about redistribution and transfer orders."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class TransferOrderRefusal(Refusal):
    """A transfer order cannot become that."""


class NotYoursToMove(NotAllowed):
    """Neither end is the person's, nor is moving between them: 403."""

    def __init__(self) -> None:
        super().__init__(
            _("Mover entre estos lugares no corresponde a su puesto."),
            remedy=_("Entre delegaciones lo ordena oficina central; dentro de una, su responsable de abasto."),
        )


class NotYoursToConfirm(NotAllowed):
    """403: each end is confirmed by whoever answers for its stock."""

    def __init__(self) -> None:
        super().__init__(
            _("Confirma cada lado quien responde por las existencias de ese lugar."),
            remedy=_("Pida la confirmación al responsable de abasto de la unidad o de la delegación."),
        )


class NotYoursToSend(NotAllowed):
    """403: it is sent by whoever posts to the ledger of the place that gives."""

    def __init__(self) -> None:
        super().__init__(_("Envía quien asienta en el libro del lugar de origen."))


class NothingToMove(TransferOrderRefusal):
    code = "nothing_to_move"

    def __init__(self) -> None:
        super().__init__(
            _("La orden de traspaso no tiene renglones."), field="lines", remedy=_("Agregue al menos un medicamento.")
        )


class SameLineTwice(TransferOrderRefusal):
    code = "same_line_twice"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("El mismo medicamento y lote aparece dos veces."),
            line=line,
            field="drug",
            remedy=_("Sume las piezas en un solo renglón."),
        )


class MoreThanThere(TransferOrderRefusal):
    code = "more_than_there"

    def __init__(self, line: int, wanted: int, available: int) -> None:
        super().__init__(
            _("Se piden %(wanted)d piezas y hay %(available)d utilizables sin comprometer en otra orden.")
            % {"wanted": wanted, "available": available},
            line=line,
            field="pieces",
            remedy=_("Pida menos, u otro lote; lo comprometido se ve en las órdenes por enviar de ese lugar."),
        )


class WrongDay(TransferOrderRefusal):
    code = "wrong_day"

    def __init__(self) -> None:
        super().__init__(
            _("El último día para enviar ya pasó."), field="send_by", remedy=_("Escriba hoy o un día que viene.")
        )


class WrongEnds(TransferOrderRefusal):
    code = "wrong_ends"

    def __init__(self) -> None:
        super().__init__(
            _("Un traspaso va de un lugar que guarda existencias a otro distinto."),
            field="to_place",
            remedy=_("Elija otro lugar de destino."),
        )


class OrderIsOver(TransferOrderRefusal):
    """Sent, refused or cancelled: nothing more can be done with it."""

    code = "order_is_over"
    is_conflict = True

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La orden de traspaso ya está así: %(state)s.") % {"state": state.lower()},
            remedy=_("Actualice la página; si aún hace falta, haga otra orden."),
        )


class AlreadyConfirmed(TransferOrderRefusal):
    code = "already_confirmed"
    is_conflict = True

    def __init__(self, who: str) -> None:
        super().__init__(
            _("Ese lado ya está confirmado por %(who)s.") % {"who": who},
            remedy=_("Falta la confirmación del otro lado."),
        )


class SamePersonTwice(TransferOrderRefusal):
    code = "same_person_twice"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Usted ya confirmó el otro lado: cada lado lo confirma una persona distinta."),
            field="side",
            remedy=_("Pida la confirmación a quien responde por el otro lugar."),
        )


class NotConfirmed(TransferOrderRefusal):
    code = "not_confirmed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Todavía no confirman los dos lados."), remedy=_("Se envía cuando confirman quien da y quien recibe.")
        )


class ReasonMissing(TransferOrderRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="reason", remedy=_("Escriba por qué, en una línea."))


class NotYoursToRedistribute(NotAllowed):
    """403: the country's is asked by central office, a delegation's by its supply manager too."""

    def __init__(self) -> None:
        super().__init__(
            _("La redistribución la pide oficina central; la de una delegación, también su responsable de abasto."),
            remedy=_("Pida que la calcule quien responde por el abasto de la delegación."),
        )


class AskedAlready(Refusal):
    code = "asked_already"
    is_conflict = True

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La %s es la misma pregunta y se está calculando.") % folio,
            remedy=_("Espere su respuesta, o cancélela y pregunte de nuevo."),
        )


class TooManyAsked(Refusal):
    code = "too_many_asked"
    is_conflict = True

    def __init__(self, standing: int, folio: str) -> None:
        super().__init__(
            _("Ya hay %(n)d redistribuciones en cálculo; la primera es la %(folio)s.")
            % {"n": standing, "folio": folio},
            remedy=_("Espere a que terminen, o cancele las que ya no le sirvan."),
        )


class RunIsOver(Refusal):
    code = "run_is_over"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Esta redistribución ya no está en cálculo."), remedy=_("Actualice la página y revise cómo quedó.")
        )


class ProposalIsDecided(Refusal):
    code = "proposal_is_decided"
    is_conflict = True

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La propuesta ya está así: %(state)s.") % {"state": state.lower()}, remedy=_("Actualice la página.")
        )


class OnlyAQuestion(Refusal):
    """What was answered under «what if» is not what is."""

    code = "only_a_question"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Esta redistribución responde a un «qué pasa si»: sus propuestas no se aceptan tal cual."),
            remedy=_("Calcule una redistribución con lo que hay y acepte las de esa."),
        )


class StockChanged(Refusal):
    code = "stock_changed"
    is_conflict = True

    def __init__(self, wanted: int, available: int) -> None:
        super().__init__(
            _("La propuesta pide %(wanted)d piezas y del mismo lote quedan %(available)d utilizables sin comprometer.")
            % {"wanted": wanted, "available": available},
            remedy=_("La existencia cambió desde el cálculo: calcule otra redistribución."),
        )


class UnknownName(Refusal):
    code = "unknown_name"

    def __init__(self, field: str, name: str) -> None:
        super().__init__(
            _("No hay nada con «%(name)s».") % {"name": name[:60]},
            field=field,
            remedy=_("Revise cómo está escrito; se busca entre lo que usted ve."),
        )
