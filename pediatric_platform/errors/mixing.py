"""Refusals of the mixing centre, by name: what is wrong, with which dose or mixture, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal, written


def moment(at: datetime) -> str:
    """A moment inside a message: 24/11/2026 08:30."""
    return date_format(timezone.localtime(at), "d/m/Y H:i")


class MixingRefusal(Refusal):
    """The mixing centre, or the pharmacy, said no."""


class NotYourStep(NotAllowed):
    """The person's postings do not reach this step of the mixture."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("Su nombramiento no permite este paso de la mezcla."), remedy=_("Lo da %(who)s.") % {"who": who}
        )


class NotAMixingCentre(MixingRefusal):
    code = "not_a_mixing_centre"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(place)s no es una central de mezclas en servicio.") % {"place": name},
            field="place",
            remedy=_("Elija una central de mezclas."),
        )


class NothingToMix(MixingRefusal):
    code = "nothing_to_mix"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no tiene dosis inyectables por mezclar."),
            remedy=_("Lo oral y lo de soporte se surte en farmacia, desde la misma sesión."),
        )


class OrderIsOpen(MixingRefusal):
    code = "order_is_open"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La sesión ya tiene abierta la orden de mezclas %(folio)s.") % {"folio": folio},
            remedy=_("Siga esa orden, o cancélela antes de pedir otra."),
        )


class SessionIsOver(MixingRefusal):
    code = "session_is_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La sesión está %(state)s: no se le piden ni preparan mezclas.") % {"state": state.lower()},
            remedy=_("Revise el plan de tratamiento."),
        )


class SessionMoved(MixingRefusal):
    code = "session_moved"

    def __init__(self, folio: str, on: date) -> None:
        super().__init__(
            _("La sesión de la orden %(folio)s se movió al %(day)s.") % {"folio": folio, "day": written(on)},
            remedy=_("Ponga la orden en el nuevo día, o cancélela."),
        )


class DoseAwaitsConfirmation(MixingRefusal):
    code = "dose_awaits_confirmation"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s espera la confirmación de oncología.") % {"drug": name},
            field="dose",
            remedy=_("Confírmela en el plan de tratamiento; no tiene fuente, o no es la de su regla."),
        )


class DoseWithoutAmount(MixingRefusal):
    code = "dose_without_amount"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s no dice cuánto.") % {"drug": name},
            field="dose",
            remedy=_("Escriba la cantidad en el plan de tratamiento."),
        )


class DoseAboveCap(MixingRefusal):
    code = "dose_above_cap"

    def __init__(self, name: str, amount: str, cap: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s es de %(amount)s y el tope es de %(cap)s.")
            % {"drug": name, "amount": amount, "cap": cap},
            field="dose",
            remedy=_("Corrija la dosis en el plan de tratamiento: no se mezcla por encima del tope."),
        )


class DoseChanged(MixingRefusal):
    code = "dose_changed"

    def __init__(self, name: str, asked: str, now: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s cambió después de pedirse: se pidió %(asked)s y ahora es %(now)s.")
            % {"drug": name, "asked": asked, "now": now},
            field="dose",
            remedy=_("Rechace esta mezcla y pídala de nuevo con la dosis de hoy."),
        )


class NeverByThatRoute(MixingRefusal):
    code = "never_by_that_route"

    def __init__(self, name: str, route: str) -> None:
        super().__init__(
            _("%(drug)s nunca se da por vía %(route)s: puede causar la muerte.")
            % {"drug": name, "route": route.lower()},
            field="route",
            remedy=_("Rechace la mezcla y avise de inmediato a oncología."),
        )


class AllergyOnRecord(MixingRefusal):
    code = "allergy_on_record"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Hay una alergia anotada a %(drug)s.") % {"drug": name},
            field="allergy_reason",
            remedy=_("Hable con oncología; si se da de todos modos, escriba por qué."),
        )


class AllergySinceReview(MixingRefusal):
    code = "allergy_since_review"

    def __init__(self, label: str) -> None:
        super().__init__(
            _("%(label)s: después de validarla se anotó una alergia a ese medicamento.") % {"label": label},
            field="reason",
            remedy=_("Hable con oncología. Si no se usa, rechácela o devuélvala; si se da, escriba por qué."),
        )


class ChecksMissing(MixingRefusal):
    code = "checks_missing"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("Falta revisar: %(checks)s.") % {"checks": ", ".join(names)},
            field="checks",
            remedy=_("Marque cada punto cuando lo haya revisado."),
        )


class StabilityUnknown(MixingRefusal):
    code = "stability_unknown"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir cuántas horas es estable la mezcla preparada."),
            field="hours",
            remedy=_("Escriba las horas según la ficha técnica, de 1 a 720."),
        )


class WrongStep(MixingRefusal):
    code = "wrong_step"

    def __init__(self, label: str, state: str, step: str) -> None:
        super().__init__(
            _("La mezcla %(mixture)s está %(state)s: no puede pasar a %(step)s.")
            % {"mixture": label, "state": state.lower(), "step": step.lower()},
            remedy=_("Revise cómo quedó; alguien más pudo dar ese paso."),
        )


class ReasonMissing(MixingRefusal):
    code = "reason_missing"

    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("Falta el motivo."), field="reason", remedy=_("Escriba por qué, en una línea."))


class LotOnHold(MixingRefusal):
    """A lot in the mixture was recalled or quarantined after it was drawn."""

    code = "lot_on_hold"

    def __init__(self, label: str, lots: Sequence[str]) -> None:
        super().__init__(
            _("La mezcla %(mixture)s no puede usarse: %(lots)s.") % {"mixture": label, "lots": "; ".join(lots)},
            field="lot",
            remedy=_("Sepárela, recházela o devuélvala con ese motivo y pida otra."),
        )


class PastUseBefore(MixingRefusal):
    code = "past_use_before"

    def __init__(self, label: str, until: datetime) -> None:
        super().__init__(
            _("La mezcla %(mixture)s debía usarse antes del %(until)s.") % {"mixture": label, "until": moment(until)},
            field="reason",
            remedy=_("Devuélvala; si se aplica de todos modos, escriba por qué."),
        )


class NoPiecesForDose(MixingRefusal):
    code = "no_pieces_for_dose"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("El surtido del hospital no tiene con qué dar %(drug)s.") % {"drug": name},
            field="dose",
            remedy=_("Agregue el medicamento al surtido, o rechace la mezcla con ese motivo."),
        )


class NotEnoughToMix(MixingRefusal):
    """What is missing at the place, mixture by mixture; nothing was posted."""

    code = "not_enough_to_mix"

    def __init__(self, place: str, lines: Sequence[str]) -> None:
        super().__init__(
            _("No alcanza en %(place)s: %(lines)s. No se asentó nada.") % {"place": place, "lines": "; ".join(lines)},
            field="pieces",
            remedy=_("Traspase lo que falta a la central, quite esa mezcla de la tanda o avise a abasto."),
        )


class VialsMoved(MixingRefusal):
    code = "vials_moved"

    def __init__(self) -> None:
        super().__init__(
            _("Los frascos o las piezas cambiaron mientras se preparaba: alguien más los tomó. No se asentó nada."),
            remedy=_("Vuelva a oprimir «Preparar»."),
        )


class FutureMoment(MixingRefusal):
    code = "future_moment"

    def __init__(self, at: datetime) -> None:
        super().__init__(
            _("La hora %(at)s aún no llega.") % {"at": moment(at)},
            field="at",
            remedy=_("Escriba la hora en que ocurrió."),
        )


class SeveralPlaces(MixingRefusal):
    code = "several_places"

    def __init__(self) -> None:
        super().__init__(_("Las mezclas son de distintas centrales."), remedy=_("Prepare las de una central a la vez."))


class CannotUndo(MixingRefusal):
    code = "cannot_undo"

    def __init__(self, why: str) -> None:
        super().__init__(
            _("No se puede deshacer: %(why)s.") % {"why": why},
            remedy=_("Rechace o devuelva la mezcla con su motivo."),
        )


class OrderIsUnderWay(MixingRefusal):
    code = "order_is_under_way"

    def __init__(self, folio: str, count: int) -> None:
        super().__init__(
            _("La orden %(folio)s tiene mezclas ya preparadas (%(count)d).") % {"folio": folio, "count": count},
            remedy=_("Rechace o devuelva cada una con su motivo; después cancele la orden."),
        )


class OrderIsCancelled(MixingRefusal):
    code = "order_is_cancelled"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("La orden %(folio)s está cancelada.") % {"folio": folio}, remedy=_("Pida una nueva desde la sesión.")
        )


class VialIsGone(MixingRefusal):
    code = "vial_is_gone"

    def __init__(self) -> None:
        super().__init__(_("El frasco ya se había desechado."), remedy=_("Revise la lista de frascos abiertos."))


class BadLeftOver(MixingRefusal):
    code = "bad_left_over"

    def __init__(self, left: str) -> None:
        super().__init__(
            _("El sobrante va de cero a %(left)s, que es lo que queda en el frasco.") % {"left": left},
            field="left",
            remedy=_("Corrija la cantidad."),
        )


class NotHandedOutHere(MixingRefusal):
    code = "not_handed_out_here"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(drug)s se prepara en la central de mezclas.") % {"drug": name},
            field="dose",
            remedy=_("Pida su mezcla desde la sesión."),
        )


class DoseIsOver(MixingRefusal):
    code = "dose_is_over"

    def __init__(self, name: str, state: str) -> None:
        super().__init__(
            _("La dosis de %(drug)s ya está %(state)s.") % {"drug": name, "state": state.lower()},
            field="dose",
            remedy=_("Revise la sesión; no se entrega dos veces."),
        )


class NotAPharmacy(MixingRefusal):
    code = "not_a_pharmacy"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(place)s no surte a este hospital.") % {"place": name},
            field="place",
            remedy=_("Elija la farmacia del hospital donde es la sesión."),
        )
