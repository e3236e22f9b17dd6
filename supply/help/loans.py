"""Help on the screens of loans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

BOOK = _("Del libro: cada préstamo y cada devolución es un documento que se puede revertir.")
ASK = _("Si una institución no está en la lista, la da de alta quien responde por la delegación.")

PAGES: list[HelpPage] = [
    HelpPage(
        "prestamos",
        _("Préstamos entre instituciones"),
        ("supply:loan-list",),
        _("Lo que otras instituciones públicas nos deben y lo que les debemos, lo vencido primero."),
        can=[_("Filtrar por sentido, institución o vencidos."), _("Registrar uno nuevo."), _("Descargar.")],
        keys=LIST_KEYS,
        figures=BOOK,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "prestar",
        _("Prestar o recibir prestado"),
        ("supply:loan-start", "supply:loan-give", "supply:loan-take"),
        _("Lo que sale o entra queda en el libro y por devolver, con su día y su oficio."),
        parts=[(_("De qué lotes sale"), _("Primero el que caduca antes; nunca uno caducado, retenido o retirado."))],
        keys=FORM_KEYS,
        figures=BOOK,
        ask=ASK,
        needs=Permission.LEND,
    ),
    HelpPage(
        "prestamo",
        _("Un préstamo"),
        ("supply:loan", "supply:loan-return", "supply:loan-due", "supply:loan-settle"),
        _("Qué se prestó, qué ha vuelto y qué falta. Se devuelve en partes, con el mismo lote u otro."),
        can=[
            _("Registrar devoluciones."),
            _("Cambiar el plazo o saldarlo sin devolución, con motivo."),
            _("Imprimirlo para firma."),
        ],
        figures=BOOK,
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "instituciones-externas",
        _("Instituciones externas"),
        ("supply:partner-list", "supply:partner", "supply:partner-new", "supply:partner-edit"),
        _("Con quién se presta en el estado y el estado de cuenta con cada una."),
        parts=[(_("Saldo"), _("Por medicamento: lo que nos deben menos lo que debemos."))],
        can=[_("Imprimir el estado de cuenta."), _("Darlas de alta y corregirlas, si responde por la delegación.")],
        keys=LIST_KEYS,
        figures=BOOK,
        needs=Permission.VIEW_STOCK,
    ),
]
