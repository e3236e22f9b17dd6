"""Help for the network of supply managers: the public directory, what is missing in it, and who appoints whom."""

from django.utils.translation import gettext_lazy as _

from delegations.help.registry import EVERYONE, LIST_KEYS, NETWORK, HelpPage
from delegations.roles import Permission

PAGES = (
    HelpPage(
        "directorio",
        _("Directorio de responsables de abasto"),
        ("delegations:network",),
        _(
            "Dice quién responde por los medicamentos contra el cáncer en cada delegación y en cada hospital, con su "
            "teléfono y su correo de oficina. Cualquier persona puede consultarlo."
        ),
        parts=[
            (
                _("Buscar"),
                _("Escriba el hospital como lo conozca («zona 2 aguascalientes», «HGZ 2») o el nombre de su ciudad."),
            ),
            (_("Titular y suplente"), _("Si la persona titular no está, llame a quien la suple.")),
            (_("Mapa"), _("Qué parte de los hospitales de cada delegación tiene quien responda.")),
        ],
        can=[_("Llamar o escribir con un toque."), _("Imprimir la lista o descargarla.")],
        figures=_("La lista es la de hoy. Cada contacto dice cuándo fue confirmado."),
        ask=_("Si un teléfono no contesta, llame a la persona responsable de la delegación, arriba en la lista."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "directorio-delegacion",
        _("Directorio de una delegación"),
        ("delegations:network-delegation",),
        _("Quién responde por la delegación y por cada uno de sus hospitales."),
        can=[
            _("Guardar los contactos en su teléfono con la tarjeta de contacto."),
            _("Imprimir la página."),
        ],
        figures=_("La lista es la de hoy; un puesto vacío lo dice."),
        ask=_("Si un hospital no aparece, llame a la persona responsable de la delegación."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "directorio-hospital",
        _("Directorio de un hospital"),
        ("delegations:network-unit", "delegations:network-poster"),
        _("Quién responde por los medicamentos en ese hospital y cómo hablarle. El cartel es para la pared."),
        parts=[(_("Código QR"), _("Al apuntarle con la cámara del teléfono se abre esta misma página, al día."))],
        can=[_("Llamar, escribir o guardar el contacto."), _("Imprimir el cartel.")],
        figures=_("El nombre es el de hoy; si alguien está de licencia se ve quién la suple y hasta cuándo."),
        ask=_("Si falta un medicamento, llame primero a esta persona; si no contesta, a la de la delegación."),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "faltantes-de-la-red",
        _("Faltantes de la red"),
        ("delegations:network-gaps",),
        _("Lo que falta para que la lista de responsables esté completa: qué, desde cuándo y a quién le toca."),
        parts=[
            (_("Puestos vacíos"), _("Sin titular o sin suplente, en delegaciones, UMAE y hospitales.")),
            (_("Por terminar"), _("Nombramientos cuyo último día se acerca y que nadie ha renovado.")),
            (_("Contactos"), _("Sin confirmar en 90 días, o cuyo correo rebotó.")),
        ],
        can=[_("Nombrar desde la misma fila."), _("Pedir que se confirme un contacto.")],
        keys=LIST_KEYS,
        figures=_("Se calculan al abrir la página, con los nombramientos de hoy."),
        ask=_("Cada renglón dice a quién le toca: representación de la delegación u oficina central."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "nombramientos",
        _("Nombramientos"),
        ("delegations:posting-list",),
        _("Quién tiene qué función y dónde: vigentes, por empezar y terminados."),
        can=[_("Filtrar por función, lugar y vigencia."), _("Descargar la lista."), _("Abrir un nombramiento.")],
        keys=LIST_KEYS,
        figures=_("Lo terminado no se borra: es la respuesta a «quién era responsable ese día»."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "nombrar",
        _("Nombrar"),
        ("delegations:posting-appoint",),
        _("Da a una persona una función sobre una unidad, una delegación o el país, desde un día."),
        parts=[
            (_("Titular y suplente"), _("De cada puesto de la red hay un titular y un suplente a la vez.")),
            (_("Correo"), _("Si la persona no tiene cuenta, se le crea y se le manda una invitación.")),
            (_("Teléfono y correo de oficina"), _("Son los que el directorio publica; nunca los personales.")),
        ],
        can=[_("Nombrar solo lo que su propia función permite dar, dentro de su alcance.")],
        figures=_("Queda en la bitácora con su nombre."),
        ask=_("Si el puesto ya tiene titular, entregue o termine primero el nombramiento anterior."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "nombramiento",
        _("Un nombramiento"),
        (
            "delegations:posting",
            "delegations:posting-substitute",
            "delegations:posting-hand-over",
            "delegations:posting-end",
            "delegations:posting-contact",
            "delegations:posting-extend",
            "delegations:handover-acknowledge",
        ),
        _("Un nombramiento con su historia, y lo que puede hacerse con él: suplir, entregar, terminar, corregir."),
        parts=[
            (_("Suplir"), _("Alguien responde de un día a otro mientras la titular no está; el puesto no cambia.")),
            (_("Entregar"), _("Otra persona queda de titular desde un día; lo que estaba abierto pasa con el puesto.")),
            (_("Acusar recibo"), _("Quien recibe confirma que leyó la nota y lo pendiente.")),
            (_("Terminar"), _("El último día y el motivo. Si aún no empezaba, se retira.")),
            (_("Contacto"), _("Teléfono y correo de oficina, los que se publican.")),
        ],
        can=[_("Lo que su función permita sobre ese nombramiento; los demás botones no aparecen.")],
        figures=_("Lo ya ocurrido no se corrige: la persona, la función y el primer día quedan como fueron."),
        ask=_("Quien nombra a una función es también quien la cambia."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "quien-respondia",
        _("Quién respondía un día"),
        ("delegations:network-on",),
        _("Quién era responsable de un lugar en un día pasado, según los nombramientos."),
        can=[_("Elegir el día y el lugar.")],
        figures=_("Sale de los nombramientos, que no se borran."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "invitaciones",
        _("Invitaciones"),
        ("delegations:invitation-list",),
        _("Las invitaciones que se han mandado: cuáles faltan de aceptar, cuáles caducaron."),
        can=[_("Mandar otra."), _("Retirar una que se mandó por error.")],
        figures=_("El enlace no se guarda: nadie puede volver a verlo, solo mandar uno nuevo."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
    HelpPage(
        "persona",
        _("Una persona"),
        ("delegations:person", "delegations:second-factor-reset"),
        _("Quién es, qué nombramientos tiene y qué se puede hacer con su cuenta."),
        parts=[
            (
                _("Restablecer el segundo paso"),
                _("Cuando perdió el teléfono o la llave: la próxima vez que entre registra uno nuevo."),
            )
        ],
        figures=_("Queda en la bitácora quién lo restableció."),
        ask=_("Compruebe por teléfono que quien lo pide es la persona de la cuenta."),
        group=NETWORK,
        needs=Permission.VIEW_NETWORK,
    ),
)
