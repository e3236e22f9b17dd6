"""Help for what opens without an account or right after signing in: sign-in, search, help itself, notices."""

from django.utils.translation import gettext_lazy as _

from delegations.help.registry import EVERYONE, HelpPage

PAGES = (
    HelpPage(
        "entrar",
        _("Entrar"),
        ("login", "account_login"),
        _("Para entrar con su correo y su contraseña, o con un código que se le manda por correo."),
        parts=[
            (
                _("Segundo factor"),
                _("Algunas funciones piden además un código de una aplicación o una llave de acceso del dispositivo."),
            ),
            (_("Intentos"), _("Tras varios intentos fallidos hay que esperar unos minutos: es por su seguridad.")),
        ],
        can=[
            _("Pedir un código o una contraseña nueva si no recuerda la suya."),
            _("Usar una llave de acceso en lugar de la contraseña, si ya registró una."),
        ],
        ask=_(
            "Nadie se registra por su cuenta: la invitación la manda quien hace el nombramiento. Si perdió el segundo "
            "factor, lo restablece la administración."
        ),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "recuperar-la-cuenta",
        _("Recuperar la cuenta y confirmar el correo"),
        (
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_request_login_code",
            "account_confirm_login_code",
            "account_confirm_email",
            "account_email_verification_sent",
            "account_inactive",
            "account_signup",
            "account_set_password",
            "account_logout",
            "logout",
        ),
        _("Los pasos para volver a entrar: contraseña nueva, código por correo, confirmación del correo."),
        parts=[
            (_("El correo"), _("Llega a la dirección de su cuenta. Si no llega, revise los no deseados.")),
            (_("El enlace"), _("Sirve una sola vez y caduca. Si caducó, pida otro en la misma página.")),
        ],
        ask=_("Si ya no tiene acceso a ese correo, pida a quien hizo su nombramiento que lo corrija."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "buscar",
        _("Buscar"),
        ("delegations:search",),
        _("Busca a la vez en todo lo que usted puede ver: medicamentos, unidades, personas, lotes, lugares y ayuda."),
        parts=[
            (_("Cómo se escribe"), _("Sin acentos, en cualquier orden y con abreviaturas: «zona 2 aguas», «vincri».")),
            (_("Claves y lotes"), _("La clave con o sin puntos; el lote, desde su primera letra.")),
            (_("Parecidos"), _("Si nada coincide, se muestran los nombres que más se parecen.")),
        ],
        can=[_("Abrir lo encontrado sin soltar el teclado."), _("Ver la lista completa de cada grupo.")],
        keys=[
            ("/", _("Ir a la búsqueda desde cualquier página.")),
            ("↑ ↓", _("Elegir.")),
            ("Enter", _("Abrir lo elegido; sin elegir, ver todos los resultados.")),
            ("Esc", _("Cerrar las sugerencias.")),
        ],
        figures=_("Solo aparece lo que está dentro de su alcance: lo demás es como si no existiera."),
        ask=_("Si algo suyo no aparece, revise con quien hizo su nombramiento qué abarca su nombramiento."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "ayuda",
        _("La ayuda"),
        ("delegations:help", "delegations:help-page"),
        _("Cada pantalla tiene su página de ayuda: el signo de interrogación de arriba lleva a la de donde está."),
        can=[_("Buscar en toda la ayuda."), _("Volver a la pantalla con el botón de su navegador.")],
        ask=_("Si algo no está claro, dígalo a administración: la ayuda se corrige como cualquier página."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "invitacion",
        _("Aceptar una invitación"),
        ("delegations:invitation", "delegations:invitation-accept"),
        _("La primera vez que entra. El enlace llegó a su correo, sirve una sola vez y caduca."),
        parts=[
            (
                _("Su nombre"),
                _("Como debe verse en el sitio y, si es responsable, en el directorio público."),
            ),
            (_("Contraseña"), _("Al menos doce signos. Puede dejarla vacía y entrar siempre con código por correo.")),
        ],
        ask=_("Si el enlace caducó o ya se usó, pida otro a quien se la mandó."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "confirmar-contacto",
        _("Confirmar mi contacto"),
        ("delegations:contact-confirm", "delegations:contact"),
        _("Un clic para decir que su teléfono y su correo de oficina siguen siendo los que el directorio publica."),
        can=[_("Confirmar sin entrar: basta el enlace del correo.")],
        figures=_("Un contacto sin confirmar en 90 días aparece entre los pendientes de la red."),
        ask=_("Si el teléfono o el correo cambiaron, corríjalos en su nombramiento o pídalo a quien lo hizo."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "avisos",
        _("Avisos"),
        ("delegations:inbox", "delegations:notification"),
        _("Lo que el sitio le ha dicho: nombramientos, entregas, semanas por firmar, traspasos por recibir."),
        parts=[(_("Sin leer"), _("La campana de arriba dice cuántos; al abrir un aviso queda leído."))],
        can=[_("Marcar todos como leídos."), _("Ir a lo que el aviso pide.")],
        figures=_("Los mismos avisos van también por correo, según sus preferencias."),
        group=EVERYONE,
    ),
    HelpPage(
        "preferencias-de-avisos",
        _("Preferencias de avisos"),
        ("delegations:notice-preferences",),
        _("Qué avisos quiere recibir por correo, cuáles en un resumen y cuáles solo aquí."),
        parts=[(_("Obligatorios"), _("Los de seguridad de la cuenta llegan siempre."))],
        ask=_("Si no le llega el correo, pida a administración que revise los envíos."),
        group=EVERYONE,
    ),
)
