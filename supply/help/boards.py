"""Help for the boards of a delegation, a unit and a drug."""

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

CATEGORIES = _(
    "Según los días que alcanza la existencia: en cero, crítico, bajo, adecuado, alto y exceso. Cada uno lleva su "
    "marca y su palabra, no solo su color."
)

PAGES = (
    HelpPage(
        "tablero-delegacion",
        _("Tablero de una delegación"),
        ("supply:board-delegation",),
        _("Cómo cerró la semana una delegación: qué unidades están peor, qué clave falta dónde y a quién llamar."),
        parts=[
            (
                _("Unidades"),
                _("De menor a mayor nivel de abasto; las UMAE aparte: responden a oficina central."),
            ),
            (_("Donde más falta"), _("Por recetas negadas, días sin existencia y consumo, con la acción al lado.")),
            (_("Almacén"), _("Lo utilizable hoy en el almacén de la delegación, y lo que caduca.")),
            (_("Categorías"), CATEGORIES),
        ],
        can=[
            _("Cambiar de semana, comparar con otra, mirar un solo tipo de lugar o un solo medicamento."),
            _("Descargar cada tabla. La dirección de la página guarda la pregunta: puede compartirse."),
        ],
        figures=_("De los reportes de la semana elegida; el almacén y los traspasos, del libro de ahora."),
        ask=_("Por una cifra dudosa, a la persona responsable de la unidad: su nombre está en la fila."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "mesa-de-trabajo",
        _("Mesa de trabajo de una unidad"),
        ("supply:board-unit",),
        _("Lo que la unidad tiene que hacer hoy, primero lo que más daño hace."),
        parts=[
            (_("Qué hacer hoy"), _("Claves que faltan, semanas por firmar, traspasos por recibir, lotes por retirar.")),
            (_("Claves del surtido"), _("Lo que la unidad debe tener y para cuántos días alcanza.")),
            (_("Categorías"), CATEGORIES),
            (_("Lotes que caducan"), _("Los de los próximos 90 días, con sus piezas.")),
        ],
        can=[_("Ir con un clic a lo que cada renglón pide."), _("Abrir la existencia de cada lugar de la unidad.")],
        figures=_("Del libro de existencias en este momento; arriba dice cuándo fue el último asiento."),
        ask=_("Si falta una clave y no hay en la unidad, a la persona responsable de abasto de la delegación."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "tablero-medicamento",
        _("Tablero de un medicamento"),
        ("supply:board-drug",),
        _("Dónde hay y dónde falta un medicamento, entre los lugares que usted ve."),
        parts=[
            (_("Dónde hay de más"), _("Lugares con más de 60 días de su propio consumo: de ahí puede pedirse.")),
            (_("Dónde falta"), _("Unidades en cero o en crítico, con quién responde.")),
            (_("En tránsito"), _("Lo que ya va en camino y para cuándo se espera.")),
        ],
        can=[_("Llamar a quien tiene de más, o enviar si usted lleva ese lugar.")],
        figures=_("Las piezas, del libro de hoy; la cobertura, del reporte de la semana elegida."),
        ask=_("Quien ve solo su unidad pide la búsqueda a la persona responsable de la delegación."),
        needs=Permission.VIEW_STOCK,
    ),
)
