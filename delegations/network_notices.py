"""What people are told of the network: each kind's words are in `templates/delegations/notices/`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.notify import NoticeKind

_TO_HOLDER_AND_APPOINTER = _("Recibe este aviso porque ocupa el puesto o porque le toca nombrar a quien lo ocupe.")

KINDS = (
    NoticeKind("network.appointed", _("Nombramientos"), button=_("Ver el nombramiento")),
    NoticeKind(
        "network.substitute", _("Encargos temporales"), why=_TO_HOLDER_AND_APPOINTER, button=_("Ver el encargo")
    ),
    NoticeKind(
        "network.handed_over", _("Entregas de puesto"), why=_TO_HOLDER_AND_APPOINTER, button=_("Ver la entrega")
    ),
    NoticeKind("network.ended", _("Término de un nombramiento"), button=_("Ver el nombramiento")),
    NoticeKind(
        "network.ending_soon",
        _("Nombramientos por terminar"),
        why=_TO_HOLDER_AND_APPOINTER,
        button=_("Ver el nombramiento"),
    ),
    NoticeKind(
        "network.contact_bounced",
        _("Correo de oficina devuelto"),
        why=_TO_HOLDER_AND_APPOINTER,
        button=_("Corregir el contacto"),
    ),
    NoticeKind(
        "network.gap",
        _("Puestos vacantes"),
        why=_("Recibe este aviso porque le toca nombrar a quien ocupe el puesto."),
        button=_("Ver los huecos de la red"),
    ),
)
