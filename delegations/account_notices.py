"""What people are told about accounts and one-time links; the words are in `templates/delegations/notices/`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.notify import NoticeKind
from delegations.roles import Role

_ABOUT_YOUR_ACCOUNT = _("Recibe este correo porque es sobre su cuenta de OncoAbasto.")

KINDS = (
    NoticeKind(
        "account.invited",
        _("Invitación"),
        why=_("Recibe este correo porque alguien del instituto le dio una función en OncoAbasto."),
        button=_("Aceptar la invitación"),
        secret=True,
    ),
    NoticeKind(
        "family.invited",
        _("Invitación a una familia"),
        why=_("Recibe este correo porque el hospital donde atienden a su familiar lo pidió para usted."),
        button=_("Abrir mi invitación"),
        secret=True,
    ),
    NoticeKind(
        "family.welcomed",
        _("Su hospital en OncoAbasto"),
        why=_("Recibe este correo porque el hospital donde atienden a su familiar lo pidió para usted."),
        button=_("Abrir OncoAbasto"),
        mandatory=True,
        audience=frozenset({Role.FAMILY}),
    ),
    NoticeKind(
        "network.confirm_contact",
        _("Confirmar el contacto"),
        why=_("Recibe este correo porque ocupa un puesto de la red de abasto, que se publica en el directorio."),
        button=_("Sí, es correcto"),
        secret=True,
    ),
    NoticeKind(
        "network.contact_disowned",
        _("Contacto que ya no es de quien ocupa el puesto"),
        why=_("Recibe este aviso porque le toca nombrar a quien ocupe el puesto."),
        button=_("Ver el nombramiento"),
    ),
    NoticeKind("account.email_changed", _("Cambio de correo"), why=_ABOUT_YOUR_ACCOUNT, mandatory=True),
    NoticeKind(
        "account.second_factor_reset",
        _("Segundo factor retirado"),
        why=_ABOUT_YOUR_ACCOUNT,
        button=_("Ver mi cuenta"),
        mandatory=True,
    ),
)
