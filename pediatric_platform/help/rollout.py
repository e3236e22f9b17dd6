"""Help on the screens of the roll-out of the electronic record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.help.registry import EVERYONE
from delegations.roles import Permission

ASK = _("Por un hospital que falta o un responsable que ya no está, a la jefatura de prestaciones médicas.")
USE = _(
    "El uso sale de los propios datos: cuándo se anotó cada sesión frente al día en que se aplicó, en la hora del "
    "hospital. Una sesión que debía darse y nadie anotó cuenta en contra."
)

PAGES = [
    HelpPage(
        "expediente",
        _("El despliegue del expediente electrónico"),
        ("pediatric:rollout",),
        _("En qué paso va cada hospital, qué lo detiene y quién responde."),
        parts=[
            (_("Detenido"), _("Alguien anotó que algo impide un hito. Va primero, el más antiguo arriba.")),
            (_("Vencido"), _("Pasó la fecha de un hito y sigue pendiente.")),
            (_("Sin plan completo"), _("A algún hito le falta responsable y fecha.")),
            (_("Verificado"), _("Los seis hitos están logrados.")),
            (_("El mapa"), _("La cifra son los hitos logrados de todos; la marca, lo peor que hay en la delegación.")),
            (
                _("Cuántos hospitales son"),
                _("La lista de unidades que dan quimioterapia no es pública: cuentan los que se agregan aquí."),
            ),
        ],
        can=[_("Ver solo una causa, una delegación o un hito."), _("Descargar la lista con sus cifras.")],
        keys=LIST_KEYS,
        figures=USE,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "expediente-hospital",
        _("El expediente en un hospital"),
        ("pediatric:rollout-site",),
        _("Sus seis hitos, lo que dicen los datos, su personal, sus capacitaciones y sus visitas."),
        parts=[
            (
                _("Primera niña o niño, y todas y todos"),
                _("Los marca el registro solo. El segundo necesita que el hospital diga cuántos atiende."),
            ),
            (_("Verificado en visita"), _("Pide una visita firmada y todos los hallazgos resueltos.")),
            (_("Sesiones anotadas el mismo día"), USE),
        ],
        can=[
            _("El responsable de un hito anota que se logró o qué lo detiene."),
            _("Quien lleva el despliegue planea, cambia y reabre hitos."),
        ],
        figures=_("Del registro, de las listas de capacitación y de las sesiones de las últimas 12 semanas."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "expediente-hitos",
        _("Planear hitos y decir qué los detiene"),
        (
            "pediatric:rollout-add",
            "pediatric:rollout-plan",
            "pediatric:rollout-expected",
            "pediatric:milestone",
            "pediatric:milestone-block",
            "pediatric:milestone-reach",
            "pediatric:milestone-reopen",
        ),
        _("Cada hito tiene una persona responsable y una fecha; lo que lo detiene se escribe con su causa."),
        parts=[
            (_("Responsable"), _("Con nombramiento vigente en el hospital, en su delegación o en oficina central.")),
            (_("Qué lo detiene"), _("Una causa de la lista y en qué consiste. Se avisa a quien lleva el despliegue.")),
            (_("Avisos"), _("Una semana antes, el día y cada semana después; a las dos semanas, también arriba.")),
        ],
        can=[_("Repartir los hitos que faltan de hoy a una fecha."), _("Corregir cuántas niñas y niños atiende.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "personal-por-capacitar",
        _("El personal por capacitar"),
        ("pediatric:trainee-list", "pediatric:trainee-add", "pediatric:trainee"),
        _("Quiénes de un hospital deben saber usar el expediente, tengan cuenta o no."),
        parts=[
            (_("Aprobó"), _("En una capacitación cuya lista está cerrada.")),
            (_("Dejó el hospital"), _("Ya no cuenta en el personal; su constancia sigue valiendo.")),
        ],
        can=[
            _("Agregar de una vez a quienes tienen cuenta."),
            _("Agregar a muchas personas por nombre."),
            _("Descargar la lista."),
        ],
        figures=_("Capacitados entre quienes siguen en la lista."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "capacitaciones",
        _("Capacitaciones y constancias"),
        (
            "pediatric:training-list",
            "pediatric:training",
            "pediatric:training-plan",
            "pediatric:training-change",
            "pediatric:training-cancel",
            "pediatric:training-enrol",
            "pediatric:training-marks",
            "pediatric:training-reopen",
            "pediatric:certificate-papers",
            "pediatric:certificate-paper",
        ),
        _("En persona: quién asistió, cuántas horas, con qué calificación; al cerrar la lista se emiten constancias."),
        parts=[
            (_("Lista por cerrar"), _("Ya se dio y falta anotar o cerrar la lista.")),
            (_("Calificación"), _("La ven quien lleva el despliegue y cada persona la suya.")),
            (_("Constancia"), _("Un PDF con folio y código; cualquiera puede comprobarlo sin cuenta.")),
        ],
        can=[
            _("Agregar personas del hospital y de otros de la delegación."),
            _("Anotar toda la lista de una vez."),
            _("Reabrir una lista con su motivo."),
        ],
        keys=LIST_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "visitas-de-verificacion",
        _("Visitas de verificación y hallazgos"),
        (
            "pediatric:rollout-visit-list",
            "pediatric:rollout-visit",
            "pediatric:rollout-visit-plan",
            "pediatric:rollout-visit-change",
            "pediatric:rollout-visit-cancel",
            "pediatric:rollout-visit-answers",
            "pediatric:rollout-visit-report",
            "pediatric:finding-list",
            "pediatric:finding-add",
            "pediatric:finding-resolve",
            "pediatric:finding-reassign",
        ),
        _("Quién fue, qué respondió a cada pregunta y qué hay que corregir, con responsable y fecha."),
        parts=[
            (_("Firmar"), _("Pide todas las respuestas, el resumen y un hallazgo por cada «No».")),
            (_("Firmada"), _("Sus respuestas y cifras ya no cambian; sus hallazgos se resuelven después.")),
            (_("Acta"), _("Un PDF con lo que se vio, los hallazgos y las cifras del día.")),
        ],
        can=[
            _("Llenar las preguntas desde un teléfono, por partes."),
            _("Resolver un hallazgo diciendo qué se hizo."),
            _("Descargar las listas."),
        ],
        keys=LIST_KEYS,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "comprobar-constancia",
        _("Comprobar una constancia"),
        ("pediatric:certificate-search", "pediatric:certificate"),
        _("Si una constancia de capacitación es verdadera, con el folio que está en el papel."),
        parts=[(_("No hay una constancia con ese folio"), _("El folio está mal escrito, o la constancia se retiró."))],
        can=[_("Escribir el folio, o abrir el código con la cámara.")],
        group=EVERYONE,
        public=True,
    ),
]
