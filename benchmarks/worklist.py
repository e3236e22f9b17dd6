"""Levels of the whole country, and the worklist made of them: seconds, statements, and how long the page takes.

204 hospitals of 60 drugs each with lots, forecasts and a half year of declared sessions of 10,000 children. The desk
measured first is the delegation with most units, with more than fifty lines of every kind that its manager has:
uncovered doses, recalls, what runs out, what expires, weeks to sign, owed and to validate, transfers, orders of
transfer, requisitions, late supply orders, loans. In a database of its own that is dropped at the end. One JSON line
per figure; a delegation manager's page may take 80 ms, and `baseline` of the others is their own statements alone, run
without a framework.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
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


def make_work(delegation: Any) -> None:
    """More than fifty things of each kind for the manager of one delegation; late orders in the whole country."""
    from datetime import timedelta

    from django.utils import timezone

    from delegations.models import Place
    from supply.actions.ledger import IssueLine, dispatch, dispense
    from supply.models import Lot, Presentation, SupplyOrder, WeeklyReport
    from tests.factories.loans import LoanFactory, LoanLineFactory, PartnerFactory
    from tests.factories.purchasing import ContractFactory, ContractLineFactory
    from tests.factories.recalls import RecallFactory, RecallHoldingFactory
    from tests.factories.redistribution import TransferOrderFactory, TransferOrderLineFactory
    from tests.factories.requisitions import RequisitionFactory, RequisitionLineFactory

    today, now = timezone.localdate(), timezone.now()
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
        for n in range(9)
    )  # fmt: skip
    ours = [place for place in pharmacies if place.delegation_id == delegation.pk]
    lots = list(Lot.objects.filter(state="usable", expires_on__gt=today + timedelta(days=60))[:80])
    partner = PartnerFactory(delegation=delegation)
    recalls = [RecallFactory(drug_id=lot.drug_id) for lot in lots[:4]]
    for n in range(55):
        place, other, lot = ours[n % len(ours)], ours[(n + 1) % len(ours)], lots[n]
        line = [IssueLine(lot.drug_id, 1)]
        dispatch(
            place=place, to_place=other, lines=line, key=f"bench-{n}", by=None, expected_on=today + timedelta(days=2)
        )
        TransferOrderLineFactory(order=TransferOrderFactory(from_place=place, to_place=other), drug_id=lot.drug_id)
        RequisitionLineFactory(requisition=RequisitionFactory(place=place), drug_id=lot.drug_id)
        lent = dispense(place=place, lines=line, key=f"bench-loan-{n}", by=None).document
        due = today + timedelta(days=n % 5 - 2)
        LoanLineFactory(loan=LoanFactory(place=place, partner=partner, document=lent, due_on=due), lot=lot)
        RecallHoldingFactory(recall=recalls[n % 4], place=place, lot=lot)
    drafts = WeeklyReport.objects.filter(delegation=delegation).order_by("-week")
    late = list(drafts.values_list("pk", flat=True)[:55])
    WeeklyReport.objects.filter(pk__in=late).update(state="draft", signed_at=None, due_at=now - timedelta(hours=1))


def processor() -> float:
    """Seconds that this process and its database server's have computed: what a busy machine does not stretch."""
    from django.db import connection

    told = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    ticks = sum(int(part) for part in told.read_text().rpartition(")")[2].split()[11:13]) if told.exists() else 0
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def measure(delegation: Any) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from delegations.models import Unit
    from delegations.roles import Role
    from supply.actions.levels import plan_units
    from supply.models import StockPlan
    from supply.selectors.worklist import read_worklist
    from supply.worklist import LIMIT, Desk
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

    unit = Unit.objects.filter(delegation=delegation).first()
    desks = {
        "delegation": PostingFactory(
            person=PersonFactory(), role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation
        ),
        "unit": PostingFactory(person=PersonFactory(), role=Role.UNIT_SUPPLY_MANAGER, unit=unit),
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

        found = read()
        if name == "delegation":
            full = [kind for kind, count in found.counts.items() if count >= LIMIT]
            assert len(full) >= 10, f"the desk is too poor to say anything about: {found.counts}"
        page()
        with CaptureQueriesContext(connection) as queries:
            read()
        statements = [query["sql"] for query in queries]

        def by_hand(statements: Any = statements) -> None:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                    cursor.fetchall()

        bare = statistics.median(timed(by_hand, ROUNDS))
        for what, work in (("read", read), ("page", page)):
            busy = processor()
            served = timed(work, ROUNDS)
            busy = (processor() - busy) / (ROUNDS + 3)
            allowed = 80 if (name, what) == ("delegation", "page") else bare
            say(f"worklist.{name}_{what}_p50", statistics.median(served), "ms", allowed)
            say(f"worklist.{name}_{what}_p95", p95(served), "ms")
            say(f"worklist.{name}_{what}_processor", busy * 1000, "ms")
        say(f"worklist.{name}_bare_sql", bare, "ms")
        say(f"worklist.{name}_lines", len(found.lines), "lines")
        say(f"worklist.{name}_kinds", sum(1 for count in found.counts.values() if count), "kinds")
        with CaptureQueriesContext(connection) as queries:
            weight = len(page().content)
        say(f"worklist.{name}_queries", len(queries), "queries")
        say(f"worklist.{name}_weight", weight / 1000, "kB")
        for query in sorted(queries, key=lambda query: -float(query["time"]))[:3]:
            print(query["time"], query["sql"][:1500], file=sys.stderr)


def main() -> int:
    setup()
    with throwaway_database():
        from django.core.management import call_command

        from delegations.models import Delegation, Unit

        fill()
        call_command("load_places", verbosity=0)
        make_stock()
        make_forecasts()
        # The delegation with most units: the worst of them.
        delegation = max(Delegation.objects.all(), key=lambda one: Unit.objects.filter(delegation=one).count())
        make_work(delegation)
        measure(delegation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
