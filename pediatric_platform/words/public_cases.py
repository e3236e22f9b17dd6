"""What events about cases told without an account are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "case_draft.begun": _("Caso sin cuenta, escrito y en espera de su código"),
    "case_draft.confirmed": _("Caso sin cuenta, confirmado con el código"),
    "case_draft.photo_lost": _("Caso sin cuenta, la foto no se pudo guardar"),
    "case_drafts.forgotten": _("Casos sin cuenta que nadie confirmó, borrados"),
    "case_link.read": _("Se abrió el enlace de un caso"),
    "case_link.renewed": _("Enlace de un caso, cambiado"),
}
