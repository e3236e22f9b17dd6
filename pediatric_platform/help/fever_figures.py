"""Help on the golden hour's figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "cifras-de-la-hora-dorada",
        _("Cifras de la hora dorada"),
        ("pediatric:fever-figures",),
        _("Cuánto se tarda en dar el primer antibiótico, mes por mes y hospital por hospital, y por qué."),
        parts=[
            (
                _("Dos relojes"),
                _(
                    "Desde la llegada: lo que espera la niña o el niño. Desde la indicación: lo que pueden acortar "
                    "farmacia y enfermería. El segundo cuenta solo los episodios con esa hora."
                ),
            ),
            (_("Mediana"), _("La mitad de los episodios esperó menos, la otra mitad más.")),
            (
                _("Límites"),
                _(
                    "Lo habitual del periodo ± 3 desviaciones para el número de episodios del mes. Un mes fuera, u "
                    "ocho seguidos de un lado, no se explican por azar."
                ),
            ),
            (_("Por qué tardó"), _("El motivo que anotó el hospital de cada episodio pasado del límite.")),
            (_("Lo que no está en los relojes"), _("Los que siguen sin antibiótico y los que se cerraron sin él.")),
        ],
        can=[
            _("Ver 3, 6, 12 o 24 meses, de una delegación o de un hospital."),
            _("Descargar cada tabla completa."),
            _("Imprimir la página."),
        ],
        figures=_(
            "De los hospitales cuya existencia usted ve, con los días del calendario de cada uno. Son cuentas: aquí no "
            "se nombra a nadie."
        ),
        needs=Permission.VIEW_STOCK,
    ),
]
