"""Which medicines a family is offered when it tells of one: those of its child's own days, by their common names."""

from __future__ import annotations

from datetime import timedelta

from pediatric_platform.family.medicines import common_name
from pediatric_platform.models import Child, DosePiece
from supply.models import Drug

BACK, AHEAD = timedelta(days=14), timedelta(days=35)


def medicines_of(child: Child) -> dict[str, Drug]:
    """Common name → the drug that the child is given of it: of several strengths the one with most pieces."""
    today = child.unit.today()
    rows = (
        DosePiece.objects.filter(
            dose__session__plan__child=child, dose__session__on__range=(today - BACK, today + AHEAD)
        )
        .select_related("drug", "dose")
        .order_by("dose__name", "-pieces", "pk")
    )
    found: dict[str, Drug] = {}
    for row in rows:
        found.setdefault(common_name(row.dose.name), row.drug)
    return found
