"""Help on the screens of relatives, consents and the census."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import HelpPage
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "familiares-de-una-nina-o-un-nino",
        _("Los familiares responsables y su consentimiento"),
        (
            "pediatric:guardian-history",
            "pediatric:guardian-invite",
            "pediatric:guardian-correct",
            "pediatric:guardian-consent",
            "pediatric:guardian-withdraw",
            "pediatric:guardian-end",
        ),
        _("Quién de la familia ve a esta niña o este niño, desde cuándo y con qué consentimiento."),
        parts=[
            (_("Consentimiento"), _("Sin él nadie de la familia ve nada. Se firma en papel o se acepta en su página.")),
            (_("Retirar"), _("Su página, su calendario y sus correos callan en ese momento.")),
            (_("Versión nueva"), _("Se pide otra vez; mientras, el consentimiento de antes sigue en pie.")),
            (_("El correo está mal"), _("Un solo botón: la invitación deja de abrir y se puede invitar de nuevo hoy.")),
        ],
        can=[
            _("Invitar, corregir, anotar la firma, retirar y dar de baja: oncología y enfermería del hospital."),
            _("Retirar el suyo: cada familiar, en su propia página."),
        ],
        figures=_("Lo que se anotó no se borra; cada cambio queda en la auditoría, sin nombres."),
        ask=_("Por el texto del consentimiento, a oficina central."),
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "hoja-de-consentimiento",
        _("La hoja de consentimiento"),
        ("pediatric:consent-sheet",),
        _("El texto en uso, para imprimir y firmar. Una copia es para la familia."),
        figures=_("Es la misma versión que se acepta en pantalla."),
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "mi-permiso",
        _("Mi permiso"),
        ("pediatric:family-consent",),
        _("El permiso que usted da para ver en su página la información de su niña o niño."),
        can=[_("Darlo, o retirarlo con un botón, cuando quiera y sin explicar por qué.")],
        figures=_("Desde que lo retira, su página, su calendario y los correos ya no muestran datos."),
        ask=_("Si algo no se entiende, pregunte en su hospital."),
    ),
    HelpPage(
        "cargar-un-censo",
        _("Cargar un censo desde un archivo"),
        ("pediatric:census-import",),
        _("Registra de una vez a las niñas y los niños de un hospital, con sus medidas y su esquema."),
        parts=[
            (_("Plantilla"), _("Un libro con las columnas, listas para elegir y sus instrucciones.")),
            (_("Ensayar"), _("Dice quién entraría y qué falta; todavía no guarda nada.")),
            (_("Faltas"), _("Todas de una vez, con fila y columna, y qué hacer con cada una.")),
        ],
        can=[_("Subir el archivo corregido cuantas veces haga falta: nadie se registra dos veces.")],
        figures=_("Con una sola falta no se guarda nada. En la auditoría quedan cuentas y folios."),
        ask=_("Si alguien ya está en otro hospital, pida su traslado a oncología de ese hospital."),
        needs=Permission.REGISTER_CHILD,
    ),
]
