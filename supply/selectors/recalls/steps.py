"""What happened to a recall, in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.scoping import scope_of
from supply.models import Recall, Step

TEXTS: dict[str, str | Promise] = {
    "open": _("Se abrió"),
    "watched": _("Quedó en vigilancia: ningún lote ha llegado"),
    "arrived": _("Llegaron piezas: se abrió"),
    "acknowledged": _("Respondió un lugar"),
    "out_supplier_return": _("Se devolvió al proveedor"),
    "out_recall": _("Salió del libro por retiro"),
    "closed": _("Se cerró"),
    "lifted": _("Se levantó"),
}
# What one place did is told to who sees the country; others see it in the rows of their own places.
_OF_A_PLACE = ("acknowledged", "out_supplier_return", "out_recall")
SHOWN = 60


def timeline_of(recall: Recall, person: Person) -> list[dict[str, Any]]:
    """Newest first, as `_components/timeline.html` takes it."""
    rows = Step.objects.filter(recall=recall).select_related("by").order_by("-at", "-pk")
    if not scope_of(person).is_national:
        rows = rows.exclude(what__in=_OF_A_PLACE)
    return [
        {
            "at": step.at,
            "text": TEXTS.get(step.what, step.what),
            "by": step.by.full_name if step.by else "",
            "note": step.note,
            "tone": "bad" if step.what == "arrived" else "good" if step.what == "lifted" else "",
        }
        for step in rows[:SHOWN]
    ]
