"""Look for signs in all that is on record, and keep those found with the figures they were found by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Place
from supply.models import PlanningKind, SignState, WarningSign
from supply.selectors.planning import all_rules
from supply.selectors.signs import (
    adjustments,
    awards,
    brought,
    contract_prices,
    handled,
    lost_offers,
    purchases,
    receipts,
)
from supply.signs.bidders import single_bidders
from supply.signs.expiry import near_expiry
from supply.signs.losses import losses_above_others
from supply.signs.premature import recorded_before
from supply.signs.prices import prices_far_off
from supply.signs.rounding import round_adjustments
from supply.signs.shapes import Sign
from supply.signs.splits import split_orders

# Two searches at once would both find what is new.
SIGNS_LOCK = 72007
# Of habits, not of one thing that happened: what was explained one year may be asked about the next.
YEARLY = frozenset({"single_bidder", "near_expiry", "round_adjustment", "losses"})


@dataclass(frozen=True, slots=True)
class Found:
    """Signs that are new, and that were on record already."""

    new: int
    known: int


@transaction.atomic
def find_signs(*, now: datetime | None = None) -> Found:
    """Keep what is found. What was explained stays explained, with the figures that were explained; what is no longer
    seen stays as it was last seen."""
    now = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SIGNS_LOCK])
    found = {_key(sign, timezone.localdate(now)): sign for sign in look(timezone.localdate(now))}
    known = {row.key: row for row in WarningSign.objects.filter(key__in=found).select_for_update()}
    for key, row in known.items():
        row.last_seen = now
        if row.state == SignState.OPEN:
            row.facts, row.unusual, row.compared = found[key].facts, _share(found[key]), found[key].compared
    WarningSign.objects.bulk_update(known.values(), ["last_seen", "facts", "unusual", "compared"])
    new = {key: sign for key, sign in found.items() if key not in known}
    delegations = _delegations(new.values())
    WarningSign.objects.bulk_create(
        [
            WarningSign(
                kind=sign.kind,
                key=key,
                delegation_id=delegations.get(sign.place_id or 0),
                place_id=sign.place_id,
                supplier_id=sign.supplier_id,
                drug_id=sign.drug_id,
                contract_line_id=sign.contract_line_id,
                supply_order_id=sign.order_id,
                facts=sign.facts,
                unusual=_share(sign),
                compared=sign.compared,
                first_seen=now,
                last_seen=now,
            )
            for key, sign in new.items()
        ]
    )
    return Found(len(new), len(known))


def look(today: date) -> list[Sign]:
    """All that the detectors find, nothing written."""
    limit = all_rules(PlanningKind.ORDER_LIMIT).value(
        PlanningKind.ORDER_LIMIT, unit_id=0, delegation_id=None, drug_id=0
    )
    return [
        *prices_far_off(contract_prices(today), today, lost_offers(today)),
        *split_orders(purchases(today), float(limit)),
        *single_bidders(awards(today)),
        *near_expiry(brought(today)),
        *recorded_before(receipts(today)),
        *round_adjustments(adjustments(today)),
        *losses_above_others(handled(today)),
    ]


def _key(sign: Sign, today: date) -> str:
    return f"{sign.key[:150]}:{today.year}" if sign.kind in YEARLY else sign.key


def _share(sign: Sign) -> Decimal:
    return Decimal(str(round(sign.unusual, 4)))


def _delegations(signs: Iterable[Sign]) -> dict[int, int]:
    places = {sign.place_id for sign in signs if sign.place_id is not None}
    return dict(Place.objects.filter(pk__in=places).values_list("pk", "delegation_id"))
