"""Help for auditors and administrators: the trail, the mail."""

from django.utils.translation import gettext_lazy as _

from delegations.help.registry import CONTROL, LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES = (
    HelpPage(
        "auditoria",
        _("Auditoría"),
        ("delegations:audit-list", "delegations:audit-event"),
        _("Todo lo que alguien cambió o consultó bajo reserva: quién, qué, cuándo, antes y después."),
        parts=[
            (_("Escritura"), _("Cada cambio, asentado en la misma operación que lo hizo.")),
            (_("Lectura"), _("Consultas de expedientes de menores y archivos descargados.")),
            (_("Acceso"), _("Entradas, salidas e intentos fallidos.")),
        ],
        can=[_("Filtrar por persona, asunto, lugar y fechas."), _("Descargar lo filtrado.")],
        keys=LIST_KEYS,
        figures=_("No puede cambiarse ni borrarse, tampoco por administración: lo impide la base de datos."),
        ask=_("Una descarga de esta página queda asentada también."),
        group=CONTROL,
        needs=Permission.VIEW_AUDIT,
    ),
    HelpPage(
        "cambios-por-fila",
        _("Cambios por fila"),
        ("delegations:row-change-list",),
        _("Los cambios como los vio la base de datos, fila por fila, los haya hecho una página o no."),
        can=[_("Comparar con la bitácora: un cambio sin su asiento es señal de alarma.")],
        keys=LIST_KEYS,
        figures=_("Los escribe un disparador de la base; la aplicación no puede callarlos."),
        group=CONTROL,
        needs=Permission.VIEW_AUDIT,
    ),
    HelpPage(
        "envios",
        _("Envíos"),
        ("delegations:delivery-list",),
        _("Qué correo salió, a qué dirección, cuándo, y qué fue de él."),
        parts=[
            (_("Falló"), _("Se reintenta solo varias veces; después queda aquí.")),
            (_("Rebotó"), _("La dirección no existe o no recibe: el contacto queda marcado en la red.")),
        ],
        keys=LIST_KEYS,
        figures=_("Los enlaces de un solo uso no se guardan: solo se ve que se mandaron."),
        group=CONTROL,
        needs=Permission.VIEW_DELIVERIES,
    ),
)
