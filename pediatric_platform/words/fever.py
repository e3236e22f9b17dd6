"""What events about the golden hour are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "fever.opened": _("Abrió un episodio de fiebre"),
    "fever.received": _("Recibió un episodio de fiebre de otro hospital"),
    "fever.prealerted": _("Avisó que viene en camino con fiebre"),
    "fever.stamped": _("Selló un momento de la hora dorada"),
    "fever.corrected": _("Corrigió un sello de la hora dorada"),
    "fever.taken_back": _("Quitó un sello de la hora dorada"),
    "fever.measured": _("Anotó temperatura o neutrófilos"),
    "fever.late_explained": _("Explicó por qué tardó el antibiótico"),
    "fever.closed": _("Cerró un episodio sin antibiótico"),
    "fever.read": _("Abrió un episodio de fiebre"),
}
