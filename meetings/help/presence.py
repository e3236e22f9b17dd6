"""Help on the screens of participants and who was there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.help.registry import EVERYONE
from delegations.roles import Permission

ASK = _("A la secretaría de la sesión, en oficina central.")
INITIALS = _(
    "De una familia que no ha aceptado que se diga su nombre se ven sus iniciales, aquí, en los archivos y en la "
    "minuta. Solo quien anota la asistencia lee el nombre completo."
)

PAGES: list[HelpPage] = [
    HelpPage(
        "asistencia",
        _("La asistencia de una sesión"),
        ("meetings:attendance",),
        _("A quién se convocó, quién está y qué falta para el quórum."),
        parts=[
            (_("Por llegar"), _("Se convocó y no se ha anotado nada. Al cerrar la sesión pasa a ausente.")),
            (_("Representada"), _("Viene otra persona en su lugar. Cuenta para el quórum como si estuviera.")),
            (_("Con aviso"), _("Dijo que no vendría. No cuenta para el quórum.")),
            (
                _("Por dónde"),
                _("La secretaría, la persona con su cuenta, el enlace de su correo o el código de la sala."),
            ),
            (_("Familias"), INITIALS),
        ],
        can=[
            _("Anotarse desde su cuenta, si le convocaron: que está, que no podrá ir o quién viene en su lugar."),
            _("Quien lleva la minuta anota a cualquiera con un toque; otro toque en el mismo botón lo quita."),
            _("Imprimir la lista para firmar, o descargarla."),
        ],
        keys=LIST_KEYS,
        figures=_(
            "El quórum se cuenta sobre quienes cuentan para él: presentes y representados, con el porcentaje de la "
            "serie, hacia arriba. Quien llega sin estar convocado no cuenta hasta que se diga."
        ),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "asistencia-lista",
        _("La lista para firmar"),
        ("meetings:attendance-paper",),
        _("La misma lista en papel, con renglones para quien llegue sin estar en ella."),
        parts=[(_("Familias"), INITIALS)],
        can=[_("Imprimirla antes de la sesión. Lo que se firme en papel se anota después en la pantalla.")],
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "asistencia-agregar",
        _("Agregar y corregir participantes"),
        ("meetings:attendance-add", "meetings:attendance-correct", "meetings:attendance-represent"),
        _("Quien llegó sin estar en la lista, un nombre mal escrito, quién viene por quién."),
        parts=[
            (
                _("No se repite"),
                _("Por el correo o por el nombre se reconoce a quien ya está en la lista, y se anota en su renglón."),
            ),
            (_("Quitar de la lista"), _("Solo a quien no fue convocado. Quien fue convocado queda, venga o no.")),
            (
                _("Su nombre"),
                _("Se escribe lo que la familia dijo. Puede cambiar de idea hasta que se firme la minuta."),
            ),
        ],
        can=[_("Quien lleva la minuta, hasta que se firme.")],
        keys=FORM_KEYS,
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
    HelpPage(
        "asistencia-sala",
        _("El código de la sala"),
        ("meetings:room",),
        _("Un código para el proyector: cada quien registra su asistencia con su teléfono."),
        parts=[
            (_("Quién entra"), _("Con cuenta, un toque. Sin cuenta, su nombre, de dónde viene y su correo.")),
            (_("Cuándo"), _("Desde una hora antes y hasta que la sesión se cierra.")),
            (_("La cuenta"), _("Se pone al día sola cada tres segundos.")),
        ],
        can=[_("Proyectarlo, o imprimirlo y ponerlo en la puerta.")],
        ask=ASK,
        needs=Permission.KEEP_MINUTES,
    ),
    HelpPage(
        "asistencia-registrarse",
        _("Registrar su asistencia"),
        ("meetings:presence-link", "meetings:presence-room"),
        _("Abra el enlace de su correo, o el código de la sala, y toque «Estoy aquí»."),
        parts=[
            (_("Si no puede ir"), _("Con el enlace de su correo avise que no irá, o quién va en su lugar.")),
            (_("Su nombre"), _("Si viene de una familia, su nombre no se dice en la minuta, salvo que usted quiera.")),
            (_("Desde cuándo"), _("Una hora antes de la sesión, y hasta que termine.")),
        ],
        can=[_("Registrar también a quien venga con usted y no traiga teléfono, con el código de la sala.")],
        ask=_("A la persona que le invitó, o a la secretaría en la sala."),
        public=True,
        group=EVERYONE,
    ),
]
