"""Refusals about requisitions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal


class RequisitionRefusal(Refusal):
    """A requisition cannot become that."""


class NotYoursToAsk(NotAllowed):
    """Asking for a place belongs to whoever answers for its supply: 403."""

    def __init__(self) -> None:
        super().__init__(_("Pedir para este lugar corresponde a quien responde por su abasto."))


class NotYoursToDecide(NotAllowed):
    """Deciding belongs to whoever answers above the place: 403."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("Esta requisición la decide quien responde por el abasto un nivel arriba."))


class NothingAsked(RequisitionRefusal):
    code = "nothing_asked"

    def __init__(self) -> None:
        super().__init__(_("La requisición no tiene renglones."), remedy=_("Pida al menos un medicamento."))


class SameDrugTwice(RequisitionRefusal):
    code = "same_drug_twice"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("El mismo medicamento aparece dos veces."),
            line=line,
            field="drug",
            remedy=_("Deje un solo renglón con la suma."),
        )


class BadAsked(RequisitionRefusal):
    code = "bad_asked"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Las piezas pedidas no son un número entero mayor que cero."),
            line=line,
            field="asked",
            remedy=_("Escriba cuántas piezas, o quite el renglón."),
        )


class UnknownAskedDrug(RequisitionRefusal):
    code = "unknown_drug"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Ese medicamento no está en el catálogo o ya se retiró de él."),
            line=line,
            field="drug",
            remedy=_("Elija uno vigente."),
        )


class OtherQuantityUnexplained(RequisitionRefusal):
    code = "other_quantity_unexplained"

    def __init__(self, line: int, *, asked: int, suggested: int, drug: str) -> None:
        super().__init__(
            _("De %(drug)s se sugieren %(suggested)d y se piden %(asked)d: falta decir por qué.")
            % {"drug": drug, "suggested": suggested, "asked": asked},
            line=line,
            field="explanation",
            remedy=_("Escriba el motivo, o pida lo sugerido."),
        )


class EmergencyUnexplained(RequisitionRefusal):
    code = "emergency_unexplained"

    def __init__(self) -> None:
        super().__init__(
            _("Una requisición urgente lleva su motivo."),
            field="note",
            remedy=_("Escriba qué pasaría si se espera a la requisición de la semana."),
        )


class BeyondTheEmergency(RequisitionRefusal):
    """An emergency asks for more than the days it may cover."""

    code = "beyond_the_emergency"

    def __init__(self, line: int, *, drug: str, asked: int, most: int, days: int) -> None:
        super().__init__(
            ngettext(
                "De %(drug)s, una urgencia cubre %(days)d día: hasta %(most)d piezas, y se piden %(asked)d.",
                "De %(drug)s, una urgencia cubre %(days)d días: hasta %(most)d piezas, y se piden %(asked)d.",
                days,
            )
            % {"drug": drug, "days": days, "most": most, "asked": asked},
            line=line,
            field="asked",
            remedy=_("Pida hasta ese número y el resto en la requisición de la semana."),
        )


class AskedThisWeek(RequisitionRefusal):
    """The place has sent its ordinary requisition of the week."""

    code = "asked_this_week"
    is_conflict = True

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("Este lugar ya envió su requisición de la semana: %(folio)s.") % {"folio": folio},
            remedy=_("Si nadie la ha decidido, retómela y agregue lo que falta; si no puede esperar, pídalo urgente."),
        )


class BadGiver(RequisitionRefusal):
    code = "bad_giver"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, field="giver", remedy=remedy or _("Elija otro lugar."))


class NeededInThePast(RequisitionRefusal):
    code = "needed_in_the_past"

    def __init__(self) -> None:
        super().__init__(
            _("El día en que se necesita ya pasó."),
            field="needed_on",
            remedy=_("Escriba un día de hoy en adelante, o déjelo en blanco."),
        )


class RequisitionIsElsewhere(RequisitionRefusal):
    """Somebody has sent, decided or cancelled it already."""

    code = "requisition_is_elsewhere"
    is_conflict = True

    def __init__(self, folio: str, state: str) -> None:
        super().__init__(
            _("La requisición %(folio)s está en otro paso: %(state)s.") % {"folio": folio, "state": state.lower()},
            remedy=_("Actualice la página y revise qué pasó."),
        )


class WhyMissing(RequisitionRefusal):
    code = "why_missing"

    def __init__(self, field: str = "reason", line: int | None = None) -> None:
        super().__init__(_("Falta el motivo."), field=field, line=line, remedy=_("Escriba por qué."))


class ApprovalIncomplete(RequisitionRefusal):
    code = "approval_incomplete"

    def __init__(self, line: int) -> None:
        super().__init__(
            _("Falta decir cuántas piezas se aprueban de este renglón."),
            line=line,
            field="approved",
            remedy=_("Escriba las piezas; cero si no se aprueba ninguna."),
        )


class NothingApproved(RequisitionRefusal):
    code = "nothing_approved"

    def __init__(self) -> None:
        super().__init__(
            _("No se aprueba ninguna pieza."),
            remedy=_("Apruebe al menos un renglón, o no la apruebe y diga por qué."),
        )


class MoreToPurchaseThanApproved(RequisitionRefusal):
    code = "more_to_purchase_than_approved"

    def __init__(self, line: int, approved: int) -> None:
        super().__init__(
            _("Se mandan comprar más piezas de las aprobadas (%(approved)d).") % {"approved": approved},
            line=line,
            field="to_purchase",
            remedy=_("Escriba a lo más las aprobadas."),
        )


class GiverMissing(RequisitionRefusal):
    code = "giver_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Hay piezas aprobadas que ningún lugar surte."),
            field="giver",
            remedy=_("Elija de dónde salen, o mándelas comprar."),
        )


class GiverHasLess(RequisitionRefusal):
    code = "giver_has_less"

    def __init__(self, line: int, *, place: str, drug: str, wanted: int, has: int) -> None:
        super().__init__(
            _("%(place)s tiene %(has)d piezas utilizables de %(drug)s y se le piden %(wanted)d.")
            % {"place": place, "has": has, "drug": drug, "wanted": wanted},
            line=line,
            field="approved",
            remedy=_("Apruebe menos, elija otro lugar o mande comprar el resto."),
        )


class NothingLeftToSupply(RequisitionRefusal):
    code = "nothing_left_to_supply"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Ya no falta nada por surtir de esta requisición."), remedy=_("Actualice la página y revise sus órdenes.")
        )


class StillOnItsWay(RequisitionRefusal):
    code = "still_on_its_way"
    is_conflict = True

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La orden de traspaso %(folio)s de esta requisición sigue en curso.") % {"folio": folio},
            remedy=_("Espere a que llegue, o cancélela antes."),
        )
