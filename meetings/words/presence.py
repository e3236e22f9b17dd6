"""What events about participants and who was there are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "presence.noted": _("Anotó la asistencia de un participante"),
    "presence.joined": _("Llegó a la sesión sin estar en la lista"),
    "presence.added": _("Agregó a alguien a la lista de asistencia"),
    "presence.corrected": _("Corrigió a un participante de la sesión"),
    "presence.struck": _("Quitó a alguien de la lista de asistencia"),
    "presence.settled": _("Dio por ausente a quien no se registró"),
    "presence.naming_said": _("Dijo si su nombre se puede decir"),
}
