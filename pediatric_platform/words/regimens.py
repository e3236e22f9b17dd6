"""What events about regimens are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "diagnoses.loaded": _("Cargó los diagnósticos"),
    "protocols.loaded": _("Cargó los protocolos"),
    "guards.loaded": _("Cargó las reglas de seguridad"),
    "regimen.loaded": _("Cargó un esquema de los hechos publicados"),
    "regimen.drafted": _("Hizo una versión nueva de un esquema"),
    "regimen.phase_added": _("Agregó una fase a un esquema"),
    "regimen.phase_changed": _("Cambió una fase de un esquema"),
    "regimen.phase_removed": _("Quitó una fase de un esquema"),
    "regimen.line_added": _("Agregó un medicamento a un esquema"),
    "regimen.line_changed": _("Cambió un medicamento de un esquema"),
    "regimen.line_removed": _("Quitó un medicamento de un esquema"),
    "regimen.approved": _("Asentó la aprobación de un esquema"),
    "regimen.withdrawn": _("Retiró un esquema"),
    "protocol.made_standard": _("Asentó el criterio único de un diagnóstico"),
    "protocol.no_longer_standard": _("Dejó de ser el criterio único"),
}
