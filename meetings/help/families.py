"""Help on the screen where families read what was agreed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.help.registry import FAMILIES

PAGES: list[HelpPage] = [
    HelpPage(
        "sesiones-familias",
        _("Las sesiones con las familias"),
        ("meetings:family-meetings", "meetings:family-propose"),
        _("Le dice cuándo es la que sigue y cómo entrar. También qué se acordó y si se cumplió."),
        parts=[
            (_("Por hacer"), _("Aún hay tiempo. Le decimos para qué día es.")),
            (_("Cumplido"), _("Ya se hizo. Le decimos qué día.")),
            (_("Sin cumplir"), _("Ya pasó el día y no se ha hecho.")),
            (_("Ya no va"), _("Se dejó sin efecto. En la sesión le dirán por qué.")),
        ],
        can=[
            _("Proponer un tema, si le invitaron a la que sigue. Le avisamos si entra."),
            _("Guardar o imprimir la hoja de cada sesión."),
            _("Decir si su nombre puede salir en la lista, o solo sus iniciales."),
        ],
        figures=_("Contamos como a tiempo lo que se hizo a más tardar el primer día que se dijo."),
        ask=_("Si algo falta hoy, no espere a la sesión: avise desde su página."),
        group=FAMILIES,
    ),
]
