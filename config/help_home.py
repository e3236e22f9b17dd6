"""Help for the first page, which is another for each role."""

from django.utils.translation import gettext_lazy as _

from delegations.help import EVERYONE, FAMILIES, HelpPage, register
from delegations.roles import Permission

PAGES = (
    HelpPage(
        "inicio",
        _("La primera página"),
        ("home",),
        _("Al entrar, cada quien llega a lo suyo: el país, su delegación, su unidad o la página de su familia."),
        parts=[
            (_("Sin entrar"), _("Qué es este sitio, el directorio público de responsables y la puerta de entrada.")),
            (_("Oficina central, auditoría y administración"), _("El tablero nacional.")),
            (_("Delegación"), _("El tablero de la delegación.")),
            (_("Unidad"), _("La mesa de trabajo: lo que hay que hacer hoy.")),
            (_("Varios nombramientos"), _("Se elige el tablero; la próxima vez se abre el último elegido.")),
        ],
        can=[_("Cambiar de tablero desde el menú de su nombre.")],
        ask=_("Si no llega a donde esperaba, revise su nombramiento con quien lo hizo."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "tablero-nacional",
        _("Tablero nacional"),
        (),
        _("Cómo cerró la semana el país: cuatro cifras, el mapa, la tendencia y dónde falta más."),
        parts=[
            (
                _("Nivel de abasto"),
                _("De cada cien pares de unidad y clave del surtido, cuántos no están en cero ni en crítico."),
            ),
            (_("Mapa"), _("Un cuadro por delegación; las flechas pasan de uno a otro y Enter abre su tablero.")),
            (_("Donde más falta"), _("Por recetas negadas, días sin existencia y consumo, con la acción al lado.")),
            (_("Reportaron"), _("Cuántas unidades firmaron su semana, y cuántas a tiempo.")),
        ],
        can=[
            _("Cambiar de semana, comparar con otra, mirar un tipo de lugar o un medicamento."),
            _("Descargar cada tabla. La dirección guarda la pregunta: puede compartirse."),
        ],
        keys=[("← ↑ → ↓", _("Ir de una delegación a otra en el mapa.")), ("Enter", _("Abrir su tablero."))],
        figures=_("De los reportes firmados de la semana elegida; la línea bajo el título dice cuándo se sumaron."),
        ask=_("Por la cifra de una unidad, a su responsable de abasto: el nombre está en la fila."),
        needs=Permission.VIEW_NATIONAL_BOARD,
    ),
    HelpPage(
        "pagina-de-la-familia",
        _("Su página"),
        (),
        _(
            "Le dice quién responde por los medicamentos en el hospital donde atienden a su hija o hijo, y qué hacer "
            "si falta alguno."
        ),
        parts=[
            (
                _("Quién responde"),
                _("Su nombre y un botón para llamar. Si no está, quién responde mientras tanto."),
            ),
            (_("Avisos"), _("Lo que el hospital le ha comunicado por este medio.")),
        ],
        can=[_("Llamar con un toque."), _("Consultar el directorio de todos los hospitales.")],
        figures=_("El nombre y el teléfono son los de hoy."),
        ask=_("Si nadie contesta en el hospital, llame a la persona responsable de la delegación."),
        group=FAMILIES,
    ),
)
register(PAGES)
