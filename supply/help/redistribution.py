"""Help on the screens of redistribution and transfer orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por una propuesta que no corresponde, al responsable de abasto de la delegación o a oficina central.")
ORDER = _(
    "Primero, menos dosis fechadas sin cubrir; después, menos faltante de mínimos; si no alcanza, reparto por dosis "
    "sin cubrir y por CPM; después, menos piezas caducadas; al final, menos costo."
)

PAGES: list[HelpPage] = [
    HelpPage(
        "redistribuciones",
        _("La redistribución"),
        ("supply:redistribution-list",),
        _("Qué se ha calculado: a dónde conviene mover lo que hay para que falten menos dosis y caduque menos."),
        parts=[
            (_("Dosis sin cubrir"), _("Antes y después, si se hiciera todo lo propuesto.")),
            (_("Piezas por caducar"), _("Las que caducarían sin usarse en 120 días.")),
        ],
        can=[_("Calcular otra, si responde por el abasto de la delegación o del país."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("Con existencias, dosis fechadas y pronóstico del momento en que se calculó."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "calcular-redistribucion",
        _("Calcular una redistribución"),
        ("supply:redistribution-new",),
        _("Se pregunta dónde debería estar lo que existe; nada se mueve por calcular."),
        parts=[
            (_("Delegación"), _("Entre delegaciones solo mueve oficina central.")),
            (_("Qué pasa si"), _("Se estudia el caso en que una orden de suministro o un traspaso no llegan.")),
        ],
        can=[_("Limitarla a una delegación o a un medicamento."), _("Pedir que no se abran envases.")],
        keys=FORM_KEYS,
        figures=ORDER,
        ask=ASK,
        needs=Permission.REDISTRIBUTE,
    ),
    HelpPage(
        "una-redistribucion",
        _("Una redistribución"),
        ("supply:redistribution", "supply:redistribution-accept-all", "supply:redistribution-cancel"),
        _("Lo que cambia y cada propuesta con su razón."),
        parts=[
            (_("Quién da"), _("Conserva lo que piden sus propias dosis fechadas y su reserva.")),
            (_("Por qué"), _("Qué dosis cubre, cuándo llega, con cuánta vida y qué queda donde sale.")),
        ],
        can=[_("Aceptar o rechazar cada propuesta, o aceptarlas todas."), _("Cancelar un cálculo que no termina.")],
        figures=ORDER,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "una-propuesta",
        _("Una propuesta de redistribución"),
        ("supply:proposal",),
        _("Lo que hay y lo que se pide hoy en los dos lugares, y si la propuesta todavía se puede cumplir."),
        parts=[
            (_("Libres"), _("Lo utilizable del lote menos lo que otra orden de traspaso en pie ya compromete.")),
            (_("Dosis fechadas"), _("Por día y en suma; de quién son solo lo ve quien atiende.")),
            (_("Ya no aplica"), _("La existencia cambió desde el cálculo: no se acepta.")),
        ],
        can=[_("Aceptarla o rechazarla, si responde por el abasto entre esos lugares.")],
        figures=_("La razón es del momento del cálculo; las existencias y las dosis, de ahora."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "decidir-propuesta",
        _("Rechazar una propuesta"),
        ("supply:proposal-reject", "supply:proposal-accept"),
        _("Una propuesta que no conviene se rechaza con su motivo; la aceptada se vuelve orden de traspaso."),
        can=[_("Escribir el motivo en una línea.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.REDISTRIBUTE,
    ),
    HelpPage(
        "ordenes-de-traspaso",
        _("Las órdenes de traspaso"),
        ("supply:transfer-order-list",),
        _("Lo que se quiere mover y quién falta de confirmar."),
        parts=[
            (_("Por confirmar"), _("Falta que diga que sí quien envía, quien recibe o los dos.")),
            (_("Confirmada por ambos"), _("Puede enviarse.")),
            (_("Enviada"), _("Salió del libro: sigue como traspaso hasta que el destino dice qué llegó.")),
        ],
        can=[_("Buscar por lugar, medicamento o folio."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "ordenar-traspaso",
        _("Ordenar un traspaso a mano"),
        ("supply:transfer-order-start", "supply:transfer-order-new"),
        _("Se dice de dónde sale, a dónde va, qué piezas y por qué; nada sale hasta que confirman los dos lados."),
        parts=[
            (_("Destino"), _("Entre delegaciones lo ordena oficina central.")),
            (_("Lote"), _("Vacío: sale primero el que caduca primero.")),
            (_("Por qué"), _("Lo leen quienes confirman.")),
        ],
        can=[_("Pedir hasta lo que hay utilizable y sin comprometer en otra orden.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "una-orden-de-traspaso",
        _("Una orden de traspaso"),
        ("supply:transfer-order", "supply:transfer-order-give", "supply:transfer-order-take"),
        _("Qué se mueve, por qué, y las dos confirmaciones, de dos personas distintas."),
        can=[_("Confirmar el lado del que responde."), _("Enviar, cuando confirmaron los dos."), _("No aceptarla.")],
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "enviar-orden-de-traspaso",
        _("Enviar, no aceptar o cancelar una orden"),
        ("supply:transfer-order-send", "supply:transfer-order-refuse", "supply:transfer-order-cancel"),
        _("Enviar asienta la salida en el libro; lo demás pide un motivo y avisa a la otra parte."),
        can=[_("Decir qué día se espera que llegue.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
]
