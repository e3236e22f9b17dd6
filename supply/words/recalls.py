"""What events about recalls are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "recall.opened": _("Abrió un retiro sanitario"),
    "recall.arrived": _("Llegaron piezas de un lote retirado"),
    "recall.acknowledged": _("Respondió a un retiro sanitario"),
    "recall.taken_off": _("Dio salida a piezas de un retiro"),
    "recall.closed": _("Cerró un retiro sanitario"),
    "recall.lifted": _("Levantó un retiro sanitario"),
    "recall.letters_read": _("Abrió las cartas de un retiro"),
}
