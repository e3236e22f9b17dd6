"""Help on the screens of regimens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

CERTAINTY = _(
    "Con fuente: la dosis está en la fuente citada. En parte o de memoria: mueve la demanda, para que el medicamento "
    "se pida, y nunca se muestra como dosis de referencia; quien prescribe la confirma en cada sesión."
)
ASK = _("Por un esquema que falta o un dato que no coincide con su fuente, a oficina central.")

PAGES = [
    HelpPage(
        "esquemas",
        _("Esquemas de tratamiento"),
        ("pediatric:regimen-list",),
        _("Qué se da en cada diagnóstico, quién lo aprobó y con qué fuente."),
        parts=[
            (_("Criterio único"), _("El protocolo que vale para todos en ese diagnóstico y grupo de riesgo.")),
            (_("Versión"), _("La aprobada más reciente; si no hay, el borrador.")),
            (_("Sin clave"), _("El esquema lo nombra y el Compendio no lo tiene: no se pide por la vía ordinaria.")),
            (_("Certeza"), CERTAINTY),
        ],
        can=[_("Buscar por nombre, diagnóstico o medicamento."), _("Filtrar y descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("De los hechos publicados que cita cada renglón y de lo que un cuerpo colegiado aprobó."),
        ask=ASK,
    ),
    HelpPage(
        "protocolo",
        _("Un protocolo y sus versiones"),
        ("pediatric:protocol",),
        _("Las versiones de un protocolo, quién aprobó cada una y qué cambió."),
        parts=[
            (_("Borrador"), _("Nadie la ha aprobado: no se puede empezar un plan con ella.")),
            (_("Retirada"), _("Ningún plan nuevo empieza con ella; los que ya corren siguen.")),
            (_("Planes en curso"), _("Cuántos corren hoy con esa versión, en todo el país.")),
        ],
        can=[_("Abrir una versión, o compararla con las del mismo diagnóstico.")],
        ask=ASK,
    ),
    HelpPage(
        "esquema",
        _("Una versión de un esquema"),
        ("pediatric:regimen",),
        _("Las fases, con cada medicamento y los días en que se da."),
        parts=[
            (_("Columnas"), _("Días del ciclo; los seguidos en que se da lo mismo van juntos, con cuántos son.")),
            (_("Tope"), _("Lo más que se da en una aplicación, aunque la regla dé más.")),
            (_("Rescate"), _("Protege de otro medicamento: sin él, la sesión no está completa.")),
            (_("Certeza"), CERTAINTY),
        ],
        can=[_("Imprimir la versión."), _("Ver en qué cambia frente a la anterior.")],
        figures=_("De la fuente que cita cada renglón, al pie de la página."),
        ask=ASK,
    ),
    HelpPage(
        "comparar-esquemas",
        _("Comparar esquemas"),
        ("pediatric:regimen-compare",),
        _("El mismo diagnóstico lado a lado: otro protocolo, u otra versión del mismo."),
        parts=[
            (
                _("Cambia, no lo lleva, lo agrega"),
                _("Frente a la primera columna, que es el criterio único si lo hay."),
            ),
            (
                _("En total"),
                _("Lo que suma el esquema entero, si todas sus dosis tienen cifra y son para todas las edades."),
            ),
        ],
        can=[_("Elegir el diagnóstico y hasta cuatro versiones."), _("Imprimir la comparación.")],
    ),
    HelpPage(
        "desviaciones",
        _("Desviaciones de los esquemas"),
        ("pediatric:regimen-deviations",),
        _("En qué se apartan de su esquema los planes en curso, para que el criterio sea uno."),
        parts=[
            (_("Planes en el país"), _("Cuántos se apartan así, y de cuántos con ese protocolo. Sin folios.")),
            (
                _("De quienes usted atiende"),
                _("Folio, lo indicado y el motivo: sólo para quien trata a la niña o niño."),
            ),
        ],
        can=[_("Ver un solo protocolo."), _("Descargar las cuentas.")],
        figures=_("De lo que se anota al indicar otra dosis, otros días, otro esquema o no dar algo."),
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "reglas-de-seguridad",
        _("Reglas de seguridad"),
        ("pediatric:regimen-guards",),
        _("Lo que ningún esquema ni dosis puede romper, por qué, y dónde está escrito."),
        parts=[
            (_("Tope y vía"), _("Detienen la aprobación de un esquema y la dosis de una niña o niño.")),
            (_("Exige otro medicamento"), _("En el mismo ciclo: sin el rescate no se aprueba.")),
            (
                _("Límite de por vida"),
                _("Suma lo recibido antes, lo dado y lo programado; avisa desde qué sesión se pasa."),
            ),
        ],
        ask=_("Por una regla que falta o un límite distinto, a oficina central."),
    ),
    HelpPage(
        "escribir-esquemas",
        _("Escribir, aprobar y retirar esquemas"),
        (
            "pediatric:regimen-draft",
            "pediatric:regimen-phase-add",
            "pediatric:regimen-phase",
            "pediatric:regimen-line-add",
            "pediatric:regimen-line",
            "pediatric:regimen-approve",
            "pediatric:regimen-withdraw",
            "pediatric:protocol-standard",
        ),
        _("Una versión nueva se copia de otra, se cambia, y un cuerpo colegiado la aprueba."),
        parts=[
            (_("Aprobar"), _("Nombra al cuerpo y el día. Se niega mientras rompa una regla, y dice cómo remediarla.")),
            (_("Aprobada"), _("Nadie la cambia, ni en la base de datos: se hace otra versión.")),
            (_("Retirar"), _("Pide el motivo. Los planes que corren siguen y se listan.")),
            (_("Criterio único"), _("Uno por diagnóstico y grupo de riesgo; quien use otro escribe por qué.")),
        ],
        keys=FORM_KEYS,
        needs=Permission.MANAGE_REGIMENS,
    ),
]
