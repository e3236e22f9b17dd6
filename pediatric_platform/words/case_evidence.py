"""What events about a case's checklist and files are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "case.checked": _("Se revisó de dónde puede salir lo que falta en un caso"),
    "case.checks_read": _("Consulta de las revisiones de un caso"),
    "case.attached": _("Archivo agregado a un caso"),
    "case.detached": _("Archivo quitado de un caso"),
    "case.file_read": _("Consulta de un archivo de un caso"),
    "case.files_read": _("Consulta de los archivos de un caso"),
}
