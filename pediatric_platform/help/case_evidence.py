"""Help on the screens of a case's files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "archivos-de-un-caso",
        _("Los archivos de un caso"),
        ("pediatric:case-attach", "pediatric:case-detach"),
        _("La foto de la receta, o un PDF, con que la familia o el personal muestran qué hace falta."),
        parts=[
            (
                _("Qué se puede mandar"),
                _("Una foto JPG o PNG, o un PDF sin contraseña ni programas, de hasta 5 MB. Doce por caso."),
            ),
            (
                _("Qué se quita de la foto"),
                _("El lugar, la fecha y el teléfono con que se tomó. Se guarda solo la imagen, cifrada."),
            ),
            (_("Quitar un archivo"), _("Se borra para siempre y pide el motivo; queda anotado quién lo quitó.")),
        ],
        can=[
            _("Agregar: quien abre o atiende casos del hospital, y la familia desde su página."),
            _("Ver: quien atiende casos del hospital o trata ahí a niñas y niños. Cada consulta queda anotada."),
            _("Quitar: quien atiende el caso, o quien mandó el archivo."),
        ],
        figures=_("Los archivos los escribe la gente; el sistema no lee lo que dicen."),
        needs=Permission.OPEN_CASE,
    ),
]
