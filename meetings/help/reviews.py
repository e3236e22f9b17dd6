"""Help on the screens of the review of each delegation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

ASK = _("Por una cifra que no cuadra, a quien la firma en su unidad; por lo anotado, a la secretaría de la sesión.")
FROZEN = _(
    "De la última semana cerrada, congeladas al preparar la revisión: no cambian aunque después se "
    "corrija el registro. Junto a cada una está de cuándo es y de cuántas unidades."
)
KEYS = (
    ("→ ←", _("Siguiente y anterior")),
    ("g", _("Ir a una por código, CLUES o nombre")),
    ("1 2 3", _("En orden, en vigilancia, grave")),
    ("c", _("Escribir el comentario; Esc para salir")),
    ("a", _("Acuerdo nuevo")),
    ("t", _("Contar o detener el tiempo")),
    ("p", _("Que la pantalla de la sala siga a esta")),
    ("?", _("Todas las teclas")),
)

PAGES: list[HelpPage] = [
    HelpPage(
        "revision-de-la-sesion",
        _("La revisión por delegación"),
        ("meetings:review-list",),
        _("Cada delegación y cada UMAE, en qué orden se ven, cuáles se vieron y cuáles no."),
        parts=[
            (_("Preparar la revisión"), _("Congela las cifras de todas y las ordena de la más grave a la menos.")),
            (_("Gravedad"), _("Un número que sale de las cifras congeladas; solo sirve para ordenar.")),
            (_("No se revisaron"), _("Las que siguen por revisar o que se dejaron; van así a la minuta.")),
            (_("Pantalla de la sala"), _("La que se proyecta: sigue a la secretaría y nadie la toca.")),
        ],
        can=[
            _("Ordenar por gravedad o por lista."),
            _("Congelar otra vez las que aún no se muestran."),
            _("Seguir donde se quedó la revisión."),
        ],
        figures=FROZEN,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "revision-de-un-lugar",
        _("Una delegación en la revisión"),
        ("meetings:review",),
        _("Sus seis cifras, lo peor que tiene, lo que se acordó antes y lo que se anota ahora."),
        parts=[
            (_("Cómo está"), _("En orden, en vigilancia o grave: al elegirlo queda revisada.")),
            (_("Comentario"), _("Se guarda solo. Si dos personas escriben a la vez, quedan los dos textos.")),
            (_("Sin red"), _("Lo escrito se guarda en el equipo y se envía al volver la red, o al abrir otra vez.")),
            (_("El tiempo"), _("El de la sesión repartido por igual; en rojo y con ▲ cuando se pasa.")),
            (_("Lo acordado antes"), _("De la última sesión de la serie y lo que sigue pendiente, y si se cumplió.")),
        ],
        can=[
            _("Recorrer todas solo con el teclado, o con un control de presentaciones."),
            _("Anotar un acuerdo sin dejar la pantalla."),
            _("Decidir si la pantalla de la sala sigue a esta."),
        ],
        keys=KEYS,
        figures=FROZEN,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
]
