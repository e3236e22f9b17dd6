"""Help on the screens of series and meetings: called, moved, cancelled; their calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.help.registry import EVERYONE
from delegations.roles import Permission

ASK = _("A oficina central: ella convoca y lleva las sesiones.")

PAGES: list[HelpPage] = [
    HelpPage(
        "reuniones",
        _("Las sesiones"),
        ("meetings:meeting-list",),
        _("Cuándo se reúnen, quién estuvo y qué quedó."),
        parts=[
            (_("Orden"), _("Primero la próxima; después las que pasaron, la última arriba.")),
            (_("Por convocar"), _("Tiene día y hora, y todavía no se invita a nadie: se hace sola siete días antes.")),
            (_("Le tocaba el"), _("El día que da la serie, cuando la sesión se movió o cayó en día de descanso.")),
        ],
        can=[_("Buscar por serie, número o lugar."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("Asistieron: presentes y representados, de quienes se convocó."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "reunion",
        _("Una sesión"),
        ("meetings:meeting", "meetings:meeting-officers"),
        _("Cuándo es, dónde, a quién se convocó y qué sigue."),
        parts=[
            (_("Convocar"), _("Busca quién ocupa cada puesto ese día; cada quien recibe su enlace.")),
            (_("Abrir"), _("Desde un día antes. Los acuerdos pendientes de la serie pasan a esta sesión.")),
            (_("Cerrar"), _("De quien no se anotó nada queda que no asistió. Se reabre hasta firmar la minuta.")),
            (_("Presidencia y secretaría"), _("Quien preside y quien anota; si no se nombró, quien la abre.")),
        ],
        can=[_("Guardarla en el calendario."), _("Pasar a su asistencia, orden del día, revisión, acuerdos y minuta.")],
        figures=_("La convocatoria cuenta a las personas de la lista; cada quien una vez, aunque tenga dos puestos."),
        ask=ASK,
    ),
    HelpPage(
        "sesion-cambiar",
        _("Mover o cancelar una sesión"),
        ("meetings:meeting-move", "meetings:meeting-cancel"),
        _("Otro día, hora o lugar; o que no se celebra. Se avisa a quienes se convocó, con el motivo."),
        parts=[
            (_("Su número"), _("Una sesión movida conserva el suyo; el de una cancelada no se usa otra vez.")),
            (_("Los calendarios"), _("El suscrito cambia solo; el archivo del aviso toma el lugar del anterior.")),
        ],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.MANAGE_MEETINGS,
    ),
    HelpPage(
        "series",
        _("Las series de sesiones"),
        ("meetings:series-list", "meetings:series", "meetings:series-new", "meetings:series-change"),
        _("Qué día y a qué hora se reúnen, cada cuánto y a quién se convoca."),
        parts=[
            (_("Primera sesión"), _("Su día de la semana es el de todas, y de ella se cuentan las semanas.")),
            (_("Si cae en día de descanso"), _("Se mueve, se adelanta, no se celebra o se queda, según la regla.")),
            (_("Al cambiarla"), _("Las sesiones sin convocar toman lo nuevo; las convocadas se quedan como están.")),
        ],
        can=[_("Ver quién ocupa hoy cada puesto y cuáles están vacantes.")],
        keys=FORM_KEYS,
        figures=_("Integrantes: renglones de la lista; un puesto sin lugar son todas las personas que lo ocupan."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "series-integrantes",
        _("A quién se convoca"),
        ("meetings:member-add", "meetings:member"),
        _("Un puesto, una cuenta o alguien de fuera."),
        parts=[
            (_("Un puesto"), _("Se busca quién lo ocupa cuando se convoca; si hay encargo, a quien lo tiene.")),
            (_("Una cuenta"), _("Del personal; a un familiar se le halla por su correo completo.")),
            (_("Alguien de fuera"), _("Recibe los avisos por correo y no ve nada del sistema.")),
        ],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.MANAGE_MEETINGS,
    ),
    HelpPage(
        "sesiones-calendario",
        _("Mis sesiones en mi calendario"),
        ("meetings:meeting-feed",),
        _("Un enlace secreto que su calendario lee solo."),
        parts=[
            (_("El enlace"), _("Se muestra una vez. Si lo pierde, haga otro: el de antes deja de servir.")),
            (_("Qué muestra"), _("Las sesiones a las que se le convoca y las programadas de sus series.")),
        ],
        ask=ASK,
        group=EVERYONE,
    ),
]  # fmt: skip
