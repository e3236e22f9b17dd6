"""The whole pieces that doses take, written beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from pediatric_platform.models import Dose, DosePiece
from pediatric_platform.selectors.plans.building import pieces_of


def write_pieces(doses: Iterable[Dose] | QuerySet[Dose], *, on: date) -> int:
    """Write the pieces of stored doses anew, by what the unit of each session carries on a day; how many rows."""
    rows = list(doses.select_related("session") if isinstance(doses, QuerySet) else doses)
    DosePiece.objects.filter(dose__in=[dose.pk for dose in rows]).delete()
    return len(DosePiece.objects.bulk_create(pieces_of(rows, on=on), batch_size=2000))
