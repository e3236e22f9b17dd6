"""Help on the screens of the family's pages."""

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.help.registry import FAMILIES
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "mi-familia",
        _("Mi familia"),
        (
            "pediatric:family",
            "pediatric:family-child",
            "pediatric:family-history",
            "pediatric:family-contacts",
            "pediatric:family-problem",
            "pediatric:family-fever",
            "pediatric:family-report",
            "pediatric:family-case",
        ),
        _("Le dice cuándo es la próxima sesión y si está todo. Si algo falta, dice quién lo resuelve."),
        parts=[
            (_("Está todo"), _("Lo que se usa ese día ya está en el hospital, para su hija o hijo.")),
            (_("Viene en camino"), _("Lo que falta ya salió. Le decimos qué día llega y si es seguro.")),
            (_("Falta"), _("Le decimos qué falta, quién lo ve, su teléfono y cuándo lo sabremos.")),
            (_("No lo sabemos"), _("El hospital no nos ha dado datos en tres días. Llame y pregunte.")),
            (_("Todavía lejos"), _("Vemos 28 días hacia adelante. Le decimos desde cuándo lo vemos.")),
        ],
        can=[
            _("Avisar de un problema o de fiebre. Le damos un folio."),
            _("Ver quién resuelve su aviso y para cuándo, y contestarle."),
            _("Decir si ya se lo dieron, o si todavía no."),
            _("Pedir que le escribamos si algo cambia, y dejar de recibirlo."),
            _("Decir que el teléfono no es suyo: su página se cierra sola."),
        ],
        figures=_("Si usted avisó, el plazo es el de su aviso. Si no, es un día hábil o las 12:00 del día antes."),
        ask=_("Llame al teléfono de su página. Si tiene fiebre, vaya a urgencias de su hospital."),
        group=FAMILIES,
    ),
    HelpPage(
        "calendario-de-la-familia",
        _("Las sesiones en su calendario"),
        ("pediatric:family-calendar",),
        _("Un enlace secreto para que su teléfono muestre los días de las sesiones."),
        parts=[
            (_("El enlace"), _("Se ve una sola vez. Quien lo tenga ve esos días, sin nombres de medicinas.")),
            (_("Quitar"), _("El enlace deja de mostrar algo al momento. Puede hacer otro.")),
        ],
        figures=_("Su teléfono lo lee cada pocas horas: lo más nuevo está en su página."),
        ask=_("Si lo perdió o alguien más lo vio, quítelo y haga otro."),
        group=FAMILIES,
    ),
    HelpPage(
        "avisos-de-familias",
        _("Avisos de familias"),
        ("pediatric:family-report-list", "pediatric:family-report-take-up"),
        _("Lo que las familias dijeron desde su página: fiebre, o un problema con un medicamento."),
        parts=[
            (_("Por atender"), _("Nadie lo ha tomado. Fiebre: 30 minutos.")),
            (_("En un caso"), _("Un problema con un medicamento es un caso: se atiende y se responde ahí.")),
            (_("Lo atiendo yo"), _("Su nombre queda en el aviso y la familia lo ve.")),
            (_("Responder"), _("La familia lee la respuesta en su página y le llega un correo. Se responde una vez.")),
        ],
        can=[_("Buscar por folio o por nombre."), _("Filtrar por lo que falta atender."), _("Descargar, con folios.")],
        keys=LIST_KEYS,
        figures=_("De las niñas y los niños que usted atiende, al momento de abrir la página."),
        ask=_("Si la familia no contesta, en la ficha están sus otros familiares."),
        needs=Permission.VIEW_CHILDREN,
    ),
]
