"""What events about forecasting are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "planning.set": _("Puso una regla de planeación"),
    "planning.dropped": _("Quitó una regla de planeación"),
}
