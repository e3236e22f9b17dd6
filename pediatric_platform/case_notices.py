"""What people are told about cases: who has one, what its clock did, and what a family is asked."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Pace
from delegations.notify import NoticeKind
from delegations.roles import PERMISSIONS, Permission, Role

_WORKS = frozenset(Role(role) for role, held in PERMISSIONS.items() if Permission.WORK_CASE in held)
_OPENS = frozenset(Role(role) for role, held in PERMISSIONS.items() if Permission.OPEN_CASE in held)
_APPOINT = frozenset({Role.CENTRAL_OFFICE, Role.DELEGATION_REPRESENTATIVE, Role.ADMINISTRATOR})
_ANSWERS = _("Recibe este correo porque responde por los casos del hospital.")
_TOLD = _("Recibe este correo porque usted mandó un aviso.")


def _staff(name: str, label: Promise, *, mandatory: bool = True, email: Pace = Pace.NOW) -> NoticeKind:
    return NoticeKind(
        name,
        label,
        app="pediatric_platform",
        why=_ANSWERS,
        button=_("Abrir el caso"),
        mandatory=mandatory,
        email=email,
        audience=_WORKS,
    )


def _teller(name: str, label: Promise) -> NoticeKind:
    """For whoever told it: a relative, or somebody of the staff."""
    return NoticeKind(
        name,
        label,
        app="pediatric_platform",
        why=_TOLD,
        button=_("Abrir mi aviso"),
        audience=_OPENS | {Role.FAMILY},
    )


KINDS: tuple[NoticeKind, ...] = (
    _staff("case.owned", _("Un caso queda a su cargo")),
    _staff("case.reminder", _("Un caso a su cargo se acerca a su límite"), mandatory=False),
    _staff("case.contact_late", _("Falta llamar a la familia de un caso")),
    _staff("case.escalated", _("Un caso subió de nivel")),
    _staff("case.agenda", _("Un caso va a la sesión con las familias")),
    _staff("case.graver", _("Un caso a su cargo es más urgente")),
    _staff("case.reply", _("Escribieron en un caso a su cargo"), mandatory=False),
    _staff("case.disputed", _("Un caso a su cargo no está resuelto")),
    _staff("case.unconfirmed", _("Un caso resuelto sigue sin confirmarse"), mandatory=False),
    _staff("case.confirmed", _("Se confirmó un caso a su cargo"), mandatory=False, email=Pace.NEVER),
    NoticeKind(
        "case.gap",
        _("Un caso encontró un puesto vacío"),
        app="pediatric_platform",
        why=_("Recibe este correo porque nombra a los responsables de abasto."),
        button=_("Abrir el caso"),
        mandatory=True,
        audience=_APPOINT,
    ),
    _teller("case.taken", _("Alguien tomó su caso")),
    _teller("case.message", _("Le escribieron sobre su caso")),
    _teller("case.solved", _("Dicen que su caso está resuelto")),
    _teller("case.ask_again", _("Falta su respuesta sobre su caso")),
    _teller("case.closed", _("La oficina central cerró su caso")),
)
