"""The national board over two years: server time, queries and weight, beside the same figures by hand-written SQL.

Builds 104 weeks × 35 delegations × 72 drugs × 4 kinds of place of made-up sums, and the last two weeks line by line,
in a database of its own that is dropped at the end. One JSON line per figure.
"""

from __future__ import annotations

import itertools
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

WEEKS, DRUGS, ROUNDS = 104, 72, 60
FIRST_SQL_WEEK = "date '2024-11-18'"


_FLOWS = "opening, received, dispensed, transferred_in, transferred_out, adjusted, expired, closing"
_REST = (
    "usable, days_out, expiring_30, expiring_60, expiring_90, presented, filled, partly_filled, denied, denied_pieces"
)
_PAIRS = "pairs_out, pairs_critical, pairs_low, pairs_adequate, pairs_high, pairs_excess"
_SUMS = ", ".join(f"sum({name})" for name in f"{_FLOWS}, {_REST}, {_PAIRS}".split(", "))

FILL = f"""
create temporary table wanted on commit drop as
  select id, row_number() over (order by id) as n from supply_drug where code is not null
  order by is_oncologic desc, id limit {{drugs}};

insert into supply_weekcell (week, delegation_id, drug_id, place_kind, {_FLOWS}, {_REST}, {_PAIRS}, computed_at)
select {{first}} + 7 * w, d.id, g.id, k.kind,
       s, s / 4, s / 4, 0, 0, 0, 0, s,
       s * 9 / 10, (o * 3), s / 40, s / 20, s / 10,
       case when k.kind in ('farmacia', 'conjunto') then 30 else 0 end,
       case when k.kind in ('farmacia', 'conjunto') then 30 - o else 0 end, 0,
       case when k.kind in ('farmacia', 'conjunto') then o else 0 end, 0,
       o, (g.n + w) % 3, 1, 2, 1, 0, now()
from generate_series(0, {{weeks}} - 1) w
cross join delegations_delegation d cross join wanted g
cross join (values ('almacen', 3), ('farmacia', 2), ('central_de_mezclas', 1), ('conjunto', 6)) k (kind, share)
cross join lateral (select (k.share * (20 + (d.id * 7 + g.n * 13 + w * 3) % 37 + w / 4))::int as s,
                           ((d.id + g.n * 5 + w) % 9 / 7)::int as o) v;

insert into supply_delegationweek (week, delegation_id, place_kind, {_FLOWS}, {_REST}, {_PAIRS},
  units_expected, units_signed, units_on_time, units_validated, data_as_of, computed_at)
select week, delegation_id, place_kind, {_SUMS}, 6, 6 - (delegation_id % 5 / 4)::int, 5, 4,
       week + interval '7 days 18 hours', now()
from supply_weekcell group by week, delegation_id, place_kind;

insert into supply_countryweek (week, place_kind, {_FLOWS}, {_REST}, {_PAIRS},
  units_expected, units_signed, units_on_time, units_validated, data_as_of, computed_at)
select week, place_kind, {_SUMS}, sum(units_expected), sum(units_signed), sum(units_on_time), sum(units_validated),
       min(data_as_of), now()
from supply_delegationweek group by week, place_kind;

insert into supply_countrycell (week, drug_id, place_kind, {_FLOWS}, {_REST}, {_PAIRS}, computed_at)
select week, drug_id, place_kind, {_SUMS}, now() from supply_weekcell group by week, drug_id, place_kind;

insert into supply_weeklyreport (delegation_id, unit_id, week, state, source, drafted_at, due_at, signed_at, note)
select u.delegation_id, u.id, {{first}} + 7 * w,
       'signed', 'simulation', now(), now(), now(), ''
from delegations_unit u cross join generate_series({{weeks}} - {{line_weeks}}, {{weeks}} - 1) w;

insert into supply_weeklyline (report_id, drug_id, place_kind, {_FLOWS}, {_REST}, assorted,
  cpm_raw, cpm, cpm_basis, days_of_coverage, category)
select r.id, g.id, k.kind, u, 0, 0, 0, 0, 0, 0, u,
       u, case when u = 0 then 1 + x % 7 else 0 end, u / 30, u / 20, u / 10, 9, 9 - o, 0, o, o,
       true, 40, 40 + x % 20, 'window', u / 1.5,
       case when u = 0 then 'out' when u < 10 then 'critical' when u < 22 then 'low' when u < 90 then 'adequate'
            else 'high' end
from supply_weeklyreport r cross join wanted g
cross join (values ('farmacia'), ('conjunto')) k (kind)
cross join lateral (select abs(hashint8(r.unit_id * 1009 + g.id * 31 + extract(week from r.week)::int)) % 1000 as x) h
cross join lateral (select case when x < 40 then 0 when x < 90 then x % 9 + 1 else 12 + x % 110 end as u) v
cross join lateral (select case when u = 0 then x % 4 else 0 end as o) n;
"""

PEOPLE = """
with made as (
  insert into delegations_person (password, email, full_name,
    is_superuser, is_staff, is_active, is_simulated, date_joined, language, mobile_phone)
  select '!', 'titular-' || u.id || '@example.org', 'Titular ' || u.clues, false, false, true, true, now(), 'es-mx', ''
  from delegations_unit u
  returning id, email)
insert into delegations_posting (person_id, role, is_national, unit_id, holding, starts_on, office_phone, office_email)
select id, 'unit_supply_manager', false, split_part(split_part(email, '-', 2), '@', 1)::bigint, 'titular',
       current_date - 400,
       '555 000 0000', email from made;
"""

# The same figures as one would write them for psql: what the page may be compared with.
BASELINE = (
    """select week, place_kind, usable, presented, denied, pairs_out, pairs_critical, pairs_low, pairs_adequate,
       pairs_high, pairs_excess, units_expected, units_signed, units_on_time
       from supply_countryweek where week > (select max(week) from supply_countryweek) - 7 * 104 order by week""",
    """select w.*, d.code, d.name from supply_delegationweek w join delegations_delegation d on d.id = w.delegation_id
       where place_kind = 'conjunto' and week > (select max(week) from supply_delegationweek) - 7 * 13""",
    """select c.*, g.code, g.generic_name from supply_countrycell c join supply_drug g on g.id = c.drug_id
       where place_kind = 'conjunto' and week > (select max(week) from supply_countrycell) - 14""",
    """select u.clues, u.name, g.code, g.generic_name, l.category, l.usable, l.days_out, l.denied, l.cpm
       from supply_weeklyline l join supply_weeklyreport r on r.id = l.report_id join supply_drug g on g.id = l.drug_id
       join delegations_unit u on u.id = r.unit_id
       where r.week = (select max(week) from supply_weeklyreport) and l.place_kind = 'conjunto'
       and l.category in ('out', 'critical')
       order by l.denied desc, l.days_out desc, l.cpm desc limit 10""",
)


def fill(*, weeks: int = WEEKS, drugs: int = DRUGS, line_weeks: int = 2, first: str = FIRST_SQL_WEEK) -> None:
    """The reference data of the project and made-up sums on top of it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    for command in ("load_delegations", "load_units", "load_catalogue"):
        call_command(command, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FILL.format(weeks=weeks, drugs=drugs, line_weeks=line_weeks, first=first))
        cursor.execute(PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, after three that warm up."""
    for _round in range(3):
        work()
    spent = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return sorted(spent)


def p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def central_office() -> Any:
    """Someone of central office, signed in."""
    from django.test import Client
    from django.utils import timezone

    from delegations.models import Holding, Person, Posting
    from delegations.roles import Role

    person = Person.objects.create_user("central@example.org", full_name="Oficina Central")
    Posting.objects.create(
        person=person,
        role=Role.CENTRAL_OFFICE,
        holding=Holding.MEMBER,
        is_national=True,
        starts_on=timezone.localdate(),
    )
    client = Client()
    client.force_login(person)
    return client


def static_bytes(html: str) -> int:
    """Bytes of every style sheet and script a page names: ours as they are served (minified), before compression."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    from config.static_files import smaller

    total = 0
    for name in dict.fromkeys(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', html)):
        file = Path(str(finders.find(name)))
        content = file.read_bytes()
        total += len(smaller(name, content) if file.is_relative_to(settings.BASE_DIR / "static") else content)
    return total


def measure() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = central_office()
    numbers = itertools.count()

    def show(page: str) -> Any:
        response = client.get(page)
        assert response.status_code == 200, response.status_code
        return response

    def show_anew() -> Any:
        """Drawn for this request: the board is kept by its address, and no two of these are equal."""
        return show(f"/?rango=104&vez={next(numbers)}")

    def by_hand() -> None:
        with connection.cursor() as cursor:
            for statement in BASELINE:
                cursor.execute(statement)
                cursor.fetchall()

    served, raw, kept = timed(show_anew), timed(by_hand), timed(lambda: show("/?rango=104"))
    say("national_board.p50", statistics.median(served), "ms", statistics.median(raw))
    say("national_board.p95", p95(served), "ms", p95(raw))
    say("national_board.kept_p95", p95(kept), "ms", p95(raw))
    with CaptureQueriesContext(connection) as queries:
        html = show_anew().content.decode()
    say("national_board.queries", len(queries), "queries", len(BASELINE))
    say("national_board.sql_time", sum(float(query["time"]) for query in queries) * 1000, "ms", statistics.median(raw))
    size = len(html.encode())
    say("national_board.html", size / 1000, "kB")
    say("national_board.page", (size + static_bytes(html)) / 1000, "kB", 150)


def main() -> int:
    setup()
    with throwaway_database():
        fill()
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
