"""Transfer orders as their list and their page show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from supply.models import Step, TransferOrder, TransferOrderLine

TEXTS: dict[str, str | Promise] = {
    "drafted": _("Se hizo la orden"),
    "giver_confirmed": _("Confirmó quien envía"),
    "taker_confirmed": _("Confirmó quien recibe"),
    "refused": _("No se aceptó"),
    "cancelled": _("Se canceló"),
    "sent": _("Salió: el traspaso está en el libro"),
}


def orders_for(person: Person) -> QuerySet[TransferOrder]:
    """The orders a person sees, with `pieces` and `drug_count`."""
    lines = TransferOrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    return (
        TransferOrder.objects.visible_to(person)
        .select_related(
            "from_place__unit", "from_place__delegation", "to_place__unit", "to_place__delegation",
            "made_by", "giver_confirmed_by", "taker_confirmed_by", "requisition", "transfer",
        )
        .annotate(
            pieces=Coalesce(
                Subquery(lines.annotate(n=Sum("pieces")).values("n"), output_field=IntegerField()), 0
            ),
            drug_count=Coalesce(
                Subquery(
                    lines.annotate(n=Count("drug", distinct=True)).values("n"), output_field=IntegerField()
                ),
                0,
            ),
        )
    )  # fmt: skip


def timeline_of(order: TransferOrder) -> list[dict[str, Any]]:
    """Newest first, as `_components/timeline.html` takes it."""
    steps = Step.objects.filter(transfer_order=order).select_related("by").order_by("-at", "-pk")
    return [
        {
            "at": step.at,
            "text": TEXTS.get(step.what, step.what),
            "by": step.by.full_name if step.by else "",
            "note": step.note,
            "tone": {"refused": "bad", "cancelled": "bad", "sent": "good"}.get(step.what, ""),
        }
        for step in steps
    ]
