"""Help on the screens of recalls."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por un lote sospechoso o un retiro que no corresponde, a oficina central.")
STATES = [
    (_("En vigilancia"), _("Ningún lote con esos números ha llegado. Si llega, entra en cuarentena y se avisa.")),
    (_("Abierto"), _("Sus lotes están detenidos y falta quien responda, o falta cerrarlo.")),
    (_("Cerrado"), _("Ya nadie debe respuesta. Los lotes siguen detenidos.")),
    (_("Levantado"), _("Se comprobó que son buenos: vuelven a ser utilizables.")),
]
SPELLING = _(
    "Los números se comparan sin espacios, guiones, diagonales ni mayúsculas; un lote impreso en dos formas se busca "
    "por las dos. La caducidad no cuenta: un falsificado imprime cualquiera."
)

PAGES: list[HelpPage] = [
    HelpPage(
        "retiros",
        _("Los retiros sanitarios"),
        ("supply:recall-list",),
        _("Qué lotes no debe recibir nadie, cuántas piezas hay de ellos y quién no ha respondido."),
        parts=[*STATES, (_("Por responder en sus lugares"), _("Lo que usted debe contar, con su plazo."))],
        can=[_("Buscar por lote, escrito de cualquier manera."), _("Descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("Piezas y lugares son los que usted ve; las piezas, las del libro cuando el lote se detuvo."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "retiro",
        _("Un retiro"),
        ("supply:recall",),
        _("Qué dice el aviso, qué lotes del libro detuvo, quién los tenía, qué apartó y qué fue de las piezas."),
        parts=[
            (_("Según el libro"), _("Las piezas cuando se detuvo; debajo, las de hoy si son otras.")),
            (_("Apartadas"), _("Lo que contó quien responde. Marcado si no coincide con el libro.")),
        ],
        can=[
            _("Ver quién falta, quién tuvo diferencia, o una delegación."),
            _("Responder por sus lugares y dar salida a lo apartado."),
            _("Descargar la lista o las cartas."),
        ],
        keys=LIST_KEYS,
        figures=SPELLING,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "retirar-un-lote",
        _("Retirar un lote"),
        ("supply:recall-new",),
        _("Se escribe el aviso, se ve dónde están los lotes, y al confirmar se detienen en todo el país."),
        parts=[
            (_("Lotes"), _("Uno por renglón, o el código de la caja leído con el lector.")),
            (_("Se parecen"), _("Números cercanos que alguien pudo escribir mal: usted decide si son el mismo.")),
            (_("Preventivo"), _("Pone los lotes en cuarentena mientras se investiga.")),
        ],
        can=[_("Vigilar un lote falsificado que nunca ha llegado.")],
        keys=FORM_KEYS,
        figures=SPELLING,
        ask=ASK,
        needs=Permission.MANAGE_RECALLS,
    ),
    HelpPage(
        "cargar-retiros",
        _("Cargar una lista de lotes"),
        ("supply:recall-load", "supply:recall-template"),
        _("Una fila por lote, como los publican las autoridades. Primero se ensaya; nada se guarda a medias."),
        can=[_("Cargar la misma lista otra vez: lo que ya estaba no se repite.")],
        keys=FORM_KEYS,
        figures=SPELLING,
        ask=ASK,
        needs=Permission.MANAGE_RECALLS,
    ),
    HelpPage(
        "responder-a-un-retiro",
        _("Responder a un retiro"),
        ("supply:recall-answer", "supply:recall-out"),
        _("Cuente lo que encontró, apártelo y dígalo; después, dé salida a lo que se devuelve, destruye o entrega."),
        parts=[
            (_("Diferencia"), _("Si lo contado no es lo del libro, la nota dice por qué.")),
            (_("Dar salida"), _("Las piezas salen del libro con un documento. Un falsificado no se devuelve.")),
        ],
        can=[_("Corregir su respuesta mientras las piezas no hayan salido.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.ANSWER_RECALL,
    ),
    HelpPage(
        "cerrar-o-levantar-un-retiro",
        _("Cerrar o levantar un retiro"),
        ("supply:recall-close", "supply:recall-lift"),
        _("Cerrar: ya no se esperan respuestas y los lotes siguen detenidos. Levantar: los lotes son buenos."),
        can=[_("Cerrar aunque falten respuestas, diciendo por qué.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.MANAGE_RECALLS,
    ),
    HelpPage(
        "cartas-de-un-retiro",
        _("Las cartas de un retiro"),
        ("supply:recall-letters", "supply:recall-letters-pdf"),
        _("Una hoja por lugar para entregar y firmar: lotes, piezas según el libro, qué hacer y hasta cuándo."),
        figures=_("Las piezas son las del libro cuando se detuvo el lote."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
]
