"""Help on the screens of guides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.help.registry import FAMILIES
from delegations.roles import Permission

ASK = _("Por una guía que falta o un dato que no coincide con su fuente, a oficina central.")
SOURCE = _("De cada documento, con su fuente y qué tan cotejado está. Lo que vale es el documento, no el resumen.")

PAGES: list[HelpPage] = [
    HelpPage(
        "guias",
        _("Guías y protocolos"),
        ("pediatric:guide-list",),
        _("Guías de práctica clínica, protocolos y normas: cuál es la versión vigente, quién la publica y su fuente."),
        parts=[
            (_("Versión vigente"), _("La que manda hoy. Las anteriores se siguen pudiendo leer.")),
            (_("Lectura"), _("Si usted anotó que la leyó, o si su función debe leerla y falta.")),
            (_("Para familias"), _("La ve cualquiera, sin cuenta.")),
        ],
        can=[_("Buscar por título, tema o quien la publica."), _("Filtrar lo que le falta leer y descargar la lista.")],
        keys=LIST_KEYS,
        needs=Permission.VIEW_STOCK,
        figures=SOURCE,
        ask=ASK,
    ),
    HelpPage(
        "guia",
        _("Una guía y sus versiones"),
        ("pediatric:guide", "pediatric:guide-version"),
        _("Qué dice la versión vigente, en qué difiere del criterio único y de qué trata."),
        parts=[
            (_("Fuente"), _("De dónde sale, y qué se cotejó y qué no.")),
            (_("Recomendaciones"), _("Resumidas con otras palabras, con el grado que les da su autor.")),
            (_("De qué trata"), _("Protocolos, diagnósticos y medicamentos en cuyas páginas también aparece.")),
        ],
        can=[
            _("Abrir el documento."),
            _("Anotar que la leyó."),
            _("Comparar dos versiones, punto por punto."),
            _("Quien lleva las guías: publicar, retirar y agregar versiones."),
        ],
        needs=Permission.VIEW_STOCK,
        figures=SOURCE,
        ask=ASK,
    ),
    HelpPage(
        "comparar-guias",
        _("Comparar versiones de una guía"),
        ("pediatric:guide-compare",),
        _("Qué se agregó, qué se quitó y qué se dice de otro modo entre dos versiones."),
        parts=[
            (_("Se agrega"), _("Un punto que la versión anterior no tenía.")),
            (_("Ya no está"), _("Un punto que la nueva no tiene.")),
            (_("Cambia"), _("Otras palabras u otro grado: lo nuevo, subrayado; lo que se quitó, tachado.")),
        ],
        can=[_("Elegir las dos versiones e imprimir.")],
        needs=Permission.VIEW_STOCK,
        figures=_("De las recomendaciones resumidas aquí; lo que una versión no resume, no se compara."),
        ask=ASK,
    ),
    HelpPage(
        "lecturas-de-una-guia",
        _("Quién leyó una guía"),
        ("pediatric:guide-readers",),
        _("Las personas que deben leer la versión vigente, de las que usted ve, y cuándo la leyó cada una."),
        parts=[(_("Aún no"), _("No ha anotado que la leyó. Se le avisó cuando se publicó."))],
        can=[_("Ver quién falta y descargar la lista.")],
        needs=Permission.VIEW_STOCK,
        figures=_("De lo que cada persona anotó en la página de la guía."),
        ask=ASK,
    ),
    HelpPage(
        "escribir-guias",
        _("Agregar, cambiar y publicar guías"),
        (
            "pediatric:guide-new",
            "pediatric:guide-change",
            "pediatric:guide-links",
            "pediatric:guide-version-new",
            "pediatric:guide-version-change",
            "pediatric:guide-statement-add",
            "pediatric:guide-statement",
            "pediatric:guide-publish",
            "pediatric:guide-withdraw",
        ),
        _("Cómo entra un documento: se agrega la guía, se escribe la versión en borrador y se publica."),
        parts=[
            (_("Borrador"), _("Sólo lo ve quien lleva las guías. Se cambia cuanto haga falta.")),
            (_("Publicar"), _("Desde ahí nadie cambia sus palabras; la anterior queda sustituida.")),
            (_("Clave del punto"), _("La misma en todas las versiones: por ella se comparan.")),
            (_("Quiénes deben leerla"), _("Se les avisa de cada versión que se publica.")),
        ],
        can=[
            _("Escribir la dirección del documento o subir un PDF de hasta 10 MB, sin programas dentro."),
            _("Ligar la guía a protocolos, diagnósticos y medicamentos."),
            _("Retirar una versión, con el motivo."),
        ],
        keys=FORM_KEYS,
        needs=Permission.MANAGE_GUIDES,
        ask=ASK,
    ),
    HelpPage(
        "guias-para-familias",
        _("Guías para familias"),
        ("pediatric:guide-public-list", "pediatric:guide-public"),
        _("Páginas y documentos que puede leer cualquiera, sin cuenta."),
        parts=[(_("Abrir la página"), _("Lleva a otro sitio, que no es del hospital."))],
        can=[_("Leer de qué trata cada una y abrirla.")],
        group=FAMILIES,
        public=True,
        figures=_("De quien publica cada documento, que se dice en su página."),
        ask=_("A quien atiende a su hija o a su hijo, si algo no le queda claro."),
    ),
]
