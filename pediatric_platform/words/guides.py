"""What events about guides are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "guides.loaded": _("Cargó las guías publicadas"),
    "guide_links.loaded": _("Cargó de qué tratan las guías"),
    "guide_version.loaded": _("Cargó una versión de una guía"),
    "guide.added": _("Agregó una guía"),
    "guide.changed": _("Cambió los datos de una guía"),
    "guide.linked": _("Dijo de qué trata una guía"),
    "guide.unlinked": _("Quitó algo de lo que trata una guía"),
    "guide.acknowledged": _("Anotó que leyó una guía"),
    "guide.file_read": _("Abrió el documento de una guía"),
    "guide_version.drafted": _("Hizo una versión nueva de una guía"),
    "guide_version.changed": _("Cambió el borrador de una guía"),
    "guide_version.published": _("Publicó una versión de una guía"),
    "guide_version.superseded": _("Una versión de una guía quedó sustituida"),
    "guide_version.withdrawn": _("Retiró una versión de una guía"),
    "guide_statement.added": _("Agregó una recomendación a una guía"),
    "guide_statement.changed": _("Cambió una recomendación de una guía"),
    "guide_statement.removed": _("Quitó una recomendación de una guía"),
}
