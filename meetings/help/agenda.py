"""Help on the screens of the agenda of a meeting and of its frozen figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

ASK = _("Por un asunto o su orden, a la secretaría de la sesión; por una cifra, a quien la firma en su unidad.")

PAGES: list[HelpPage] = [
    HelpPage(
        "orden-del-dia",
        _("Orden del día"),
        ("meetings:agenda",),
        _("Qué se va a tratar, en qué orden y con cuántos minutos. Se arma solo; las personas lo ajustan."),
        parts=[
            (_("Minutos"), _("La suma de los asuntos contra lo que dura la sesión; ▲ cuando no caben.")),
            (
                _("Lo que ponen los datos"),
                _("Se actualiza cada noche hasta que empieza la sesión; desde ahí no cambia."),
            ),
            (
                _("Cumplimiento de entregas"),
                _(
                    "Qué parte de los envases que vencían en 13 semanas llegó, y qué órdenes de suministro y traspasos"
                    " están tarde."
                ),
            ),
            (
                _("Retiros sanitarios sin respuesta"),
                _("Lotes retirados cuyo plazo venció sin que el lugar haya respondido."),
            ),
            (_("Propuestas por aceptar"), _("Lo que propuso el personal convocado; la secretaría decide si entra.")),
            (_("Pantalla"), _("Un asunto a la vez, con su tiempo, para proyectar en la sala.")),
        ],
        can=[
            _("Proponer un asunto, si lo convocaron."),
            _("Subir, bajar, sacar y devolver asuntos, si lleva la minuta."),
            _("Anotar qué se dijo de cada uno cuando la sesión está en curso."),
        ],
        keys=(
            ("→ ←", _("En la pantalla: asunto siguiente y anterior")),
            ("t", _("En la pantalla: empezar o detener el tiempo")),
        ),
        figures=_("Cada asunto dice de cuándo son sus datos. Usted ve los renglones de los lugares a su alcance."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "asunto-nuevo",
        _("Agregar o proponer un asunto"),
        ("meetings:agenda-new",),
        _("De qué se trata en pocas palabras y cuántos minutos pide."),
        can=[_("Agregarlo, si lleva la minuta; proponerlo, si lo convocaron.")],
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "cambiar-asunto",
        _("Cambiar un asunto"),
        ("meetings:agenda-change",),
        _("El texto y los minutos de un asunto puesto a mano; de los que ponen los datos, solo los minutos."),
        can=[_("Cambiarlo hasta que termine la sesión.")],
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
    HelpPage(
        "nota-de-un-asunto",
        _("Anotar qué se dijo"),
        ("meetings:agenda-note",),
        _("Qué se dijo de un asunto y cómo quedó; pasa a la minuta."),
        can=[_("Corregirlo hasta que se firme la minuta."), _("Dejar el asunto para otra sesión.")],
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
    HelpPage(
        "cifras-congeladas",
        _("Cifras congeladas"),
        ("meetings:snapshot",),
        _("Las cifras de un lugar tal como estaban cuando se congelaron para una sesión."),
        parts=[
            (_("Congeladas"), _("De cuándo son. No cambian aunque el registro se corrija después.")),
            (_("La huella"), _("Comprueba que son las mismas que se guardaron.")),
            (_("Gravedad"), _("Un número que sale de estas cifras y solo sirve para ordenar la revisión.")),
        ],
        can=[_("Compararlas con las de hoy."), _("Imprimirlas.")],
        figures=_("De la semana cerrada que se indica; junto a cada una está de cuántas unidades."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
]
