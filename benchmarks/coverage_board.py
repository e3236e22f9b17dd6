"""The coverage boards over 10,000 children: server time, queries and weight, beside the same counts by bare SQL.

Builds 10,000 children in the country's hospitals with half a year of declared sessions (40 each, three drugs a
session), answered for the next 28 days, in a database of its own that is dropped at the end. One JSON line per figure;
the country's board may take 150 ms.
"""

from __future__ import annotations

import statistics
import sys
from typing import Any

from benchmarks.bench import say, setup, throwaway_database
from benchmarks.national_board import central_office, p95, static_bytes, timed

CHILDREN, SESSIONS, DAYS, DRUGS, UNITS, ROUNDS = 10_000, 40, 182, 60, 60, 25

FILL = """
create temporary table ward on commit drop as
  select id, row_number() over (order by id) as n from delegations_unit order by id limit %(units)s;
create temporary table wanted on commit drop as
  select id, row_number() over (order by id) as n from supply_drug where code is not null
   order by is_oncologic desc, id limit %(drugs)s;

insert into supply_requirementpackage (unit_id, needed_on, priority, reference, folio, declared_at, status, certainty,
  uncovered_since, computed_at)
select ward.id, day, 0, 's' || (child * %(sessions)s + session), 'N-' || lpad(child::text, 6, '0'), now(),
       case when day > current_date + 28 then 'unknown' when chance < 6 then 'uncovered' else 'covered' end, '',
       case when day <= current_date + 28 and chance < 6 then now() end,
       case when day <= current_date + 28 then now() end
  from generate_series(1, %(children)s) child
 cross join generate_series(0, %(sessions)s - 1) session
 cross join lateral (select current_date + (session * %(days)s / %(sessions)s + child %% 5)::int as day,
                            abs(hashint8(child * 1009 + session)) %% 100 as chance) c
  join ward on ward.n = child %% %(units)s + 1;

insert into supply_requirement (package_id, drug_id, pieces, status, short, allocation)
select p.id, wanted.id, 2,
       case when line = 0 then p.status when p.status = 'uncovered' then 'covered' else p.status end,
       case when line = 0 and p.status = 'uncovered' then 1 else 0 end, '[]'
  from supply_requirementpackage p cross join generate_series(0, 2) line
  join wanted on wanted.n = (p.id + line * 7) %% %(drugs)s + 1;

insert into supply_unitcoverage (unit_id, day, computed_at) select id, current_date, now() from ward;

insert into supply_weeklyreport (delegation_id, unit_id, week, state, source, drafted_at, due_at, signed_at, note)
select u.delegation_id, u.id, date '2026-01-05', 'signed', 'simulation', now(), now(), now(), ''
  from delegations_unit u join ward on ward.id = u.id;
"""

# The same counts as one would write them for psql.
BASELINE = (
    """select unit_id, count(distinct folio) filter (where status = 'uncovered' and needed_on < current_date + 7),
              count(distinct folio) filter (where status = 'uncovered' and needed_on < current_date + 14),
              count(distinct folio) filter (where status = 'uncovered'), count(distinct folio)
         from supply_requirementpackage
        where needed_on between current_date and current_date + 27 group by unit_id""",
    """select r.drug_id, count(distinct p.folio), sum(r.short), min(p.needed_on)
         from supply_requirement r join supply_requirementpackage p on p.id = r.package_id
        where r.status = 'uncovered' and p.needed_on between current_date and current_date + 6 group by r.drug_id""",
)


def fill() -> None:
    """The reference data of the project and made-up packages on top of it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    for command in ("load_delegations", "load_units", "load_catalogue"):
        call_command(command, verbosity=0)
    numbers = {"children": CHILDREN, "sessions": SESSIONS, "days": DAYS, "drugs": DRUGS, "units": UNITS}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FILL, numbers)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def measure() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from delegations.models import Delegation, Unit
    from supply.models import Drug, RequirementPackage

    client = central_office()

    def show(page: str) -> Any:
        response = client.get(page)
        assert response.status_code == 200, response.status_code
        return response

    def by_hand() -> None:
        with connection.cursor() as cursor:
            for statement in BASELINE:
                cursor.execute(statement)
                cursor.fetchall()

    package = RequirementPackage.objects.uncovered().select_related("unit__delegation")[0]
    drug = Drug.objects.get(pk=package.requirements.filter(short__gt=0).values_list("drug", flat=True)[0])
    unit: Unit = package.unit
    delegation: Delegation = unit.delegation
    pages = {
        "country": "/cobertura/",
        "delegation": f"/cobertura/delegacion/{delegation.code}/",
        "unit": f"/cobertura/unidad/{unit.clues}/",
        "drug": f"/cobertura/medicamento/{drug.code}/",
    }
    raw = statistics.median(timed(by_hand, ROUNDS))
    for name, page in pages.items():
        served = timed(lambda page=page: show(page), ROUNDS)  # type: ignore[misc]
        baseline = raw if name == "country" else None
        say(f"coverage_board.{name}_p50", statistics.median(served), "ms", baseline)
        say(f"coverage_board.{name}_p95", p95(served), "ms", baseline)
        with CaptureQueriesContext(connection) as queries:
            html = show(page).content.decode()
        say(f"coverage_board.{name}_queries", len(queries), "queries")
        say(f"coverage_board.{name}_sql", sum(float(query["time"]) for query in queries) * 1000, "ms")
        say(f"coverage_board.{name}_page", (len(html.encode()) + static_bytes(html)) / 1000, "kB")
        for query in sorted(queries, key=lambda query: -float(query["time"]))[:3]:
            print(query["time"], query["sql"][:4000], file=sys.stderr)


def main() -> int:
    setup()
    with throwaway_database():
        fill()
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
