"""Refusals about cases, by name: what is wrong, where, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal


class CaseRefusal(Refusal):
    """A case said no."""


class NotYourCase(NotAllowed):
    """The person's postings do not reach the case, or not for this."""

    code = "not_your_case"

    def __init__(self, remedy: str = "") -> None:
        super().__init__(
            _("Este caso lo atienden otras personas."),
            remedy=remedy or _("Escriba o llame a su responsable: su nombre y teléfono están en el caso."),
        )


class NotYoursToOpen(NotAllowed):
    code = "not_yours_to_open"

    def __init__(self) -> None:
        super().__init__(
            _("No puede abrir casos de ese hospital."), field="unit", remedy=_("Elija un hospital de los suyos.")
        )


class ChildNotHere(CaseRefusal):
    """A child who is out of reach of whoever tells is not there."""

    code = "child_not_here"

    def __init__(self) -> None:
        super().__init__(
            _("No hay una niña o un niño con ese folio que usted atienda."),
            field="child",
            remedy=_("Revise el folio, o abra el caso sin él."),
        )


class NothingSaid(CaseRefusal):
    code = "nothing_said"

    def __init__(self, field: str = "text") -> None:
        super().__init__(_("Falta el texto."), field=field, remedy=_("Escriba qué pasó o qué se hizo."))


class CaseReasonMissing(CaseRefusal):
    code = "reason_missing"

    def __init__(self, field: str = "reason") -> None:
        super().__init__(_("Falta el motivo."), field=field, remedy=_("Escriba por qué."))


class ImpossibleNeed(CaseRefusal):
    """A day that nobody means."""

    code = "impossible_need"

    def __init__(self, field: str = "needed_on") -> None:
        super().__init__(
            _("Esa fecha no puede ser."), field=field, remedy=_("Escriba el día en que se necesita, o déjelo vacío.")
        )


class CaseIsOver(CaseRefusal):
    code = "case_is_over"

    def __init__(self, state: str, folio: str) -> None:
        super().__init__(
            _("El caso %(folio)s ya terminó: %(state)s.") % {"folio": folio, "state": state.lower()},
            remedy=_("Si el problema sigue, reábralo."),
        )


class CaseNotOver(CaseRefusal):
    code = "case_not_over"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("El caso %(folio)s no ha terminado: no hay nada que reabrir.") % {"folio": folio},
            remedy=_("Escriba una nota en él."),
        )


class MergedElsewhere(CaseRefusal):
    code = "merged_elsewhere"

    def __init__(self, folio: str) -> None:
        super().__init__(_("Este caso se unió a %(folio)s.") % {"folio": folio}, remedy=_("Siga en ese caso."))


class NotSolved(CaseRefusal):
    code = "not_solved"

    def __init__(self) -> None:
        super().__init__(
            _("El caso no se ha dado por resuelto."), remedy=_("Escriba lo que pasa: su responsable lo leerá.")
        )


class NotWaiting(CaseRefusal):
    code = "not_waiting"

    def __init__(self) -> None:
        super().__init__(_("El caso no está en espera."), remedy=_("Actualice la página."))


class BadWait(CaseRefusal):
    code = "bad_wait"

    def __init__(self, field: str) -> None:
        super().__init__(
            _("Una espera dice de quién y hasta qué día, de hoy en adelante."),
            field=field,
            remedy=_("Elija de quién se espera y un día que no haya pasado."),
        )


class BadContact(CaseRefusal):
    code = "bad_contact"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir por qué medio."), field="way", remedy=_("Elija teléfono, en persona, correo u otro.")
        )


class CannotOwn(CaseRefusal):
    code = "cannot_own"

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s no atiende casos de este hospital.") % {"who": who},
            field="to",
            remedy=_("Elija a alguien del hospital, de su delegación o de oficina central."),
        )


class OwnSolution(NotAllowed):
    """Whoever says that it is solved is not who confirms it."""

    code = "own_solution"

    def __init__(self) -> None:
        super().__init__(
            _("Usted lo dio por resuelto: lo confirma alguien más."),
            remedy=_("Espere a la familia, a quien avisó o al registro de que se dio."),
        )


class NotYoursToConfirm(NotAllowed):
    code = "not_yours_to_confirm"

    def __init__(self) -> None:
        super().__init__(
            _("Un caso lo confirma la familia o quien lo avisó."),
            remedy=_("Anote el contacto con la familia; su confirmación la da ella."),
        )


class NotEnoughContacts(CaseRefusal):
    """«Did not answer» alone ends nothing: three contacts, on three days, by two ways."""

    code = "not_enough_contacts"

    def __init__(self, *, contacts: int, days: int, ways: int) -> None:
        told = ngettext("Hay %(count)d intento", "Hay %(count)d intentos", contacts) % {"count": contacts}
        told += ngettext(" en %(days)d día", " en %(days)d días", days) % {"days": days}
        told += ngettext(" y por %(ways)d medio.", " y por %(ways)d medios.", ways) % {"ways": ways}
        super().__init__(
            told,
            remedy=_(
                "Para cerrar sin confirmación hacen falta tres intentos, en tres días y por dos medios, desde que se "
                "reabrió, la familia dijo que no está o se sumó otra."
            ),
        )
        self.contacts, self.days, self.ways = contacts, days, ways


class NotYoursToClose(NotAllowed):
    code = "not_yours_to_close"

    def __init__(self) -> None:
        super().__init__(
            _("Solo oficina central cierra un caso sin confirmación."),
            remedy=_("Anote los contactos con la familia y pida el cierre a oficina central."),
        )


class OtherDrug(CaseRefusal):
    """What was given of one would confirm the other."""

    code = "other_drug"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("El caso %(folio)s es de otro medicamento.") % {"folio": folio},
            field="into",
            remedy=_("Atiéndalos por separado; si uno tiene mal el medicamento, corríjalo primero."),
        )


class CannotMerge(CaseRefusal):
    code = "cannot_merge"

    def __init__(self) -> None:
        super().__init__(
            _("Solo se unen dos casos distintos y abiertos del mismo hospital."),
            field="into",
            remedy=_("Elija otro caso abierto de este hospital."),
        )


class CannotLeave(CaseRefusal):
    """The last one whom a case touches cannot go: nobody would be left to confirm it."""

    code = "cannot_leave"

    def __init__(self) -> None:
        super().__init__(
            _("Es la única persona que puede confirmar el caso."),
            remedy=_("Confirme que está resuelto, o siga el caso."),
        )


class WouldEndUnconfirmed(CaseRefusal):
    """Taking the last one off who might say no would end it without anybody's word."""

    code = "would_end_unconfirmed"

    def __init__(self) -> None:
        super().__init__(
            _("Es la única persona que falta por confirmar: sin ella, el caso terminaría."),
            remedy=_("Hable con la familia; si no se logra, ciérrelo sin confirmar, con el motivo."),
        )


class AlreadyLeft(CaseRefusal):
    code = "already_left"

    def __init__(self) -> None:
        super().__init__(_("Ya no es parte de este caso."), remedy=_("Si el problema sigue, avise de nuevo."))
