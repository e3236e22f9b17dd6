"""Refusals about one mixture: its dose as asked, its review, its steps and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from pediatric_platform.errors.mixing.base import MixingRefusal, moment


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


class CannotUndo(MixingRefusal):
    code = "cannot_undo"

    def __init__(self, why: str) -> None:
        super().__init__(
            _("No se puede deshacer: %(why)s.") % {"why": why},
            remedy=_("Rechace o devuelva la mezcla con su motivo."),
        )
