"""What is refused about relatives and their consents, and why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal, written


class GuardianRefusal(Refusal):
    """A relative cannot be invited, changed or ended that way."""

    code = "guardian_refused"


class NotYoursToInvite(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("A los familiares los invita y los da de baja quien atiende a la niña o al niño en su hospital."),
            remedy=_("Pídalo a oncología o enfermería de ese hospital."),
        )


class NotYourConsent(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("El consentimiento lo da y lo retira cada familiar; el personal solo anota el que se firmó en papel."),
            remedy=_("Pídalo a la persona o a quien atiende a la niña o al niño."),
        )


class OwnChild(NotAllowed):
    """Nobody witnesses their own signature."""

    def __init__(self) -> None:
        super().__init__(
            _("Usted es familiar de esta niña o este niño: no puede anotar su propio consentimiento en papel."),
            remedy=_("Pida a otra persona del hospital que lo anote, o acéptelo en su propia página."),
        )


class AlreadyGuardian(GuardianRefusal):
    code = "already_guardian"

    def __init__(self) -> None:
        super().__init__(
            _("La persona con ese correo ya es familiar responsable de esta niña o este niño."),
            field="email",
            remedy=_(
                "Si no le llegó el correo, use «Invitar otra vez» en la ficha; si está mal escrito, corríjalo aquí."
            ),
        )


class NoFamilyAccess(GuardianRefusal):
    code = "child_deceased"

    def __init__(self) -> None:
        super().__init__(
            _("No se invita a familiares de quien falleció."), remedy=_("Hable con la familia en persona.")
        )


class AlreadyEnded(GuardianRefusal):
    code = "guardian_ended"

    def __init__(self) -> None:
        super().__init__(
            _("Esta persona ya no es familiar responsable."),
            remedy=_("Si vuelve a serlo, invítela de nuevo desde la ficha."),
        )


class BadPhone(GuardianRefusal):
    code = "bad_phone"

    def __init__(self) -> None:
        super().__init__(
            _("Ese teléfono no está completo."),
            field="phone",
            remedy=_("Escriba sus 10 dígitos, o el número completo con + y clave del país."),
        )


class ReasonMissing(GuardianRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="reason", remedy=_("Escriba por qué."))


class ConsentRefusal(Refusal):
    """A consent cannot be written down that way."""

    code = "consent_refused"


class NoTextInForce(ConsentRefusal):
    code = "no_consent_text"

    def __init__(self, day: date) -> None:
        super().__init__(
            _("El %(day)s no había ningún texto de consentimiento en uso.") % {"day": written(day)},
            field="given_on",
            remedy=_("Revise la fecha; si es correcta, pida que la familia firme el texto de hoy."),
        )


class FutureConsent(ConsentRefusal):
    code = "future_date"

    def __init__(self) -> None:
        super().__init__(
            _("La fecha del consentimiento aún no llega."),
            field="given_on",
            remedy=_("Escriba el día en que se firmó."),
        )


class DayMissing(ConsentRefusal):
    code = "date_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Falta el día en que se firmó el papel."),
            field="given_on",
            remedy=_("Escríbalo como viene en la hoja firmada."),
        )


class AnotherText(ConsentRefusal):
    """The page showed one version and another one is in force by now."""

    code = "text_changed"

    def __init__(self) -> None:
        super().__init__(_("El texto cambió mientras usted lo leía."), remedy=_("Léalo otra vez y decida con calma."))


class NothingToWithdraw(ConsentRefusal):
    code = "no_consent"

    def __init__(self) -> None:
        super().__init__(
            _("El permiso ya estaba retirado."),
            remedy=_("Si quiere volver a ver la página, acepte de nuevo el texto."),
        )


class NoConsentInForce(NotAllowed):
    """What an open page's next press meets after the consent was withdrawn or the guardian ended."""

    code = "consent_withdrawn"

    def __init__(self) -> None:
        super().__init__(
            _("Usted ya no tiene acceso a la información de esta niña o este niño: el permiso se retiró."),
            remedy=_("Si fue un error, acepte de nuevo el texto en su página o hable con su hospital."),
        )
