"""Help on the screens of the registry of children."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import LIST_KEYS, HelpPage
from delegations.roles import Permission

PAGES = [
    HelpPage(
        "ninos",
        _("Niñas y niños"),
        ("pediatric:child-list",),
        _("Quienes se atienden en su hospital, con su esquema, su última medida y su próxima sesión."),
        parts=[
            (_("Buscar"), _("Por nombre o folio mientras escribe; por CURP o NSS, completos, abre la ficha.")),
            (_("Le falta"), _("Quien no tiene plan, CURP, o peso y talla de los últimos 60 días.")),
            (_("Descargar"), _("El archivo lleva folios; nunca nombres ni identificadores.")),
        ],
        can=[_("Verla quien trata a las niñas y niños. Registrar, oncología y enfermería.")],
        keys=LIST_KEYS,
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "registrar-nina-o-nino",
        _("Registrar a una niña o un niño"),
        ("pediatric:child-register",),
        _("Alta en el registro. Antes de guardar se busca en todo el país si ya está."),
        parts=[
            (_("CURP"), _("Se revisa su dígito y que diga la misma fecha y el mismo sexo. Si no tiene, diga por qué.")),
            (_("NSS y agregado"), _("Los de quien lo asegura. Hermanas y hermanos comparten NSS: no es un error.")),
            (_("Parecidos"), _("Si hay alguien con nombre parecido y la misma fecha, se muestra antes de guardar.")),
        ],
        ask=_("Si ya está en otro hospital, oncología de ese hospital hace el traslado."),
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "ficha",
        _("La ficha de una niña o un niño"),
        ("pediatric:child", "pediatric:child-identifiers"),
        _("Todo sobre su tratamiento en una página. Cada vez que alguien la abre queda anotado."),
        parts=[
            (_("Alergias"), _("Siempre a la vista, arriba; avisan si el plan lleva ese medicamento.")),
            (_("Peso y talla"), _("La última medida y cómo ha cambiado. La superficie se calcula por Mosteller.")),
            (_("Identificadores"), _("Tapados hasta que alguien los pide; quién los vio queda anotado.")),
            (_("Quién ha abierto esta ficha"), _("Las últimas veinte veces, con nombre y hora.")),
        ],
        needs=Permission.VIEW_CHILDREN,
    ),
    HelpPage(
        "corregir-ficha",
        _("Corregir sus datos"),
        ("pediatric:child-correct",),
        _("Nombre, fechas, identificadores, diagnóstico y grupo de riesgo."),
        parts=[
            (
                _("Dos personas a la vez"),
                _("Si alguien guardó antes, se le dice quién y qué cambió; lo que escribió sigue en la página."),
            ),
        ],
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "traslado",
        _("Trasladar a otro hospital"),
        ("pediatric:child-transfer",),
        _("Lo hace el hospital que lo atiende. La ficha, el plan y la familia van completos."),
        parts=[
            (_("Desde el día"), _("El primero en el otro hospital. No se fecha un traslado por adelantado.")),
            (_("Mezclas en curso"), _("Se aplican, se devuelven o se cancelan antes.")),
        ],
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "estado",
        _("Cambiar su estado"),
        ("pediatric:child-state",),
        _("Terminó su tratamiento, lo dejó, volvió o falleció."),
        parts=[
            (_("Fuera de tratamiento"), _("Sus sesiones dejan de pedirse y los medicamentos quedan para otros.")),
            (_("Falleció"), _("Nada se vuelve a enviar a su familia; si fue un error, se corrige aquí mismo.")),
        ],
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "medidas",
        _("Peso y talla"),
        ("pediatric:child-growth",),
        _("De aquí salen las dosis: lo imposible a su edad no se guarda y lo poco común pide un motivo."),
        parts=[
            (_("Superficie"), _("Raíz de (talla × peso ÷ 3600), en m² (Mosteller, 1987).")),
            (_("Cambio brusco"), _("Más de 15 % en 30 días, o una talla menor que la anterior, pide un motivo.")),
            (_("Si su plan está en curso"), _("Se comparan las dosis de antes con las nuevas, y usted confirma.")),
        ],
        figures=_("Los límites por edad y sexo son amplios; vienen de los patrones de la OMS, escritos de memoria."),
        needs=Permission.REGISTER_CHILD,
    ),
    HelpPage(
        "alergias",
        _("Alergias"),
        ("pediatric:child-allergies", "pediatric:allergy-refute"),
        _("Lo que no se le debe dar. Se anotan y se descartan; nunca se borran."),
        parts=[
            (_("Medicamento del catálogo"), _("Con él, la ficha avisa si su plan lo lleva.")),
            (_("Descartar"), _("Solo oncología y enfermería, con el motivo.")),
        ],
        needs=Permission.VIEW_CHILDREN,
    ),
]
