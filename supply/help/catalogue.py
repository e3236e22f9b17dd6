"""Help for the catalogue of drugs and what each unit must carry."""

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage

PAGES = (
    HelpPage(
        "medicamentos",
        _("Medicamentos"),
        ("supply:drug-list",),
        _("El catálogo: una sustancia, forma y concentración por renglón, como la cuenta el libro."),
        parts=[
            (_("Código"), _("Los diez primeros dígitos de la clave del Compendio.")),
            (_("Sin clave"), _("Lo nombran los esquemas de tratamiento y el Compendio no lo tiene.")),
        ],
        can=[_("Buscar por nombre, denominación internacional o clave, con o sin puntos."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("Del Compendio Nacional de Insumos para la Salud, cargado por administración."),
        ask=_("Por un medicamento que falta en el catálogo, a administración."),
    ),
    HelpPage(
        "medicamento",
        _("Ficha de un medicamento"),
        ("supply:drug-detail",),
        _("Qué es el medicamento, en qué presentaciones se pide y cuántas unidades deben tenerlo."),
        parts=[
            (_("Presentaciones"), _("Cada clave completa y cuántas piezas trae el envase.")),
            (_("La misma sustancia"), _("Otras formas y concentraciones; no son intercambiables por sí mismas.")),
            (_("Lo que fija farmacia"), _("Red fría, luz, estabilidad: «sin definir» no quiere decir que no.")),
        ],
        can=[_("Ver dónde hay en el país, o entre lo que usted ve.")],
        figures=_("Del Compendio y de lo que farmacia ha definido; no trae existencias."),
    ),
    HelpPage(
        "presentaciones",
        _("Presentaciones"),
        ("supply:presentation-list",),
        _("Las claves completas del Compendio: un medicamento en un envase de tantas piezas."),
        can=[_("Buscar por clave o nombre."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("El libro cuenta piezas, no envases: aquí está la equivalencia."),
    ),
    HelpPage(
        "surtido",
        _("Surtido"),
        ("supply:assortment-list",),
        _("Los medicamentos que cada unidad debe tener. Solo contra esta lista puede decirse que algo falta."),
        parts=[(_("Desde y hasta"), _("Los días en que la unidad debe tenerlo; sin fecha final, sigue vigente."))],
        can=[_("Filtrar por unidad, delegación y vigencia.")],
        keys=LIST_KEYS,
        figures=_("De las listas cargadas por administración."),
        ask=_("Para cambiar el surtido de una unidad, a oficina central o administración."),
    ),
)
