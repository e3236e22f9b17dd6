"""Help on the screens of requisitions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Si no sabe quién decide, llame a la persona responsable de abasto de la delegación.")
STOCKS = _("Existencias de este momento; los niveles dicen de cuándo son.")

PAGES: list[HelpPage] = [
    HelpPage(
        "requisiciones",
        _("Requisiciones"),
        ("supply:requisition-list",),
        _("Lo que piden los lugares que usted ve: en qué paso va cada una y qué ha llegado."),
        parts=[(_("Por decidir"), _("Las que esperan su decisión; las urgentes van primero."))],
        can=[_("Buscar por lugar, medicamento o folio."), _("Abrir, decidir o hacer una nueva."), _("Descargar.")],
        keys=LIST_KEYS,
        figures=STOCKS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "pedir",
        _("Hacer una requisición"),
        ("supply:requisition-start", "supply:requisition-new", "supply:requisition-edit"),
        _("Viene llena con lo que sugieren los niveles. Se corrige, se guarda y se envía."),
        parts=[
            (_("Otra cantidad"), _("Si no pide lo sugerido, diga por qué: lo lee quien decide.")),
            (
                _("Urgente"),
                _("Fuera de la requisición de la semana, con motivo. Cubre unos días y tiene un número al mes."),
            ),
        ],
        keys=FORM_KEYS,
        figures=STOCKS,
        ask=ASK,
        needs=Permission.REQUEST_SUPPLY,
    ),
    HelpPage(
        "requisicion",
        _("Una requisición"),
        (
            "supply:requisition",
            "supply:requisition-send",
            "supply:requisition-take-back",
            "supply:requisition-cancel",
            "supply:requisition-fulfil",
        ),
        _("Qué se pidió, cómo están ambos lugares ahora, qué se decidió y qué ha llegado."),
        parts=[
            (_("Sugeridas, pedidas, aprobadas"), _("Lo que decían los niveles, lo que se pidió y lo que se autorizó.")),
            (_("Llegaron"), _("Lo recibido por sus órdenes de traspaso; lo que falta no lo trae nadie todavía.")),
        ],
        can=[
            _("Enviarla, retomarla mientras nadie decida, cancelarla."),
            _("Darla por surtida con motivo."),
            _("Imprimirla."),
        ],
        figures=STOCKS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "decidir-requisicion",
        _("Decidir una requisición"),
        (
            "supply:requisition-decide",
            "supply:requisition-refuse",
            "supply:requisition-escalate",
            "supply:requisition-rest",
        ),
        _("Con la existencia de quien pide y de quien surte lado a lado, se aprueba todo, parte o nada."),
        parts=[
            (_("Quién tiene"), _("Los lugares con piezas. Abra uno para compararlo con quien pide.")),
            (_("Por comprar"), _("Lo aprobado que ningún lugar tiene: espera una orden de suministro.")),
        ],
        can=[
            _("Aprobar otra cantidad, con su motivo."),
            _("Pasarla a oficina central."),
            _("Surtir después lo que una orden no trajo."),
        ],
        keys=FORM_KEYS,
        figures=STOCKS,
        ask=ASK,
        needs=Permission.APPROVE_SUPPLY,
    ),
]
