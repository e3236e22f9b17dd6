"""What events about the family's pages are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "family_page.read": _("Un familiar abrió la página de su niña o niño"),
    "family_calendar.read": _("Se leyó el calendario de una familia"),
    "family_calendar.made": _("Calendario de una familia, hecho"),
    "family_calendar.revoked": _("Calendario de una familia, quitado"),
    "family_report.told": _("Aviso de una familia"),
    "family_report.read": _("Aviso de una familia, leído"),
    "family_report.taken": _("Aviso de una familia, atendido"),
    "family_report.answered": _("Aviso de una familia, respondido"),
    "family_mail.chosen": _("Correos a una familia, elegidos"),
    "family_mail.sent": _("Cambio en una sesión, dicho a la familia por correo"),
    "promises.settled": _("Promesas a las familias, resueltas"),
}
