"""What is left of the lines of contracts, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, F, IntegerField, Q, Sum, When

from supply.models import ContractLine, SupplyOrder, SupplyOrderState
from supply.purchasing.balances import LineBalance

ENDED = (SupplyOrderState.CLOSED_SHORT, SupplyOrderState.CANCELLED)
# What an order takes from its contract: all of it, or what had come when it was ended.
COUNTED = Case(When(state__in=ENDED, then=F("received_packs")), default=F("packs"), output_field=IntegerField())


def committed_packs(line_ids: Iterable[int]) -> dict[int, int]:
    """Line → packs in orders that count."""
    rows = SupplyOrder.objects.filter(line__in=list(line_ids)).order_by().values_list("line")
    return dict(rows.annotate(packs=Sum(COUNTED)))


def line_balances(lines: Sequence[ContractLine]) -> dict[int, LineBalance]:
    """Line → its balance; orders of every destination count, whoever looks."""
    rows = (
        SupplyOrder.objects.filter(line__in=[line.pk for line in lines])
        .order_by()
        .values("line")
        .annotate(committed=Sum(COUNTED), received=Sum("received_packs"))
    )
    sums = {row["line"]: (row["committed"], row["received"]) for row in rows}
    return {
        line.pk: LineBalance(line.min_packs, line.max_packs, line.price, *sums.get(line.pk, (0, 0))) for line in lines
    }


def order_counts(line_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Line → (orders, of which open)."""
    rows = SupplyOrder.objects.filter(line__in=list(line_ids)).order_by().values_list("line")
    found = rows.annotate(n=Count("pk"), waiting=Count("pk", filter=Q(state=SupplyOrderState.OPEN)))
    return {line: (n, waiting) for line, n, waiting in found}
