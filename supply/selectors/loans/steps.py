"""What happened to a loan, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from supply.models import Loan, Step

TEXTS: dict[str, str | Promise] = {
    "given": _("Se prestó"),
    "received": _("Se recibió prestado"),
    "returned_in_part": _("Se devolvió una parte (piezas)"),
    "returned": _("Se devolvió lo que faltaba (piezas)"),
    "return_undone": _("Se deshizo una devolución"),
    "due_moved": _("Cambió el plazo"),
    "forgiven": _("Se saldó sin devolución"),
    "voided": _("Se anuló: su documento se revirtió"),
}
TONES = {"returned": "good", "voided": "bad", "return_undone": "bad"}


def timeline_of(loan: Loan) -> list[dict[str, Any]]:
    """Newest first, as `_components/timeline.html` takes it."""
    rows = Step.objects.filter(loan=loan).select_related("by").order_by("-at", "-pk")
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
