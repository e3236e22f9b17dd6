"""Help on the screens of the cases' pages of the staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

WHO = _(
    "Toda unidad, delegación y oficina central ve los casos de sus hospitales; los atiende quien responde de ellos."
)
LATE = _(
    "Vencido: a un nivel se le pasó el plazo, o nadie llamó a la familia a tiempo. Un caso vencido sube solo: "
    "hospital, delegación, oficina central y, al final, la agenda de la sesión con las familias."
)
WORDS = _("Lo que escriben las familias y sus teléfonos los lee quien atiende casos o trata niñas y niños ahí.")

PAGES = [
    HelpPage(
        "casos",
        _("Casos"),
        ("pediatric:case-list", "pediatric:case-agenda"),
        _("Cada vez que alguien avisó que faltó un medicamento: quién lo tiene, desde cuándo y cuánto le queda."),
        parts=[
            (_("El orden"), _("Primero lo suyo y vencido; luego lo suyo, lo vencido y lo demás, por gravedad.")),
            (_("Gravedad"), _("Sale de la fecha de la dosis en riesgo, y sube sola cuando la fecha se acerca.")),
            (_("Vencidos"), LATE),
            (_("Agenda"), _("Los que agotaron los tres niveles: los revisa la sesión con las familias.")),
        ],
        can=[WHO, _("Abrir un caso, salvo auditoría."), _("Descargar la lista: lleva folios, ningún nombre.")],
        keys=LIST_KEYS,
        figures=_("El reloj se lee en el momento. Los plazos vitales corren a toda hora; los demás, en horas hábiles."),
        ask=_("Por un caso de nadie, a oficina central."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "tablero-de-casos",
        _("Tablero de casos"),
        ("pediatric:case-board",),
        _("Cuántos casos hay, quién los tiene, de qué medicamentos, y cuánto esperó la familia por una respuesta."),
        parts=[
            (_("Ahora"), _("Los pendientes en este momento. Cada cifra lleva a sus casos.")),
            (_("Vencidos"), LATE),
            (_("Hasta que alguien lo tomó, y hasta hablar con la familia"), _("De los abiertos en el periodo.")),
            (_("Hasta que se confirmó"), _("De los confirmados en el periodo, desde que se abrieron.")),
            (
                _("Terminaron confirmados"),
                _("De los que terminaron; los demás los cerró oficina central sin confirmar."),
            ),
            (
                _("Volvió a pasar"),
                _("Se abrió otro del mismo hospital y medicamento a los 30 días o menos de terminar."),
            ),
        ],
        can=[_("Elegir 28, 90 o 365 días y descargar las tablas.")],
        figures=_(
            "La mediana es lo que esperó la mitad; «9 de cada 10», lo que no rebasó casi nadie. Es tiempo corrido, con "
            "noches y días de descanso, y dice de cuántos casos sale. Los unidos a otro se cuentan en ese otro."
        ),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "abrir-un-caso",
        _("Abrir un caso"),
        ("pediatric:case-open",),
        _("En menos de un minuto, desde el teléfono. Al guardarlo ya tiene quien responda y un plazo."),
        parts=[
            (_("Medicamento"), _("Por nombre o clave. Si no sabe cuál es, escriba cómo lo llaman o déjelo vacío.")),
            (_("Ya hay un caso"), _("Si en el hospital hay uno de lo mismo, súmese: se resuelve una vez para todos.")),
            (_("Niña o niño"), _("Por su folio, si usted lo atiende: de su próxima sesión sale la gravedad.")),
            (_("Foto"), _("De la receta. Se guarda cifrada y sin los datos que agrega la cámara.")),
        ],
        can=[_("Todo el personal, salvo auditoría.")],
        needs=Permission.OPEN_CASE,
    ),
    HelpPage(
        "caso",
        _("Un caso"),
        ("pediatric:case",),
        _("Qué falta y para cuándo, quién lo tiene, cuánto le queda, y el siguiente paso en un solo botón."),
        parts=[
            (
                _("El reloj"),
                _("El límite más próximo, en la hora del hospital. Si se pasa, el caso sube de nivel solo."),
            ),
            (_("El siguiente paso"), _("Tomarlo, llamar, decir que está resuelto. Los demás están en «Otros pasos».")),
            (
                _("De dónde puede salir"),
                _("Lo que el sistema encontró al abrirse el caso, con su hora; se puede repetir."),
            ),
            (_("A quién le falta"), WORDS),
            (_("Confirmar"), _("Lo hace la familia, quien avisó, o el registro de que se dio. No quien lo resolvió.")),
        ],
        can=[WHO],
        figures=_("Las horas son las del hospital. Abrir un caso con una niña o un niño queda anotado."),
        ask=_("A quien lo tiene: su teléfono está junto al reloj."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "atender-un-caso",
        _("Atender un caso"),
        (
            "pediatric:case-contact",
            "pediatric:case-note",
            "pediatric:case-wait",
            "pediatric:case-solve",
            "pediatric:case-hand",
            "pediatric:case-correct",
            "pediatric:case-merge",
            "pediatric:case-leave",
            "pediatric:case-reopen",
        ),
        _("Lo que se le hace a un caso. Todo queda en su historia, con quién y cuándo."),
        parts=[
            (_("Contacto"), _("También cuando no contestan. Solo hablar con la familia detiene el plazo de llamarle.")),
            (_("Nota o mensaje"), _("La nota la lee quien atiende casos; el mensaje lo lee la familia en su página.")),
            (_("En espera"), _("Dice de quién depende y hasta cuándo. El plazo no se detiene.")),
            (_("Resuelto"), _("Se le pregunta a la familia. Mientras no confirme, el caso sigue abierto.")),
            (_("Unir"), _("Dos casos de lo mismo: las familias quedan juntas en uno.")),
            (_("Dos personas a la vez"), _("Si alguien guardó antes, se le dice quién; lo que escribió sigue ahí.")),
        ],
        can=[_("Oficina central, la delegación, la jefatura médica, abasto, farmacia y oncología del hospital.")],
        needs=Permission.WORK_CASE,
    ),
    HelpPage(
        "cerrar-un-caso",
        _("Cerrar un caso sin confirmar"),
        ("pediatric:case-close",),
        _("El último recurso: nadie pudo confirmar que la niña o el niño tuvo su medicamento."),
        parts=[
            (
                _("Condiciones"),
                _("Tres contactos, en tres días distintos y por dos medios. La base de datos lo exige."),
            ),
            (_("Después"), _("Se cuenta como cerrado sin confirmar, y la familia puede reabrirlo.")),
        ],
        can=[_("Solo oficina central.")],
        needs=Permission.CLOSE_CASE,
    ),
]
