"""What will be asked for of a drug at a unit within so many days: what levels, solver and worklist ask.

    demand = lead_demand([unit.pk], [drug.pk])[unit.pk, drug.pk]
    demand.daily_mean                      pieces a day expected over the coming weeks
    demand.mean(days)                      pieces expected within so many days
    demand.quantile(0.95, days)            pieces that suffice for so many days with probability 0.95
    demand.at_service(days)                the same at the pair's own service level (its planning rule)
    demand.probability_above(pieces, days) chance that more than the pieces are asked for within so many days
    demand.dated_pieces(days)              of it, pieces of dated needs (always counted whole, on their day)
    demand.lead_days, .review_days, .service_level   the planning rule in force for the pair

Days count from the morning of `demand.since` (today unless told). Each pair asked for has an answer, `basis` says of
what: "forecast", "cpm" (not forecast yet) or "none" (nothing was ever asked for). `LeadDemand` is pure and cheap: ask
it as often as needed; the read is a handful of statements for any number of pairs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from supply.forecasting.lead import LeadDemand


def lead_demand(
    unit_ids: Collection[int] | None, drug_ids: Collection[int] | None, *, since: date | None = None
) -> dict[tuple[int, int], LeadDemand]:
    """Demand from `since` (today) on of every pair of those units and drugs; None stands for all there are.

    Keys are (unit, drug). With None for units or drugs, only pairs of the assortment or with a forecast have a key.
    """
    raise NotImplementedError
