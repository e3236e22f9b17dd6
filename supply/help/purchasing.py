"""Help on the screens of purchasing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES: list[HelpPage] = [
    HelpPage(
        "ordenes-de-suministro",
        _("Órdenes de suministro"),
        (
            "supply:supply-order-list",
            "supply:supply-order",
            "supply:supply-order-new",
            "supply:supply-order-change",
            "supply:supply-order-end",
            "supply:supply-order-promise",
        ),
        _("Qué se pidió a cada proveedor, a dónde viene, para cuándo, y qué ha llegado de ello."),
        parts=[
            (
                _("Situación"),
                _(
                    "Nadie la escribe: sale de lo aceptado y de la fecha límite. Vencida es la que pasó su fecha y aún "
                    "espera envases; completa es la que recibió todos."
                ),
            ),
            (
                _("Envases y piezas"),
                _("La orden, su precio y el contrato cuentan envases de una clave; el libro cuenta piezas."),
            ),
            (
                _("Pena convencional"),
                _(
                    "Por cada día natural después de la fecha límite, el porcentaje del contrato sobre el valor de lo "
                    "que llegó tarde o no ha llegado, hasta su tope. Lo rechazado no se ha entregado."
                ),
            ),
        ],
        can=[
            _("Filtrar por situación, proveedor, clave, delegación y fechas, y descargar la lista."),
            _("Anotar el día que anunció el proveedor, si usted responde por el abasto del destino."),
            _("Emitir, modificar, cerrar o cancelar órdenes, si es de oficina central."),
        ],
        keys=LIST_KEYS,
        figures=_("De las órdenes registradas y de las entregas recibidas, al momento en que se abre la página."),
        ask=_("Por una orden que no aparece, a oficina central: las emite o las carga."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "cargar-ordenes",
        _("Cargar órdenes de suministro"),
        ("supply:order-import", "supply:order-import-faults", "supply:order-template"),
        _("Un archivo con órdenes y con lo recibido de ellas entra completo o no entra."),
        parts=[
            (
                _("Primero se ensaya"),
                _("Se muestra qué cambia, o todas las faltas con su fila y columna; nada se guarda hasta confirmar."),
            ),
            (
                _("Cargar dos veces"),
                _("La orden se reconoce por su número y la entrega por proveedor, remisión y lugar: nada se repite."),
            ),
            (
                _("Lo recibido"),
                _("Entra al libro del destino, salvo que ya esté allí con la misma remisión, lote y piezas."),
            ),
        ],
        can=[_("Descargar la plantilla, ensayar un archivo y cargarlo.")],
        keys=FORM_KEYS,
        figures=_("Las del archivo, comparadas con lo registrado en ese momento."),
        ask=_("Por una clave o una unidad que falta, a la administración."),
        needs=Permission.MANAGE_PURCHASES,
    ),
    HelpPage(
        "entregas-de-proveedores",
        _("Entregas de proveedores"),
        (
            "supply:delivery-list",
            "supply:delivery",
            "supply:delivery-void",
            "supply:over-take",
            "supply:over-send-back",
        ),
        _("Cada remisión que trajo un proveedor: qué se aceptó, qué se rechazó y qué venía de más."),
        parts=[
            (_("Aceptados"), _("Entraron al libro del lugar y cuentan para su orden.")),
            (_("Rechazados"), _("Se devolvieron con su motivo; la orden los sigue esperando.")),
            (
                _("De más"),
                _(
                    "Más de lo que pedía la orden: se apartan fuera del libro hasta que la delegación o la oficina "
                    "central decide tomarlos con otra orden, o devolverlos."
                ),
            ),
            (
                _("Anular"),
                _("Deshace una entrega mal capturada: sus piezas salen del libro y la orden vuelve a esperar."),
            ),
        ],
        can=[
            _("Buscar por remisión, orden o lote, y descargar la lista."),
            _("Anular una entrega de su lugar; la misma remisión puede capturarse de nuevo."),
        ],
        keys=LIST_KEYS,
        figures=_("De lo capturado al recibir o cargado de un archivo."),
        ask=_("Por un excedente, a la persona responsable de abasto de la delegación."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "recibir-de-un-proveedor",
        _("Recibir de un proveedor"),
        ("supply:delivery-receive",),
        _("Se elige de quién es la remisión y se captura, por orden y lote, lo que trae."),
        parts=[
            (
                _("Con lector"),
                _(
                    "Cada caja leída suma un envase a su lote y a la orden que lo espera. Si el lector no separa los "
                    "datos, la página pide comparar el lote con la caja: configúrelo para enviar el separador GS."
                ),
            ),
            (
                _("Red fría"),
                _("Pide la temperatura al abrir; fuera de 2 a 8 °C se rechaza, o se escribe qué dictamen lo libera."),
            ),
            (
                _("Vida útil"),
                _("Con menos días de los que pide el contrato se rechaza, o se escribe por qué se acepta."),
            ),
            (
                _("Una remisión, dos órdenes"),
                _("Van en la misma captura, un renglón por orden y lote. Enviarla dos veces no la repite."),
            ),
        ],
        can=[_("Recibir completo, en parte o de más, y rechazar con motivo.")],
        keys=FORM_KEYS,
        figures=_("Las órdenes que el lugar espera en este momento."),
        ask=_("Por una orden que no aparece, a oficina central; mientras, puede recibir sin orden."),
        needs=Permission.POST_LEDGER,
    ),
    HelpPage(
        "contratos",
        _("Contratos"),
        (
            "supply:contract-list",
            "supply:contract",
            "supply:contract-new",
            "supply:contract-edit",
            "supply:contract-end",
            "supply:contract-line-new",
            "supply:contract-line-edit",
        ),
        _("Qué claves puede pedirse a cada proveedor, a qué precio, hasta cuándo, y cuánto queda."),
        parts=[
            (
                _("Saldo"),
                _(
                    "El máximo menos lo que está en órdenes. De una orden cancelada o cerrada con faltante solo cuenta "
                    "lo que había llegado. Cuenta lo de todo el país."
                ),
            ),
            (_("Mínimo"), _("Lo que el instituto se obligó a pedir; se muestra lo que falta.")),
        ],
        can=[
            _("Ver los contratos, sus claves y sus saldos."),
            _("Registrarlos, modificarlos y emitir órdenes con ellos, si es de oficina central."),
        ],
        keys=LIST_KEYS,
        figures=_("De lo registrado por oficina central y de las órdenes, al momento."),
        ask=_("Por un dato del contrato, a oficina central."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "procedimientos-de-contratacion",
        _("Procedimientos de contratación"),
        (
            "supply:tender-list",
            "supply:tender",
            "supply:tender-new",
            "supply:tender-edit",
            "supply:tender-line-new",
            "supply:tender-line-edit",
            "supply:bid-new",
        ),
        _("Qué claves se sacaron a concurso, quién ofreció, a qué precio, y cuáles quedaron desiertas."),
        parts=[
            (_("Precio de referencia"), _("El de la investigación de mercado; con él se mide el ahorro.")),
            (_("Desierta"), _("Nadie la ofreció, o ninguna oferta se aceptó: no hay a quién pedirla.")),
        ],
        can=[_("Ver procedimientos y ofertas."), _("Registrarlos, si es de oficina central.")],
        keys=LIST_KEYS,
        figures=_("De lo registrado por oficina central."),
        ask=_("Por un fallo o una oferta, a oficina central."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "proveedores",
        _("Proveedores"),
        ("supply:supplier-list", "supply:supplier", "supply:supplier-new", "supply:supplier-edit"),
        _("Quién vende al instituto, con qué contratos, y qué se espera de cada uno."),
        parts=[
            (
                _("Órdenes por recibir"),
                _("Las que vienen a los lugares que usted ve; vencidas son las pasadas de fecha."),
            )
        ],
        can=[_("Ver a cada proveedor y cómo escribirle."), _("Registrarlos y corregirlos, si es de oficina central.")],
        keys=LIST_KEYS,
        figures=_("De las órdenes abiertas, al momento."),
        ask=_("Por un dato del proveedor, a oficina central."),
        needs=Permission.VIEW_STOCK,
    ),
]
