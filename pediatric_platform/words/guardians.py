"""What events about relatives, consents and the census are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "guardian.added": _("Familiar responsable agregado"),
    "guardian.corrected": _("Datos de un familiar corregidos"),
    "guardian.invited_again": _("Familiar invitado otra vez"),
    "guardian.ended": _("Familiar responsable dado de baja"),
    "guardian.retracted": _("Invitación a un correo equivocado retirada"),
    "guardians.followed": _("Familiares que siguen un traslado"),
    "consent.given": _("Consentimiento dado"),
    "consent.withdrawn": _("Consentimiento retirado"),
    "consent_texts.loaded": _("Textos de consentimiento cargados"),
    "census.imported": _("Censo de niñas y niños cargado"),
    "simulation.children": _("Niñas y niños simulados"),
    "simulation.vials": _("Frascos que se comparten, simulados"),
    "family_consent.read": _("Página del consentimiento abierta"),
    "guardians.read": _("Consentimientos consultados"),
}
