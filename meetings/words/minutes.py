"""What events of minutes are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "minutes.drafted": _("Redactó el borrador de una minuta"),
    "minutes.redrafted": _("Actualizó el borrador de una minuta"),
    "minutes.written": _("Escribió en una minuta"),
    "minutes.signed": _("Firmó una minuta"),
    "minutes.countersigned": _("Firmó también una minuta"),
    "minutes.addendum_added": _("Agregó una adenda a una minuta"),
    "minutes.paper_made": _("PDF de una minuta, hecho"),
    "minutes.paper_read": _("Descargó el PDF de una minuta"),
}
