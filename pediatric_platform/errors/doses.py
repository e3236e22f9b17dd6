"""What doses refuse, by name, and an amount as a refusal tells it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from pediatric_platform.errors.plans import PlanRefusal


def amount_text(amount: Decimal | None, unit: str) -> str:
    """«1.2 mg»: no zeros behind, which read as ten times as much; a dash for what is not known."""
    if amount is None:
        return "—"
    text = f"{amount:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {unit}"


class BadAmount(PlanRefusal):
    code = "bad_amount"

    def __init__(self) -> None:
        super().__init__(
            _("La dosis debe ser mayor que cero."),
            field="amount",
            remedy=_("Para no dar el medicamento, use «No se da» y escriba el motivo."),
        )


class DoseAboveCap(PlanRefusal):
    code = "dose_above_cap"

    def __init__(self, name: str, amount: str, cap: str) -> None:
        super().__init__(
            _("%(amount)s de %(name)s pasa del tope de %(cap)s por aplicación.")
            % {"amount": amount, "name": name, "cap": cap},
            field="amount",
            remedy=_("Escriba a lo más %(cap)s.") % {"cap": cap},
        )


class DoseWithoutAmount(PlanRefusal):
    code = "dose_without_amount"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s todavía no tiene dosis: la regla del esquema no basta para calcularla.") % {"name": name},
            field="amount",
            remedy=_("Escriba la dosis en «Cambiar la dosis»."),
        )


class DoseIsOver(PlanRefusal):
    code = "dose_is_over"

    def __init__(self, name: str, state: str) -> None:
        super().__init__(
            _("%(name)s ya no está por darse: %(state)s.") % {"name": name, "state": state},
            remedy=_("Solo cambian las dosis programadas."),
        )


class StillNeeded(PlanRefusal):
    """A safety rule demands the drug beside another that is still to be given in the same cycle."""

    code = "still_needed"

    def __init__(self, name: str, needed_by: str, reason: str) -> None:
        super().__init__(
            _("%(name)s no puede omitirse mientras se dé %(other)s en el mismo ciclo: %(reason)s.")
            % {"name": name, "other": needed_by, "reason": reason.rstrip(".")},
            remedy=_("Omita primero %(other)s, o mueva la sesión.") % {"other": needed_by},
        )


class BreaksARule(PlanRefusal):
    """A safety rule forbids the dose as it stands, or a regimen that holds such a dose."""

    code = "breaks_a_rule"

    def __init__(self, message: str, remedy: str, reason: str, field: str = "amount") -> None:
        why = reason.rstrip(".")
        super().__init__(f"{message} {why}." if why else message, field=field, remedy=remedy)
