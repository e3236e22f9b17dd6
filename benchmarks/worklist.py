"""Levels of the whole country, and the worklist made of them: seconds, statements, and how long the page takes.

204 hospitals of 60 drugs each with lots, forecasts and a half year of declared sessions of 10,000 children; orders that
are late, transfers on their way, weeks to sign. In a database of its own that is dropped at the end. One JSON line per
figure; a delegation manager's list may take 80 ms.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from benchmarks.bench import say, seconds, setup, throwaway_database
from benchmarks.checklist import make_stock
from benchmarks.coverage_board import fill
from benchmarks.national_board import p95, timed

UNITS, DRUGS, WEEKS, ROUNDS = 204, 60, 13, 20
LEVELS = ("0.05", "0.1", "0.25", "0.5", "0.75", "0.8", "0.9", "0.95")

FORECASTS = """
insert into supply_forecast (unit_id, drug_id, through, method, history_weeks, weeks_out, daily_mean, profile, made_at)
select u.id, g.id, date_trunc('week', current_date)::date - 7, 'sba', 104, 0, 1, (%(profiles)s::jsonb[])[1 + (u.id * 7 +
       g.id) %% %(shapes)s], now()
  from (select id from delegations_unit order by id limit %(units)s) as u
 cross join (select id from supply_drug where code is not null order by is_oncologic desc, id limit %(drugs)s) as g;
"""


def profiles() -> list[str]:
    """Demand from next to none to a carton a day, spread as counts spread."""
    found = []
    for weekly in (0.2, 1.0, 3.0, 7.0, 15.0, 40.0):
        means = [weekly] * WEEKS
        widths = (-1.6, -1.3, -0.7, -0.1, 0.6, 0.9, 1.4, 1.9)
        cumulative = {
            level: [max(0.0, weekly * week + width * (1.8 * weekly * week) ** 0.5) for week in range(1, WEEKS + 1)]
            for level, width in zip(LEVELS, widths, strict=True)
        }
        found.append(json.dumps({"dated": [0] * WEEKS, "mean": means, "quantiles": {}, "cumulative": cumulative}))
    return found


def make_forecasts() -> None:
    from django.db import connection

    told = profiles()
    with connection.cursor() as cursor:
        cursor.execute(FORECASTS, {"profiles": told, "shapes": len(told), "units": UNITS, "drugs": DRUGS})
        cursor.execute("vacuum analyze")


def make_orders() -> None:
    """One order in three is late, at every pharmacy; a transfer on its way to every fifth."""
    from datetime import timedelta

    from django.utils import timezone

    from delegations.models import Place
    from supply.actions.ledger import IssueLine, dispatch
    from supply.models import Balance, Presentation, SupplyOrder
    from tests.factories.purchasing import ContractFactory, ContractLineFactory

    today = timezone.localdate()
    contract = ContractFactory()
    lines = [ContractLineFactory(contract=contract, presentation=one) for one in Presentation.objects.all()[:30]]
    pharmacies = list(Place.objects.filter(kind="farmacia", unit__isnull=False).select_related("unit", "delegation"))
    SupplyOrder.objects.bulk_create(
        SupplyOrder(
            number=f"BENCH-{place.pk}-{n}", line=lines[(place.pk + n) % len(lines)], place=place, packs=20, price=100,
            issued_on=today - timedelta(days=30), deadline_on=today + timedelta(days=5 - 7 * (n % 3)),
            expected_on=today + timedelta(days=6 + n), arrival_probability="0.7",
        )
        for place in pharmacies
        for n in range(6)
    )  # fmt: skip
    for place in pharmacies[::5]:
        target = next(one for one in pharmacies if one.pk != place.pk and one.delegation_id == place.delegation_id)
        drug_id = Balance.objects.filter(place=place, on_hand__gt=2, lot__state="usable").values_list(
            "lot__drug", flat=True
        )[0]
        dispatch(
            place=place, to_place=target, lines=[IssueLine(drug_id, 1)], key=f"bench-{place.pk}", by=None,
            expected_on=today + timedelta(days=2),
        )  # fmt: skip


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from delegations.models import Delegation, Unit
    from delegations.roles import Role
    from supply.actions.levels import plan_units
    from supply.models import StockPlan
    from supply.selectors.worklist import read_worklist
    from supply.worklist import Desk
    from tests.factories.delegations import PersonFactory, PostingFactory

    busy = time.process_time()
    took = [seconds(plan_units) for _ in range(3)]
    say("levels.country_processor", (time.process_time() - busy) / 3, "s")
    say("levels.country_first", took[0], "s")
    say("levels.country_again", statistics.median(took[1:]), "s")
    say("levels.pairs", StockPlan.objects.count(), "pairs")
    dense = StockPlan.objects.values_list("unit", flat=True).first()
    say("levels.one_unit", statistics.median(seconds(lambda: plan_units(units=[dense])) for _ in range(5)) * 1000, "ms")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")

    # The delegation with most units: the worst of them.
    delegation = max(Delegation.objects.all(), key=lambda one: Unit.objects.filter(delegation=one).count())
    unit = Unit.objects.filter(delegation=delegation).first()
    desks = {
        "unit": PostingFactory(person=PersonFactory(), role=Role.UNIT_SUPPLY_MANAGER, unit=unit),
        "delegation": PostingFactory(
            person=PersonFactory(), role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation
        ),
        "country": PostingFactory(person=PersonFactory(), role=Role.CENTRAL_OFFICE, is_national=True),
    }
    for name, posting in desks.items():
        person = posting.person

        def read(person: Any = person) -> Any:
            return read_worklist(Desk(person, timezone.now()))

        client = Client()
        client.force_login(person)

        def page(client: Any = client) -> Any:
            answer = client.get("/reabasto/")
            assert answer.status_code == 200, answer.status_code
            return answer

        for what, work in (("read", read), ("page", page)):
            served = timed(work, ROUNDS)
            say(f"worklist.{name}_{what}_p50", statistics.median(served), "ms", 80 if name == "delegation" else None)
            say(f"worklist.{name}_{what}_p95", p95(served), "ms")
        with CaptureQueriesContext(connection) as queries:
            found = read()
        say(f"worklist.{name}_lines", len(found.lines), "lines")
        say(f"worklist.{name}_queries", len(queries), "queries")
        say(f"worklist.{name}_weight", len(page().content) / 1000, "kB")
        for query in sorted(queries, key=lambda query: -float(query["time"]))[:3]:
            print(query["time"], query["sql"][:1500], file=sys.stderr)


def main() -> int:
    setup()
    with throwaway_database():
        fill()
        make_stock()
        make_forecasts()
        make_orders()
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
