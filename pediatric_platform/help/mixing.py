"""Help on the screens of mixing orders and the trace."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

HELD = _(
    "Un lote retirado o en cuarentena después de preparar aparece en rojo en cada mezcla que lo lleva: no se envía ni "
    "se aplica, y dice quién ya lo recibió."
)
ROAD = _(
    "Solicitada, validada por farmacia, preparada, enviada, recibida y aplicada; o rechazada o devuelta, con motivo."
)

PAGES = (
    HelpPage(
        "mezclas",
        _("Mezclas del día"),
        ("pediatric:mixing-day",),
        _("Lo que una central de mezclas tiene que validar, preparar y enviar en un día."),
        parts=[
            (
                _("Tandas por medicamento"),
                _(
                    "Qué frascos se abren si las mezclas se preparan juntas y cuánto se ahorra. Un frasco se comparte "
                    "solo si farmacia lo permitió y dentro de sus horas de estabilidad."
                ),
            ),
            (_("Sesiones que completan"), _("Sesiones próximas a las que les faltan justo las piezas ahorradas.")),
            (_("Lotes retenidos"), HELD),
            (_("El camino de una mezcla"), ROAD),
        ],
        can=[
            _("Preparar una tanda con un botón: todo o nada, y si no alcanza dice qué falta."),
            _("Imprimir la lista y las etiquetas del día; descargar la lista sin nombres."),
        ],
        keys=LIST_KEYS,
        figures=_("Se calculan al abrir la página, con lo que hay en la central y los frascos abiertos."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "mezcla",
        _("Una mezcla"),
        ("pediatric:mixture", "pediatric:mixture-scan"),
        _("De quién es, qué lleva, de qué frascos y lotes, quién dio cada paso y cuál sigue."),
        parts=[
            (_("El camino de una mezcla"), ROAD),
            (_("Código de la etiqueta"), _("Con el teléfono abre esta mezcla y su siguiente paso.")),
            (_("Usar antes de"), _("Después de esa hora se aplica solo con un motivo escrito.")),
            (_("Lotes retenidos"), HELD),
        ],
        can=[
            _("Imprimir la etiqueta y el registro de preparación; queda anotado quién los imprimió."),
            _("Deshacer una preparación que se anotó y no se hizo, mientras nada haya salido."),
        ],
        ask=_("Si ya está rechazada o devuelta, pídala otra vez desde la sesión."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "revisar-una-mezcla",
        _("Validar una mezcla"),
        ("pediatric:mixture-validate",),
        _("La revisión de farmacia antes de preparar: cada punto queda anotado con su nombre."),
        parts=[
            (_("Dosis y tope"), _("La pedida, la que da la regla y el tope; por encima del tope no se puede aceptar.")),
            (_("Horas estable"), _("Según la ficha técnica: de ahí sale la hora límite de la etiqueta.")),
            (_("Alergias"), _("Si hay una anotada, se da solo con un motivo escrito.")),
        ],
        can=[_("Rechazar la mezcla con su motivo.")],
        ask=_("Si la dosis cambió después de pedirse, rechace esta y pida otra."),
        needs=Permission.VALIDATE_MIXTURE,
    ),
    HelpPage(
        "mezclas-de-una-sesion",
        _("Mezclas y entregas de una sesión"),
        ("pediatric:mixing-request", "pediatric:mixing-order"),
        _("Lo que se pide a la central de mezclas y lo que entrega la farmacia, con su estado."),
        parts=[
            (_("Pedir"), _("Se pide lo inyectable que falta; una orden abierta por sesión.")),
            (_("Lo que impide pedir"), _("Una dosis sin confirmar, sin cantidad o por encima de su tope.")),
            (_("Nuevo día"), _("Si la sesión se movió, la orden se pone en ese día con un botón.")),
        ],
        can=[_("Pedir: oncología o farmacia del hospital."), _("Cancelar lo que no se ha preparado, con motivo.")],
        ask=_("Cuando todo se aplicó, se entregó o se omitió, la sesión queda como aplicada."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "frascos-abiertos",
        _("Frascos abiertos"),
        ("pediatric:vial-list",),
        _("Lo que queda en cada frasco que se puede compartir y hasta qué hora."),
        parts=[(_("Desechar"), _("Anota el sobrante; sin cantidad, todo lo que nadie tomó."))],
        figures=_("Al preparar se toma primero de aquí; lo que ya venció no se toma nunca."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "entregar-una-dosis",
        _("Entregar una dosis en farmacia"),
        ("pediatric:dose-hand-out",),
        _("Lo oral y lo de soporte: las piezas salen del libro de la farmacia, primero lo que caduca antes."),
        can=[_("Deshacer la entrega mientras la sesión no se haya aplicado.")],
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "a-quien-llego-un-lote",
        _("A quién llegó un lote"),
        ("pediatric:trace-lot", "pediatric:trace-child"),
        _("De un lote a cada niña y niño, y de una niña o niño a cada lote: mezclas y entregas de farmacia."),
        parts=[
            (_("Quienes usted atiende"), _("Con nombre y folio, la cantidad y si ya lo recibieron.")),
            (_("En otros hospitales"), _("Solo cuántos; los nombres los ve quien los atiende.")),
        ],
        can=[_("Descargar la lista, por folio y sin nombres.")],
        figures=_("Lo que se revirtió en el libro no cuenta. Cada consulta queda anotada."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "expuestos-a-un-retiro",
        _("Mezclas y pacientes de un lote retirado"),
        ("pediatric:recall-exposed",),
        _("Qué mezclas llevan un lote retirado y a quién ya se le aplicó o entregó."),
        parts=[
            (_("Por detener"), _("Mezclas hechas o en camino que no se han aplicado: no avanzan; deseche cada una.")),
            (_("Ya lo recibieron"), _("Con nombre y folio para quien los atiende.")),
            (_("En otros hospitales"), _("Solo cuántos; los nombres los ve quien los atiende.")),
        ],
        can=[_("Descargar la lista, por folio y sin nombres.")],
        figures=_("Quien recibió dos lotes del mismo retiro cuenta una vez. Cada consulta queda anotada."),
        needs=Permission.VIEW_STOCK,
    ),
)
