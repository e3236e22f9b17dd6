"""Help on the screens of the fever kit and the golden hour's figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por lo que falta en un botiquín, a quien responde por los medicamentos de ese hospital.")
DATA = _(
    "Antibióticos: las piezas utilizables del libro en los lugares del hospital, en su día local. Material: el último "
    "conteo a mano, con su hora."
)

PAGES: list[HelpPage] = [
    HelpPage(
        "botiquines-de-fiebre",
        _("Botiquines de fiebre"),
        ("pediatric:fever-kit-list",),
        _("Qué hospitales tienen completo lo que pide la primera hora de fiebre, y por qué puerta se entra."),
        parts=[
            (_("Por debajo del mínimo"), _("Hay una alerta vigente: se avisó al hospital en cuanto pasó.")),
            (_("Sin botiquín"), _("Nadie ha dicho qué debe tener. Da quimioterapia, así que hace falta.")),
            (_("Sin puerta"), _("Las familias no leen por dónde entrar con fiebre.")),
        ],
        needs=Permission.VIEW_STOCK,
        can=[_("Buscar un hospital, filtrar por estado y descargar la lista.")],
        keys=LIST_KEYS,
        figures=DATA,
        ask=ASK,
    ),
    HelpPage(
        "botiquin-de-fiebre",
        _("El botiquín de fiebre de un hospital"),
        ("pediatric:fever-kit",),
        _("Lo que debe haber a la mano para dar el primer antibiótico en una hora, cuánto hay y de cuándo es el dato."),
        parts=[
            (_("Hay"), _("Piezas utilizables según el libro, o lo que alguien contó.")),
            (
                _("Mínimo"),
                _("Lo fijó el hospital. Por debajo, se avisa a su responsable, a farmacia y a quien atiende."),
            ),
            (_("Alertas"), _("Si sigue así una hora, se avisa a la delegación; de una UMAE, a oficina central.")),
            (_("Conteo viejo"), _("Se contó hace más días de los que vale un conteo.")),
        ],
        can=[
            _("Contar el material y guardar el conteo."),
            _("Agregar renglones, cambiar mínimos y decir cuál es la puerta."),
            _("Ir a buscar dónde hay lo que falta."),
        ],
        needs=Permission.VIEW_STOCK,
        figures=DATA,
        ask=ASK,
    ),
    HelpPage(
        "cambiar-botiquin",
        _("Cambiar un botiquín de fiebre o su puerta"),
        ("pediatric:fever-kit-add", "pediatric:fever-kit-item", "pediatric:fever-door"),
        _("Qué debe haber en el botiquín, cuántas piezas, y por dónde entra quien llega con fiebre."),
        parts=[
            (_("Para qué"), _("Primera elección, alternativo, o material. Los dos primeros son del catálogo.")),
            (_("Está en uso"), _("Sin la marca, el renglón deja de contarse y de avisar; su historia queda.")),
            (_("Puerta"), _("La leen las familias en su teléfono cuando avisan de fiebre.")),
        ],
        can=[_("Agregar o cambiar un renglón."), _("Escribir la puerta, cómo llegar y a quién llamar.")],
        keys=FORM_KEYS,
        needs=Permission.MANAGE_FEVER_KIT,
        ask=ASK,
    ),
    HelpPage(
        "reglas-de-la-hora-dorada",
        _("Reglas de la hora dorada"),
        ("pediatric:fever-rules",),
        _("Qué se cuenta como fiebre y como neutropenia, cuántos minutos hay, y de dónde sale cada número."),
        parts=[
            (_("Fuente"), _("El documento que lo dice. Donde los textos difieren, la certeza lo dice.")),
            (_("Certeza"), _("Si es una meta publicada, si los textos coinciden, o si es regla de este programa.")),
        ],
        needs=Permission.VIEW_STOCK,
        can=[_("Leerlas. Las cambia administración, con su fuente.")],
        figures=_("De los documentos que cita cada renglón."),
        ask=_("Por un número que no coincide con lo que usa su hospital, a oficina central."),
    ),
]
