"""What is refused about the registry of children. No message ever quotes a name, an identifier or a date of birth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal, written
from pediatric_platform.identifiers import Fault

if TYPE_CHECKING:
    from pediatric_platform.models import Child
    from pediatric_platform.selectors.duplicates import Alike


class ChildRefusal(Refusal):
    """A child cannot be registered, corrected, moved or closed that way."""

    code = "child_refused"


class NotYoursToRegister(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("A las niñas y niños los registra y los cambia quien los atiende en su hospital."),
            remedy=_("Pídalo a oncología o enfermería de ese hospital."),
        )


class NotYoursToNote(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Su nombramiento no permite anotar alergias en este hospital."),
            remedy=_("Pídalo a oncología, enfermería o farmacia de ese hospital."),
        )


class FieldMissing(ChildRefusal):
    code = "required"

    def __init__(self, field: str) -> None:
        super().__init__(_("Falta este dato."), field=field, remedy=_("Escríbalo para seguir."))


class BadText(ChildRefusal):
    code = "bad_text"

    def __init__(self, field: str, longest: int) -> None:
        super().__init__(
            _("El texto es demasiado largo o tiene signos que no son de un texto."),
            field=field,
            remedy=_("Use a lo más %(longest)d letras, en un solo renglón.") % {"longest": longest},
        )


class BadBirthDate(ChildRefusal):
    code = "bad_birth_date"

    def __init__(self, *, oldest: int) -> None:
        super().__init__(
            _("La fecha de nacimiento es futura o de hace más de %(years)d años.") % {"years": oldest},
            field="birth_date",
            remedy=_("Revise el año."),
        )


class BadDay(ChildRefusal):
    code = "bad_day"

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


def day_in_future(field: str) -> BadDay:
    return BadDay(field, _("Esa fecha aún no llega."), _("Escriba el día en que ocurrió."))


def day_before_birth(field: str) -> BadDay:
    return BadDay(
        field, _("Esa fecha es anterior al nacimiento."), _("Revise el año de esta fecha y el de nacimiento.")
    )


class BadIdentifier(ChildRefusal):
    """One fault of a CURP or an NSS; `fault` says which."""

    code = "bad_identifier"

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        message, remedy = _told(fault)
        super().__init__(message, field=fault.value.split("_")[0], remedy=remedy)
        self.code = f"bad_{fault.value}"


def _told(fault: Fault) -> tuple[str, str]:
    shape = _("Cópiela de su constancia: 18 letras y números, sin espacios.")
    told = {
        Fault.CURP_SHAPE: (_("La CURP no tiene la forma de una CURP."), shape),
        Fault.CURP_CHECK: (
            _("El último dígito de la CURP no corresponde: hay alguna letra o número cambiado."),
            _("Compárela signo por signo con su constancia."),
        ),
        Fault.CURP_DATE: (_("La fecha que lleva la CURP no existe."), _("Compárela con su constancia.")),
        Fault.CURP_BIRTH: (
            _("La CURP dice otra fecha de nacimiento."),
            _("Corrija la fecha de nacimiento o la CURP: deben decir lo mismo."),
        ),
        Fault.CURP_SEX: (
            _("La CURP dice otro sexo (M es niña y H es niño)."),
            _("Corrija el sexo o la CURP: deben decir lo mismo."),
        ),
        Fault.NSS_SHAPE: (_("El NSS no tiene 11 dígitos."), _("Cópielo de la cartilla o del carnet, sin el agregado.")),
        Fault.NSS_CHECK: (
            _("El último dígito del NSS no corresponde: hay algún número cambiado."),
            _("Compárelo número por número con la cartilla o el carnet."),
        ),
    }
    return told[fault]


class CurpOrReason(ChildRefusal):
    code = "curp_or_reason"

    def __init__(self) -> None:
        super().__init__(
            _("Falta la CURP."),
            field="curp",
            remedy=_("Si todavía no la tiene, escriba por qué."),
        )


class AlreadyRegistered(ChildRefusal):
    """The same CURP: it is the same child. Out of the asker's reach nothing but the hospital is told."""

    code = "already_registered"

    def __init__(self, child: Child, *, in_reach: bool) -> None:
        self.child, self.in_reach = child, in_reach
        if in_reach:
            message = _("Ya está en el registro con esta CURP: folio %(folio)s, en %(hospital)s.") % {
                "folio": child.folio,
                "hospital": child.unit.name,
            }
            remedy = _("Abra su ficha en lugar de registrarla otra vez.")
        else:
            message = _("Ya está en el registro con esta CURP, en %(hospital)s.") % {"hospital": child.unit.name}
            remedy = _(
                "Si ahora se atiende con ustedes, pida el traslado a oncología de ese hospital: "
                "su historia y su tratamiento llegan completos."
            )
        super().__init__(message, field="curp", remedy=remedy)


class LooksRegistered(ChildRefusal):
    """Others who may be the same child: whoever registers looks at them and says why it is another one."""

    code = "looks_registered"

    def __init__(self, alike: Sequence[Alike]) -> None:
        self.alike = tuple(alike)
        super().__init__(
            _("En el registro hay alguien que puede ser la misma niña o el mismo niño."),
            field="another_because",
            remedy=_("Revise la lista. Si es otra niña u otro niño, escriba por qué lo sabe."),
        )


class ClosedHospital(ChildRefusal):
    code = "closed_unit"

    def __init__(self, field: str = "unit") -> None:
        super().__init__(_("Ese hospital está cerrado."), field=field, remedy=_("Elija el hospital que lo atiende."))


class SameHospital(ChildRefusal):
    code = "same_unit"

    def __init__(self) -> None:
        super().__init__(
            _("Ya se atiende en ese hospital."), field="to", remedy=_("Elija el hospital al que se traslada.")
        )


class BeforeItsStay(ChildRefusal):
    code = "before_stay"

    def __init__(self, since: date) -> None:
        super().__init__(
            _("Se atiende en el hospital actual desde el %(day)s.") % {"day": written(since)},
            field="on",
            remedy=_("Escriba un día posterior, o ese mismo si se registró en el hospital equivocado."),
        )


class MixturesUnderWay(ChildRefusal):
    code = "mixtures_under_way"

    def __init__(self, folios: Sequence[str]) -> None:
        super().__init__(
            _("Hay mezclas en curso para esta niña o este niño: %(folios)s.") % {"folios": ", ".join(folios)},
            field="to",
            remedy=_("Antes del traslado aplíquelas, devuélvalas o cancélelas."),
        )


class NotInTreatment(ChildRefusal):
    code = "not_in_treatment"

    def __init__(self) -> None:
        super().__init__(
            _("No se traslada a quien falleció."),
            field="to",
            remedy=_("Su ficha se queda donde se atendió."),
        )


class SameState(ChildRefusal):
    code = "same_state"

    def __init__(self) -> None:
        super().__init__(_("Ya está en ese estado."), field="state", remedy=_("Elija otro estado, o cancele."))


class DeceasedChild(ChildRefusal):
    code = "child_deceased"

    def __init__(self) -> None:
        super().__init__(
            _("La ficha dice que falleció: no se anota nada más en ella."),
            remedy=_("Si fue un error, corrija primero su estado."),
        )


class ImpossibleMeasure(ChildRefusal):
    """No child of that age weighs or measures that: a slip of the pen, or the fields swapped."""

    code = "impossible_measure"

    def __init__(self, field: str, *, low: object, high: object, unit: str) -> None:
        super().__init__(
            _("No es posible a esa edad: se admite de %(low)s a %(high)s %(unit)s.")
            % {"low": low, "high": high, "unit": unit},
            field=field,
            remedy=_("Revise el punto decimal, que el peso esté en kilos y la talla en centímetros, y la fecha."),
        )


class UnusualMeasure(ChildRefusal):
    """It may be so, and a dose follows from it: somebody has to say that it is right."""

    code = "unusual_measure"

    def __init__(self, field: str, why: str) -> None:
        self.measured = field
        super().__init__(
            why,
            field="unusual_reason",
            remedy=_("Mida otra vez. Si está bien, escriba por qué."),
        )


class AllergyTaken(ChildRefusal):
    code = "allergy_taken"

    def __init__(self) -> None:
        super().__init__(
            _("Esa alergia ya está anotada."), field="substance", remedy=_("Si cambió, descártela y anótela de nuevo.")
        )


class AlreadyRefuted(ChildRefusal):
    code = "already_refuted"

    def __init__(self) -> None:
        super().__init__(_("Esa alergia ya estaba descartada."), remedy=_("Vuelva a abrir la ficha."))
