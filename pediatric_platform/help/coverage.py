"""Help on the screens of coverage boards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

ANSWERS = _(
    "Completa: todo lo de ese día está y alcanza. Completa con lo que viene: alcanza contando lo que ya viene. "
    "Falta algo: con lo que hay y lo que viene no se completa. No se sabe: los datos de la unidad tienen más de "
    "3 días, o todavía no se calcula."
)
COUNTS = _(
    "Niñas y niños, no sesiones: quien tiene tres sesiones cuenta una vez, por la peor. Una sesión a la que falta un "
    "solo medicamento, aunque sea el de soporte, no está completa."
)
FIGURES = _(
    "Se recalculan a los pocos segundos de cada movimiento o cambio de plan; arriba dice cuándo fue y de cuándo "
    "son las existencias. El plazo va de hoy al último día: en 7 días cuenta el mismo día de la otra semana."
)

PAGES = [
    HelpPage(
        "cobertura",
        _("Cobertura de las próximas sesiones"),
        ("pediatric:coverage",),
        _("A cuántas niñas y niños les falta algo de lo que necesitan en los próximos días, en todo lo que usted ve."),
        parts=[
            (_("Las tres cifras"), _("Sin cobertura en 7, 14 y 28 días, y de cuántos con sesión.")),
            (_("Qué cuenta"), COUNTS),
            (_("Las respuestas"), ANSWERS),
            (_("Qué medicamentos faltan"), _("A cuántos deja cada uno sin cobertura, cuántas piezas y desde qué día.")),
            (
                _("Lo que se dijo a las familias"),
                _("De las sesiones en que una familia leyó que estaba completa, cuántas se dieron ese día."),
            ),
        ],
        can=[
            _("Elegir el plazo, ordenar las tablas, descargarlas e imprimirlas."),
            _("Abrir una delegación, una unidad o un medicamento."),
        ],
        keys=LIST_KEYS,
        figures=FIGURES,
        ask=_("Por una unidad sin datos, a quien responde por su abasto."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "cobertura-delegacion",
        _("Cobertura de una delegación"),
        ("pediatric:coverage-delegation",),
        _("En qué hospitales de la delegación hay niñas y niños sin cobertura, y quién lo resuelve en cada uno."),
        parts=[(_("Qué cuenta"), COUNTS), (_("Las respuestas"), ANSWERS)],
        can=[_("Llamar a quien responde de cada unidad; su teléfono está en la fila.")],
        keys=LIST_KEYS,
        figures=FIGURES,
        ask=_("Qué le falta a cada quien está en el tablero de la unidad."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "cobertura-unidad",
        _("Cobertura de una unidad"),
        ("pediatric:coverage-unit",),
        _("Los próximos 28 días de la unidad, día por día, y qué le falta a cada sesión."),
        parts=[
            (_("Sesiones"), _("Primero las que están incompletas: folio, medicamento, piezas y desde cuándo.")),
            (_("Nombres"), _("Solo los ve quien atiende ahí a esas niñas y niños; los demás ven el folio.")),
            (_("Día por día"), _("Cada día lleva a sus sesiones.")),
            (_("Las respuestas"), ANSWERS),
        ],
        can=[_("Ver también las completas, las que dependen de lo que viene y las que no se saben.")],
        keys=LIST_KEYS,
        figures=FIGURES,
        ask=_("A la persona que aparece arriba: responde hoy del abasto de la unidad."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "cobertura-medicamento",
        _("Para quién se necesita un medicamento"),
        ("pediatric:coverage-drug",),
        _("Las sesiones de los próximos días que llevan el medicamento: unidad, folio, día y piezas."),
        parts=[
            (_("Por unidad"), _("A cuántos les falta, cuántas piezas, y lo utilizable hoy en la unidad.")),
            (_("De quién son las dosis"), _("Cada sesión, con su folio; el nombre solo para quien lo atiende.")),
            (_("Sin clave"), _("Los medicamentos que el Compendio no tiene también están, y se dice.")),
        ],
        can=[_("Pasar al tablero del medicamento para buscar dónde hay.")],
        keys=LIST_KEYS,
        figures=FIGURES,
        ask=_("Si no hay en ningún lugar que usted ve, a la persona responsable de la delegación."),
        needs=Permission.VIEW_STOCK,
    ),
]
