"""Help on the screens of agreements and what the data says of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por un acuerdo mal escrito o una fecha que ya no es posible, a oficina central, que lleva la secretaría.")
STATES = [
    (_("En curso"), _("Aún no vence y nada dice que no se cumplirá.")),
    (_("En riesgo"), _("Vence en tres días o menos sin cumplirse, o la última medida es peor que la anterior.")),
    (
        _("Incumplido"),
        _("Pasó su fecha sin cumplirse. Va de sesión en sesión hasta cumplirse o quedar sin efecto."),
    ),
    (_("Cumplido"), _("Lo dicen los datos o, donde nada se mide, su responsable. Lleva el día en que se cumplió.")),
]
FIGURES = _(
    "Lo semanal se mide con la semana cerrada y cuenta desde la semana en que se acordó; lo demás, con los datos de la "
    "noche. Donde falta el dato se dice que no se sabe, que no es lo mismo que no."
)

PAGES: list[HelpPage] = [
    HelpPage(
        "acuerdos",
        _("Los acuerdos de las sesiones"),
        ("meetings:agreement-list",),
        _("Qué se acordó, de quién es, para cuándo, y si los datos dicen que se cumplió."),
        parts=[
            *STATES,
            (_("Pasó"), _("A cuántas sesiones pasó sin cumplirse.")),
            (_("Lo que dicen los datos"), _("La última medida y el umbral acordado, con la edad del dato.")),
        ],
        can=[
            _("Ver los suyos, los vencidos, los de una delegación o de una sesión."),
            _("Descargar la lista con condición, medida y fechas."),
        ],
        keys=LIST_KEYS,
        figures=FIGURES,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "acuerdos-tablero",
        _("El cumplimiento de los acuerdos"),
        ("meetings:agreement-board",),
        _("Qué parte de lo acordado se cumplió a tiempo, por delegación, por responsable y por sesión."),
        parts=[
            (_("A tiempo"), _("Cumplido a más tardar en la fecha que se acordó primero, aunque después se moviera.")),
            (_("De cuántos"), _("Los que vencían en el periodo. Los que quedaron sin efecto no cuentan.")),
            (_("El mapa"), _("La cifra es la parte a tiempo; la marca dice qué tan grave es.")),
        ],
        can=[_("Cambiar el periodo o ver una sola serie."), _("Descargar las tres tablas.")],
        figures=_("Se cuentan acuerdos, nunca se promedian porcentajes: cada parte se divide otra vez de sus totales."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "acuerdo",
        _("Un acuerdo y su historia"),
        ("meetings:agreement", "meetings:agreement-progress", "meetings:agreement-fulfil"),
        _("La frase que se acordó, la condición que lo mide, lo que dicen hoy los datos y todo lo que pasó."),
        parts=[
            (_("Responsable"), _("Un puesto: si cambia quien lo ocupa, el acuerdo es de quien llega.")),
            (
                _("Lo que dicen los datos"),
                _("Se mide cada noche, y ocho semanas más después de cumplido."),
            ),
            (_("Lo que ha pasado"), _("Solo se agrega: nada se borra.")),
        ],
        can=[
            _("Su responsable anota avances y, donde ningún dato lo mide, lo da por cumplido."),
            _("La secretaría corrige, cambia fecha o responsable, reabre o deja sin efecto."),
        ],
        keys=FORM_KEYS,
        figures=FIGURES,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "acuerdo-escribir",
        _("Anotar y corregir acuerdos"),
        (
            "meetings:agreement-new",
            "meetings:agreement-change",
            "meetings:agreement-due",
            "meetings:agreement-give",
            "meetings:agreement-reopen",
            "meetings:agreement-cancel",
        ),
        _("Qué se hará, quién responde, para cuándo y con qué dato se sabrá."),
        parts=[
            (
                _("Responsable"),
                _("Escriba parte del puesto, del lugar o del nombre y elija."),
            ),
            (
                _("Condición"),
                _(
                    "Se mide el lugar, el medicamento o el caso del acuerdo; un traspaso y una orden de suministro se"
                    " nombran por su número, y cuentan cuando llegan completos."
                ),
            ),
            (_("Semanas seguidas"), _("Cuántas semanas cerradas debe sostenerse, desde la semana en que se acordó.")),
            (_("Para las familias"), _("Si les concierne, en palabras llanas: lo leen tal cual en su página.")),
            (_("Fecha"), _("Puede moverse con su motivo; el cumplimiento a tiempo se cuenta con la primera.")),
        ],
        can=[_("Corregirlo hasta que se firme la minuta de su sesión."), _("Pasarlo a otro puesto.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
]
