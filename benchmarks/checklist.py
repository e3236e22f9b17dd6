"""A case's checklist over the whole country: all seven questions asked and stored, and put in words for the page.

Every hospital's pharmacy holds lots of sixty drugs and reports thirteen weeks; ten thousand children's sessions are
declared; transfers are on their way. In a database of its own that is dropped at the end. One JSON line per figure;
asking may take 300 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from benchmarks.bench import say, setup, throwaway_database
from benchmarks.coverage_board import fill

WEEKS, LOTS, CASES, ROUNDS = 13, 4, 40, 3

STOCK = """
create temporary table wanted on commit drop as
  select id, row_number() over (order by id) as n from supply_drug where code is not null
   order by is_oncologic desc, id limit 60;

insert into supply_lot (drug_id, number, expires_on, maker, gtin, state, state_reason)
select id, 'B' || n, current_date + 20 + n * 100, '', '', case when n = 4 then 'recalled' else 'usable' end, ''
  from wanted as w (id, rank) cross join generate_series(1, %(lots)s) as n;

insert into supply_document
    (kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at, source, reference, note)
select 'receipt', id, 'bench', '', current_date - 60, now(), 'command', '', '' from delegations_place
 where kind in ('farmacia', 'almacen');

insert into supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)
select doc.id, p.id, l.id, 20 + abs(hashint8(p.id * 7919 + l.id)) %% 200, 'opening', current_date - 60, now()
  from delegations_place as p
  join supply_document as doc on doc.place_id = p.id
  join supply_lot as l on abs(hashint8(p.id * 31 + l.id)) %% 4 < 3;

insert into supply_weeklyreport (delegation_id, unit_id, week, state, source, drafted_at, due_at, signed_at, note)
select u.delegation_id, u.id, date_trunc('week', current_date)::date - 7 * n, 'signed', 'ledger', now(), now(), now(),
       ''
  from delegations_unit as u cross join generate_series(1, %(weeks)s) as n;
"""
LINES = """
insert into supply_weeklyline ({columns})
select {values}
  from supply_weeklyreport as r join (
       select id from supply_drug where code is not null order by is_oncologic desc, id limit 60) as w on true
 where r.week < current_date
"""


def make_stock() -> None:
    from django.db import connection, transaction

    from supply.models import WeeklyLine

    told = {
        "report_id": "r.id", "drug_id": "w.id", "place_kind": "'conjunto'", "assorted": "false", "cpm_raw": "20",
        "cpm": "abs(hashint8(r.unit_id * 13 + w.id)) % 90", "cpm_basis": "'window'",
    }  # fmt: skip
    fields = [field for field in WeeklyLine._meta.concrete_fields if not field.primary_key]
    values = [told.get(field.column, "null" if field.null else "0") for field in fields]
    lines = LINES.format(columns=", ".join(field.column for field in fields), values=", ".join(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STOCK, {"lots": LOTS, "weeks": WEEKS})
        cursor.execute(lines)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def make_cases() -> list[Any]:
    """Cases of drugs that the country has, at hospitals spread over it; central office has them all."""
    from datetime import timedelta

    from django.utils import timezone

    from delegations.models import Unit
    from pediatric_platform.folios import new_folio
    from pediatric_platform.models import Case, Level
    from supply.models import Drug

    drugs = list(Drug.objects.filter(code__isnull=False).order_by("-is_oncologic", "pk")[:60])
    units = list(Unit.objects.order_by("clues"))
    now = timezone.now()
    return [
        Case.objects.create(
            folio=new_folio("C"), unit=units[number * len(units) // CASES], kind="missing", drug=drugs[number],
            needed_on=now.date() + timedelta(days=number % 9), severity=2, level=Level.CENTRAL, channel="staff",
            opened_at=now, deadline_at=now + timedelta(hours=8),
        )
        for number in range(CASES)
    ]  # fmt: skip


def main() -> int:
    setup()
    with throwaway_database():
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from delegations.models import Person
        from pediatric_platform.actions.cases.check import run_checklist
        from pediatric_platform.models import CaseCheck
        from pediatric_platform.selectors.case_evidence import evidence_of

        fill()
        call_command("load_places", verbosity=0)
        make_stock()
        cases = make_cases()
        person = Person.objects.first()
        asked, shown, queries = [], [], 0
        for case in cases * (ROUNDS + 1):  # the first round warms up
            with CaptureQueriesContext(connection) as context:
                start = time.perf_counter()
                run_checklist(case=case)
                asked.append(time.perf_counter() - start)
                queries = max(queries, len(context))
            start = time.perf_counter()
            evidence_of(case, person=person)
            shown.append(time.perf_counter() - start)
        asked, shown = asked[CASES:], shown[CASES:]
        for query in sorted(context.captured_queries, key=lambda one: -float(one["time"]))[:4]:
            print(query["time"], query["sql"][:400], file=sys.stderr)
        found = [line["verdict"] for check in CaseCheck.objects.order_by("-pk")[:CASES] for line in check.lines]
        assert found.count("yes") > 2 * CASES, "the world is too poor to say anything about"
        say("checklist_median_ms", statistics.median(asked) * 1000, "ms")
        say("checklist_p95_ms", sorted(asked)[int(len(asked) * 0.95)] * 1000, "ms")
        say("checklist_worst_ms", max(asked) * 1000, "ms", baseline=300)
        say("checklist_queries", queries, "queries")
        say("checklist_shown_median_ms", statistics.median(shown) * 1000, "ms")
    return 0 if sorted(asked)[int(len(asked) * 0.95)] <= 0.3 else 1


if __name__ == "__main__":
    sys.exit(main())
