"""Help for the week: its report, its signature, its file."""

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES = (
    HelpPage(
        "semanas",
        _("Semanas"),
        ("supply:report-list",),
        _("El reporte semanal de cada unidad: en borrador, firmado, observado o validado."),
        parts=[
            (_("Vence"), _("Hasta cuándo puede firmarse a tiempo, en la hora de la unidad.")),
            (_("Avisos"), _("Cuántos recordatorios salieron por no haber firmado.")),
        ],
        can=[_("Ver solo la última semana o todas."), _("Filtrar por estado y delegación."), _("Descargar.")],
        keys=LIST_KEYS,
        figures=_("El borrador se arma la madrugada del lunes con el libro de la semana que terminó."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "semana",
        _("El reporte de una semana"),
        ("supply:report-detail",),
        _("Las cifras de una unidad en una semana. Primero lo que hay que mirar; lo normal está plegado."),
        parts=[
            (_("Lo que hay que mirar"), _("Claves en cero o críticas, ajustes, recetas negadas y caducados.")),
            (_("CPM"), _("Consumo promedio mensual, con el que se calculan los días que alcanza.")),
            (_("Rehacer"), _("Si el libro cambió después del borrador, se vuelve a sumar.")),
            (_("Firmar"), _("Cierra el libro de esos días; lo que falte se captura después con su fecha real.")),
            (_("Validar y observar"), _("La delegación da por buena la semana, o dice qué revisar.")),
        ],
        can=[_("Firmar quien es responsable de abasto; validar u observar la delegación y oficina central.")],
        figures=_("Del libro hasta la hora que la página dice arriba."),
        ask=_("Por una cifra que no cuadra, corrija la clave con un conteo antes de firmar."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "corregir-la-semana",
        _("Corregir una clave antes de firmar"),
        ("supply:report-correct",),
        _("Asienta lo contado al cierre del domingo y rehace el renglón del borrador."),
        parts=[(_("Contado"), _("Lo que había en el anaquel al cierre, lote por lote."))],
        figures=_("Queda en el libro como un conteo, con su nombre."),
        ask=_("Si la semana ya está firmada, lo que falte se captura en la semana abierta con su fecha real."),
        needs=Permission.SIGN_WEEK,
    ),
    HelpPage(
        "cargar-una-semana",
        _("Cargar una semana desde un archivo"),
        ("supply:week-import", "supply:week-import-faults"),
        _("Para unidades que no llevan su libro aquí: existencias, movimientos y recetas en un archivo."),
        parts=[
            (_("Plantilla"), _("Un libro con los lugares, las claves y los lotes de la unidad, y sus instrucciones.")),
            (_("Ensayar"), _("Dice qué cambiaría; todavía no guarda nada.")),
            (_("Faltas"), _("Todas de una vez, con hoja, fila y columna, y qué hacer con cada una.")),
        ],
        can=[_("Subir el archivo corregido cuantas veces haga falta: el mismo contenido no se carga dos veces.")],
        figures=_("Lo cargado queda en el libro con el archivo como origen."),
        ask=_("Si una falta no se entiende, a la persona responsable de abasto de la delegación."),
        needs=Permission.IMPORT_WEEK,
    ),
)
