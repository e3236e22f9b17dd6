"""What happened to a requisition, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from supply.models import Requisition, Step

TEXTS: dict[str, str | Promise] = {
    "draft": _("Se escribió"),
    "changed": _("Se corrigió"),
    "sent": _("Se envió a la delegación"),
    "escalated": _("Pasó a oficina central"),
    "taken_back": _("Quien la pidió la retomó"),
    "approved": _("Se aprobó"),
    "refused": _("No se aprobó"),
    "cancelled": _("Se canceló"),
    "rest_ordered": _("Se ordenó surtir el resto"),
    "fulfilled": _("Quedó surtida"),
    "reopened": _("Se deshizo la recepción: de nuevo por surtir"),
}
TONES = {"approved": "good", "fulfilled": "good", "refused": "bad", "cancelled": "bad"}


def timeline_of(requisition: Requisition) -> list[dict[str, Any]]:
    """Newest first, as `_components/timeline.html` takes it."""
    rows = Step.objects.filter(requisition=requisition).select_related("by").order_by("-at", "-pk")
    return [
        {
            "at": step.at,
            "text": TEXTS.get(step.what, step.what),
            "by": step.by.full_name if step.by else "",
            "note": step.note,
            "tone": TONES.get(step.what, ""),
        }
        for step in rows
    ]
