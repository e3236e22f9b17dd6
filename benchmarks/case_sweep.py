"""A sweep over 50,000 open cases: with nothing due, and with 1,000 due at once. Seconds, and queries per 1,000 changed.

The raw side of "1,000 due" is the least there is to do, in plain SQL on copies of the tables without their triggers:
find the due rows, write the new level and deadline on each, and add an event.
"""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from typing import Any

from benchmarks.bench import say, seconds, setup, throwaway_database

CASES, DUE, UNITS, ROUNDS = 50_000, 1_000, 200, 5
CHILDREN = 5_000
# Statements that only begin, mark and end a transaction.
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")

RAW = """
WITH due AS (
     UPDATE raw_case SET level = 2, deadline_at = deadline_at + interval '1 day', remind_at = NULL,
            edition = edition + 1
      WHERE id IN (SELECT id FROM raw_case WHERE deadline_at <= %s ORDER BY id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED)
  RETURNING id)
INSERT INTO raw_caseevent (id, case_id, kind, at, text, for_family, way, data, key)
SELECT id, id, 'escalated', now(), '', true, '', '{}', '' FROM due
"""

RAW_DUE = "UPDATE raw_case SET deadline_at = %s WHERE id IN (SELECT id FROM raw_case ORDER BY id LIMIT 1000)"


def world(now: Any) -> None:
    """A country of hospitals with a manager each, and their cases: two in five of a child with a plan."""
    from delegations.models import Delegation, Holding, Person, Posting, Unit
    from delegations.roles import Role
    from pediatric_platform.models import Case, CaseFollower
    from supply.models import Drug
    from tests.factories.cases import case_rules
    from tests.factories.children import folio

    case_rules()
    delegations = Delegation.objects.bulk_create(
        Delegation(
            code=f"D{n}", name=f"D{n}", official_name=f"D{n}", imss_clave=f"{n}", inegi_state="00", seat_city="X",
            time_zone="America/Mexico_City", tile_row=n + 1, tile_column=1,
        )
        for n in range(35)
    )  # fmt: skip
    units = Unit.objects.bulk_create(
        Unit(
            clues=f"XXIMS{n:06d}", name=f"HGZ {n}", kind="HGZ", level=2, delegation=delegations[n % 35],
            time_zone="America/Mexico_City",
        )
        for n in range(UNITS)
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", full_name=f"P {n}") for n in range(UNITS + 36)
    )
    held: dict[str, Any] = {"holding": Holding.TITULAR, "starts_on": now.date() - timedelta(days=400)}
    owners = Posting.objects.bulk_create(
        [
            *(
                Posting(person=person, role=Role.UNIT_SUPPLY_MANAGER, unit=unit, **held)
                for person, unit in zip(people, units, strict=False)
            ),
            *(
                Posting(person=person, role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation, **held)
                for person, delegation in zip(people[UNITS:], delegations, strict=False)
            ),
            Posting(
                person=people[-1],
                role=Role.CENTRAL_OFFICE,
                is_national=True,
                office_phone="55 0000 0000",
                **(held | {"holding": Holding.MEMBER}),
            ),
        ]
    )
    drug = Drug.objects.create(
        code="010.000.1768", generic_name="Vincristina", inn="vincristine", drug_class="cytotoxic"
    )
    children = treated(units)
    rows = Case.objects.bulk_create(
        (
            Case(
                folio=folio("C", n, 7), unit=units[n % UNITS], kind="missing", drug=drug, severity=1 + n % 4, level=1,
                owner=owners[n % UNITS], owned_at=now - timedelta(days=1), opened_at=now - timedelta(days=1),
                channel="family", deadline_at=now + timedelta(days=2 + n % 9), remind_at=now + timedelta(days=1),
                contact_by=now + timedelta(days=1), needed_on=now.date() + timedelta(days=60 if n % 4 else 1),
            )
            for n in range(CASES)
        ),
        batch_size=5_000,
    )  # fmt: skip
    CaseFollower.objects.bulk_create(
        (
            CaseFollower(
                case=case, child_id=children[n % len(children)] if n % 5 < 2 else None, channel="family",
                since=now - timedelta(days=1),
            )
            for n, case in enumerate(rows)
        ),
        batch_size=5_000,
    )  # fmt: skip


def treated(units: Any) -> list[int]:
    """Children with a plan of forty weekly sessions, half of them given before yesterday and half to come: what a sweep
    has to look through to find that nothing new was given."""
    from django.db import connection

    from pediatric_platform.models import Child, Plan, RegimenLine
    from tests.factories.children import ChildFactory, DiagnosisFactory, GrowthFactory, PlanFactory, folio, induction

    regimen, diagnosis = induction(), DiagnosisFactory()
    children = Child.objects.bulk_create(
        ChildFactory.build(unit=units[n % UNITS], diagnosis=diagnosis, folio=folio("N", n + 1)) for n in range(CHILDREN)
    )
    growth = GrowthFactory(child=children[0])
    Plan.objects.bulk_create(PlanFactory.build(child=child, regimen=regimen, growth=growth) for child in children)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO pediatric_platform_session (plan_id, unit_id, phase_position, phase_name, cycle, day,
                   planned_on, "on", state, state_reason, cancel_reason, given_on, recorded_at, edition)
            SELECT p.id, c.unit_id, 1, 'Inducción', 1, week + 1, day, day, CASE WHEN week < 20 THEN 'given' ELSE
                   'planned' END, '', '', CASE WHEN week < 20 THEN day END, CASE WHEN week < 20 THEN day END, 1
              FROM pediatric_platform_plan AS p JOIN pediatric_platform_child AS c ON c.id = p.child_id
             CROSS JOIN generate_series(0, 39) AS week
             CROSS JOIN LATERAL (SELECT current_date + (week - 20) * 7 + 5 - (p.id % 5)::int AS day) AS dated
            """
        )
        cursor.execute(
            """
            INSERT INTO pediatric_platform_dose (session_id, line_id, position, inn, name, route, purpose, unit,
                   rule_amount, amount, max_amount, is_capped, administrations, days, evidence, state, state_reason,
                   was_missing)
            SELECT id, %s, 1, 'vincristine', 'Vincristina', 'IV', 'chemo', 'mg', 1.2, 1.2, 2, false, 1, 1, 'sourced',
                   state, '', false FROM pediatric_platform_session
            """,
            [RegimenLine.objects.get().pk],
        )
    return [child.pk for child in children]


def make_due(now: Any, count: int) -> None:
    """So many cases whose level has just lost them, of those that lie furthest back; nothing else of them is due."""
    from pediatric_platform.models import Case

    ids = Case.objects.filter(level=1, severity=4).order_by("pk").values_list("pk", flat=True)[:count]
    Case.objects.filter(pk__in=list(ids)).update(deadline_at=now, remind_at=None, contact_by=None)


def measure() -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils import timezone

    from pediatric_platform.actions.cases import confirm_by_records, sweep_cases
    from pediatric_platform.models import CaseEvent

    now = timezone.now()
    world(now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        for table in ("case", "caseevent"):
            cursor.execute(f"CREATE TABLE raw_{table} (LIKE pediatric_platform_{table} INCLUDING ALL)")
        cursor.execute("INSERT INTO raw_case SELECT * FROM pediatric_platform_case")
        cursor.execute("ANALYZE raw_case")
    reverse("pediatric:case", args=["C-2222222"])  # the site's map, once in a process's life
    sweep_cases(now=now)
    idle = [seconds(lambda: sweep_cases(now=now)) for _ in range(ROUNDS)]
    say("case_sweep_50000_nothing_due", statistics.median(idle), "s")
    say("case_records_of_everybody", statistics.median(seconds(confirm_by_records) for _ in range(3)), "s")
    ours, theirs, ours_cpu = [], [], []
    for _ in range(ROUNDS):
        make_due(now, DUE)
        started, processor = CaseEvent.objects.count(), time.process_time()
        ours.append(seconds(lambda: sweep_cases(now=now)))
        ours_cpu.append(time.process_time() - processor)
        changed = CaseEvent.objects.count() - started
        assert changed == DUE, changed
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute(RAW_DUE, [now])
            theirs.append(seconds(lambda: cursor.execute(RAW, [now])))
            transaction.set_rollback(True)
    say("case_sweep_50000_with_1000_due", statistics.median(ours), "s", statistics.median(theirs))
    say("case_sweep_50000_with_1000_due_processor", statistics.median(ours_cpu), "s")
    queries = []
    for due in (DUE, 2 * DUE):
        make_due(now, due)
        with CaptureQueriesContext(connection) as captured:
            sweep_cases(now=now)
        queries.append(sum(not row["sql"].startswith(CONTROL) for row in captured.captured_queries))
    say("case_sweep_queries_per_1000_changed", queries[1] - queries[0], "queries")


def main() -> None:
    setup()
    with throwaway_database():
        measure()


if __name__ == "__main__":
    main()
