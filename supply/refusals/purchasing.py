"""Refusals about suppliers, procedures, contracts, supply orders and deliveries."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal, written
from supply.errors import LedgerRefusal


class PurchaseRefusal(Refusal):
    """Purchasing said no."""


class NotYoursToBuy(NotAllowed):
    """The person's postings do not reach so far: 403."""


class FactMissing(PurchaseRefusal):
    """Something that must be written down is blank, or is no such thing."""

    code = "fact_missing"

    def __init__(self, field: str, message: str, remedy: str = "", *, line: int | None = None) -> None:
        super().__init__(message, field=field, remedy=remedy, line=line)


class AlreadyThere(PurchaseRefusal):
    """Another row carries that name or number."""

    code = "already_there"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, field=field, remedy=_("Ábralo en la lista, o corrija el dato."))


class BadPeriod(PurchaseRefusal):
    code = "bad_period"


class BadPenalty(PurchaseRefusal):
    code = "bad_penalty"

    def __init__(self, field: str) -> None:
        super().__init__(
            _("La pena por día no puede ser mayor que su tope, ni pasar de 100 %."),
            field=field,
            remedy=_("Escriba la pena por día de atraso y el tope que dice el contrato, en porcentaje."),
        )


class BelowWhatIsOrdered(PurchaseRefusal):
    code = "below_what_is_ordered"

    def __init__(self, committed: int) -> None:
        super().__init__(
            ngettext(
                "Ya hay %(n)d envase en órdenes de esta clave.", "Ya hay %(n)d envases en órdenes de esta clave.",
                committed,
            ) % {"n": committed},
            field="max_packs",
            remedy=_("Escriba un máximo igual o mayor, o cancele antes lo que no se recibirá."),
        )  # fmt: skip


class ContractNotInForce(PurchaseRefusal):
    code = "contract_not_in_force"

    def __init__(self, day: date, starts_on: date, ends_on: date) -> None:
        super().__init__(
            _("El %(day)s el contrato no está vigente: va del %(first)s al %(last)s.")
            % {"day": written(day), "first": written(starts_on), "last": written(ends_on)},
            field="issued_on",
            remedy=_("Revise la fecha de emisión, o emita la orden con otro contrato."),
        )


class OverTheMaximum(PurchaseRefusal):
    code = "over_the_maximum"

    def __init__(self, *, packs: int, left: int, field: str = "packs") -> None:
        super().__init__(
            ngettext(
                "Al contrato le queda %(left)d envase de esta clave y se piden %(packs)d.",
                "Al contrato le quedan %(left)d envases de esta clave y se piden %(packs)d.",
                left,
            ) % {"left": left, "packs": packs},
            field=field,
            remedy=_("Pida menos, use otro contrato, o registre antes el convenio que amplía el máximo."),
        )  # fmt: skip
        self.left = left


class BadDeadline(PurchaseRefusal):
    code = "bad_deadline"

    def __init__(self, field: str = "deadline_on") -> None:
        super().__init__(
            _("La fecha límite es anterior a la emisión."),
            field=field,
            remedy=_("Escriba el último día en que puede entregarse."),
        )


class WrongDestination(PurchaseRefusal):
    code = "wrong_destination"

    def __init__(self) -> None:
        super().__init__(
            _("Ese lugar no guarda existencias o ya no funciona."),
            field="place",
            remedy=_("Elija la farmacia o el almacén que recibirá."),
        )


class OrderIsOver(PurchaseRefusal):
    code = "order_is_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La orden ya no está abierta: %(state)s.") % {"state": state.lower()},
            remedy=_("Actualice la página y revise su historia."),
        )


class BelowWhatCame(PurchaseRefusal):
    code = "below_what_came"

    def __init__(self, received: int) -> None:
        super().__init__(
            ngettext("Ya se recibió %(n)d envase.", "Ya se recibieron %(n)d envases.", received) % {"n": received},
            field="packs",
            remedy=_("Para no esperar el resto, cierre la orden con faltante."),
        )


class NothingChanges(PurchaseRefusal):
    code = "nothing_changes"

    def __init__(self) -> None:
        super().__init__(_("No cambió ningún dato."), remedy=_("Corrija lo que haga falta, o cancele."))


# --- Deliveries


class NothingDelivered(PurchaseRefusal):
    code = "nothing_delivered"

    def __init__(self) -> None:
        super().__init__(_("La entrega no tiene renglones."), remedy=_("Capture al menos un lote."))


class BadPacks(PurchaseRefusal):
    code = "bad_packs"

    def __init__(self, line: int, message: str, field: str = "delivered", remedy: str = "") -> None:
        super().__init__(message, line=line, field=field, remedy=remedy or _("Cuente los envases y corrija el dato."))


class SameLotTwice(PurchaseRefusal):
    code = "same_lot_twice"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("La misma orden y el mismo lote aparecen dos veces."),
            line=line,
            field="number",
            remedy=_("Deje un solo renglón con la suma."),
        )


class OrderOfOthers(PurchaseRefusal):
    """The order goes elsewhere, or is another supplier's."""

    code = "order_of_others"

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message, line=line, field="order", remedy=_("Elija una orden de este proveedor y lugar."))


class ArrivedBeforeIssued(PurchaseRefusal):
    code = "arrived_before_issued"

    def __init__(self, *, number: str, issued_on: date, line: int | None = None) -> None:
        super().__init__(
            _("La orden %(number)s se emitió el %(day)s, después de esa llegada.")
            % {"number": number, "day": written(issued_on)},
            field="arrived_on",
            remedy=_("Revise el día en que llegó."),
        )


class ArrivesInTheFuture(PurchaseRefusal):
    code = "arrives_in_the_future"

    def __init__(self) -> None:
        super().__init__(
            _("Esa fecha aún no llega en ese lugar."), field="arrived_on", remedy=_("Escriba el día en que llegó.")
        )


class RemissionSaidOtherwise(PurchaseRefusal):
    """The remisión is on record with another content."""

    code = "remission_said_otherwise"

    def __init__(self, remision: str, delivery_id: int) -> None:
        super().__init__(
            _("La remisión %(remision)s de este proveedor ya se recibió aquí con otro contenido.")
            % {"remision": remision},
            field="remision",
            remedy=_("Ábrala en Entregas: si estaba mal, anúlela y captúrela completa; si es otra, corrija el número."),
        )
        self.delivery_id = delivery_id


class ReceivedOutsideOrders(PurchaseRefusal):
    """The ledger has a receipt under this remisión with some of these lots, but not with these pieces."""

    code = "received_outside_orders"

    def __init__(self, remision: str, document_id: int) -> None:
        super().__init__(
            _("El libro ya tiene la recepción %(document)d con la referencia %(remision)s y otras piezas.")
            % {"document": document_id, "remision": remision},
            field="remision",
            remedy=_("Revise ese documento: si es la misma entrega, reviértalo o capture aquí lo mismo que dice."),
        )
        self.document_id = document_id


class TemperatureMissing(PurchaseRefusal):
    code = "temperature_missing"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Es de red fría y falta la temperatura con que llegó."),
            line=line,
            field="temperature",
            remedy=_("Escriba lo que marcó el termómetro al abrir; sin lectura, rechace los envases con ese motivo."),
        )


class OutOfColdChain(PurchaseRefusal):
    code = "out_of_cold_chain"

    def __init__(self, line: int, temperature: str, least: str, most: str) -> None:
        super().__init__(
            _("Llegó a %(temperature)s °C y la red fría es de %(least)s a %(most)s °C.")
            % {"temperature": temperature, "least": least, "most": most},
            line=line,
            field="rejected",
            remedy=_("Rechace los envases con ese motivo; si hay dictamen que los libera, escríbalo en el motivo."),
        )


class ShelfLifeTooShort(PurchaseRefusal):
    code = "shelf_life_too_short"

    def __init__(self, line: int, *, left: int, least: int) -> None:
        super().__init__(
            ngettext(
                "Le queda %(left)d día de vida útil y el contrato pide %(least)d.",
                "Le quedan %(left)d días de vida útil y el contrato pide %(least)d.",
                left,
            ) % {"left": left, "least": least},
            line=line,
            field="reason",
            remedy=_("Rechace los envases, o escriba en el motivo por qué se aceptan (por ejemplo, carta de canje)."),
        )  # fmt: skip


class AlreadyVoided(PurchaseRefusal):
    code = "already_voided"

    def __init__(self) -> None:
        super().__init__(_("La entrega ya está anulada."), remedy=_("No hay nada que anular."))


class SettledMeanwhile(PurchaseRefusal):
    code = "settled_meanwhile"

    def __init__(self, message: str = "", remedy: str = "") -> None:
        super().__init__(
            message or _("Sobre ese excedente ya se decidió."),
            remedy=remedy or _("Actualice la página y revise qué se decidió."),
        )


class OverIsSettled(LedgerRefusal):
    """A delivery cannot be taken back under what was decided about its packs over."""

    code = "over_is_settled"

    def __init__(self) -> None:
        super().__init__(
            _("Ya se decidió sobre el excedente de esa entrega."),
            remedy=_("Anule antes esa decisión; está en la página de la entrega."),
        )
