"""Help for the institute's own lists: delegations, units, places."""

from django.utils.translation import gettext_lazy as _

from delegations.help.registry import CONTROL, LIST_KEYS, HelpPage

PAGES = (
    HelpPage(
        "delegaciones",
        _("Delegaciones"),
        ("delegations:delegation-list",),
        _("Las 35 delegaciones (OOAD) que usted ve: dónde tienen su sede y cuántas unidades abarcan."),
        parts=[
            (_("Unidades"), _("Cuántas unidades tiene la delegación en el directorio.")),
            (_("Dan quimioterapia"), _("Cuántas de esas unidades constan con servicio de quimioterapia.")),
        ],
        can=[
            _("Filtrar por región y ordenar por cualquier columna."),
            _("Descargar la lista, como se ve, en CSV o Excel."),
            _("Abrir una delegación y, desde ahí, su tablero."),
        ],
        keys=LIST_KEYS,
        figures=_("Vienen de las listas oficiales cargadas por administración; cada dato dice su certeza."),
        ask=_("Si falta una delegación o un dato está mal, avise a administración."),
    ),
    HelpPage(
        "delegacion",
        _("Ficha de una delegación"),
        ("delegations:delegation-detail",),
        _("Los datos de una delegación, sus unidades y quién responde por ella hoy."),
        parts=[
            (_("Unidades"), _("Las que usted ve de esa delegación, primero las de mayor nivel.")),
            (_("Datos"), _("Código, sede y huso horario; la hora local de ahora está al lado.")),
            (_("Almacén y tránsito"), _("Los lugares propios de la delegación, con su existencia a un clic.")),
            (_("Quién responde"), _("Los nombramientos vigentes, con teléfono y correo de oficina.")),
        ],
        can=[_("Ir al tablero de abasto, a sus unidades o a sus lugares.")],
        figures=_("De las listas oficiales y de los nombramientos vigentes hoy."),
        ask=_("Por un nombramiento equivocado, a la representación de la delegación u oficina central."),
    ),
    HelpPage(
        "unidades",
        _("Unidades"),
        ("delegations:unit-list",),
        _("Los hospitales y unidades que usted ve. Se encuentran como se les llame: «HGZ 2», «zona 2 aguascalientes»."),
        parts=[
            (_("Nivel"), _("Nivel de atención; la ficha dice de dónde se sabe.")),
            (_("Quimioterapia"), _("Si consta que la unidad da quimioterapia; «No» quiere decir que no consta.")),
        ],
        can=[
            _("Filtrar por delegación, tipo, nivel y quimioterapia."),
            _("Descargar la lista, como se ve, en CSV o Excel."),
        ],
        keys=LIST_KEYS,
        figures=_("De las listas oficiales; cada dato lleva su certeza en el archivo descargado."),
        ask=_("Si falta una unidad, avise a administración."),
    ),
    HelpPage(
        "unidad",
        _("Ficha de una unidad"),
        ("delegations:unit-detail",),
        _("Los datos de una unidad con su certeza, sus lugares y quién responde por ella."),
        parts=[
            (_("Datos"), _("Entre paréntesis, de dónde se sabe cada uno.")),
            (_("Lugares"), _("Almacén, farmacia y central de mezclas donde se guarda medicamento.")),
            (_("Quién responde"), _("Los nombramientos vigentes, con teléfono y correo de oficina.")),
        ],
        can=[_("Ir a la mesa de trabajo de la unidad o a la lista de lo que debe tener (su surtido).")],
        figures=_("De las listas oficiales y de los nombramientos vigentes hoy."),
        ask=_("Por un dato equivocado, al responsable de abasto de la delegación."),
    ),
    HelpPage(
        "lugares",
        _("Lugares"),
        ("delegations:place-list",),
        _("Donde se guarda el medicamento: almacenes, farmacias, centrales de mezclas y lo que va en camino."),
        parts=[(_("Tránsito"), _("No es un sitio: es lo que salió de un lugar y el destino aún no recibe."))],
        can=[_("Filtrar por delegación y tipo; abrir un lugar lleva a su existencia.")],
        keys=LIST_KEYS,
        figures=_("Un lugar inactivo conserva su historia y ya no recibe movimientos."),
        ask=_("Para abrir o cerrar un lugar, pida a administración."),
    ),
    HelpPage(
        "componentes",
        _("Componentes"),
        ("delegations:gallery",),
        _("Una muestra de todo lo que forma las páginas, con valores inventados. Sirve a quien construye el sitio."),
        group=CONTROL,
        figures=_("Nada de lo que se ve ahí es un dato real."),
    ),
    HelpPage(
        "api",
        _("Documentación de la API"),
        ("api-docs",),
        _("Lo que un programa puede leer y registrar aquí, con la misma cuenta y los mismos permisos que su dueña."),
        parts=[
            (_("Clave de acceso"), _("Se pide en su cuenta; quien la tiene puede todo lo que usted puede.")),
            (_("Errores"), _("Siempre en la misma forma: código, mensaje y qué hacer.")),
        ],
        can=[_("Probar cada dirección desde la propia página.")],
        group=CONTROL,
        figures=_("Las mismas que las páginas, con su fecha."),
        ask=_("Por un uso que no está en la documentación, a administración."),
    ),
)
