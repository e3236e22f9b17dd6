"""What cannot be done with postings, and by whom not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.errors.base import NotAllowed, Refusal, written


class NotYoursToAppoint(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Su nombramiento no permite dar ni cambiar esta función en ese lugar."),
            remedy=_("Pídalo a quien nombra: la representación de la delegación o la oficina central."),
        )


class NotYourContact(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Solo quien ocupa el puesto o quien lo nombra cambia este contacto; lo confirma solo quien lo ocupa."),
            remedy=_("Avise a quien ocupa el puesto."),
        )


class NotTheReceiver(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Solo quien recibe el puesto da la entrega por recibida."))


class NetworkRefusal(Refusal):
    """A posting cannot be made, changed or ended that way."""

    code = "posting_refused"


class WrongScope(NetworkRefusal):
    code = "wrong_scope"

    def __init__(self, role: str, *, field: str) -> None:
        super().__init__(
            _("«%(role)s» no se ejerce sobre ese alcance.") % {"role": role},
            field=field,
            remedy=_("Elija la unidad, la delegación o el país según la función."),
        )


class WrongHolding(NetworkRefusal):
    code = "wrong_holding"

    def __init__(self, role: str, *, allowed: str) -> None:
        super().__init__(
            _("«%(role)s» no admite ese carácter.") % {"role": role},
            field="holding",
            remedy=_("Elija %(allowed)s.") % {"allowed": allowed},
        )


class EndsBeforeStart(NetworkRefusal):
    code = "ends_before_start"

    def __init__(self, starts_on: date, *, field: str = "ends_on") -> None:
        super().__init__(
            _("El nombramiento terminaría antes de empezar (%(day)s).") % {"day": written(starts_on)},
            field=field,
            remedy=_("Escriba un último día igual o posterior al primero."),
        )


class ImplausibleDay(NetworkRefusal):
    code = "implausible_day"

    def __init__(self, day: date, *, field: str) -> None:
        super().__init__(
            _("La fecha %(day)s no es creíble.") % {"day": written(day)},
            field=field,
            remedy=_("Revise el año: se admiten los últimos diez años y los diez que vienen."),
        )


class ClosedUnit(NetworkRefusal):
    code = "closed_unit"

    def __init__(self, unit: str, closed_on: date | None) -> None:
        day = written(closed_on) if closed_on else "-"
        super().__init__(
            _("%(unit)s está cerrada desde el %(day)s.") % {"unit": unit, "day": day},
            field="unit",
            remedy=_("Elija una unidad abierta."),
        )


class ClosedAccount(NetworkRefusal):
    code = "closed_account"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("La cuenta de %(name)s está cerrada.") % {"name": name},
            field="person",
            remedy=_("Pida a administración que la reabra o elija a otra persona."),
        )


class PostTaken(NetworkRefusal):
    """Somebody holds the post on some of those days."""

    code = "post_taken"

    def __init__(
        self, *, holder: str, holding: str, starts_on: date, ends_on: date | None, is_cover: bool = False
    ) -> None:
        self.holder = holder
        days = {"holder": holder, "holding": holding, "start": written(starts_on)}
        if ends_on is None:
            text = _("El puesto ya lo ocupa %(holder)s (%(holding)s) desde el %(start)s.") % days
        else:
            days["end"] = written(ends_on)
            text = _("El puesto ya lo ocupa %(holder)s (%(holding)s) del %(start)s al %(end)s.") % days
        super().__init__(
            text,
            field="starts_on",
            remedy=_("Escoja otros días, o termine antes ese encargo.")
            if is_cover
            else _("Entregue el puesto a la nueva persona, o termine antes ese nombramiento."),
        )


class AlreadyHolds(NetworkRefusal):
    """The person holds that very role there on some of those days."""

    code = "already_holds"

    def __init__(self, *, holder: str, holding: str, starts_on: date) -> None:
        super().__init__(
            _("%(holder)s ya ejerce esa función ahí (%(holding)s) desde el %(start)s.")
            % {"holder": holder, "holding": holding, "start": written(starts_on)},
            field="person",
            remedy=_("Elija a otra persona, o termine antes ese nombramiento."),
        )


class CoversATitularOnly(NetworkRefusal):
    code = "covers_a_titular_only"

    def __init__(self) -> None:
        super().__init__(
            _("Solo a un titular se le cubre con un encargo temporal."),
            field="posting",
            remedy=_("Elija el nombramiento del titular."),
        )


class CoversOneself(NetworkRefusal):
    code = "covers_oneself"

    def __init__(self) -> None:
        super().__init__(
            _("Nadie se cubre a sí mismo."), field="person", remedy=_("Elija a quien se quedará en su lugar.")
        )


class OutsideTitularDays(NetworkRefusal):
    code = "outside_titular_days"

    def __init__(self, *, starts_on: date, ends_on: date | None, field: str) -> None:
        days = {"start": written(starts_on), "end": written(ends_on) if ends_on else ""}
        text = (
            _("El titular ocupa el puesto del %(start)s al %(end)s; el encargo sale de esos días.")
            if ends_on
            else _("El titular ocupa el puesto desde el %(start)s; el encargo empieza antes.")
        )
        super().__init__(text % days, field=field, remedy=_("Escriba días dentro de ese periodo."))


class OutOfReach(NetworkRefusal):
    """A titular names who stands in, among the people they see."""

    code = "out_of_reach"

    def __init__(self) -> None:
        super().__init__(
            _("Esa persona no es de su lugar de trabajo."),
            field="person",
            remedy=_("Elija a alguien de su unidad o delegación, o pida el encargo a quien nombra."),
        )


class HandoverToOneself(NetworkRefusal):
    code = "handover_to_oneself"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s ya ocupa el puesto: nadie se lo entrega a sí mismo.") % {"name": name},
            field="to",
            remedy=_("Elija a quien lo recibirá."),
        )


class NotHandedOver(NetworkRefusal):
    code = "not_handed_over"

    def __init__(self) -> None:
        super().__init__(
            _("Solo se entrega el puesto de un titular o de un suplente, una sola vez."),
            field="posting",
            remedy=_("Termine este nombramiento y haga otro."),
        )


class OutsidePosting(NetworkRefusal):
    """The day of the hand-over is not one after the first day and up to the day after the last."""

    code = "outside_posting"

    def __init__(self, *, earliest: date, latest: date | None) -> None:
        text = _("Ese día no se puede entregar el puesto.")
        remedy = (
            _("Elija un día del %(earliest)s al %(latest)s.")
            % {"earliest": written(earliest), "latest": written(latest)}
            if latest
            else _("Elija el %(earliest)s o un día posterior.") % {"earliest": written(earliest)}
        )
        super().__init__(text, field="on", remedy=remedy)


class CoverBegan(NetworkRefusal):
    """Somebody stood in on later days already, so the titular was still the titular then."""

    code = "cover_began"

    def __init__(self, *, name: str, began_on: date) -> None:
        super().__init__(
            _("%(name)s cubre a este titular desde el %(day)s.") % {"name": name, "day": written(began_on)},
            field="on",
            remedy=_("Termine en ese día o en uno posterior."),
        )


class AlreadyEnded(NetworkRefusal):
    code = "already_ended"

    def __init__(self, ended_on: date) -> None:
        super().__init__(
            _("El nombramiento terminó el %(day)s.") % {"day": written(ended_on)},
            field="posting",
            remedy=_("Lo que fue no cambia; haga un nombramiento nuevo."),
        )


class PartOfAHandover(NetworkRefusal):
    code = "part_of_a_handover"

    def __init__(self, starts_on: date) -> None:
        super().__init__(
            _("Este nombramiento viene de una entrega del puesto y aún no empieza."),
            field="posting",
            remedy=_("Fije su término en el %(day)s o después y nombre a otra persona desde el día siguiente.")
            % {"day": written(starts_on)},
        )


class ReasonNeeded(NetworkRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="reason", remedy=_("Escriba por qué termina."))


class BadContact(NetworkRefusal):
    code = "bad_contact"


class NothingToConfirm(NetworkRefusal):
    code = "nothing_to_confirm"

    def __init__(self) -> None:
        super().__init__(
            _("El puesto no tiene teléfono ni correo de oficina."),
            field="office_phone",
            remedy=_("Escriba primero el contacto."),
        )
