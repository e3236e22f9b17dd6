"""Help on the screens of cases of people without account."""

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.help.registry import FAMILIES

PAGES: list[HelpPage] = [
    HelpPage(
        "avisar-sin-cuenta",
        _("Avisar que falta una medicina"),
        ("pediatric:case-public", "pediatric:case-public-code", "pediatric:case-public-case"),
        _("Para avisar sin tener cuenta. Su aviso llega a una persona con nombre y teléfono, y tiene plazo."),
        parts=[
            (_("El código"), _("Llega a su correo y sirve una hora. Sin él, su aviso no llega al hospital.")),
            (_("El folio"), _("Con él puede preguntar por teléfono.")),
            (_("El enlace"), _("Llega a su correo. Abre su aviso: quién lo tiene, para cuándo y qué se ha hecho.")),
            (_("¿Ya se lo dieron?"), _("Nadie lo cierra por usted: díganos sí, o todavía no.")),
        ],
        can=[
            _("Mandar una foto de la receta."),
            _("Escribir a quien lo resuelve."),
            _("Abrir su aviso otra vez si aún hace falta."),
            _("Cerrar su aviso en un teléfono que no es suyo."),
        ],
        figures=_("Los plazos son de reglas que todos pueden ver. Si pasan, su aviso sube a quien está arriba."),
        ask=_("Si no tiene correo, busque en el directorio a quién llamar. Si tiene fiebre, vaya a urgencias."),
        public=True,
        group=FAMILIES,
    ),
]
