"""Help on the screen of the demand that was not met."""

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES = (
    HelpPage(
        "demanda-no-cubierta",
        _("Demanda no cubierta"),
        ("supply:unmet",),
        _("Qué medicamentos se necesitaban y no se dieron, en qué unidad y cuántas veces."),
        parts=[
            (
                _("No cubiertas"),
                _(
                    "De cada día, las recetas negadas en la ventanilla o las anotadas con receta, lo que sea más; y lo "
                    "anotado sin receta. La misma necesidad cuenta una vez."
                ),
            ),
            (
                _("Anotadas"),
                _("Sesiones pospuestas o canceladas, mezclas sin preparar y casos, por falta de un medicamento."),
            ),
            (_("Anulada"), _("Se dio a más tardar el día en que se necesitaba: ya no cuenta.")),
        ],
        can=[_("Filtrar por días, delegación, unidad y medicamento."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("De las recetas que cuenta cada unidad y de lo que se anota al tratar a niñas y niños, hasta hoy."),
        ask=_("Por una cifra dudosa, a la persona responsable de abasto de la unidad."),
        needs=Permission.VIEW_STOCK,
    ),
)
