"""Refusals about agreements."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class AgreementRefusal(Refusal):
    """An agreement said no."""


class NotYoursToAgree(NotAllowed):
    """The person's postings do not let them write agreements: 403."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("Los acuerdos los escribe y los cierra oficina central."),
            remedy=_("Si usted es responsable del acuerdo, anote su avance en la página del acuerdo."),
        )


class AgreementFactMissing(AgreementRefusal):
    """Something that must be written down is blank."""

    code = "fact_missing"

    def __init__(self, field: str, message: str, remedy: str = "") -> None:
        super().__init__(message, field=field, remedy=remedy)


class AgreementNamesSomebody(AgreementRefusal):
    """A child's name, or that of a relative who did not agree: agreements are read by many, and by families."""

    code = "agreement_names_somebody"

    def __init__(self, field: str, told: str) -> None:
        super().__init__(told, field=field, remedy=_("Use el folio del caso, el puesto o la institución, sin nombres."))


class BadDueDay(AgreementRefusal):
    code = "bad_due_day"

    def __init__(self, message: str, remedy: str, *, field: str = "due_on") -> None:
        super().__init__(message, field=field, remedy=remedy)


class NoMeetingToAgreeIn(AgreementRefusal):
    """The meeting has not begun, was cancelled, or its minutes are signed."""

    is_conflict = True
    code = "no_meeting_to_agree_in"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy=remedy)


class OwnerUnclear(AgreementRefusal):
    """Nobody, two, or a post that does not exist there."""

    code = "owner_unclear"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, field="owner", remedy=remedy)


class PlaceUnclear(AgreementRefusal):
    code = "place_unclear"

    def __init__(self) -> None:
        super().__init__(
            _("Un acuerdo trata de una delegación o de un hospital, no de los dos."),
            field="place",
            remedy=_("Deje el que corresponda."),
        )


class ConditionIncomplete(AgreementRefusal):
    """What the data should measure lacks something."""

    code = "condition_incomplete"

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


class OtherMeetings(AgreementRefusal):
    """The review or the matter is of another meeting."""

    code = "other_meeting"

    def __init__(self) -> None:
        super().__init__(
            _("La revisión o el asunto es de otra sesión."),
            remedy=_("Actualice la página y vuelva a anotar el acuerdo."),
        )


class KeyOfAnotherAgreement(AgreementRefusal):
    """The same idempotency key with other words."""

    is_conflict = True
    code = "key_of_another_agreement"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("Ese formulario ya anotó el acuerdo %(folio)s con otras palabras.") % {"folio": folio},
            remedy=_("Ábralo y corríjalo, o abra un formulario nuevo."),
        )


class AgreementIsClosed(AgreementRefusal):
    is_conflict = True
    code = "agreement_is_closed"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("El acuerdo está %(state)s.") % {"state": state.lower()},
            remedy=_("Si hace falta, reábralo con su motivo."),
        )


class AgreementIsPending(AgreementRefusal):
    is_conflict = True
    code = "agreement_is_pending"

    def __init__(self) -> None:
        super().__init__(_("El acuerdo sigue pendiente."), remedy=_("No hay nada que reabrir."))


class MeasuredByTheData(AgreementRefusal):
    """Only the data, or whoever keeps the minutes with evidence, says that it is kept."""

    code = "measured_by_the_data"

    def __init__(self) -> None:
        super().__init__(
            _("Este acuerdo se da por cumplido solo, cuando los datos lo dicen."),
            remedy=_("Anote su avance; si los datos están mal, pida a oficina central que lo revise."),
        )


class TheDataSayKept(AgreementRefusal):
    """Reopened by hand, the night would find it kept again."""

    is_conflict = True
    code = "the_data_say_kept"

    def __init__(self) -> None:
        super().__init__(
            _("Los datos dicen que se cumple: reabierto, esta noche quedaría cumplido otra vez."),
            remedy=_("Si se necesita algo más, acuérdelo en la siguiente sesión."),
        )


class SignedAway(AgreementRefusal):
    """What signed minutes tell stays."""

    is_conflict = True
    code = "told_by_signed_minutes"

    def __init__(self) -> None:
        super().__init__(
            _("La minuta de esa sesión está firmada: las palabras y la condición del acuerdo ya no cambian."),
            remedy=_("Mueva la fecha, pase el acuerdo a otro responsable, o déjelo sin efecto y acuerde otro."),
        )
