"""What families are told by mail, and who is told of what a family reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.models import Pace
from delegations.notify import NoticeKind
from delegations.roles import Role

_ASKED = _("Recibe este correo porque usted lo pidió en su página.")
_FAMILY = frozenset({Role.FAMILY})

KINDS = (
    NoticeKind(
        "family.answer_changed",
        _("Cambió la respuesta de una sesión"),
        app="pediatric_platform",
        why=_ASKED,
        button=_("Abrir mi página"),
        email=Pace.NEVER,
        audience=_FAMILY,
    ),
    NoticeKind(
        "family.session_moved",
        _("Una sesión cambió de día"),
        app="pediatric_platform",
        why=_ASKED,
        button=_("Abrir mi página"),
        email=Pace.NEVER,
        audience=_FAMILY,
    ),
    NoticeKind(
        "family.report_answered",
        _("El hospital respondió su aviso"),
        app="pediatric_platform",
        why=_("Recibe este correo porque usted mandó un aviso."),
        button=_("Leer la respuesta"),
        audience=_FAMILY,
    ),
    NoticeKind(
        "family.fever_reported",
        _("Una familia avisa de fiebre"),
        app="pediatric_platform",
        why=_("Recibe este correo porque atiende a niñas y niños en el hospital."),
        button=_("Abrir el aviso"),
        mandatory=True,
        audience=frozenset({Role.CLINICIAN, Role.PHARMACIST, Role.HEAD_OF_MEDICAL_SERVICES}),
    ),
    NoticeKind(
        "family.problem_reported",
        _("Una familia avisa de un problema"),
        app="pediatric_platform",
        why=_("Recibe este correo porque atiende a niñas y niños en el hospital."),
        button=_("Abrir el aviso"),
        audience=frozenset({Role.CLINICIAN, Role.PHARMACIST, Role.HEAD_OF_MEDICAL_SERVICES}),
    ),
)
