"""What events about the fever kit are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "fever_rules.loaded": _("Cargó las reglas de la hora dorada"),
    "fever_door.set": _("Dijo cuál es la puerta para la fiebre"),
    "kit_item.added": _("Agregó algo al botiquín de fiebre"),
    "kit_item.changed": _("Cambió un renglón del botiquín de fiebre"),
    "kit.counted": _("Contó el material del botiquín de fiebre"),
    "kit_alert.begun": _("El botiquín de fiebre quedó por debajo de su mínimo"),
    "kit_alert.ended": _("El botiquín de fiebre se completó"),
    "kit_alert.escalated": _("Se avisó más arriba que el botiquín de fiebre sigue incompleto"),
}
