"""Help on the screens of plans, sessions and doses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "empezar-un-plan",
        _("Empezar un plan"),
        ("pediatric:plan-begin",),
        _("Se elige el esquema, desde qué fase y qué día; se ve el calendario con sus dosis, y después se confirma."),
        parts=[
            (
                _("Criterio único"),
                _("El esquema que se decidió para ese diagnóstico. Otro se puede indicar con motivo."),
            ),
            (
                _("Empieza en la fase"),
                _("Para quien viene de otro hospital: la fase en que va y el día en que empezó."),
            ),
            (_("Medida"), _("Peso y talla de los últimos 60 días. La superficie se calcula por Mosteller.")),
            (_("Lo que se pedirá"), _("Piezas enteras, sin compartir frascos, con lo que lleva su hospital.")),
            (
                _("Alergias"),
                _("Si el esquema lleva algo a lo que tiene alergia anotada, hay que escribir por qué se da."),
            ),
        ],
        can=[_("Empezarlo oncología del hospital que atiende.")],
        figures=_("Sesiones de los próximos seis meses; cada noche se escriben las que siguen."),
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "plan",
        _("El plan de tratamiento"),
        ("pediatric:plan",),
        _("Las fases con sus fechas, las sesiones por dar y si está lo que necesitan, y lo que se apartó del esquema."),
        parts=[
            (_("Falta algo"), _("Algún medicamento de la sesión no alcanza: la sesión no cuenta como completa.")),
            (_("No se sabe"), _("La unidad no ha dicho nada en tres días, o falta más de un mes para la sesión.")),
            (
                _("Ya pasaron"),
                _("Sesiones cuyo día pasó sin que nadie dijera si se aplicaron, se movieron o no se dieron."),
            ),
            (_("Desviaciones"), _("Otro esquema, otra dosis, un medicamento que no se dio: con motivo y autor.")),
            (
                _("Antraciclinas"),
                _("Lo recibido y lo que falta, en equivalentes de doxorrubicina, y su límite."),
            ),
        ],
        can=[_("Recalcular, terminar o suspender: oncología del hospital.")],
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "recalcular-dosis",
        _("Recalcular las dosis"),
        ("pediatric:plan-resize",),
        _("Con otro peso y otra talla, cada dosis por dar junto a la de ahora. Nada cambia hasta confirmar."),
        parts=[
            (
                _("Indicada a mano"),
                _("Una dosis que alguien cambió no se recalcula: se queda, y pide confirmarse otra vez."),
            ),
            (_("Ya se pidió"), _("Lo que está en la central de mezclas no cambia.")),
        ],
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "cerrar-plan",
        _("Suspender o terminar un plan"),
        ("pediatric:plan-stop", "pediatric:plan-complete"),
        _("Suspender cancela las sesiones por dar; terminar es para el esquema que se dio completo."),
        can=[_("Después puede empezarse otro plan desde la fase que convenga.")],
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "sesion",
        _("Una sesión"),
        ("pediatric:session",),
        _("Lo que se da ese día, cuánto, en qué piezas, y si está. Completa solo si está todo, rescates incluidos."),
        parts=[
            (
                _("Por confirmar"),
                _("Sin fuente completa o distinta de la regla: no se mezcla hasta que alguien la confirme."),
            ),
            (_("Por definir"), _("La regla no basta para calcularla. Se pide al menos una pieza mientras se escribe.")),
            (_("Sin clave"), _("El medicamento no está en el Compendio: se muestra para que no se olvide.")),
        ],
        can=[_("Mover, anotar, cancelar y cambiar dosis: oncología del hospital.")],
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "mover-sesion",
        _("Mover una sesión"),
        ("pediatric:session-move", "pediatric:session-move-preview"),
        _("A hoy o a otro día, con su motivo; se ve qué más se mueve antes de guardar."),
        parts=[
            (_("Falta un medicamento"), _("Diga cuál: así se cuentan los tratamientos que retrasa el desabasto.")),
            (
                _("Todo lo que sigue"),
                _("Las sesiones posteriores se recorren los mismos días, también las no escritas aún."),
            ),
        ],
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "anotar-sesion",
        _("Anotar o cancelar una sesión"),
        ("pediatric:session-give", "pediatric:session-cancel"),
        _("Aplicada: qué día. Cancelada: por qué no se dará; queda como desviación del esquema."),
        can=[
            _("Anotar un día anterior, si no se anotó a tiempo."),
            _("Decir qué medicamento faltaba: lo que se prometió a la familia cuenta como no cumplido."),
        ],
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "cambiar-dosis",
        _("Cambiar u omitir una dosis"),
        ("pediatric:dose-change", "pediatric:dose-omit", "pediatric:dose-confirm"),
        _("Otra dosis que la del esquema, o ninguna, siempre con motivo. Por encima del tope no se guarda."),
        can=[
            _("Confirmar una dosis que el esquema no trae con fuente: sin eso no se mezcla."),
            _("Ver en qué sesión se pasa del límite de por vida."),
        ],
        needs=Permission.PRESCRIBE,
    ),
    HelpPage(
        "sesiones-sin-anotar",
        _("Sesiones sin anotar"),
        ("pediatric:session-unrecorded",),
        _("Las que ya pasaron y nadie dijo si se aplicaron, de la más antigua a la más reciente."),
        can=[_("Descargar: el archivo lleva folios y ningún nombre.")],
        keys=LIST_KEYS,
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "calendario",
        _("Calendario"),
        ("pediatric:calendar",),
        _("La semana de un hospital: quién se atiende qué día y si está todo lo que necesita."),
        parts=[
            (_("Respuesta"), _("Deja a la vista solo las sesiones a las que les falta algo, o las de otra respuesta.")),
            (_("Imprimir"), _("La semana en una hoja, para el pizarrón de quimioterapia.")),
        ],
        can=[_("Verlo quien trata a las niñas y niños de ese hospital.")],
        needs=Permission.VIEW_CHILDREN,
    ),
]
