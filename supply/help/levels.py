"""Help on the screens of levels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por una regla o un nivel que no corresponde, a la persona responsable de abasto de la delegación.")
LEVELS = [
    (_("Punto de emergencia"), _("Debajo de él, ni un traspaso enviado hoy llegaría a tiempo con seguridad.")),
    (_("Mínimo"), _("Debajo de él, ni un pedido hecho hoy llegaría a tiempo con seguridad.")),
    (_("Punto de reorden"), _("En él o debajo, esperar al siguiente pedido ya no es seguro: conviene pedir.")),
    (_("Máximo"), _("Hasta donde se pide: el punto de reorden y lo que se espera en el ciclo siguiente.")),
]

PAGES: list[HelpPage] = [
    HelpPage(
        "que-hacer-hoy",
        _("Qué hacer hoy"),
        ("supply:worklist",),
        _("Todo lo que espera una acción suya, lo que más daño hace primero, con su porqué y su plazo."),
        parts=[
            (
                _("Dosis con fecha sin cubrir"),
                _("Lo que una niña o un niño necesita un día y nadie tiene; lo más próximo primero."),
            ),
            (_("Retiros sanitarios"), _("Lotes que debe apartar y contar, por el plazo que queda.")),
            (_("Lo que se agota"), _("Por la probabilidad de quedarse sin existencia y por lo vital del medicamento.")),
            (_("Lo que caduca"), _("Piezas que no alcanzarán a usarse, por su valor.")),
            (_("Lo demás"), _("Semanas, traspasos, requisiciones, órdenes atrasadas y préstamos, por su fecha.")),
        ],
        can=[
            _("Filtrar por lo que hay que hacer, delegación, unidad y medicamento."),
            _("Hacerlo con un botón: pedir, traspasar, responder; un traspaso se confirma sin salir de la lista."),
            _("Ver de cada cosa cuánto hay, y sólo eso, con lo que está sobre la lista."),
            _("Leer más de un renglón en su título."),
            _("Aplazar un renglón con su motivo, y regresarlo."),
            _("Descargar o imprimir la lista."),
        ],
        keys=LIST_KEYS,
        figures=_("Cada renglón dice de cuándo son sus datos. Quien ve el país ve lo más grave de cada cosa."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "aplazar-un-pendiente",
        _("Aplazar un pendiente"),
        ("supply:work-put-off",),
        _("Quitar un renglón de la lista hasta un día, diciendo por qué puede esperar."),
        parts=[
            (
                _("Cuánto puede esperar"),
                _("Una dosis sin cubrir, un día; lo que se agota, 14; lo demás, 30. Un retiro no se aplaza."),
            ),
            (_("Si empeora"), _("Vuelve antes: lo que llega a cero, o una dosis más próxima, es otro renglón.")),
        ],
        can=[_("Aplazarlo otra vez, o regresarlo desde el final de la lista.")],
        keys=FORM_KEYS,
        figures=_("Queda en la auditoría quién lo aplazó, cuándo y por qué."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "niveles-de-existencia",
        _("Los niveles de existencia"),
        ("supply:stock-plan-list",),
        _("Cuánto debe haber de cada medicamento en cada unidad, cuánto hay y hacia dónde va."),
        parts=[
            *LEVELS,
            (
                _("Antes de que llegue más"),
                _("La probabilidad de que se pida más de lo que hay antes de que llegue un pedido hecho hoy."),
            ),
            (_("Por caducar"), _("Piezas que caducarían sin usarse si se pide lo que se espera.")),
        ],
        can=[
            _("Ver lo que está bajo un nivel, lo que se agota pronto, lo que hay que pedir."),
            _("Descargar la lista."),
        ],
        keys=LIST_KEYS,
        figures=_(
            "Del pronóstico de cada unidad, sus dosis con fecha, su existencia y lo que viene en camino. El almacén de "
            "una delegación no tiene niveles propios: se mira con los de sus unidades."
        ),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "por-que-un-nivel",
        _("Por qué un nivel es el que es"),
        ("supply:stock-plan",),
        _("Cada número de un medicamento en una unidad, con los días, las piezas y las reglas de donde sale."),
        parts=[
            *LEVELS,
            (_("Posición"), _("Lo utilizable y lo que viene en camino, menos lo que caducará sin usarse en el ciclo.")),
            (_("Lotes"), _("En el orden en que se usarán: una pieza que se pide sale de un solo lote.")),
        ],
        can=[_("Pedir lo que falta."), _("Buscar dónde hay."), _("Ver el pronóstico y las reglas.")],
        figures=_("De cuando se calculó, que se dice arriba; los lotes y lo que viene en camino, también de entonces."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
]
