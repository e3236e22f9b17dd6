"""What events about the registry of children are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "child.registered": _("Registró a una niña o un niño"),
    "child.corrected": _("Corrigió los datos de una niña o un niño"),
    "child.transferred": _("Trasladó a una niña o un niño a otro hospital"),
    "child.state": _("Cambió el estado de una niña o un niño"),
    "child.measured": _("Anotó peso y talla"),
    "child.allergy_noted": _("Anotó una alergia"),
    "child.allergy_refuted": _("Descartó una alergia"),
    "child.read": _("Abrió la ficha de una niña o un niño"),
    "child.identifiers_read": _("Vio los identificadores de una niña o un niño"),
    "child.found_elsewhere": _("Supo que una niña o un niño está registrado en otro hospital"),
    "child.list_read": _("Vio la lista de niñas y niños"),
    "identifiers.resealed": _("Selló de nuevo los identificadores"),
}
