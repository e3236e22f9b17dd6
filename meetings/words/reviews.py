"""What events about the review of each delegation are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "review.prepared": _("Preparó la revisión de una sesión"),
    "review.ordered": _("Ordenó la revisión de una sesión"),
    "review.shown": _("Puso un lugar en la pantalla de la sala"),
    "review.timed": _("Anotó el tiempo de un lugar en pantalla"),
    "review.written": _("Anotó cómo está un lugar en la revisión"),
    "review.marked": _("Marcó si un lugar se revisó"),
}
