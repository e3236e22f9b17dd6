"""Help on the screens of minutes, signed and corrected by addenda."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.help.registry import EVERYONE
from delegations.roles import Permission

ASK = _("Por un error en una minuta firmada o una firma que falta, a la secretaría de la sesión en oficina central.")

PAGES: list[HelpPage] = [
    HelpPage(
        "minutas",
        _("Las minutas"),
        ("meetings:minutes-list", "meetings:minutes", "meetings:minutes-annex", "meetings:meeting-minutes"),
        _("Lo que cada sesión dejó por escrito: qué se dijo, qué cifras se vieron y qué se acordó."),
        parts=[
            (_("Borrador"), _("Se redacta de lo que pasó y se corrige; lo ve quien ve todo el país.")),
            (
                _("Firmada"),
                _("Ya no cambia nadie, tampoco administración. La lee el personal que fue convocado a la sesión."),
            ),
            (_("Adenda"), _("Una corrección posterior: queda debajo, numerada, con fecha y firma.")),
            (
                _("Huella"),
                _("Un resumen de todo lo firmado, anexos incluidos: si cambiara una letra, sería otra."),
            ),
            (_("Anexos"), _("Asistencia, cifras de cada delegación y hospital, acuerdos y directorio de ese día.")),
        ],
        can=[
            _("Firmar también, si estuvo en la sesión."),
            _("Descargar el PDF y, donde participan familias, su parte."),
            _("Descargar la lista de minutas."),
        ],
        keys=LIST_KEYS,
        figures=_(
            "Las cifras son las congeladas para la sesión, con su fecha; lo que se corrige después no las cambia."
        ),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "editar-minuta",
        _("Redactar, firmar y corregir una minuta"),
        ("meetings:minutes-edit", "meetings:minutes-sign", "meetings:addendum-add"),
        _("El texto se guarda solo mientras se escribe; al firmar se congela todo."),
        parts=[
            (
                _("Dos personas a la vez"),
                _("Lo que cada una escribe se junta; si cambian lo mismo, quedan las dos versiones y hay que elegir."),
            ),
            (
                _("Nombres"),
                _(
                    "Al firmar se buscan nombre y apellido de niñas y niños del registro, CURP y NSS, y familiares que "
                    "no han aceptado. Un nombre suelto no se reconoce: revíselo al leer."
                ),
            ),
            (
                _("Los datos cambiaron"),
                _("Una parte que nadie tocó ya diría otra cosa: actualice el borrador antes de firmar."),
            ),
            (_("Sin conexión"), _("Lo escrito queda en ese navegador y se envía al volver.")),
        ],
        can=[_("Actualizar lo que nadie ha editado."), _("Ver qué falta para firmar."), _("Agregar una adenda.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
    HelpPage(
        "comprobar-minuta",
        _("Comprobar una minuta"),
        ("meetings:minutes-search", "meetings:minutes-check"),
        _("Si una minuta impresa es verdadera, con el folio que está en el papel."),
        parts=[
            (_("La minuta es verdadera"), _("Se firmó ese día y lo guardado coincide con lo que se firmó.")),
            (_("Huella"), _("La del papel debe ser la misma, letra por letra.")),
            (_("Qué no dice"), _("La página no muestra el texto de la minuta ni quién fue.")),
        ],
        can=[_("Escribir el folio, o abrir el código con la cámara.")],
        group=EVERYONE,
        public=True,
    ),
]
