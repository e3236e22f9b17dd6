"""How a place stands with drugs at this moment: what the asker is short of, and what the giver could spare.

A place of a unit stands as the unit does: its shelves are one stock. A delegation's warehouse stands for itself, and
what is asked of it is what its units lack.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from delegations.models import Place, UnitKind
from supply.models import Balance, Requirement, StockPlan, TransferLine, TransferState
from supply.selectors.requisitions.supplied import still_asked

# Dated doses shown beside the stock: how far ahead.
DOSE_DAYS = 14


@dataclass(frozen=True)
class Stand:
    """Pieces of one drug. `here` of `usable` lie at the place itself; `dated` are needed within `DOSE_DAYS`, `short`
    of them nothing covers. `daily`, `days` and the levels are None where no plan is computed.
    """

    usable: int = 0
    here: int = 0
    on_the_way: int = 0
    asked: int = 0
    dated: int = 0
    short: int = 0
    suggested: int = 0
    daily: float | None = None
    minimum: int | None = None
    maximum: int | None = None
    runs_out_on: date | None = None
    computed_at: datetime | None = None

    @property
    def days(self) -> float | None:
        """How many days the usable pieces last at the mean; None where nothing is asked for."""
        return self.usable / self.daily if self.daily else None

    def after_giving(self, pieces: int) -> float | None:
        """How many days are left after giving so many."""
        return max(self.usable - pieces, 0) / self.daily if self.daily else None

    def told(self) -> dict[str, Any]:
        """As a requisition keeps it."""
        return {
            "usable": self.usable,
            "here": self.here,
            "on_the_way": self.on_the_way,
            "asked": self.asked,
            "dated": self.dated,
            "short": self.short,
            "daily": None if self.daily is None else round(self.daily, 4),
            "minimum": self.minimum,
            "maximum": self.maximum,
            "runs_out_on": self.runs_out_on.isoformat() if self.runs_out_on else None,
            "computed_at": self.computed_at.isoformat() if self.computed_at else None,
        }


NOWHERE = Stand()


def stands_of(place: Place, drug_ids: Collection[int] | None, *, besides: int | None = None) -> dict[int, Stand]:
    """Drug → how the place stands with it; None: of every drug with a plan or a piece. Six statements.

    `besides` is a requisition whose own lines are not counted as asked already.
    """
    today = place.today()
    usable, here = _usable(place, drug_ids, today)
    coming = _coming(place, drug_ids)
    asked = still_asked(place, drug_ids, besides=besides)
    plans = _plans(place, drug_ids)
    dated = _dated(place, drug_ids, today)
    found = set(drug_ids) if drug_ids is not None else {*usable, *plans}
    stands = {}
    for drug_id in found:
        plan = plans.get(drug_id, {})
        on_the_way = coming.get(drug_id, 0)
        lacking = plan.get("suggested", 0) - asked.get(drug_id, 0)
        if place.unit_id is None:
            lacking -= usable.get(drug_id, 0) + on_the_way
        needed, short = dated.get(drug_id, (0, 0))
        stands[drug_id] = Stand(
            usable=usable.get(drug_id, 0),
            here=here.get(drug_id, 0),
            on_the_way=on_the_way,
            asked=asked.get(drug_id, 0),
            dated=needed,
            short=short,
            suggested=max(lacking, 0),
            daily=plan.get("daily"),
            minimum=plan.get("minimum"),
            maximum=plan.get("maximum"),
            runs_out_on=plan.get("runs_out_on"),
            computed_at=plan.get("computed_at"),
        )
    return stands


def _shelves(place: Place, path: str) -> Q:
    """The shelves that count as the place's: its unit's, or its own."""
    return Q(**{f"{path}__unit": place.unit_id}) if place.unit_id is not None else Q(**{path: place.pk})


def _of_drugs(rows: QuerySet[Any], path: str, drug_ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if drug_ids is None else rows.filter(**{f"{path}__in": list(drug_ids)})


def _usable(place: Place, drug_ids: Collection[int] | None, today: date) -> tuple[dict[int, int], dict[int, int]]:
    rows = _of_drugs(Balance.objects.usable_on(today).filter(_shelves(place, "place")), "lot__drug", drug_ids)
    summed = rows.order_by().values("lot__drug").annotate(
        pieces=Sum("on_hand"), own=Sum("on_hand", filter=Q(place=place.pk), default=0)
    ).values_list("lot__drug", "pieces", "own")  # fmt: skip
    found = list(summed)
    return {drug: pieces for drug, pieces, _own in found}, {drug: own for drug, _pieces, own in found}


def _coming(place: Place, drug_ids: Collection[int] | None) -> dict[int, int]:
    """Pieces of transfers on their way there."""
    rows = TransferLine.objects.filter(_shelves(place, "transfer__to_place"), transfer__state=TransferState.IN_TRANSIT)
    summed = _of_drugs(rows, "lot__drug", drug_ids).order_by().values("lot__drug").annotate(pieces=Sum("sent"))
    return dict(summed.values_list("lot__drug", "pieces"))


def _plans(place: Place, drug_ids: Collection[int] | None) -> dict[int, dict[str, Any]]:
    """The levels of the place's unit; of a delegation's warehouse, what its units lack and use together."""
    rows = _of_drugs(StockPlan.objects.order_by(), "drug", drug_ids)
    if place.unit_id is not None:
        names = ("suggested", "daily_mean", "minimum", "maximum", "runs_out_on", "computed_at")
        return {
            drug: {
                "suggested": suggested, "daily": float(daily), "minimum": minimum, "maximum": maximum,
                "runs_out_on": runs_out_on, "computed_at": computed_at,
            }
            for drug, suggested, daily, minimum, maximum, runs_out_on, computed_at in rows.filter(
                unit=place.unit_id
            ).values_list("drug", *names)
        }  # fmt: skip
    below = rows.filter(unit__delegation=place.delegation_id).exclude(unit__kind=UnitKind.UMAE)
    summed = below.values("drug").annotate(lacking=Sum("suggested"), daily=Sum("daily_mean"))
    return {
        drug: {"suggested": lacking, "daily": float(daily)}
        for drug, lacking, daily in summed.values_list("drug", "lacking", "daily")
    }


def _dated(place: Place, drug_ids: Collection[int] | None, today: date) -> dict[int, tuple[int, int]]:
    """(needed, missing) pieces of the dated doses of the place's unit within the next days."""
    if place.unit_id is None:
        return {}
    rows = Requirement.objects.filter(
        package__unit=place.unit_id,
        package__needed_on__gte=today,
        package__needed_on__lt=today + timedelta(days=DOSE_DAYS),
    )
    summed = _of_drugs(rows, "drug", drug_ids).order_by().values("drug").annotate(n=Sum("pieces"), missing=Sum("short"))
    return {drug: (needed, short) for drug, needed, short in summed.values_list("drug", "n", "missing")}
