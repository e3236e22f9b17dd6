"""What events about levels are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "work.put_off": _("Aplazó un pendiente"),
    "work.brought_back": _("Regresó un pendiente a su lista"),
}
