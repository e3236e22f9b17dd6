"""Help on the screens of the golden hour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

ORDER = _(
    "La llegada no puede ser antes de la fiebre en casa; triage, valoración y antibiótico no pueden ser antes de la "
    "llegada; el antibiótico no puede ser antes de su indicación. La indicación y el surtido pueden esperar a la niña "
    "o al niño."
)
NO_NETWORK = _(
    "Si se va la red, los toques se guardan en ese equipo, se ven como «esperando la red» y se mandan al volver con la "
    "hora en que se tocaron. No cierre la página mientras haya toques sin enviar."
)

PAGES = [
    HelpPage(
        "hora-dorada",
        _("Hora dorada"),
        ("pediatric:fever",),
        _("Los hospitales con una niña o un niño con fiebre en este momento, primero donde queda menos tiempo."),
        parts=[(_("Minutos"), _("Los que quedan del límite, o los que ya se pasó, del episodio que más apremia."))],
        can=[_("Abrir el tablero de urgencias de cada hospital.")],
        figures=_("Se calculan al abrir la página."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "tablero-de-la-hora-dorada",
        _("Tablero de la hora dorada"),
        ("pediatric:fever-board",),
        _("Quién viene y quién está en urgencias con fiebre, y los minutos que quedan para el primer antibiótico."),
        parts=[
            (
                _("Minutos"),
                _("Cuentan desde la llegada, con la hora del servidor: la del teléfono o la pantalla no importa."),
            ),
            (_("Orden de los sellos"), ORDER),
            (_("Sin red"), NO_NETWORK),
            (
                _("Pantalla de pared"),
                _("Sin botones. La ven todos: muestra folios y una inicial, nunca nombres ni diagnósticos."),
            ),
            (_("Botiquín"), _("Las piezas utilizables que hay en el hospital de cada antibiótico y material.")),
        ],
        can=[
            _("Sellar con un toque el momento que sigue; se puede deshacer."),
            _("Encender un sonido para cuando llega un aviso o se acaba el tiempo."),
        ],
        figures=_("El tablero pregunta cada segundo qué cambió; descansa mientras nadie lo ve."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "abrir-un-episodio-de-fiebre",
        _("Llegó con fiebre"),
        ("pediatric:fever-open",),
        _("Abre el episodio y echa a andar el reloj desde que la niña o el niño entró por la puerta."),
        parts=[
            (
                _("De otro hospital"),
                _("Se encuentra con el folio completo de la tarjeta de la familia; el nombre no se muestra."),
            ),
            (
                _("Reloj que ya corre"),
                _("Si llegó antes a otro hospital, se recibe aquí y el reloj sigue desde la primera llegada."),
            ),
        ],
        can=[_("Anunciar a quien viene en camino, para tener listo el antibiótico.")],
        needs=Permission.STAMP_FEVER,
    ),
    HelpPage(
        "un-episodio-de-fiebre",
        _("Un episodio de fiebre"),
        ("pediatric:fever-episode",),
        _("Sus ocho sellos, sus dos relojes, el botiquín y todo lo que se ha corregido."),
        parts=[
            (_("Orden de los sellos"), ORDER),
            (
                _("Corregir"),
                _("Hasta 72 horas después del antibiótico y con su motivo; lo que decía antes se queda a la vista."),
            ),
            (_("Por qué tardó"), _("Se pide cuando el antibiótico pasó del límite; sirve para saber qué corregir.")),
        ],
        can=[
            _("Anotar temperatura y neutrófilos."),
            _("Cerrar el episodio sin antibiótico, con motivo."),
        ],
        figures=_("Los minutos se cuentan entre sellos, sin redondear hacia arriba."),
        needs=Permission.VIEW_CHILDREN,
    ),
]
