"""Help on the screens of performance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por una cifra de compras, a oficina central; por una entrega, a quien la recibió.")

PAGES: list[HelpPage] = [
    HelpPage(
        "compras",
        _("El tablero de compras"),
        ("supply:purchase-board",),
        _("Qué se compró en un periodo, a qué precio, qué llegó, qué está atrasado y qué claves nadie ofreció."),
        parts=[
            (_("Gasto"), _("Envases aceptados en las entregas, al precio de su orden.")),
            (_("Cumplimiento"), _("Envases recibidos de los pedidos, de las órdenes cuya fecha límite ya pasó.")),
            (_("Piezas atrasadas"), _("Las de órdenes cuya fecha límite pasó y aún no llegan.")),
            (_("Claves desiertas"), _("Las que se licitaron y nadie ganó, de las que ya tienen fallo.")),
            (_("Ahorro"), _("Lo que costó de menos contra el precio de referencia del procedimiento, donde lo hay.")),
        ],
        can=[
            _("Elegir periodo, proveedor, clave y delegación. La dirección de la página guarda la pregunta."),
            _("Descargar cada tabla e imprimir la página."),
        ],
        figures=_("De las órdenes de suministro y sus entregas, en este momento."),
        ask=ASK,
        needs=Permission.VIEW_PURCHASES,
    ),
    HelpPage(
        "cumplimiento-de-proveedores",
        _("El cumplimiento de los proveedores"),
        ("supply:fulfilment",),
        _("Cuánto entrega cada proveedor de lo que se le pide, qué tan tarde, y qué tan probable es la siguiente."),
        parts=[
            (_("Atraso"), _("Días después de la fecha límite en que ya había llegado la mitad, y nueve décimos.")),
            (
                _("Probabilidad"),
                _("De que un pedido esté en su fecha, y 7, 14 y 28 días después, según lo que ha pasado antes."),
            ),
        ],
        can=[_("Ver las claves de un proveedor, o los proveedores de una clave."), _("Descargar la lista.")],
        figures=_("De las órdenes del último año y medio; con pocas pesa más la historia de los demás, y se dice."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "senales-de-atencion",
        _("Las señales de atención"),
        ("supply:sign-list",),
        _("Lo que en precios, órdenes, ofertas, entregas, ajustes y mermas se sale de lo común y conviene revisar."),
        parts=[
            (_("Qué se vio"), _("Las cifras, y contra qué se comparan.")),
            (
                _("Fuera de lo común"),
                _("Qué parte de los casos comparables lo es menos, o qué tan raro sería por azar: el renglón lo dice."),
            ),
        ],
        can=[_("Filtrar por señal, proveedor, clave y delegación."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("Se buscan cada noche. Una señal no acusa a nadie: casi todas tienen explicación."),
        ask=ASK,
        needs=Permission.VIEW_PURCHASES,
    ),
    HelpPage(
        "senal-de-atencion",
        _("Una señal de atención"),
        ("supply:sign",),
        _("Qué se vio, contra qué, qué puede explicarlo, qué conviene revisar y qué se encontró."),
        parts=[(_("Respuestas"), _("Todas las que se han escrito, con su autor y su fecha."))],
        can=[_("Abrir el contrato, la orden o el lugar de que se trata.")],
        figures=_("Las cifras son las de la última vez que se vio; una señal ya revisada conserva las suyas."),
        ask=ASK,
        needs=Permission.VIEW_PURCHASES,
    ),
    HelpPage(
        "revisar-senal",
        _("Responder a una señal de atención"),
        ("supply:sign-review",),
        _("Escribir qué se revisó y qué se encontró."),
        parts=[
            (_("Tiene explicación"), _("Se entiende lo que pasó y no hay nada que hacer.")),
            (_("Se revisó"), _("Había algo que corregir, y se le dio seguimiento.")),
        ],
        can=[_("Cambiar la respuesta después: quedan todas.")],
        keys=FORM_KEYS,
        figures=_("La respuesta queda con su nombre y la fecha."),
        ask=ASK,
        needs=Permission.MANAGE_PURCHASES,
    ),
]
